"""Row 1: whose case this is, where in it, and whether what was typed is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len

from bekymring_tui.texts import text as words
from bekymring_tui.widgets.lines import Line, LineWidget, Piece
from bekymring_tui.widgets.plain_text import one_line, shortened

SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class Where:
    """The left side of the bar.

    `groups`: case, place in it, then what may go when narrow: service, municipality.
    `ground`: `plain`; `halted` (the case stands at the alarm) or `safety` (F9's own page), on F9's ground.
    """

    groups: tuple[str, ...] = ()
    ground: Literal["plain", "halted", "safety"] = "plain"


@dataclass(frozen=True, slots=True)
class Saved:
    """The right side: the time of the last save, or in words why there is none. Neither: nothing is shown."""

    at: str = ""
    problem: str = ""


class Bar(LineWidget):
    """Follows `app.saved` and `app.training`; `show()` says where we are."""

    DEFAULT_CSS = "Bar { height: 1; background: $panel; }"

    def __init__(self, where: Where | None = None) -> None:
        super().__init__()
        self._where = where or Where()

    def on_mount(self) -> None:
        self.watch(self.app, "saved", self.redraw, init=False)
        self.watch(self.app, "training", self.redraw, init=False)

    def show(self, where: Where) -> None:
        """Say that we are here."""
        self._where = where
        self.redraw()

    def lines(self, width: int) -> list[Line]:
        return [bar_line(self._where, self.app.saved, self.app.training, width)]  # type: ignore[attr-defined]


def bar_line(where: Where, saved: Saved, training: bool, width: int) -> Line:
    """The bar in `width` cells: groups go from the end, then the first two are shortened."""
    marks = [Piece(f" {words('widgets.training')} ", "mark bold"), Piece(" ")] if training else [Piece(" ")]
    marks += _ground_mark(where, width)
    room = width - sum(cell_len(piece.text) for piece in marks) - 2
    right = _right(saved, width, room)
    left = _left(where.groups, room - cell_len(right) - 2)
    if where.ground != "plain" and not saved.problem and not _whole(left, where.groups[:1]):
        right, left = "", _left(where.groups, room)
    gap = max(room - sum(cell_len(piece.text) for piece in left) - cell_len(right), 0)
    # F9's ground has its own text colour; on any other a problem stands out.
    right_ink = "warn bold" if saved.problem and where.ground == "plain" else ""
    pieces = (*marks, *left, Piece(" " * gap), Piece(right, right_ink), Piece("  "))
    return Line(pieces, "" if where.ground == "plain" else "safe bold")


def _ground_mark(where: Where, width: int) -> list[Piece]:
    if where.ground == "plain":
        return []
    if where.ground == "safety":
        return [Piece("F9  ")]
    halted = words("widgets.halted" if width >= 80 else "widgets.halted_short")
    return [Piece(f"!! {halted}"), Piece(SEPARATOR)]


def _left(groups: tuple[str, ...], room: int) -> list[Piece]:
    shown = [one_line(group) for group in groups]
    while len(shown) > 2 and cell_len(SEPARATOR.join(shown)) > room:
        shown.pop()
    if not shown:
        return []
    first = shortened(shown[0], room)
    rest = shortened(SEPARATOR.join(shown[1:]), room - cell_len(first) - len(SEPARATOR))
    return [Piece(first, "bold"), Piece(SEPARATOR + rest if rest else "")]


def _whole(left: list[Piece], groups: tuple[str, ...]) -> bool:
    """Is the first group there, not shortened?"""
    return not groups or (bool(left) and left[0].text == one_line(groups[0]))


def _right(saved: Saved, width: int, room: int) -> str:
    if saved.problem:
        told = f"! {words('widgets.not_saved')}: {saved.problem}"
        return shortened(told, min(max(width // 2, 16), room))
    if not saved.at:
        return ""
    return "✓ " + (words("widgets.saved", time=saved.at) if width >= 60 else saved.at)
