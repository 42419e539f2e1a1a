"""The key that the unit keeps on paper, for when the owner is away: made, made anew, taken away."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from bekymring_tui.errors import Failure
from bekymring_tui.screens.owner import OwnerPage
from bekymring_tui.screens.recovery import Fresh, RecoveryPage
from bekymring_tui.texts import text
from bekymring_tui.vault import unit_key
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst


class UnitKeyPage(OwnerPage):
    """What it is, whether there is one, and when it was last used."""

    def __init__(self) -> None:
        super().__init__()
        self._has = self.ways.has_unit_code
        self._remove = False

    def column(self) -> ComposeResult:
        yield Tekst(text("unit_key.title"), kind="title")
        yield Tekst(text("unit_key.why"), kind="muted", classes="gap")
        yield Tekst(self._standing(), classes="gap")
        yield from self.asking()
        remove = (Knapp("remove", text("unit_key.remove")),) if self._has else ()
        make = Knapp("make", text("unit_key.make_new" if self._has else "unit_key.make"))
        yield Knapper(make, *remove, Knapp("back", text("unit_key.back")))

    def help_text(self) -> str:
        return text("help.unit_key")

    def _standing(self) -> str:
        assert self.app.desk is not None, "when it was used is kept in the open vault"
        used = unit_key.openings(self.app.desk.vault)
        now = text("unit_key.has" if self._has else "unit_key.has_none")
        if used:
            return f"{now} {text('unit_key.used', when=unit_key.said(used[-1]))}"
        return f"{now} {text('unit_key.unused')}" if self._has else now

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "back":
            return self.action_back()
        self._remove = event.knapp.id == "remove"
        return self.ask()

    def go_on(self) -> None:
        if self._remove:
            return self._take_away()
        code, take = self.ways.new_code(), self.ways.set_unit_code
        section = "unit_key_anew" if self._has else "unit_key_new"
        self.app.pop_screen()
        self.app.push_screen(RecoveryPage(fresh=Fresh(code, section, lambda: take(code))))
        return None

    def _take_away(self) -> None:
        try:
            self.ways.remove_unit_code()
        except Failure as failure:
            return self.refuse(str(failure))
        self.app.notify(text("unit_key.removed"), timeout=20)
        self.action_back()
        return None
