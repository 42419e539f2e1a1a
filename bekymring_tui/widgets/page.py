"""What every page has: bar, rail or strip, the column of text, side panel, keys."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widget import Widget

from bekymring_tui.widgets.bar import Bar, Where
from bekymring_tui.widgets.keyline import KeyLine
from bekymring_tui.widgets.keys import Key, keys
from bekymring_tui.widgets.knapper import Knapper
from bekymring_tui.widgets.lines import LineWidget
from bekymring_tui.widgets.linje import Passordlinje
from bekymring_tui.widgets.liste import Liste
from bekymring_tui.widgets.rail import Rail, RailData, RailStrip
from bekymring_tui.widgets.side import Side, SideData

Result = TypeVar("Result")

NORMAL_FROM, WIDE_FROM = 96, 136


class TextColumn(VerticalScroll, can_focus=False):
    """The column of text scrolls; it is no Tab stop."""

    _height = 0

    def on_resize(self, event: events.Resize) -> None:
        """A notice above takes rows from it: what has focus does not go out of sight for that."""
        shrunk, self._height = event.size.height < self._height, event.size.height
        focused = self.screen.focused
        if not shrunk or not self.screen.query("Toast") or focused is None or self not in focused.ancestors:
            return
        if isinstance(focused, LineWidget | Liste):
            self.call_after_refresh(focused.reveal)
        else:
            self.call_after_refresh(focused.scroll_visible, animate=False)


class Page(Screen[Result]):
    """Subclass it and yield the page's own widgets from `column()`.

    `WIDE`: the text may use the whole width (lists). `FRAMED`: F9's frame. `CENTRED`: a panel of at most 64
    cells in the middle, without bar except in training. `KEYS`: the keys of the key line.
    """

    WIDE: ClassVar[bool] = False
    FRAMED: ClassVar[bool] = False
    CENTRED: ClassVar[bool] = False
    KEYS: ClassVar[tuple[str, ...]] = (
        "f9", "f1", "f2", "f3", "f5", "f6", "f7", "ctrl+p", "ctrl+l", "escape",
    )  # fmt: skip

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-smal"), (NORMAL_FROM, "-normal"), (WIDE_FROM, "-bred")]

    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority: a key typed right behind Tab would otherwise reach the field that Tab is leaving.
        Binding("tab", "tab(1)", show=False, priority=True),
        Binding("shift+tab", "tab(-1)", show=False, priority=True),
        Binding("escape", "back", show=False),
        Binding("f4", "toggle_passphrase", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
    ]

    DEFAULT_CSS = """
    Page { overflow: hidden; }
    Page #body { height: 1fr; }
    Page Rail, Page RailStrip, Page Side { display: none; }
    Page TextColumn { width: 1fr; height: 1fr; padding-left: 3; margin-right: 1;
        scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    Page #text { width: 1fr; max-width: 76; height: auto; padding-top: 1; }
    Page.-wide #text { max-width: 100%; }
    Page.-smal TextColumn { padding-left: 2; }
    Page.-smal #text { padding-top: 0; }
    Page.-normal Tekst.-title, Page.-bred Tekst.-title { margin-bottom: 1; }
    Page.-normal.-railed Rail, Page.-bred.-railed Rail, Page.-smal.-railed RailStrip { display: block; }
    Page.-bred.-sided Side { display: block; }
    Page.-framed #body { border: heavy $safe-bg; }
    Page.-framed TextColumn { padding-left: 2; margin-right: 0; }
    Page.-framed #text { max-width: 100%; padding-top: 0; }
    Page.-centred Bar { display: none; }
    Page.-centred.-training Bar { display: block; }
    Page.-centred TextColumn { align: center middle; padding-left: 2; }
    Page.-centred #text { max-width: 64; padding: 1 3; background: $surface; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.bar = Bar()
        self.key_line = KeyLine(*self.keys())
        self.rail = Rail()
        self.rail_strip = RailStrip()
        self.side = Side()
        self.set_class(self.WIDE, "-wide")
        self.set_class(self.FRAMED, "-framed")
        self.set_class(self.CENTRED, "-centred")

    def keys(self) -> tuple[Key, ...]:
        """The keys of the key line."""
        return keys(*self.KEYS)

    def column(self) -> ComposeResult:
        """The page's own widgets, from the top."""
        yield from ()

    def compose(self) -> ComposeResult:
        yield self.bar
        yield self.rail_strip
        with Horizontal(id="body"):
            yield self.rail
            with TextColumn(), Vertical(id="text"):
                yield from self.column()
            yield self.side
        yield self.key_line

    # Telling it what to show -----------------------------------------------------------------------------

    def show_where(self, where: Where) -> None:
        """The bar's left side."""
        self.bar.show(where)

    def show_rail(self, data: RailData | None) -> None:
        """The rail and the strip; None takes them away."""
        self.set_class(data is not None, "-railed")
        self.rail.show(data or RailData())
        self.rail_strip.show(data or RailData())

    def show_side(self, data: SideData | None) -> None:
        """The side panel, seen where the screen is wide; None takes it away."""
        self.set_class(data is not None, "-sided")
        self.side.show(data or SideData())
        self._share_uro()

    def first_focus(self) -> Widget | None:
        """What has focus when the page opens: by itself, the first in the column that can."""
        # The focus chain goes by places on the screen, which nothing has before the first layout.
        inside = self.query_one(TextColumn).walk_children(Widget)
        return next((widget for widget in inside if widget.focusable and widget.display), None)

    # Behaviour -------------------------------------------------------------------------------------------

    @property
    def on_top(self) -> bool:
        """Whether nothing stands above. Textual's `is_current` also holds for a page that shows through F9."""
        return self.app.screen is self

    async def on_event(self, event: events.Event) -> None:
        # A page that was closed before it stood has no children to fill in.
        if self in self.app.screen_stack or not isinstance(event, events.Mount):
            await super().on_event(event)

    def on_mount(self) -> None:
        self.watch(self.app, "training", self._mark_training)
        for notices in self.query("ToastRack"):
            self.move_child(notices, after=self.bar)
        # Scrolling the first focus into view would open a small screen below its own title.
        self.set_focus(self.first_focus(), scroll_visible=False)

    def _mark_training(self, training: bool) -> None:
        self.set_class(training, "-training")

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        ours = widget if isinstance(widget, LineWidget | Liste) else None
        # Textual would scroll to the widget's first line, and the cursor may stand far below it.
        super().set_focus(widget, scroll_visible and not ours, from_app_focus)
        if scroll_visible and ours:
            self.call_after_refresh(ours.reveal)

    def on_resize(self, event: events.Resize) -> None:
        self._share_uro(event.size.width)

    def _share_uro(self, width: int | None = None) -> None:
        wide = (self.size.width if width is None else width) >= WIDE_FROM
        self.rail.beside_side(wide and self.has_class("-sided"))

    def action_toggle_passphrase(self) -> None:
        for line in self.query(Passordlinje):
            line.toggle_shown()

    def action_tab(self, by: int) -> None:
        if isinstance(self.focused, Knapper) and self.focused.move(by):
            return
        if by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_scroll(self, by: int) -> None:
        self.query_one(TextColumn).scroll_relative(y=by, animate=False)

    def action_back(self) -> None:
        """Esc. By itself: back to the page below, if there is one. Textual's own empty screen is none."""
        if isinstance(self.app.screen_stack[-2], Page):
            self.app.pop_screen()
