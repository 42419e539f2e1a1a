"""Another passphrase: instead of the one that is known, or of one that was forgotten."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult

from bekymring_tui.errors import Failure, Locked
from bekymring_tui.screens.choosing import ChoosingPage
from bekymring_tui.screens.new_code import NewCodePage
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Passordlinje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.words import normalise


class PassphrasePage(ChoosingPage):
    """The old one is asked for, unless the vault was opened by the recovery code: then a new code is offered too."""

    KEYS: ClassVar[tuple[str, ...]] = ("f9", "f1", "f4", "ctrl+l", "escape")

    def __init__(self) -> None:
        super().__init__()
        assert self.app.desk is not None, "the passphrase of the open vault"
        self._ways = self.app.desk.vault.ways
        self._forgotten = self._ways.passphrase_unknown
        self._changed = False

    def column(self) -> ComposeResult:
        which = "_forgotten" if self._forgotten else ""
        yield Tekst(text(f"passphrase.title{which}"), kind="title")
        yield Tekst(text(f"passphrase.why{which}"), kind="muted", classes="gap")
        if not self._forgotten:
            yield Tekst(text("passphrase.old"), kind="muted", classes="gap")
            yield Passordlinje(id="old")
        yield from self.choosing()
        yield Knapper(
            Knapp("change", text("passphrase.change")),
            Knapp("later", text("passphrase.later" if self._forgotten else "passphrase.keep")),
        )

    def help_text(self) -> str:
        return text("help.passphrase_forgotten" if self._forgotten else "help.passphrase")

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "change":
            self.go_on()
        else:
            self.action_back()

    def take(self, passphrase: str) -> None:
        old = "" if self._forgotten else self.typed("old")
        if not (self._forgotten or old):
            return self.refuse(text("passphrase.old_missing"), "old")
        self.tell(text("passphrase.changing"), "$muted")
        self._change(normalise(old), normalise(passphrase))
        return None

    @work
    async def _change(self, old: str, new: str) -> None:
        try:
            if self._forgotten:
                await asyncio.to_thread(self._ways.set_passphrase, new)
            else:
                await asyncio.to_thread(self._ways.change_passphrase, old, new)
        except Failure as failure:
            self.refuse(str(failure), "old" if isinstance(failure, Locked) and not self._forgotten else "again")
            return
        self._changed = True
        self.app.notify(text("passphrase.changed"))
        self.case_changed()

    def case_changed(self) -> None:
        """Once it is changed: on. Not while the numbers stand above (P1)."""
        if self._changed and self.on_top:
            self.app.pop_screen()
            if self._forgotten:
                self.app.push_screen(NewCodePage(used=True))

    def action_back(self) -> None:
        if self._busy:
            return  # what was begun is not undone by turning back
        super().action_back()
        if self._ways.passphrase_unknown:
            self.app.notify(text("passphrase.forgotten_still"), timeout=20)
