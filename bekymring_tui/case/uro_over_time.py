"""The case's own grades of uro in time.

`State.grades` holds them, oldest first, without those that were «feilført». A grade inside a note stays in the note:
it is in no state (P5), and comes here only when the user sets it for the case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bekymring_tui.case.state import Grade


@dataclass(frozen=True)
class Change:
    """How the newest grade stands to the last known one before it: so many steps up, or below 0 down."""

    before: Grade
    now: Grade
    steps: int


def change(grades: Sequence[Grade]) -> Change | None:
    """Since last time, «vet ikke» passed over; None when that is the newest, or when there is none before."""
    if not grades or (last := grades[-1]).grade is None:
        return None
    for before in reversed(grades[:-1]):
        if before.grade is not None:
            return Change(before, last, last.grade - before.grade)
    return None
