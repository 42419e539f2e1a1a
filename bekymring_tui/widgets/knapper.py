"""The buttons at the foot of a page, in one row that wraps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.message import Message

from bekymring_tui.widgets.lines import Line, LineWidget, Piece, Tag
from bekymring_tui.widgets.plain_text import shortened

GAP = 2


@dataclass(frozen=True, slots=True)
class Knapp:
    """One button: `[ Videre ]`."""

    id: str
    label: str


class Knapper(LineWidget, can_focus=True):
    """Tab, Left and Right go from button to button; Tab, Up and Down leave. Enter, Space and a click press."""

    DEFAULT_CSS = "Knapper { margin-top: 1; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "move(1)", show=False),
        Binding("left", "move(-1)", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("enter,space", "press", show=False),
    ]

    class Pressed(Message):
        """A button was pressed; `knapp.id` says which."""

        def __init__(self, knapper: Knapper, knapp: Knapp) -> None:
            super().__init__()
            self.knapper = knapper
            self.knapp = knapp

        @property
        def control(self) -> Knapper:
            return self.knapper

    def __init__(self, *buttons: Knapp, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._buttons = buttons
        self._at = 0

    @property
    def buttons(self) -> tuple[Knapp, ...]:
        """The buttons shown now."""
        return self._buttons

    def show(self, *buttons: Knapp) -> None:
        """Other buttons. The cursor stays on its button, or goes to the first: a second Enter presses no new one."""
        here = self._buttons[self._at].id if self._buttons else ""
        self._buttons = buttons
        self._at = next((number for number, one in enumerate(buttons) if one.id == here), 0)
        self.redraw()

    def allow_focus(self) -> bool:
        return bool(self._buttons)

    def move(self, by: int) -> bool:
        """Go to the next button (1) or the one before (-1); False when there is none."""
        if not 0 <= self._at + by < len(self._buttons):
            return False
        self._at += by
        self.redraw()
        return True

    def action_move(self, by: int) -> None:
        if not self.move(by):
            raise SkipAction

    def action_press(self) -> None:
        self.post_message(self.Pressed(self, self._buttons[self._at]))

    def clicked(self, tag: Tag) -> None:
        self._at = int(tag)
        self.redraw()
        self.action_press()

    def left(self) -> None:
        self._at = 0

    def lines(self, width: int) -> list[Line]:
        rows: list[list[Piece]] = [[]]
        for index, button in enumerate(self._buttons):
            here = self.has_focus and index == self._at
            label = shortened(f"[ {button.label} ]", width - 4)
            piece = Piece(f"{'› ' if here else '  '}{label}  ", "cursor bold" if here else "panel", index)
            used = sum(cell_len(each.text) for each in rows[-1])
            if rows[-1] and used + GAP + cell_len(piece.text) > width:
                rows.append([])
            elif rows[-1]:
                rows[-1].append(Piece(" " * GAP))
            rows[-1].append(piece)
        return [Line(tuple(row)) for row in rows]
