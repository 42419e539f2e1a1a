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
    left = _left(where.groups, room - cell_len(right.text) - 2)
    used = sum(cell_len(piece.text) for piece in left)
    gap = max(room - used - cell_len(right.text), 0)
    return Line((*marks, *left, Piece(" " * gap), right, Piece("  ")), "" if where.ground == "plain" else "safe bold")


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


def _right(saved: Saved, width: int, room: int) -> Piece:
    if saved.problem:
        told = f"! {words('widgets.not_saved')}: {saved.problem}"
        return Piece(shortened(told, min(max(width // 2, 16), room)), "warn bold")
    if not saved.at:
        return Piece("")
    return Piece("✓ " + (words("widgets.saved", time=saved.at) if width >= 60 else saved.at))
