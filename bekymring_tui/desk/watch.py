"""Clock and folder, as far as they can harm the cases: told once each while the program runs, never in the way."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bekymring_tui.clock import said, wrong
from bekymring_tui.files import folder_warnings
from bekymring_tui.texts import text

if TYPE_CHECKING:
    from bekymring_tui.vault.store import Vault


class Watch:
    """`at_opening` and `at_saving` give what to tell the user now."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._looked = False
        self._last: datetime | None = None
        self._clock = ""

    def at_opening(self, vault: Vault, now: datetime) -> list[str]:
        """Of the folder, and of the clock against the newest event. Raises what reading raises."""
        folder = [] if self._looked else folder_warnings(self._folder)
        self._looked = True
        written = vault.written_at()
        self._last = datetime.fromisoformat(written) if written else None
        return [*folder, *self.at_saving(now)]

    def at_saving(self, now: datetime) -> list[str]:
        """Of the clock. Said again only when it was right meanwhile."""
        last = self._last or now
        before, self._clock = self._clock, wrong(now, last)
        if not self._clock:
            self._last = now
        elif self._clock != before:
            return [text(f"app.clock_{self._clock}", now=said(now), last=f"{last:%d.%m.%Y}")]
        return []
