"""An empty screen while nobody is there. Any key brings back what stood below."""

from __future__ import annotations

from textual.screen import Screen


class BlankPage(Screen[None]):
    """Nothing, on the background."""
