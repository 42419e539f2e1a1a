"""The first start: a passphrase, suggested or one's own, typed once to practise."""

from __future__ import annotations

import os
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.widget import Widget

from bekymring_tui.errors import Failure
from bekymring_tui.files import synced_folder_warning
from bekymring_tui.screens.choosing import ChoosingPage
from bekymring_tui.screens.recovery import RecoveryPage
from bekymring_tui.settings import default_folder
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst

PRACTICE = "practice"
"""What the app returns when the user would rather try with invented children first."""


class StartPage(ChoosingPage):
    """Step 1 of 3."""

    KEYS: ClassVar[tuple[str, ...]] = ("f9", "f1", "f3", "f4", "ctrl+q")

    def column(self) -> ComposeResult:
        yield Tekst(text("start.step", number=1), kind="muted")
        yield Tekst(text("start.title"), kind="title")
        yield Tekst(text("start.why"), kind="muted", classes="gap")
        if warning := synced_folder_warning(self.app.settings.folder):
            yield Tekst(f"! {warning}", kind="warn", classes="gap")
        folder = self.app.settings.folder
        if folder != default_folder() and not os.path.exists(folder.parent):  # noqa: PTH110 - Path's own raises
            yield Tekst(f"! {text('start.unplugged', folder=folder)}", kind="warn", classes="gap")
        yield from self.choosing()
        yield Knapper(Knapp("on", text("start.on")), Knapp("practice", text("start.practice")))

    def first_focus(self) -> Widget | None:
        return self.query_one("#how")

    def help_text(self) -> str:
        return text("help.start", folder=self.app.settings.folder)

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "practice":
            self.app.exit(PRACTICE)
        else:
            self.go_on()

    def take(self, passphrase: str) -> None:
        self.tell(text("start.making"), "$muted")
        self._make(passphrase)

    @work
    async def _make(self, passphrase: str) -> None:
        try:
            await self.app.create_vault(passphrase)
        except Failure as failure:
            self.refuse(str(failure), "again")
            return
        self.app.stand_on(RecoveryPage(first=True))
