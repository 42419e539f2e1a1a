"""What can be done, opened or decided on a page, as one list with one cursor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.message import Message

from bekymring_tui.texts import text as words
from bekymring_tui.widgets.lines import Line, LineWidget, Piece, Tag
from bekymring_tui.widgets.plain_text import one_line, wrapped

INDENT = 6
"""Cells before every label: `› [x] `."""

NARROWEST_LABEL = 18
"""Fewer cells than this beside a note, and the note goes below."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the list, with a blank line above; `hint` stands after it, muted."""

    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to choose.

    `kind`: `action` is `[x]` or `[ ]`, on and off; `choice` is `(●)` or `( )`, one per heading; `open` is `→`;
    `place` opens as well, is bold and has a `sign` of its own, one cell.
    `note` is right-aligned on the row, `sub` stands below it.
    `closed`: shown with «stengt», not to be chosen; say the reason in `sub`.
    """

    id: str
    label: str
    kind: Literal["action", "choice", "open", "place"] = "open"
    on: bool = False
    note: str = ""
    sub: str = ""
    closed: bool = False
    sign: str = ""


class Valg(LineWidget, can_focus=True):
    """One Tab stop. Arrows move inside and leave at the ends; Space, Enter and a click choose."""

    DEFAULT_CSS = "Valg { margin-top: 1; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("home", "jump(0)", show=False),
        Binding("end", "jump(-1)", show=False),
        Binding("enter,space", "choose", show=False),
    ]

    class _Chosen(Message):
        def __init__(self, valg: Valg, row: Row) -> None:
            super().__init__()
            self.valg = valg
            self.row = row

        @property
        def control(self) -> Valg:
            return self.valg

    class Toggled(_Chosen):
        """An action was ticked or unticked; `row.on` is how it stands now."""

    class Chosen(_Chosen):
        """A choice was made; every other choice under the same heading is off."""

    class Opened(_Chosen):
        """A row that opens something was opened."""

    def __init__(self, *rows: Row | Heading, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._rows: list[Row | Heading] = list(rows)
        self._at = self._first_undone()
        self._spans: dict[int, tuple[int, int]] = {}

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row as it stands now, headings left out."""
        return tuple(row for row in self._rows if isinstance(row, Row))

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of the choices and actions that are on."""
        return tuple(row.id for row in self.rows if row.on)

    @property
    def cursor(self) -> str | None:
        """Id of the row under the cursor; None when no row can be chosen."""
        row = self._rows[self._at] if self._rows else None
        return row.id if isinstance(row, Row) and not row.closed else None

    def show(self, *rows: Row | Heading) -> None:
        """Other rows. The cursor stays on the row with the same id."""
        here = self.cursor
        self._rows = list(rows)
        same = (index for index in self._open_rows() if self._row(index).id == here)
        self._at = next(same, self._first_undone())
        self.redraw()

    def stand_on(self, row: str) -> None:
        """Put the cursor on the row with this id, in view."""
        self._go(next(index for index in self._open_rows() if self._row(index).id == row))

    def allow_focus(self) -> bool:
        return bool(self._open_rows())

    def _row(self, index: int) -> Row:
        row = self._rows[index]
        assert isinstance(row, Row)
        return row

    def _open_rows(self) -> list[int]:
        return [index for index, row in enumerate(self._rows) if isinstance(row, Row) and not row.closed]

    def _first_undone(self) -> int:
        """The first action not done, row to open, or choice: the one made where one is made."""
        can = self._open_rows()
        return next((index for index in can if self._waits(index)), can[0] if can else 0)

    def _waits(self, index: int) -> bool:
        row = self._row(index)
        if row.kind == "choice":
            return row.on or not any(self._row(other).on for other in self._same_heading(index))
        return not row.on

    # Moving and choosing ---------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        beyond = [index for index in self._open_rows() if (index - self._at) * by > 0]
        if beyond:
            self._go(beyond[0] if by > 0 else beyond[-1])
        else:
            self._leave(by)

    def _leave(self, by: int) -> None:
        """To the field below or above. At the end of the page the cursor stays where it is seen."""
        chain = self.screen.focus_chain
        beside = chain.index(self) + by
        if 0 <= beside < len(chain):
            self.screen.set_focus(chain[beside])

    def action_jump(self, end: int) -> None:
        if can := self._open_rows():
            self._go(can[end])

    def action_choose(self) -> None:
        if self.cursor is not None:
            self._choose(self._at)

    def clicked(self, tag: Tag) -> None:
        index = int(tag)
        if index in self._open_rows():
            self._go(index)
            self._choose(index)

    def _go(self, index: int) -> None:
        self._at = index
        self.redraw()
        self.reveal()

    def _choose(self, index: int) -> None:
        row = self._row(index)
        if row.kind in ("open", "place"):
            self.post_message(self.Opened(self, row))
            return
        if row.kind == "action":
            self._rows[index] = row = replace(row, on=not row.on)
            self.redraw()
            self.post_message(self.Toggled(self, row))
            return
        for other in self._same_heading(index):
            self._rows[other] = replace(self._row(other), on=other == index)
        self.redraw()
        self.post_message(self.Chosen(self, self._row(index)))

    def _same_heading(self, index: int) -> list[int]:
        headings = [at for at, row in enumerate(self._rows) if isinstance(row, Heading)]
        start = max((at for at in headings if at < index), default=-1) + 1
        end = min((at for at in headings if at > index), default=len(self._rows))
        return [at for at in range(start, end) if self._row(at).kind == "choice"]

    def cursor_lines(self) -> tuple[int, int] | None:
        return self._spans.get(self._at)

    # Drawing ---------------------------------------------------------------------------------------------

    def lines(self, width: int) -> list[Line]:
        drawn: list[Line] = []
        for index, row in enumerate(self._rows):
            before = len(drawn)
            drawn += _heading(row, width, before > 0) if isinstance(row, Heading) else self._drawn_row(index, width)
            self._spans[index] = (before, len(drawn) - 1)
        return drawn

    def _drawn_row(self, index: int, width: int) -> list[Line]:
        row = self._row(index)
        here = self.has_focus and index == self._at and not row.closed
        note = words("widgets.closed") if row.closed else one_line(row.note)
        room = width - INDENT - 1
        beside = cell_len(note) + 2 if note else 0
        below = room - beside < NARROWEST_LABEL
        label = wrapped(row.label, room - (0 if below else beside))
        label_ink = "" if here else "muted" if row.closed or (row.kind == "action" and row.on) else "text"
        if row.kind == "place" and not here:
            label_ink += " bold"
        sign = Piece("› " if here else "  ")
        first = [sign, Piece(_sign(row) + " ", label_ink), Piece(label[0], label_ink + (" bold" if here else ""))]
        if note and not below:
            gap = room - cell_len(label[0]) - cell_len(note)
            first += [Piece(" " * gap), Piece(note, "" if here else "muted")]
        hanging = [(part, label_ink + (" bold" if here else "")) for part in label[1:]]
        hanging += [(part, "" if here else "muted") for part in wrapped(note, room)] if note and below else []
        hanging += [(part, "" if here else "muted") for part in wrapped(row.sub, room)] if row.sub else []
        ground = "cursor" if here else ""
        return [
            Line(tuple(first), ground, index),
            *(Line((Piece(" " * INDENT), Piece(part, ink)), ground, index) for part, ink in hanging),
        ]


def _heading(heading: Heading, width: int, blank: bool) -> list[Line]:
    label = [Line((Piece(part, "accent bold"),)) for part in wrapped(heading.label, width)]
    hint = one_line(heading.hint)
    if hint and cell_len(label[-1].text) + 1 + cell_len(hint) <= width:
        label[-1] = Line((*label[-1].pieces, Piece(" " + hint, "muted")))
    elif hint:
        label += [Line((Piece(part, "muted"),)) for part in wrapped(hint, width)]
    return [Line(), *label] if blank else label


def _sign(row: Row) -> str:
    if row.closed:
        return " – "
    if row.kind == "open":
        return " → "
    if row.kind == "place":
        return f"{row.sign}  "
    if row.kind == "action":
        return "[x]" if row.on else "[ ]"
    return "(●)" if row.on else "( )"
