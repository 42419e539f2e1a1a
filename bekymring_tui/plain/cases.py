"""A case on one line of a list."""

from __future__ import annotations

from datetime import date

from bekymring_tui.case.dates import day_of, short
from bekymring_tui.case.listing import call_name, stands_at
from bekymring_tui.case.summary import Summary
from bekymring_tui.case.written import kind_words
from bekymring_tui.desk.log_search import Hit
from bekymring_tui.texts import text


def line(summary: Summary, today: date) -> str:
    """«Blå ugle · Nivå 1, trinn 2 Konkretiser · uro 5 · neste frist i morgen»."""
    parts = [call_name(summary), stands_at(summary)]
    if summary.grade:
        parts.append(text("plain.uro", grade=summary.grade))
    if summary.due:
        parts.append(text("plain.due", when=short(date.fromisoformat(summary.due[0].on), today)))
    return " · ".join(parts)


def hit_line(hit: Hit, today: date) -> str:
    """«Blå ugle · fre 20. nov. · Sett: gråt i garderoben»."""
    return f"{hit.call_name} · {short(day_of(hit.at), today)} · {kind_words(hit.kind)}: {hit.excerpt.text}"
