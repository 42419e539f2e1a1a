"""A case on one line of a list."""

from __future__ import annotations

from datetime import date

from bekymring_tui.case.dates import short
from bekymring_tui.case.listing import call_name, stands_at
from bekymring_tui.case.summary import Summary
from bekymring_tui.texts import text


def line(summary: Summary, today: date) -> str:
    """«Blå ugle · Nivå 1, trinn 2 Konkretiser · uro 5 · neste frist i morgen»."""
    parts = [call_name(summary), stands_at(summary)]
    if summary.grade:
        parts.append(text("plain.uro", grade=summary.grade))
    if summary.due:
        parts.append(text("plain.due", when=short(date.fromisoformat(summary.due[0].on), today)))
    return " · ".join(parts)
