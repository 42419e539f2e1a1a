"""Why an act is not taken, in a form that a screen can turn into words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bekymring_tui.case.dates import SANE

TEXT_CAP = 10_000
"""Characters in one field."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Refusal:
    """Why an act is not taken: the id of a text in the catalog, and its values. `ask` names what is missing."""

    reason: str
    values: Mapping[str, object] = field(default_factory=dict)
    ask: str | None = None


def unreasoned(reason: str) -> Refusal | None:
    """What needs a reason has none (P7)."""
    return None if reason.strip() else Refusal("refusal.reason", ask="reason")


def sane_day(when: str, today: date, *, ask: str) -> Refusal | None:
    """An impossible or absurd day."""
    if not _DAY.fullmatch(when):
        return Refusal("refusal.date", ask=ask)
    return _sane(when, today, ask)


def day_ahead(when: str, today: date, *, ask: str) -> Refusal | None:
    """A day that should not be behind us."""
    if wrong := sane_day(when, today, ask=ask):
        return wrong
    return Refusal("refusal.past_date", ask=ask) if date.fromisoformat(when) < today else None


def sane_moment(when: str, today: date, *, ask: str) -> Refusal | None:
    """An impossible or absurd day or moment, or one that has not been yet."""
    if wrong := _sane(when, today, ask):
        return wrong
    return Refusal("refusal.future_date", ask=ask) if datetime.fromisoformat(when).date() > today else None


def _sane(when: str, today: date, ask: str) -> Refusal | None:
    try:
        day = datetime.fromisoformat(when).date()
    except ValueError:
        return Refusal("refusal.date", ask=ask)
    return Refusal("refusal.absurd_date", ask=ask) if abs(day - today) > SANE else None
