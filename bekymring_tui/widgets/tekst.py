"""Running text on a page."""

from __future__ import annotations

from typing import Literal

from textual.widgets import Static

from bekymring_tui.widgets.plain_text import Part, text

Kind = Literal["plain", "title", "heading", "label", "muted", "warn", "danger", "ok", "panel"]


class Tekst(Static):
    """Text that is never markup. `kind` gives its look; `show()` replaces it.

    `title` and `label` are bold, `heading` is bold in the accent colour with a blank line above, `panel` stands
    on a surface of its own. A part may be `(text, style)`, the style being `bold` or one of our colours, `$muted`.
    """

    DEFAULT_CSS = """
    Tekst { width: 1fr; height: auto; }
    Tekst.-title, Tekst.-label { text-style: bold; }
    Tekst.-heading { text-style: bold; color: $accent; margin-top: 1; }
    Tekst.-muted { color: $muted; }
    Tekst.-warn { color: $warn; }
    Tekst.-danger { color: $danger; }
    Tekst.-ok { color: $ok; }
    Tekst.-panel { background: $surface; padding: 1 2; }
    """

    auto_links = False

    def __init__(self, *parts: Part, kind: Kind = "plain", id: str | None = None, classes: str = "") -> None:  # noqa: A002
        super().__init__(text(*parts), id=id, classes=f"-{kind} {classes}".strip())

    def show(self, *parts: Part) -> None:
        """Other text from now on."""
        self.update(text(*parts))
