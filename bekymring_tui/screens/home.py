"""Home: what is urgent, the cases, a new one."""

from __future__ import annotations

from textual.app import ComposeResult

from bekymring_tui.screens.page import AppPage
from bekymring_tui.widgets.tekst import Tekst


class HomePage(AppPage[None]):
    """The first page with an open vault."""

    NAME = "home"

    def column(self) -> ComposeResult:
        yield Tekst("…")
