"""Advice from barnevern or police after the call: what they said, and for whom it opens (P1)."""

from __future__ import annotations

from typing import Literal, cast

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.acts import AdviceRecorded
from bekymring_tui.case.alarm import advise
from bekymring_tui.case.digest import alarm_lines
from bekymring_tui.case.reading import advice_rows
from bekymring_tui.flow.sources import SourceLine
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.day_field import DayField
from bekymring_tui.screens.numbers import safety_sources
from bekymring_tui.texts import text
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg

Adviser = Literal["barnevern", "police"]
ADVISERS: tuple[Adviser, ...] = ("barnevern", "police")
SAID = ("wait", "clears")


class AdvicePage(CasePart):
    """One advice. Whom it names is chosen one by one; what it opens stands below before it is saved."""

    NAME = "advice"
    WHERE = "advice.where"
    HELP = "advice.help"

    def key(self) -> str:
        return "advice/new"

    def column(self) -> ComposeResult:
        kept, now = self.typed().read(), self.app.now()
        yield Tekst(text("advice.title"), kind="title")
        yield Tekst(text("advice.about"), kind="muted")
        yield Valg(
            Heading(text("advice.by")), *(self._choice(one, kept.get("by")) for one in ADVISERS),
            id="by",
        )  # fmt: skip
        yield Tekst(text("advice.spoke_with"), kind="heading")
        yield Linje(kept.get("spoke_with", ""), hint=text("call.spoke_with_hint"), id="spoke_with")
        yield Valg(Row("anonymous", text("advice.anonymous"), "action", on=bool(kept.get("anonymous"))), id="anonymous")
        yield Tekst(text("call.at"), kind="heading")
        yield DayField(kept.get("at") or text("call.now", time=f"{now:%H:%M}"), now, field="at", clock=True)
        yield Tekst(text("call.advice"), kind="heading")
        yield Felt(kept.get("words", ""), id="words")
        yield Valg(
            Heading(text("advice.said")), *(self._choice(one, kept.get("said", SAID[0])) for one in SAID), id="said"
        )
        yield Valg(*self._guardians(kept.get("guardians", "").split()), id="guardians")
        yield Tekst(kind="panel", id="opens", classes="gap")
        yield Knapper(Knapp("save", text("advice.save")))
        if given := self._given():
            yield Tekst(text("advice.given"), kind="heading")
            yield Tekst(given, id="given")

    def _given(self) -> str:
        """What barnevern and police have said in this case, the newest first."""
        rows = advice_rows(alarm_lines(self.case.state), self.app.now().date())
        return "\n\n".join(reversed(["\n".join(row) for row in rows]))

    def draw(self) -> None:
        self._tell()

    def _choice(self, name: str, chosen: str | None) -> Row:
        return Row(name, text(f"advice.{name}"), "choice", on=name == chosen)

    def _guardians(self, chosen: list[str]) -> list[Row | Heading]:
        state = self.case.state
        rows = [
            Row(one.id, one.label, "action", on=one.id in chosen,
                note=text("advice.closed" if state.closed_for(one.id) else "advice.cleared"))
            for one in state.guardians.values()
        ]  # fmt: skip
        return [Heading(text("advice.whom"), text("advice.whom_hint")), *rows] if rows else []

    # What it opens ---------------------------------------------------------------------------------------

    @on(Valg.Toggled)
    def _keep_toggle(self, event: Valg.Toggled) -> None:
        self.typed().note(event.valg.id or "", " ".join(event.valg.chosen))
        self._tell()

    @on(Valg.Chosen)
    def _choose(self) -> None:
        self._tell()

    def _tell(self) -> None:
        """What would be open after this advice, from the engine itself."""
        state = self.case.state
        after = advise(state.alarm, state.seq, self._act())
        names = {one.id: one.label for one in state.guardians.values()}
        still = [label for one, label in names.items() if after.closes([one])]
        if not after.closes(names):
            words = text("advice.opens_all")
        elif len(still) < len(names):
            opened = ", ".join(label for label in names.values() if label not in still)
            words = text("advice.opens_some", who=opened, still=", ".join(still))
        else:
            words = text("advice.opens_none")
        self.query_one("#opens", Tekst).show(words)

    def _act(self) -> AdviceRecorded:
        by = self.query_one("#by", Valg).chosen
        moment = self.query_one(DayField).moment
        return AdviceRecorded(
            by=cast("Adviser", by[0] if by else ADVISERS[0]),
            spoke_with=self.query_one("#spoke_with", Linje).value.strip(),
            at=moment.isoformat() if moment else "",
            text=self.query_one("#words", Felt).text.strip(),
            clears="clears" in self.query_one("#said", Valg).chosen,
            guardians=list(self.query_one("#guardians", Valg).chosen),
            anonymous=bool(self.query_one("#anonymous", Valg).chosen),
        )

    @on(Knapper.Pressed)
    def _save(self) -> None:
        if not self.query_one("#by", Valg).chosen:
            self.show_refusal(text("advice.by_first"), "by")
        elif self.days_hold():
            self.finish(self._act())

    def sources(self) -> list[SourceLine]:
        return safety_sources(self.app, self.case.guide.flow)
