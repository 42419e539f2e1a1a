"""The last row: the keys that work here, each a thing to click."""

from __future__ import annotations

from rich.cells import cell_len

from bekymring_tui.texts import text as words
from bekymring_tui.widgets.keys import SAFETY, Key, fitting
from bekymring_tui.widgets.lines import Line, LineWidget, Piece, Tag

GAP = "  "
LONG_FROM = 96
"""Width in cells from which F9 has its long form."""


class KeyLine(LineWidget):
    """Shows `keys`. F9 comes first, in bold capitals on its own ground. A click presses the key."""

    DEFAULT_CSS = "KeyLine { height: 1; background: $panel; }"

    def __init__(self, *keys: Key) -> None:
        super().__init__()
        self._keys = keys

    def show(self, *keys: Key) -> None:
        """Other keys from now on."""
        self._keys = keys
        self.redraw()

    def lines(self, width: int) -> list[Line]:
        cells = {key.press: self._cell(key, width) for key in self._keys}
        widths = {press: sum(cell_len(piece.text) for piece in cell) for press, cell in cells.items()}
        pieces = [Piece(" ")] if SAFETY not in cells else []
        # The gap after the last key may fall outside.
        for key in fitting(self._keys, width + len(GAP) - len(pieces), widths):
            pieces += cells[key.press]
        return [Line(tuple(pieces))]

    def _cell(self, key: Key, width: int) -> tuple[Piece, ...]:
        if key.press != SAFETY:
            return (
                Piece(key.shown, "accent bold", key.press),
                Piece(" " + key.label, "text", key.press),
                Piece(GAP),
            )
        label = words("keys.f9" if width >= LONG_FROM else "keys.f9_short")
        return Piece(f" {key.shown} {label} ", "safe bold", key.press), Piece(GAP)

    def clicked(self, tag: Tag) -> None:
        self.app.simulate_key(str(tag))
