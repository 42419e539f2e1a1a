"""A widget made of lines it draws itself: one widget, whatever it shows, costs one mount."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from bekymring_tui.widgets.plain_text import clean
from bekymring_tui.widgets.themes import ink

Tag = int | str


class Piece(NamedTuple):
    """Text in one ink (`themes.ink`). A click on it is a click on its tag."""

    text: str
    ink: str = ""
    tag: Tag | None = None


class Line(NamedTuple):
    """One row: its pieces from the left, the ink of the whole row, the tag where no piece has one."""

    pieces: tuple[Piece, ...] = ()
    ink: str = ""
    tag: Tag | None = None

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def tag_at(self, x: int) -> Tag | None:
        """What a click `x` cells from the left means."""
        for piece in self.pieces:
            if x < cell_len(piece.text):
                return self.tag if piece.tag is None else piece.tag
            x -= cell_len(piece.text)
        return self.tag


def reveal(widget: Widget, first: int, last: int) -> None:
    """Scroll what the widget stands in as little as needed to show these lines of it."""
    region = Region(0, first, widget.size.width, last - first + 1)
    region = region.translate(widget.gutter.top_left).translate(widget.virtual_region.offset)
    node = widget.parent
    while isinstance(node, Widget):
        if node.allow_vertical_scroll:
            node.scroll_to_region(region, animate=False, immediate=True)
            return
        region = region.translate(node.gutter.top_left).translate(node.virtual_region.offset)
        node = node.parent


class LineWidget(Widget):
    """Draws `lines(width)`. Call `redraw()` when they may have changed."""

    DEFAULT_CSS = "LineWidget { width: 1fr; height: auto; }"

    auto_links = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._drawn: tuple[int, list[Line]] | None = None

    def lines(self, width: int) -> list[Line]:
        """What to show in this many cells."""
        raise NotImplementedError

    def clicked(self, tag: Tag) -> None:
        """A piece or row with a tag was clicked."""

    def cursor_lines(self) -> tuple[int, int] | None:
        """First and last line of what the keys now act on, to be kept in view."""
        return None

    def redraw(self) -> None:
        """Draw again; lay out again only when the number of lines changed."""
        before, self._drawn = self._drawn, None
        if self.is_mounted and before is not None:
            self.refresh(layout=len(self._lines_at(before[0])) != len(before[1]))

    def reveal(self) -> None:
        """Scroll as little as needed to show the cursor lines, or all of it where it has none."""
        reveal(self, *(self.cursor_lines() or (0, self.size.height - 1)))

    def _watch_has_focus(self, focused: bool) -> None:
        if not focused:
            self.left()
        self.redraw()

    def left(self) -> None:
        """The focus went elsewhere."""

    def _lines_at(self, width: int) -> list[Line]:
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = (width, self.lines(width))
        return self._drawn[1]

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        return max((cell_len(line.text) for line in self._lines_at(container.width)), default=0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(self._lines_at(width))

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.visual_style.rich_style
        lines = self._lines_at(width)
        if y >= len(lines):
            return Strip.blank(width, base)
        theme, line = self.app.theme, lines[y]
        row = base + ink(theme, line.ink)
        pieces = [Segment(clean(piece.text), row + ink(theme, piece.ink)) for piece in line.pieces]
        return Strip(pieces).adjust_cell_length(width, row)

    async def _on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        lines = self._lines_at(self.size.width)
        if at is None or at.y >= len(lines):
            return
        if (tag := lines[at.y].tag_at(at.x)) is not None:
            event.stop()
            self.clicked(tag)
