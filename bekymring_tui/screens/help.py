"""F1: where the user stands, what to do here, and the keys."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from bekymring_tui.screens.page import AppPage
from bekymring_tui.texts import text
from bekymring_tui.widgets.bar import Where
from bekymring_tui.widgets.keys import SHOWN
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Row, Valg

KEYS_HERE = (
    "f9", "f1", "f2", "f3", "f5", "f6", "f7", "ctrl+p", "ctrl+t", "ctrl+n", "ctrl+b", "ctrl+l", "ctrl+q", "escape",
)  # fmt: skip


class HelpPage(AppPage[None]):
    """About the page below it."""

    PASSING = True
    KEYS: ClassVar[tuple[str, ...]] = ("f9", "ctrl+p", "ctrl+l", "escape")

    def column(self) -> ComposeResult:
        below = self.app.page_below(self)
        yield Tekst(text("help.title"), kind="title")
        yield Tekst(below.help_text() if below else text("help.anywhere"), classes="gap")
        if self.app.case:
            yield Valg(Row("map", text("help.map")))
        yield Tekst(text("help.safety_title"), kind="heading")
        yield Tekst(text("help.safety"))
        yield Tekst(text("help.keys_title"), kind="heading")
        for press in KEYS_HERE:
            yield Tekst((f"{SHOWN[press]:<8}", "bold"), text(f"help.key_{press.replace('+', '_')}"))
        yield Tekst(text("help.moving"), kind="muted", classes="gap")
        yield Tekst(text("help.saving"), kind="muted", classes="gap")

    @on(Valg.Opened)
    def _open(self, event: Valg.Opened) -> None:
        self.app.show_once(event.row.id)

    def on_mount(self) -> None:
        self.show_where(Where((text("help.title"),)))
