"""The consent record: who gave it, for which services, until when; refused or withdrawn; and anonymous mode (P6)."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.acts import Act, AnonymousSet, ConsentGiven, ConsentRefused, ConsentWithdrawn
from bekymring_tui.case.consent_sheet import on_sheet
from bekymring_tui.screens import worded
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.consent_rows import (
    answer_rows,
    giver_rows,
    service_rows,
    services,
    standing_lines,
    way_on_rows,
)
from bekymring_tui.screens.day_field import DayField
from bekymring_tui.screens.headings import heading
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Row, Valg


class ConsentPage(CasePart):
    """What stands, and a new line. Asking for consent is speaking with guardians: under the alarm it is «stengt»."""

    NAME = "consent"
    WHERE = "consent.where"
    HELP = "consent.help"

    def key(self) -> str:
        return "consent"

    def column(self) -> ComposeResult:
        kept = self.typed().read()
        kept = kept or self._on_sheet(self._giver_with_sheet())
        yield Tekst(text("consent.title"), kind="title")
        yield Tekst(id="standing")
        yield Tekst(kind="muted", id="sheet", classes="gap")
        yield Tekst(kind="warn", id="closed", classes="gap")
        yield Valg(id="mode")
        yield Valg(*giver_rows(self.case, kept.get("giver", "")), id="giver")
        yield Valg(*service_rows(self.case, kept.get("services", "").split()), id="services")
        yield Valg(*answer_rows(self.case, kept.get("answer", "")), id="answer")
        yield heading(text("consent.until"), text("consent.until_hint"), id="until-head")
        yield DayField(kept.get("until", ""), self.app.now(), field="until", hint=text("consent.until_example"))
        yield Valg(*way_on_rows(kept.get("way_on", "")), id="way_on")
        yield Knapper(Knapp("save", text("consent.save")))

    def draw(self) -> None:
        state = self.case.state
        standing = standing_lines(self.case, self.app.now().date())
        self.query_one("#standing", Tekst).show("\n".join(standing) or text("consent.nothing"))
        closed = self.query_one("#closed", Tekst)
        closed.display = state.masks
        closed.show(text("consent.closed"))
        mode = Row("anonymous", text("consent.anonymous"), "action", state.anonymous, sub=text("consent.anonymous_sub"))
        self.query_one("#mode", Valg).show(mode)
        self.query_one("#giver", Valg).show(*giver_rows(self.case, self._chosen("giver")))
        self.query_one("#answer", Valg).show(*answer_rows(self.case, self._chosen("answer")))
        self._show_what_belongs()

    def _giver_with_sheet(self) -> str:
        """Whose sheet says something that the record does not."""
        return next((one for one in self.case.state.guardians if on_sheet(self.case.state, one)), "")

    def _on_sheet(self, giver: str) -> dict[str, str]:
        """The fields of this page as the giver's sheet has them."""
        told = on_sheet(self.case.state, giver)
        if told is None or self.case.state.closed_for(giver):
            return {}
        named = [one for one in services(self.case) if one in told.services]
        until = worded.day_and_year(told.until) if told.until else ""
        return {"giver": giver, "services": " ".join(named), "answer": told.answer, "until": until}

    @on(Valg.Chosen, "#giver")
    def _take_from_sheet(self) -> None:
        if not self._chosen("answer") and (found := self._on_sheet(self._chosen("giver"))):
            self.query_one("#services", Valg).show(*service_rows(self.case, found["services"].split()))
            self.query_one("#answer", Valg).show(*answer_rows(self.case, found["answer"]))
            self.query_one(DayField).write(found["until"])
        self._show_what_belongs()

    def _chosen(self, name: str) -> str:
        return next(iter(self.query_one(f"#{name}", Valg).chosen), "")

    @on(Valg.Chosen, "#answer")
    def _show_what_belongs(self) -> None:
        """A date belongs to a consent, a way on to a refusal; and whether it stands on a sheet."""
        sheet = self.query_one("#sheet", Tekst)
        sheet.display = bool(self._on_sheet(self._chosen("giver")))
        sheet.show(text("consent.from_sheet"))
        answer = self._chosen("answer")
        self.query_one("#until-head").display = self.query_one(DayField).display = answer == "given"
        self.query_one("#way_on").display = answer == "refused"

    @on(Valg.Toggled, "#services")
    def _ticked(self, event: Valg.Toggled) -> None:
        self.typed().note("services", " ".join(event.valg.chosen))

    @on(Valg.Toggled, "#mode")
    def _mode(self, event: Valg.Toggled) -> None:
        if not self.app.take(AnonymousSet(on=event.row.on)):
            self.draw()

    @on(Valg.Opened, "#giver")
    def _add_guardian(self) -> None:
        self.app.show_once("guardians")

    @on(Knapper.Pressed)
    def _save(self) -> None:
        needed = ["giver", "answer", *(["way_on"] if self._chosen("answer") == "refused" else [])]
        missing = next((one for one in needed if not self._chosen(one)), None)
        if missing:
            self.notify(text(f"consent.choose_{missing}"), severity="warning")
            self.query_one(f"#{missing}", Valg).focus()
        elif self.days_hold():
            self.finish(self._act())

    def _act(self) -> Act:
        giver, answer = self._chosen("giver"), self._chosen("answer")
        named = [one for one in services(self.case) if one in self.query_one("#services", Valg).chosen]
        if answer == "given":
            until = self.query_one(DayField).day
            return ConsentGiven(giver=giver, services=named, until=until.isoformat() if until else None)
        if answer == "withdrawn":
            return ConsentWithdrawn(giver=giver, services=named)
        return ConsentRefused(giver=giver, services=named, way_on=self._chosen("way_on"))  # type: ignore[arg-type]
