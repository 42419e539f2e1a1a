"""An empty screen while nobody is there, or when somebody comes by. Any key brings back what stood below."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from bekymring_tui.widgets.tekst import Tekst


class BlankPage(Screen[None]):
    """Nothing, on the background. `tell` writes one muted line, and takes it away again."""

    DEFAULT_CSS = """
    BlankPage { align: center middle; }
    BlankPage Tekst { width: auto; }
    """

    def _extend_compose(self, widgets: list[Widget]) -> None:
        """Without Textual's place for notices, which may name a case."""

    def compose(self) -> ComposeResult:
        yield Tekst(kind="muted")

    def tell(self, words: str) -> None:
        """Never a word of a case."""
        self.query_one(Tekst).show(words)
