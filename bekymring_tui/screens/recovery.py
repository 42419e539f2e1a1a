"""The recovery code: shown, and written down now or when leaving."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.routes import page_class
from bekymring_tui.texts import text
from bekymring_tui.widgets.keys import Key, keys
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst


class RecoveryPage(AppPage[None]):
    """Step 2 of 3 of the first start, or opened later while the code is not written down."""

    CENTRED = True

    def __init__(self, *, first: bool = False) -> None:
        # A page asks for its keys while it is made.
        self._first = first
        super().__init__()

    def keys(self) -> tuple[Key, ...]:
        return keys("f9", "f1", "ctrl+l", "ctrl+q" if self._first else "escape")

    def column(self) -> ComposeResult:
        assert self.app.desk is not None, "the code lies in the open vault"
        if self._first:
            yield Tekst(text("start.step", number=2), kind="muted")
        yield Tekst(text("recovery.title"), kind="title")
        yield Tekst(text("recovery.why"), kind="muted", classes="gap")
        code = self.app.desk.code_to_write_down().split("-")
        # Three rows of three groups: read aloud and copied by hand.
        rows = ["  ".join(code[start : start + 3]) for start in range(0, len(code), 3)]
        yield Tekst(("\n".join(rows), "bold $accent"), classes="gap")
        yield Tekst(text("recovery.where"), kind="muted", classes="gap")
        yield Knapper(Knapp("written", text("recovery.written")), Knapp("later", text("recovery.later")))

    def help_text(self) -> str:
        return text("help.recovery")

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        assert self.app.desk is not None, "the code lies in the open vault"
        if event.knapp.id == "written":
            self.app.desk.keep_code("")
        if self._first:
            self.app.stand_on(page_class("who")())
        else:
            self.action_back()

    def action_back(self) -> None:
        if not self._first:
            super().action_back()
