"""Running the app in a terminal, and leaving it in every way."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from bekymring_tui.lifecycle import Leaving

if TYPE_CHECKING:
    from bekymring_tui.app import BekymringApp


def has_terminal() -> bool:
    """Whether someone sits at every end. Textual draws on standard error: in a file, every page would lie there."""
    return all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def run_app(app: BekymringApp, *afterwards: Callable[[], None]) -> tuple[object, int]:
    """What the app returned, and its exit code. Saved, closed and cleaned up however it ends, a signal included."""
    with Leaving(screen=True) as leaving:
        for work in afterwards:
            leaving.on_leave(work)
        leaving.on_leave(app.close_vault)
        result = app.run()
    return result, app.return_code or 0
