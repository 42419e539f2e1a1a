"""When nobody has touched the program for a while: first a blank screen, then the lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Rest = Literal["awake", "blank", "locked"]

NOTICE = 30.0
"""Seconds before the screen blanks or locks, in which that is told."""


@dataclass
class Idle:
    """`blank_after` and `lock_after` in seconds. Times are the wall clock's, which goes on while the lid is closed."""

    blank_after: float
    lock_after: float
    seen_at: float

    def seen(self, now: float) -> None:
        """A key or the mouse. Someone who comes back after the time for the lock finds it locked all the same."""
        if self.rest(now) != "locked":
            self.seen_at = now

    def wake(self, now: float) -> None:
        """Start over, after unlocking."""
        self.seen_at = now

    def rest(self, now: float) -> Rest:
        """What should stand now. A clock set back counts as no time passed."""
        self.seen_at = min(self.seen_at, now)
        passed = now - self.seen_at
        if passed >= self.lock_after:
            return "locked"
        return "blank" if passed >= self.blank_after else "awake"

    def soon(self, now: float) -> Rest:
        """What is about to stand instead of what stands now; awake while nothing is."""
        stands, comes = self.rest(now), self.rest(now + NOTICE)
        return comes if comes != stands else "awake"
