"""A long list with headings and columns, and one cursor for all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import on
from textual.binding import Binding, BindingType
from textual.css.styles import RulesMap
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from bekymring_tui.widgets.lines import reveal
from bekymring_tui.widgets.plain_text import one_line, shortened, wrapped

INDENT = 2


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in cells, and what is left if it `grows`. `leaves`: when narrow the highest goes first, 0 stays.

    `gap`: cells after it.
    """

    title: str
    width: int
    grows: bool = False
    leaves: int = 0
    gap: int = 2


@dataclass(frozen=True, slots=True)
class Item:
    """One row. `cells` in the order of the section's columns. `marks`: start and end of what stands out in the last."""

    id: str
    cells: tuple[str, ...]
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, the columns of its rows, the rows. Column titles are shown when any column has one.

    `empty` is shown, muted, where there are no rows. A section without heading follows after a blank line.
    """

    heading: str
    columns: tuple[Column, ...]
    items: tuple[Item, ...]
    empty: str = ""


class Liste(OptionList):
    """Posts `Liste.Opened` on Enter, Space or click. Down on the last row, and Up on the first, move on."""

    DEFAULT_CSS = """
    Liste, Liste:focus { border: none; padding: 0; background: transparent; background-tint: transparent; }
    Liste { height: auto; max-height: 9999; overflow: hidden; }
    Liste > .option-list--option { padding: 0; }
    Liste > .option-list--option-disabled { color: $foreground; }
    Liste > .option-list--option-hover { background: $surface; }
    Liste > .option-list--option-highlighted { background: $background; color: $foreground; text-style: none; }
    Liste:focus > .option-list--option-highlighted, Liste.-led > .option-list--option-highlighted {
        background: $cur-bg; color: $cur-fg; text-style: bold;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", show=False)]

    class Opened(Message):
        """A row was chosen."""

        def __init__(self, liste: Liste, item_id: str) -> None:
            super().__init__()
            self.liste = liste
            self.item_id = item_id

        @property
        def control(self) -> Liste:
            return self.liste

    led: reactive[bool] = reactive(False, toggle_class="-led")
    """The keys come from another widget: the cursor is shown without focus."""

    def __init__(self, *sections: Section, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(*_options(sections), id=id, classes=classes, markup=False)

    @property
    def cursor(self) -> str | None:
        """Id of the row under the cursor."""
        here = self.highlighted_option
        return here.id if here and not here.disabled else None

    def show(self, *sections: Section) -> None:
        """Other rows. The cursor stays on the row with the same id."""
        here, options = self.cursor, _options(sections)
        self.set_options(options)
        self.action_first()
        if here is not None and here in (option.id for option in options):
            self.highlighted = self.get_option_index(here)

    def allow_focus(self) -> bool:
        return any(not option.disabled for option in self.options)

    def action_cursor_down(self) -> None:
        if self._beyond(1):
            super().action_cursor_down()
        else:
            self.screen.focus_next()

    def action_cursor_up(self) -> None:
        if self._beyond(-1):
            super().action_cursor_up()
        else:
            self.screen.focus_previous()

    def scroll_to_highlight(self, top: bool = False) -> None:  # noqa: ARG002
        """The page scrolls, not the list: there is one scrollbar."""
        self.reveal()

    def reveal(self) -> None:
        """Scroll the page as little as needed to show the cursor."""
        if self.highlighted is not None and self.is_mounted and self.has_focus | self.led:
            line = self._index_to_line.get(self.highlighted, 0)
            reveal(self, line, line)

    def _beyond(self, direction: int) -> bool:
        """Is there a row to go to in this direction?"""
        here = -1 if self.highlighted is None else self.highlighted
        rest = self.options[here + 1 :] if direction > 0 else self.options[: max(here, 0)]
        return any(not option.disabled for option in rest)

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Opened(self, event.option_id))

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        line = self.scroll_offset.y + y
        if not (self.has_focus or self.led) or line >= len(self._lines) or self._lines[line] != (self.highlighted, 0):
            return strip
        return Strip.join([Strip([Segment("›", next(iter(strip)).style)]), strip.crop(1)])


def _options(sections: Sequence[Section]) -> list[Option]:
    options: list[Option] = []
    for section in sections:
        if options:
            options.append(Option(_Prose(""), disabled=True))
        if section.heading:
            options.append(Option(_Prose(section.heading, "bold $accent"), disabled=True))
        if any(column.title for column in section.columns) and section.items:
            titles = tuple(column.title for column in section.columns)
            options.append(Option(_Cells(section.columns, titles, "$muted"), disabled=True))
        if not section.items and section.empty:
            options.append(Option(_Prose(section.empty, "$muted", INDENT), disabled=True))
        options += [Option(_Cells(section.columns, item.cells, marks=item.marks), item.id) for item in section.items]
    return options


class _Prose(Visual):
    """A heading or a remark between rows, wrapped."""

    def __init__(self, value: str, look: str = "", indent: int = 0) -> None:
        self._value, self._look, self._indent = value, look, indent

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        return self._indent + cell_len(one_line(self._value))

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        return len(wrapped(self._value, width - self._indent))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:  # noqa: ARG002
        look = (style + options.get_style(self._look)).rich_style
        rows = wrapped(self._value, width - self._indent)
        return [Strip([Segment(" " * self._indent + row, look)]) for row in rows]


class _Cells(Visual):
    """One row of a table, laid out for the width it is drawn in."""

    def __init__(
        self,
        columns: tuple[Column, ...],
        cells: tuple[str, ...],
        look: str = "",
        marks: tuple[tuple[int, int], ...] = (),
    ) -> None:
        self._columns, self._cells, self._look, self._marks = columns, cells, look, marks

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        return 1

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:  # noqa: ARG002
        widths = column_widths(self._columns, width - INDENT)
        shown = [
            _filled(cell, room) + " " * column.gap
            for cell, room, column in zip(self._cells, widths, self._columns, strict=True)
            if room
        ]
        look = (style + options.get_style(self._look)).rich_style
        row = " " * INDENT + "".join(shown)
        last = len(row) - len(shown[-1])
        marks = [(last + start, last + end) for start, end in self._marks if widths[-1]]
        return [Strip(_marked(row, marks, look)).adjust_cell_length(width, look)]


def _marked(row: str, marks: Sequence[tuple[int, int]], look: RichStyle) -> list[Segment]:
    """The row in pieces: underlined as well as bold, so that a mark is seen in every theme and under the cursor."""
    edges = [0, *(edge for mark in marks for edge in mark), len(row)]
    looks = (look, look + RichStyle(bold=True, underline=True))
    pieces = (row[start:end] for start, end in pairwise(edges))
    return [Segment(piece, looks[at % 2]) for at, piece in enumerate(pieces) if piece]


def _filled(value: str, room: int) -> str:
    shown = shortened(value, room)
    return shown + " " * (room - cell_len(shown))


def column_widths(columns: Sequence[Column], room: int) -> list[int]:
    """Cells for each column, 0 for those that leave; the growing ones share the rest."""
    staying = set(range(len(columns)))

    def needed() -> int:
        last = max(staying, default=0)
        return sum(columns[at].width + (columns[at].gap if at != last else 0) for at in staying)

    for index in sorted(staying, key=lambda index: -columns[index].leaves):
        if needed() > room and columns[index].leaves:
            staying.remove(index)
    growing = [index for index in staying if columns[index].grows]
    share = max(room - needed(), 0) // max(len(growing), 1)
    return [
        (column.width + (share if column.grows else 0)) if index in staying else 0
        for index, column in enumerate(columns)
    ]
