"""Opening the vault: by passphrase, or by the recovery code when that is forgotten."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult

from bekymring_tui.errors import Damaged, Failure, Locked
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.shell import Shell
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje, Passordlinje
from bekymring_tui.widgets.tekst import Tekst


class UnlockPage(AppPage[None]):
    """The first page where a vault lies."""

    CENTRED = True
    KEYS: ClassVar[tuple[str, ...]] = ("f9", "f1", "f3", "f4", "ctrl+q")
    TITLE_ID: ClassVar[str] = "unlock.title"

    def __init__(self) -> None:
        super().__init__()
        self._by_code = False
        self._opening = False
        self._unit = False

    def column(self) -> ComposeResult:
        yield Tekst(text(self.TITLE_ID), kind="title")
        yield Tekst(text("unlock.ask"), kind="muted", id="ask", classes="gap")
        yield Passordlinje(id="secret")
        yield Tekst("", id="told")
        yield Knapper(*self._buttons())
        yield Tekst("", id="unit", kind="muted", classes="gap")

    def on_mount(self) -> None:
        self.call_after_refresh(self.app.run_worker, partial(self._look_for_unit, self.app), thread=True)
        if self.app.practice:
            self.query_one("#ask", Tekst).show(text("unlock.practice"))
            self.query_one("#secret", Passordlinje).value = self.app.practice

    def _look_for_unit(self, app: Shell) -> None:
        """In a thread: reading a key file needs what the first paint does not wait for. A page left knows no app."""
        from bekymring_tui.vault.status import unit_has_key

        if unit_has_key(app.settings.folder):
            app.call_later(self._unit_found)

    def _unit_found(self) -> None:
        self._unit = True
        if self.is_attached:
            self._show_asked()

    def _show_asked(self) -> None:
        code = "unlock.ask_either" if self._unit else "unlock.ask_code"
        self.query_one("#ask", Tekst).show(text(code if self._by_code else "unlock.ask"))
        self.query_one("#unit", Tekst).show(text("unlock.unit") if self._unit and not self._by_code else "")

    def help_text(self) -> str:
        return text("help.unlock", folder=self.app.settings.folder)

    def _buttons(self) -> tuple[Knapp, ...]:
        other = Knapp("phrase", text("unlock.by_phrase")) if self._by_code else Knapp("code", text("unlock.forgotten"))
        return Knapp("open", text("unlock.open")), other

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "open":
            self._go_on()
        else:
            self._ask_for(by_code=event.knapp.id == "code")

    def _ask_for(self, *, by_code: bool) -> None:
        self._by_code = by_code
        self._show_asked()
        self._tell("")
        field = self.query_one("#secret", Passordlinje)
        field.forget()
        # A code is copied from paper, and then it helps to see it.
        field.password = not by_code
        field.focus()
        self.query_one(Knapper).show(*self._buttons())

    @on(Linje.Submitted)
    def _go_on(self) -> None:
        secret = self.query_one("#secret", Passordlinje).value
        if not secret.strip():
            self._tell(text("unlock.empty"), "$danger")
            return
        if not self._opening:
            self._opening = True
            self._tell(text("unlock.opening"), "$muted")
            self._open(secret)

    def _tell(self, words: str, look: str = "") -> None:
        self.query_one("#told", Tekst).show((words, look))

    def _restore_hint(self) -> str:
        """In a thread: folders are read for it, perhaps on another machine."""
        from bekymring_tui.desk.backups import restore_hint

        return restore_hint(self.app.settings)

    @work
    async def _open(self, secret: str) -> None:
        try:
            await self.app.open_vault(secret, by_code=self._by_code)
        except Failure as failure:
            wrong = isinstance(failure, Locked) and not self._by_code
            hint = await asyncio.to_thread(self._restore_hint) if isinstance(failure, Damaged) else ""
            self._tell(" ".join(("×", text("unlock.wrong") if wrong else str(failure), hint)).rstrip(), "$danger")
            self.query_one("#secret").focus()
        finally:
            self._opening = False
