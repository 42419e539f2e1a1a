"""The traps are tried on the same vaults as the pages and the terminal."""

from __future__ import annotations

from tests.pty.conftest import home, home_original
from tests.screens.conftest import clock, ready, ready_original

__all__ = ["clock", "home", "home_original", "ready", "ready_original"]
