"""Another recovery code: offered after the old one was used, or asked for in the menu."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult

from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.recovery import RecoveryPage
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje, Passordlinje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.words import normalise


class NewCodePage(AppPage[None]):
    """`used`: the old code, and then a new passphrase, were typed just now. Else the passphrase is asked for, so that
    nobody makes themselves a way in at a screen that was left open.
    """

    CENTRED = True
    KEYS: ClassVar[tuple[str, ...]] = ("f9", "f1", "f4", "ctrl+l", "escape")

    def __init__(self, *, used: bool = False) -> None:
        super().__init__()
        assert self.app.desk is not None, "a code for the open vault"
        self._ways = self.app.desk.vault.ways
        self._used = used
        self._asks = not used and not self._ways.passphrase_unknown
        self._looking = False
        self._given = False

    def column(self) -> ComposeResult:
        yield Tekst(text("new_code.title"), kind="title")
        yield Tekst(text("new_code.why_used" if self._used else "new_code.why"), kind="muted", classes="gap")
        yield Tekst(text("new_code.old_holds"), kind="muted", classes="gap")
        if self._asks:
            yield Tekst(text("new_code.passphrase"), kind="muted", classes="gap")
            yield Passordlinje(id="old")
        yield Tekst("", id="told")
        yield Knapper(Knapp("make", text("new_code.make")), Knapp("keep", text("new_code.keep")))

    def help_text(self) -> str:
        return text("help.new_code")

    @on(Linje.Submitted)
    def _submitted(self) -> None:
        self._make()

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "make":
            self._make()
        else:
            self.action_back()

    def _make(self) -> None:
        if not self._asks:
            self._show()
        elif not self._looking:
            self._looking = True
            self._look(normalise(self.query_one("#old", Passordlinje).value))

    @work
    async def _look(self, typed: str) -> None:
        self._given = await asyncio.to_thread(self._ways.is_passphrase, typed)
        self._looking = False
        if self._given:
            self.case_changed()
        else:
            told = self.query_one("#told", Tekst)
            self.query_one("#old").focus()
            told.show((f"× {text('new_code.wrong')}", "$danger"))
            told.call_after_refresh(told.scroll_visible, animate=False)

    def case_changed(self) -> None:
        """Once the passphrase is given: on. Not while the numbers stand above (P1)."""
        if self._given and self.on_top:
            self._show()

    def _show(self) -> None:
        self.app.pop_screen()
        self.app.push_screen(RecoveryPage(fresh=self._ways.new_code()))
