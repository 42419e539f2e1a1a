"""What the signs of the SVG mean, in a row above it."""

from __future__ import annotations

from html import escape

from bekymring_tui.flow.graph.layout import HINT_SIZE
from bekymring_tui.flow.graph.measure import width
from bekymring_tui.texts import text

LINE = 22
SIGN = 46
"""Room for a sign and the space after it."""

_SIGNS = {
    "down": '<path class="sign" d="M24 -9v11m-4 -4l4 4l4 -4"/>',
    "plain": '<path class="wire plain" d="M4 -4H36" marker-end="url(#arrow)"/>',
    "inferred": '<path class="wire inferred" d="M4 -4H36" marker-end="url(#arrow)"/>',
    "opens": '<path class="wire opens" d="M4 -4H36" marker-end="url(#arrow)"/>',
    "door": '<rect class="door" x="6" y="-12" width="30" height="16" rx="4"/>',
    "end": '<rect class="end" x="6" y="-12" width="30" height="16" rx="8"/>',
}


def legend(left: int, top: int, wide: int) -> tuple[list[str], int]:
    """The signs with their words from `left`, in as many lines as the width needs, and the height of all but one."""
    drawn, x, y = [], left, top + 8
    for name, sign in _SIGNS.items():
        words = text(f"flow.graph.key_{name}")
        room = SIGN + int(width(words, HINT_SIZE)) + 18
        if x > left and x + room > wide:
            x, y = left, y + LINE
        drawn.append(
            f'<g transform="translate({x} {y})">{sign}<text class="key" x="{SIGN}" y="0">{escape(words)}</text></g>'
        )
        x += room
    return drawn, y - top - 8
