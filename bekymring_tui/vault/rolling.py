"""Which backups are kept. Pure.

Backups are numbered as they are made, and the number, not the clock, says which is newer: a clock set forward for a day
would otherwise make its backups the newest for years, and push out every later one.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

LAST = 5
WEEKS = 8
MOST_BYTES = 2 * 1024**3


class Made(NamedTuple):
    """One backup: its number, when it was made, and its size in bytes."""

    number: int
    at: datetime
    size: int


def kept(backups: Collection[Made], most_bytes: int = MOST_BYTES) -> set[Made]:
    """The last five, and the newest of each week for eight weeks, as far as they fit. The newest always."""
    newest_first = sorted(backups, reverse=True)
    weeks: dict[tuple[int, int], Made] = {}
    for one in newest_first:
        year, week, _ = one.at.isocalendar()
        weeks.setdefault((year, week), one)
    chosen = {*newest_first[:LAST], *list(weeks.values())[:WEEKS]}
    room, found = most_bytes, set[Made]()
    for one in sorted(chosen, reverse=True):
        room -= one.size
        if found and room < 0:
            break
        found.add(one)
    return found
