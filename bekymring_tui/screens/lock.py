"""The locked screen: nothing of any case is left."""

from __future__ import annotations

from bekymring_tui.screens.unlock import UnlockPage
from bekymring_tui.texts import text


class LockPage(UnlockPage):
    """Like the first opening; afterwards the user stands where they stood."""

    TITLE_ID = "lock.title"

    def help_text(self) -> str:
        return text("help.lock")
