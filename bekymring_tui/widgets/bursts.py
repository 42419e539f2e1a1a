"""A paste from a terminal that does not mark it comes as keys, faster than anyone types."""

from __future__ import annotations

GAP = 0.01
"""Seconds. A held key repeats at most every 0.02."""

LENGTH = 3
"""So many keys in a row make a burst: two may be rolled with two fingers."""


class Bursts:
    """Tells for each key, by the time it came, whether it is part of a burst."""

    def __init__(self) -> None:
        self._last = float("-inf")
        self._run = 0

    def holds(self, time: float) -> bool:
        """Is the key that came at `time` (seconds, monotonic) the third or later of a burst?"""
        self._run = self._run + 1 if time - self._last < GAP else 1
        self._last = time
        return self._run >= LENGTH
