"""The zones of uro with their grades: one to be picked."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from bekymring_tui.forms.uro import HIGHEST, LOWEST, Scale
from bekymring_tui.texts import text
from bekymring_tui.widgets.lines import Line, LineWidget, Piece, Tag
from bekymring_tui.widgets.plain_text import wrapped

INDENT = 16
"""Cells before the words: `› (●) 5 █████   `."""

NARROW = 44
"""Below this width the words stand under the bar."""


class ZoneList(LineWidget, can_focus=True):
    """Arrows move, Enter or Space picks, a click picks. 6 and 7 name F9; they never press it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter,space", "pick", show=False),
    ]

    class Picked(Message):
        """A grade was picked."""

        def __init__(self, zone_list: ZoneList, grade: int) -> None:
            super().__init__()
            self.zone_list = zone_list
            self.grade = grade

        @property
        def control(self) -> ZoneList:
            return self.zone_list

    def __init__(self, scale: Scale, grade: int | None, cursor: int, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._scale = scale
        self._grade = grade
        self._cursor = cursor
        self._spans: dict[int, tuple[int, int]] = {}

    def show(self, grade: int) -> None:
        """This grade is picked, with the cursor on it."""
        self._grade = self._cursor = grade
        self.redraw()
        self.reveal()

    def action_move(self, by: int) -> None:
        if not LOWEST <= self._cursor + by <= HIGHEST:
            (self.screen.focus_next if by > 0 else self.screen.focus_previous)()
            return
        self._cursor += by
        self.redraw()
        self.reveal()

    def action_pick(self) -> None:
        self.post_message(self.Picked(self, self._cursor))

    def clicked(self, tag: Tag) -> None:
        self.post_message(self.Picked(self, int(tag)))

    def on_focus(self) -> None:
        self.redraw()

    def on_blur(self) -> None:
        self.redraw()

    def cursor_lines(self) -> tuple[int, int] | None:
        return self._spans.get(self._cursor)

    def lines(self, width: int) -> list[Line]:
        drawn: list[Line] = []
        for zone in self._scale.zones:
            here = self._grade in zone.grades
            drawn.append(Line((Piece(zone.name, "accent bold" if here else "muted bold"),)))
            for grade in zone.grades:
                rows = self._drawn_grade(grade, width)
                self._spans[grade] = (len(drawn), len(drawn) + len(rows) - 1)
                drawn += rows
        return drawn

    def _drawn_grade(self, grade: int, width: int) -> list[Line]:
        here = self.has_focus and grade == self._cursor
        sign = f"{'›' if here else ' '} {'(●)' if grade == self._grade else '( )'} {grade} {'█' * grade:<7} "
        f9 = {6: text("widgets.uro_6"), 7: text("widgets.uro_7")}.get(grade, "")
        indent = INDENT if width >= NARROW else 6
        words = wrapped(f"{self._scale.meaning(grade)} {f9}", width - indent - 1)
        ink, ground = ("bold" if here else "", "cursor" if here else "")
        first = Line((Piece(sign, ink), Piece(words[0] if indent == INDENT else "", ink)), ground, grade)
        rest = words[1:] if indent == INDENT else words
        return [first, *(Line((Piece(" " * indent), Piece(one, ink)), ground, grade) for one in rest)]
