"""Grades of uro in time, as bars: the height is the grade, so it is read without colour."""

from __future__ import annotations

from collections.abc import Sequence

from bekymring_tui.texts import text as words
from bekymring_tui.widgets.lines import Line, LineWidget, Piece
from bekymring_tui.widgets.plain_text import wrapped
from bekymring_tui.widgets.rail import UroPoint, muted
from bekymring_tui.widgets.uro import GRADES, UNKNOWN

PITCH = 4
"""Cells a grade takes: ` 20.` below it."""
AXIS = 4
"""Cells before the bars: `  7│`."""


def bars(points: Sequence[UroPoint], pitch: int) -> list[Line]:
    """A row for each grade, 7 on top; a column of `pitch` cells for each point. «Vet ikke» is a gap with a «?»."""
    rows = ((level, "".join(_cell(one, level, pitch) for one in points)) for level in reversed(GRADES))
    return [Line((Piece(f"  {level}", "muted"), Piece("│", "line"), Piece(row))) for level, row in rows]


def _cell(point: UroPoint, level: int, pitch: int) -> str:
    sign = "█" if point.grade >= level else "?" if point.grade == UNKNOWN and level == GRADES[0] else " "
    return f"{sign:>{pitch - 1}} "


class UroChart(LineWidget):
    """As many of the newest as there is room for, oldest on the left, and their days below."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._points: tuple[UroPoint, ...] = ()

    def show(self, points: Sequence[UroPoint]) -> None:
        """Oldest first."""
        self._points = tuple(points)
        self.redraw()

    def lines(self, width: int) -> list[Line]:
        return chart(self._points, width)


def chart(points: Sequence[UroPoint], width: int) -> list[Line]:
    """The rows of the chart in so many cells; none without points."""
    if not points:
        return []
    drawn = points[-max((width - AXIS) // PITCH, 1) :]
    told = words("widgets.uro_newest", drawn=len(drawn), all=len(points)) if len(drawn) < len(points) else ""
    return [*bars(drawn, PITCH), *map(muted, _days(drawn)), *(muted(row) for row in wrapped(told, width) if told)]


def _days(points: Sequence[UroPoint]) -> list[str]:
    """The days, and below the first of each month its name."""
    days, months, before = "", "", ""
    for point in points:
        day, _, month = point.day.partition(" ")
        days += f"{day:>{PITCH}}"
        months += f"{'' if month == before else month[:3]:>{PITCH}}"
        before = month
    return [" " * AXIS + days, " " * AXIS + months]
