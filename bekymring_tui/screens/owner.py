"""What only the owner of the vault does: the passphrase is asked for first."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult

from bekymring_tui.screens.page import AppPage
from bekymring_tui.texts import text
from bekymring_tui.widgets.linje import Linje, Passordlinje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.words import normalise


class OwnerPage(AppPage[None]):
    """Base of pages where nobody shall make themselves a way in at a screen that was left open.

    They yield `asking()` in their column, and write `go_on`, which is called once the passphrase is given.
    """

    CENTRED = True
    KEYS: ClassVar[tuple[str, ...]] = ("f9", "f1", "f4", "ctrl+l", "escape")

    def __init__(self) -> None:
        super().__init__()
        assert self.app.desk is not None, "these pages stand in the open vault"
        self.ways = self.app.desk.vault.ways
        self.given = ""
        """The passphrase, once it was found right."""
        self._looking = False

    @property
    def asks(self) -> bool:
        """Who opened by the recovery code does not know it."""
        return not self.ways.passphrase_unknown

    def asking(self) -> ComposeResult:
        if self.asks:
            yield Tekst(text("owner.passphrase"), kind="muted", classes="gap")
            yield Passordlinje(id="old")
        yield Tekst("", id="told")

    def go_on(self) -> None:
        """The passphrase is given, and this page is on top."""
        raise NotImplementedError

    @on(Linje.Submitted)
    def ask(self) -> None:
        """Go on where the passphrase is right; else say that it is not."""
        if not self.asks:
            self.go_on()
        elif not (self._looking or self.given):
            self._looking = True
            self._look(normalise(self.query_one("#old", Passordlinje).value))

    @work
    async def _look(self, typed: str) -> None:
        right = await asyncio.to_thread(self.ways.is_passphrase, typed)
        self._looking = False
        if right:
            self.given = typed
            self.case_changed()
        else:
            self.refuse(text("owner.wrong"))

    def refuse(self, why: str) -> None:
        """Say why nothing was done, below the field, and begin anew."""
        self.given = ""
        for field in self.query("#old"):
            field.focus()
        told = self.query_one("#told", Tekst)
        told.show((f"× {why}", "$danger"))
        told.call_after_refresh(told.scroll_visible, animate=False)

    def case_changed(self) -> None:
        """Once the passphrase is given: on. Not while the numbers stand above (P1)."""
        if self.given and self.on_top:
            self.go_on()
