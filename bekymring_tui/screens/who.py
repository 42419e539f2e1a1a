"""Who the user is, asked once. Municipality and service also go to the plain settings, for the numbers of F9."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.people import Worker
from bekymring_tui.errors import Failure
from bekymring_tui.flow.load import shipped_flows
from bekymring_tui.flow.procedure import Procedure
from bekymring_tui.screens.page import AppPage
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg


class WhoPage(AppPage[None]):
    """Step 3 of 3 of the first start."""

    CENTRED = True
    KEYS: ClassVar[tuple[str, ...]] = ("f9", "f1", "ctrl+l", "ctrl+q")

    def column(self) -> ComposeResult:
        assert self.app.desk is not None, "who the user is lies in the open vault"
        known = self.app.desk.who()
        chosen = self.app.settings.municipality
        self._municipality = chosen if chosen in self._procedures() else shipped_flows()[0]
        self._service = self.app.settings.service or (known.service if known else "")
        yield Tekst(text("start.step", number=3), kind="muted")
        yield Tekst(text("who.title"), kind="title")
        yield Tekst(text("who.why"), kind="muted", classes="gap")
        yield Valg(*self._rows(), id="where")
        for name in ("name", "role", "unit"):
            yield Tekst(text(f"who.{name}"), kind="label", classes="gap")
            yield Linje(getattr(known, name, ""), hint=text(f"who.{name}_hint"), limit=80, id=name)
        yield Tekst("", id="told", kind="danger")
        yield Knapper(Knapp("save", text("who.save")))

    def help_text(self) -> str:
        return text("help.who")

    def case_changed(self) -> None:
        """Procedures of one's own have been looked at meanwhile."""
        self.query_one("#where", Valg).show(*self._rows())

    def _procedures(self) -> dict[str, Procedure]:
        """Those that can lead a case: with the program, and one's own that hold."""
        assert self.app.desk is not None, "one's own procedures lie beside the open vault"
        own = self.app.desk.editions.own
        found = ((name, own.now(name)) for name in (*shipped_flows(), *own.usable()))
        return {name: procedure for name, procedure in found if procedure}

    def _rows(self) -> list[Row | Heading]:
        procedures = self._procedures()
        if self._municipality not in procedures:
            self._municipality = shipped_flows()[0]
        services = procedures[self._municipality].flow.services
        return [
            Heading(text("who.municipality")),
            *(self._row(name, procedure) for name, procedure in procedures.items()),
            Heading(text("who.service")),
            *(Row(f"service/{name}", one.label, "choice", on=name == self._service) for name, one in services.items()),
        ]

    def _row(self, name: str, procedure: Procedure) -> Row:
        note = "" if name in shipped_flows() else text("editions.own")
        return Row(f"flow/{name}", procedure.flow.title, "choice", on=name == self._municipality, note=note)

    @on(Valg.Chosen)
    def _choose(self, event: Valg.Chosen) -> None:
        kind, _, name = event.row.id.partition("/")
        if kind == "service":
            self._service = name
            return
        self._municipality = name
        if self._service not in self._procedures()[name].flow.services:
            self._service = ""
        event.valg.show(*self._rows())

    @on(Linje.Submitted)
    def _next(self) -> None:
        self.focus_next()

    @on(Knapper.Pressed)
    def _save(self) -> None:
        if not self._service:
            return self._refuse("who.no_service", "where")
        typed = {name: self.query_one(f"#{name}", Linje).value.strip() for name in ("name", "role", "unit")}
        for name in ("name", "role"):
            if not typed[name]:
                return self._refuse(f"who.no_{name}", name)
        assert self.app.desk is not None, "who the user is lies in the open vault"
        try:
            self.app.desk.set_who(Worker(**typed, service=self._service))
        except Failure as failure:
            self.app.tell_unsaved(failure)
            return None
        self.app.keep_settings(replace(self.app.settings, municipality=self._municipality, service=self._service))
        self.app.go_home()
        return None

    def _refuse(self, reason: str, field: str) -> None:
        self.query_one("#told", Tekst).show(f"× {text(reason)}")
        self.focus_field(field)
