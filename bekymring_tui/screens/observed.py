"""The field for what was seen and heard. A word that interprets brings a gentle question under it."""

from __future__ import annotations

from collections.abc import Callable

from textual import getters, on
from textual.timer import Timer

from bekymring_tui.forms.interpretation import latest
from bekymring_tui.screens.shell import Shell
from bekymring_tui.texts import text
from bekymring_tui.widgets.felt import Felt

PAUSE = 0.6
"""Seconds without a key before the text is looked at."""

ASKING = "-asking"
"""Class of a field with a question under it."""


class Observed(Felt):
    """Asks after a pause in the writing, in a row of its own at the field's foot, and holds nothing back.

    `asks`: whether what stands here now is an observation, not the child's own words or meant to interpret.
    """

    DEFAULT_CSS = """
    Observed.-asking {
        max-height: 11; min-height: 3;
        border-bottom: blank; border-subtitle-color: $muted; border-subtitle-align: left;
    }
    Observed.-asking:focus { border-bottom: blank; }
    """

    app = getters.app(Shell)

    def __init__(self, value: str = "", *, id: str, asks: Callable[[], bool] = lambda: True) -> None:  # noqa: A002
        super().__init__(value, id=id)
        self._asks = asks
        self._pause: Timer | None = None

    @on(Felt.Changed)
    def _look_soon(self) -> None:
        if self._pause:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.look)

    def look(self) -> None:
        """Ask about the last such word before the cursor; else about nothing."""
        written = len(self.get_text_range((0, 0), self.cursor_location))
        hint = latest(self.text, written) if self.app.settings.hints and self._asks() else None
        self.border_subtitle = text("form.interprets", ask=hint.ask, word=hint.word) if hint else ""
        if bool(hint) != self.has_class(ASKING):
            self.toggle_class(ASKING)
            if self.has_focus:
                self.call_after_refresh(self.scroll_visible, animate=False)
