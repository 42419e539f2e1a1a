"""Who the user is, asked at the first start and changed from the menu.

Municipality, service and group also go to the plain settings, for the numbers of F9.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.people import Worker
from bekymring_tui.errors import Failure
from bekymring_tui.flow.load import shipped_flows
from bekymring_tui.flow.model import Service
from bekymring_tui.flow.procedure import Procedure
from bekymring_tui.screens.page import AppPage
from bekymring_tui.texts import text
from bekymring_tui.widgets.keys import Key, keys
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg

PLACE = ("municipality", "service", "group")
"""Where the user works: fields of the plain settings."""


def group_rows(service: Service | None, chosen: str) -> list[Row | Heading]:
    """The groups of a service that act differently inside one step, where it has any."""
    if service is None or not service.groups:
        return []
    rows = [Row(f"group/{name}", label, "choice", on=name == chosen) for name, label in service.groups.items()]
    return [Heading(text("who.group")), *rows]


def service_rows(services: Mapping[str, Service], chosen: str) -> list[Row | Heading]:
    """The services of a municipality, once it is chosen."""
    rows = [Row(f"service/{one}", each.label, "choice", on=one == chosen) for one, each in services.items()]
    return [Heading(text("who.service")), *rows] if rows else []


class WhoPage(AppPage[None]):
    """Step 3 of 3 of the first start; later from the menu."""

    CENTRED = True
    KEYS: ClassVar[tuple[str, ...]] = ("f9", "f1", "ctrl+l", "ctrl+q")

    def column(self) -> ComposeResult:
        assert self.app.desk is not None, "who the user is lies in the open vault"
        known = self.app.desk.who()
        self._municipality = self.app.settings.municipality or self._last_worked_in()
        self._service = self.app.settings.service or (known.service if known else "")
        self._group = self.app.settings.group
        deputy = not self.app.desk.vault.ways.may_change
        step = text("who.by_unit_key") if deputy else text("start.step", number=3)
        yield Tekst("" if known else step, kind="muted")
        yield Tekst(text("who.title"), kind="title")
        yield Tekst(text("who.why_unit_key" if deputy else "who.why"), kind="muted", classes="gap")
        for name in PLACE:
            yield Valg(id=name)
        for name in ("name", "role", "unit"):
            yield Tekst(text(f"who.{name}"), kind="label", classes="gap")
            yield Linje(getattr(known, name, ""), hint=text(f"who.{name}_hint"), limit=80, id=name)
        yield Tekst("", id="told", kind="danger")
        yield Knapper(Knapp("save", text("who.save_again" if known else "who.save")))

    def keys(self) -> tuple[Key, ...]:
        assert self.app.desk is not None, "who the user is lies in the open vault"
        begun = bool(self.app.settings.municipality and self.app.desk.who())
        return keys(*self.KEYS[:-1], "escape") if begun else keys(*self.KEYS)

    def help_text(self) -> str:
        return text("help.who")

    def on_mount(self) -> None:
        self._draw()

    def case_changed(self) -> None:
        """Procedures of one's own have been looked at meanwhile."""
        self._draw()

    def _procedures(self) -> dict[str, Procedure]:
        """Those that can lead a case: with the program, and one's own that hold."""
        assert self.app.desk is not None, "one's own procedures lie beside the open vault"
        own = self.app.desk.editions.own
        found = ((name, own.now(name)) for name in (*shipped_flows(), *own.usable()))
        return {name: procedure for name, procedure in found if procedure}

    def _draw(self) -> None:
        """Each of them is a field of its own: Tab goes from one to the next."""
        procedures = self._procedures()
        chosen = procedures.get(self._municipality)
        services = chosen.flow.services if chosen else {}
        municipalities = [self._row(name, procedure) for name, procedure in procedures.items()]
        self._show("municipality", Heading(text("who.municipality")), *municipalities)
        self._show("service", *service_rows(services, self._service))
        self._show("group", *group_rows(services.get(self._service), self._group))

    def _show(self, field: str, *rows: Row | Heading) -> None:
        shown = self.query_one(f"#{field}", Valg)
        shown.show(*rows)
        shown.display = bool(rows)

    def _last_worked_in(self) -> str:
        """The municipality of the newest case, when the settings are gone. Else none: F9's numbers hang on it."""
        assert self.app.desk is not None, "the cases lie in the open vault"
        return next((case.flow for _, case in self.app.desk.cases()), "")

    def _row(self, name: str, procedure: Procedure) -> Row:
        note = "" if name in shipped_flows() else text("editions.own")
        return Row(f"municipality/{name}", procedure.flow.title, "choice", on=name == self._municipality, note=note)

    @on(Valg.Chosen)
    def _choose(self, event: Valg.Chosen) -> None:
        kind, _, name = event.row.id.partition("/")
        setattr(self, f"_{kind}", name)
        services = self._procedures()[self._municipality].flow.services
        if self._service not in services:
            self._service = next(iter(services)) if len(services) == 1 else ""
        if self._group not in (services[self._service].groups if self._service else ()):
            self._group = ""
        self._draw()

    @on(Linje.Submitted)
    def _next(self) -> None:
        self.focus_next()

    @on(Knapper.Pressed)
    def _save(self) -> None:
        if self._municipality not in self._procedures():
            return self._refuse("who.no_municipality", "municipality")
        if not self._service:
            return self._refuse("who.no_service", "service")
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
        where = replace(self.app.settings, municipality=self._municipality, service=self._service, group=self._group)
        self.app.keep_settings(where)
        self.app.go_home()
        return None

    def _refuse(self, reason: str, field: str) -> None:
        """Say what is missing right below the field."""
        told, missing = self.query_one("#told", Tekst), self.query_one(f"#{field}")
        told.show(f"× {text(reason)}")
        self.query_one("#text").move_child(told, after=missing)
        self.focus_field(field)
        self.call_after_refresh(told.scroll_visible, animate=False)
