"""Part of the recovery code, typed from paper: it can be read there, and is right."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from bekymring_tui.desk.code_check import CodeCheck
from bekymring_tui.screens.page import AppPage
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst


class CodeCheckPage(AppPage[None]):
    """Above the page that shows the code; Esc goes back to it. `then` is called when the answer is right."""

    CENTRED = True
    KEYS: ClassVar[tuple[str, ...]] = ("f9", "f1", "ctrl+l", "escape")

    def __init__(self, code: str, then: Callable[[], None]) -> None:
        super().__init__()
        self.check = CodeCheck.drawn(code)
        self._then = then

    def column(self) -> ComposeResult:
        first, second = self.check.asked
        yield Tekst(text("code_check.title"), kind="title")
        yield Tekst(text("code_check.why"), kind="muted", classes="gap")
        yield Tekst(text("code_check.ask", first=first, second=second))
        yield Linje(id="part")
        yield Tekst("", id="told")
        yield Knapper(Knapp("confirm", text("code_check.confirm")), Knapp("show", text("code_check.show")))

    def help_text(self) -> str:
        return text("help.code_check")

    @on(Linje.Submitted)
    def _submitted(self) -> None:
        self._confirm()

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "confirm":
            self._confirm()
        else:
            self.action_back()

    def _confirm(self) -> None:
        part = self.query_one("#part", Linje)
        if self.check.passed(part.value):
            self.action_back()
            self._then()
        else:
            told = self.query_one("#told", Tekst)
            part.focus()
            told.show((f"× {text('code_check.wrong')}", "$danger"))
            told.call_after_refresh(told.scroll_visible, animate=False)
