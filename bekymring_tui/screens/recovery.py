"""The recovery code: shown, written down now or later, and confirmed by typing part of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult

from bekymring_tui.desk.code_check import rows
from bekymring_tui.errors import Failure
from bekymring_tui.screens.code_check import CodeCheckPage
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.routes import page_class
from bekymring_tui.texts import catalog, text
from bekymring_tui.widgets.keys import Key, keys
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst

if TYPE_CHECKING:
    from bekymring_tui.desk.desk import Desk


@dataclass(frozen=True)
class Fresh:
    """A code just made. It opens nothing until part of it is typed from paper; then `take` is called, which may raise
    Failure. `section`: of its texts.
    """

    code: str
    section: str
    take: Callable[[], None]


class RecoveryPage(AppPage[None]):
    """Step 2 of 3 of the first start, or opened later while the code is not written down.

    `fresh`: a new code instead, of this or another kind.
    """

    CENTRED = True

    def __init__(self, *, first: bool = False, fresh: Fresh | None = None) -> None:
        # A page asks for its keys while it is made.
        self._first = first
        super().__init__()
        self._fresh = fresh
        self._code = fresh.code if fresh else self._desk.code_to_write_down()

    @property
    def _desk(self) -> Desk:
        assert self.app.desk is not None, "the code lies in the open vault"
        return self.app.desk

    def keys(self) -> tuple[Key, ...]:
        return keys("f9", "f1", "ctrl+l", "ctrl+q" if self._first else "escape")

    def column(self) -> ComposeResult:
        if self._first:
            yield Tekst(text("start.step", number=2), kind="muted")
        section = self._fresh.section if self._fresh else "recovery"
        yield Tekst(text(f"{section}.title"), kind="title")
        yield Tekst(text(f"{section}.why_now"), kind="muted", classes="gap")
        yield Tekst(("\n".join(rows(self._code)), "bold $accent"), classes="gap")
        yield Tekst(text(f"{section}.where"), kind="muted", classes="gap")
        yield Knapper(
            Knapp("written", text("recovery.written")),
            Knapp("later", text(f"{section}.later")),
        )

    def help_text(self) -> str:
        return text(f"help.{self._fresh.section if self._fresh else 'recovery'}")

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "written" and self._code:
            self.app.push_screen(CodeCheckPage(self._code, self._confirmed))
        else:
            self._go_on()

    def _confirmed(self) -> None:
        try:
            if self._fresh:
                self._fresh.take()
            else:
                self._desk.keep_code("")
        except Failure as failure:
            self.app.notify(str(failure), severity="error", timeout=20)
            return
        confirmed = catalog().get(f"{self._fresh.section if self._fresh else 'recovery'}.confirmed")
        if confirmed:
            self.app.notify(confirmed, timeout=20)
        self._go_on()

    def _go_on(self) -> None:
        if self._first:
            self.app.stand_on(page_class("who")())
        else:
            self.action_back()

    def action_back(self) -> None:
        if not self._first:
            super().action_back()
