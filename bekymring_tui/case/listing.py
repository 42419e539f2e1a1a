"""Where a case stands, in the words of a list."""

from __future__ import annotations

from datetime import date

from bekymring_tui.case.dates import plain
from bekymring_tui.case.summary import Summary
from bekymring_tui.texts import text


def call_name(summary: Summary) -> str:
    """What the case is called; of one that is shredded, that it is."""
    return text("case.shredded_name") if summary.shredded else summary.call_name


def stands_at(summary: Summary) -> str:
    """The alarm first, for as long as it stands; then each open way: «Nivå 1, trinn 2 Konkretiser»."""
    if summary.alarm == "asked":
        return f"!! {text('case.asked')}"
    if summary.alarm == "pending":
        return f"!! {text('widgets.halted_short')}"
    if summary.shredded:
        return text("case.shredded", flow=summary.flow, day=plain(date.fromisoformat(summary.shredded)))
    if summary.closed:
        return text("case.closed")
    ways = [
        text("case.stands_at", lane=lane, number=number, title=title or text("widgets.closed"))
        for lane, number, title in summary.where
    ]
    alarm = [f"!! {text('case.alarm_stands')}"] if summary.alarm == "stands" else []
    return " · ".join((*alarm, *ways))


def safety_first(cases: list[tuple[str, Summary]]) -> list[tuple[str, Summary]]:
    """Cases whose alarm waits for the user, then those where it stands, then the rest, each in the order given."""
    return sorted(cases, key=lambda one: ("asked", "pending", "stands", "quiet").index(one[1].alarm))


def step_words(number: str, of: int) -> str:
    """«trinn 2 av 4», or «trinn 4b» where the document does not count its steps (`of` 0)."""
    return text("case.step_of", number=number, of=of) if of else text("case.step", number=number)
