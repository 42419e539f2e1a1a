"""Who the user is, asked once. Municipality and service also go to the plain settings, for the numbers of F9."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.people import Worker
from bekymring_tui.errors import Failure
from bekymring_tui.flow.load import load_shipped, shipped_flows
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
        self._municipality = self.app.settings.municipality or shipped_flows()[0]
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

    def _rows(self) -> list[Row | Heading]:
        flows = [(name, load_shipped(name).flow) for name in shipped_flows()]
        services = load_shipped(self._municipality).flow.services
        return [
            Heading(text("who.municipality")),
            *(Row(f"flow/{name}", flow.title, "choice", on=name == self._municipality) for name, flow in flows),
            Heading(text("who.service")),
            *(Row(f"service/{name}", one.label, "choice", on=name == self._service) for name, one in services.items()),
        ]

    @on(Valg.Chosen)
    def _choose(self, event: Valg.Chosen) -> None:
        kind, _, name = event.row.id.partition("/")
        if kind == "service":
            self._service = name
            return
        self._municipality = name
        if self._service not in load_shipped(name).flow.services:
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
