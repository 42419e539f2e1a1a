"""The numbers to call: the urgent ones and the municipality's on a row each, the others side by side between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from bekymring_tui.case.numbers import FIRST, OTHERS, Number, municipal, national
from bekymring_tui.texts import text
from bekymring_tui.widgets.lines import Line, LineWidget, Piece
from bekymring_tui.widgets.plain_text import wrapped

if TYPE_CHECKING:
    from bekymring_tui.case.guide import Guide
    from bekymring_tui.screens.shell import Shell

NUMBER_WIDTH = 12
NARROW = 40
"""Fewer cells than this, and the words stand close to the number."""

BETWEEN = "   "
BESIDE = " – "


def numbers_of(app: Shell, guide: Guide) -> tuple[Number, ...]:
    """The municipality's numbers for a case, as its profile has them."""
    return municipal(guide.flow, guide.service, app.profile.of(guide.flow.id), app.now().date())


class NumberList(LineWidget):
    """The national numbers stand from the first paint; `show()` adds the municipality's, or says why there are none."""

    DEFAULT_CSS = """
    NumberList { margin-top: 1; padding: 1 2; background: $surface; }
    .-smal NumberList { margin-top: 0; padding: 0 1; }
    """
    SCOPED_CSS = False

    def __init__(self, municipal: Sequence[Number] = (), told: str = "") -> None:
        super().__init__()
        self._municipal = tuple(municipal)
        self._told = told

    def show(self, municipal: Sequence[Number], told: str) -> None:
        """The municipality's numbers, and a sentence about them."""
        self._municipal, self._told = tuple(municipal), told
        self.redraw()

    def lines(self, width: int) -> list[Line]:
        called = [one for one in self._municipal if one.id]
        own = [one for one in self._municipal if not one.id]
        drawn = [row for one in (*map(national, FIRST), *called) for row in _rows(one, width)]
        drawn += [Line((Piece(part, "muted"),)) for part in wrapped(self._told, width)] if self._told else []
        drawn += _side_by_side([national(digits) for digits in OTHERS], width)
        return drawn + [row for one in own for row in _rows(one, width)]


def _rows(one: Number, width: int) -> list[Line]:
    """Number and words; how sure the number is stands beside them, or below where there is no room."""
    number, wide = one.number or text("f9.missing"), width >= NARROW
    start = f"{number:<{NUMBER_WIDTH}}" if wide else f"{number} "
    told = one.told if one.number else text("f9.fill_in")
    room = width - len(start)
    words = wrapped(" – ".join(filter(None, (one.label, one.about if wide and one.number else ""))), room)
    hanging = Piece(" " * len(start))
    rows = [(hanging if at else Piece(start, "bold"), Piece(part)) for at, part in enumerate(words)]
    lines = [Line(row) for row in rows]
    if told and cell_len(words[-1] + BESIDE + told) <= room:
        return [*lines[:-1], Line((*rows[-1], Piece(BESIDE + told, "muted")))]
    return lines + [Line((hanging, Piece(part, "muted"))) for part in wrapped(told, room) if told]


def _side_by_side(numbers: Sequence[Number], width: int) -> list[Line]:
    """As many on a row as there is room for; a number and its word never part."""
    rows: list[list[Number]] = [[]]
    used = 0
    for one in numbers:
        takes = cell_len(f"{one.number} {one.label}{BETWEEN}")
        if rows[-1] and used + takes - len(BETWEEN) > width:
            rows.append([])
            used = 0
        rows[-1].append(one)
        used += takes
    return [Line(tuple(piece for one in row for piece in _word(one))) for row in rows]


def _word(one: Number) -> tuple[Piece, ...]:
    return Piece(one.number, "bold"), Piece(f" {one.label}{BETWEEN}", "muted")
