"""Picking a grade of uro, 1 to 7, in one widget of constant height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from bekymring_tui.texts import text as words
from bekymring_tui.widgets.lines import Line, LineWidget, Piece, Tag
from bekymring_tui.widgets.plain_text import one_line, wrapped

UNKNOWN = 0
"""«Vet ikke»: an answer. Not the same as None, not answered."""

GRADES = range(1, 8)
ROOMY = 62
"""Cells from which the label, all grades and the zone's word stand in one row."""


@dataclass(frozen=True, slots=True)
class Grade:
    """What a grade means: its zone («gråsone») and the words of the scale."""

    zone: str
    words: str


def bar_of(grade: int) -> str:
    """The grade as a bar in one cell."""
    return " ▁▂▃▄▅▆▇"[grade]


def with_bar(grade: int | None) -> str:
    """`5▅`, `?` for «vet ikke», `–` when not set."""
    if grade is None:
        return "–"
    return f"{grade}{bar_of(grade)}" if grade else "?"


class Uro(LineWidget, can_focus=True):
    """Digits 1-7 set, 0 is «vet ikke», Delete takes the grade away, arrows move, Enter or Space sets, a click sets.

    `scale` gives the meaning of 1 to 7 in order. 6 and 7 name F9; they never press it.
    """

    DEFAULT_CSS = """
    Uro { margin-bottom: 1; }
    Uro:focus { background: $field-focus; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(grade), f"set({grade})", show=False) for grade in (UNKNOWN, *GRADES)),
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("enter,space", "set_here", show=False),
        Binding("delete,backspace", "unset", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    class Changed(Message):
        """The user set another grade: 1-7, 0 for «vet ikke», None for «ikke satt»."""

        def __init__(self, uro: Uro, value: int | None) -> None:
            super().__init__()
            self.uro = uro
            self.value = value

        @property
        def control(self) -> Uro:
            return self.uro

    def __init__(
        self,
        scale: Sequence[Grade],
        value: int | None = None,
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        if len(scale) != len(GRADES):
            raise ValueError("a scale of uro has seven grades")
        self._scale = tuple(scale)
        self._value = value
        self._at = value or 0

    @property
    def value(self) -> int | None:
        """1-7, 0 for «vet ikke», None for «ikke satt»."""
        return self._value

    def show(self, value: int | None) -> None:
        """Another value, not the user's doing: no message."""
        self._value = value
        self._at = value or 0
        self.redraw()

    def action_set(self, value: int) -> None:
        """The user's own choice."""
        self._take(value)

    def action_unset(self) -> None:
        self._take(None)

    def action_set_here(self) -> None:
        self._take(self._at)

    def action_move(self, by: int) -> None:
        self._at = min(max(self._at + by, UNKNOWN), GRADES[-1])
        self.redraw()

    def clicked(self, tag: Tag) -> None:
        self._take(int(tag))

    def _take(self, value: int | None) -> None:
        changed = value != self._value
        self.show(value)
        if changed:
            self.post_message(self.Changed(self, value))

    def left(self) -> None:
        self._at = self._value or 0

    # Drawing ---------------------------------------------------------------------------------------------

    def lines(self, width: int) -> list[Line]:
        roomy = width >= ROOMY
        mark = "›" if self.has_focus else " "
        label = f" {words('widgets.uro'):<5}" if roomy else ""
        picker = [Piece(mark, "accent bold"), Piece(label, "muted"), *self._cells(roomy)]
        told = self._told()
        first = Line((*picker, Piece("  "), Piece(told, "bold")) if roomy else tuple(picker))
        # The words stand under the digits where that costs no row.
        indent, rows = min(((cells, self._rows_below(width - cells, roomy)) for cells in (7, 2)), key=lambda at: at[1])
        below = wrapped(self._words_below(roomy, told), width - indent)
        below += [""] * (rows - len(below))
        return [first, *(Line((Piece(" " * indent), Piece(row, "muted"))) for row in below)]

    def _cells(self, roomy: bool) -> list[Piece]:
        """The grades with the borders of the zones between them, and «vet ikke» last. At least 35 cells."""
        cells = []
        for grade in GRADES:
            if grade > 1 and self._scale[grade - 1].zone != self._scale[grade - 2].zone:
                cells.append(Piece("│", "line"))
            cells.append(self._cell(grade, with_bar(grade)))
        return [*cells, Piece("│" if roomy else "", "line"), self._cell(UNKNOWN, "0?")]

    def _cell(self, grade: int, shown: str) -> Piece:
        chosen = grade == self._value
        ink = "cursor bold" if self.has_focus and grade == self._at else "panel bold" if chosen else ""
        return Piece(f"[{shown}]" if chosen else f" {shown} ", ink, grade)

    def _told(self) -> str:
        if self._value is None:
            return words("widgets.uro_unset")
        if self._value == UNKNOWN:
            return words("widgets.uro_unknown")
        return f"{self._value} {one_line(self._scale[self._value - 1].zone)}"

    def _words_below(self, roomy: bool, told: str) -> str:
        grade = self._at if self.has_focus else self._value or 0
        meaning = self.meaning(grade) if grade else ""
        return meaning if roomy else ". ".join(filter(None, (told, meaning)))

    def meaning(self, grade: int) -> str:
        """The words of a grade; 6 and 7 with what they say about F9."""
        f9 = {6: words("widgets.uro_6"), 7: words("widgets.uro_7")}.get(grade, "")
        return " ".join(filter(None, (one_line(self._scale[grade - 1].words), f9)))

    def _rows_below(self, width: int, roomy: bool) -> int:
        """Enough rows for the longest grade, so that choosing never moves what the mouse aims at."""
        zones = ["" if roomy else f"{grade} {one_line(self._scale[grade - 1].zone)}. " for grade in GRADES]
        return max(len(wrapped(zone + self.meaning(grade), width)) for zone, grade in zip(zones, GRADES, strict=True))
