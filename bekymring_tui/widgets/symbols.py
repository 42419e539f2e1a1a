"""Plainer signs for a terminal whose encoding cannot carry ours."""

from __future__ import annotations

from functools import cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

PLAIN = str.maketrans(
    {
        "✓": "v", "●": "*", "•": "*", "○": "o", "›": ">", "→": ">", "×": "x", "·": ".", "│": "|", "–": "-",
        "—": "-", "…": ".", "«": '"', "»": '"', "’": "'", "─": "-", "┃": "|",
    }
    | dict.fromkeys("▁▂▃▄▅▆▇█▀▌▐▛▜▙▟┏┓┗┛━", "#")
)  # fmt: skip


def plainer(value: str, encoding: str) -> str:
    """The same number of cells, in signs this encoding has; `?` for a letter it has not."""
    if not _lacks(value, encoding):
        return value
    return "".join(
        "?" * cell_len(char) if _lacks(char, encoding) else char
        for char in (sign.translate(PLAIN) if _lacks(sign, encoding) else sign for sign in value)
    )


def _lacks(value: str, encoding: str) -> bool:
    try:
        value.encode(encoding)
    except UnicodeEncodeError:
        return True
    return False


@cache
def signs_for(encoding: str) -> PlainerSigns:
    """The filter for this encoding."""
    return PlainerSigns(encoding)


class PlainerSigns(LineFilter):
    """The last step before the terminal: every sign in an encoding that may be old."""

    def __init__(self, encoding: str) -> None:
        super().__init__(enabled=_lacks("✓●○›→▁█", encoding))
        self.encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        return [Segment(plainer(text, self.encoding), style, control) for text, style, control in segments]
