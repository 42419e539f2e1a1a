"""How large the SVG is on paper: A4 where that can be read, else A3; all tracks together are a roll of A3's width."""

from __future__ import annotations

from typing import NamedTuple

from bekymring_tui.flow.graph.layout import GOAL_SIZE

MARGIN = 10
"""Millimetres on each side."""
SMALLEST = 2.1
"""Millimetres: the size of the smallest letters, about 6 points."""


class Sheet(NamedTuple):
    """Millimetres."""

    width: int
    height: int


A4, A3 = Sheet(210, 297), Sheet(297, 420)


def paper(width: int, height: int, tracks: int) -> str:
    """The attributes width and height in millimetres."""
    if tracks > 1:
        size = (A3.height - MARGIN * 2) / width
    else:
        sizes = [scale(width, height, sheet) for sheet in (A4, A3)]
        size = next((one for one in sizes if one * GOAL_SIZE >= SMALLEST), sizes[-1])
    return f'width="{width * size:.1f}mm" height="{height * size:.1f}mm"'


def scale(width: int, height: int, sheet: Sheet = A3) -> float:
    """Millimetres for each unit, on the sheet turned as fits best."""
    short, long = (one - MARGIN * 2 for one in sheet)
    return max(min(short / width, long / height), min(long / width, short / height))
