"""Why an act is not taken, in a form that a screen can turn into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bekymring_tui.case.dates import SANE

TEXT_CAP = 10_000
"""Characters in one field."""


@dataclass(frozen=True)
class Refusal:
    """Why an act is not taken: the id of a text in the catalog, and its values. `ask` names what is missing."""

    reason: str
    values: Mapping[str, object] = field(default_factory=dict)
    ask: str | None = None


def sane(when: str, today: date, *, future: bool = True) -> Refusal | None:
    """An impossible or absurd date. `when` is a day or a moment."""
    try:
        day = datetime.fromisoformat(when).date()
    except ValueError:
        return Refusal("refusal.date", ask="date")
    if abs(day - today) > SANE:
        return Refusal("refusal.absurd_date", ask="date")
    if not future and day > today:
        return Refusal("refusal.future_date", ask="date")
    return None
