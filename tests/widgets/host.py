"""A page that hosts widgets under test and remembers what they post."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.knapper import Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.liste import Liste
from bekymring_tui.widgets.page import Page
from bekymring_tui.widgets.rail import Rail
from bekymring_tui.widgets.safe_app import SafeApp
from bekymring_tui.widgets.uro import Uro
from bekymring_tui.widgets.valg import Valg

Making = Widget | Callable[[], Widget]
"""A widget, or what makes it once the app runs: an Input cannot be made before."""


class HostPage(Page[None]):
    """The widgets in a page's column."""

    def __init__(self, *widgets: Making) -> None:
        super().__init__()
        self._making = widgets
        self.heard: list[Message] = []

    def column(self) -> ComposeResult:
        for widget in self._making:
            yield widget if isinstance(widget, Widget) else widget()

    @on(Uro.Changed)
    @on(Valg.Toggled)
    @on(Valg.Chosen)
    @on(Valg.Opened)
    @on(Knapper.Pressed)
    @on(Felt.Changed)
    @on(Felt.Full)
    @on(Linje.Changed)
    @on(Linje.Submitted)
    @on(Liste.Opened)
    @on(Rail.StepClicked)
    def _hear(self, event: Any) -> None:
        self.heard.append(event)


class Host(SafeApp):
    """The app around it. Remembers which of its own keys were pressed."""

    def __init__(self, *widgets: Making, page: Page[Any] | None = None) -> None:
        super().__init__()
        self.page = page or HostPage(*widgets)
        self.pressed: list[str] = []

    def on_mount(self) -> None:
        self.open()

    def open(self) -> None:
        """Show the page."""
        self.push_screen(self.page)

    def heard(self, kind: type[Message]) -> list[Any]:
        """Messages of this kind, in order."""
        assert isinstance(self.page, HostPage)
        return [event for event in self.page.heard if type(event) is kind]

    def seen(self) -> list[str]:
        """The rows of the screen as text."""
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    def row_of(self, words: str) -> int:
        """The first row that shows these words."""
        return next(y for y, row in enumerate(self.seen()) if words in row)

    def column_of(self, words: str) -> int:
        """The first cell of these words on their row."""
        row = self.seen()[self.row_of(words)]
        return cell_len(row[: row.index(words)])

    def action_safety(self) -> None:
        self.pressed.append("f9")

    def action_help(self) -> None:
        self.pressed.append("f1")

    def action_source(self) -> None:
        self.pressed.append("f2")

    def action_uro(self) -> None:
        self.pressed.append("f5")

    def action_log(self) -> None:
        self.pressed.append("f6")

    def action_deadlines(self) -> None:
        self.pressed.append("f7")

    def action_lock(self) -> None:
        self.pressed.append("ctrl+l")


async def click(pilot: Pilot[Any], words: str) -> None:
    """Click on the first place where the screen shows these words."""
    app = pilot.app
    assert isinstance(app, Host)
    await pilot.click(offset=(app.column_of(words), app.row_of(words)))
