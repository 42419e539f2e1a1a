"""Deadlines of the law against one dated table, `flows/shared/law.yaml`, and how old that table is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bekymring_tui.flow.fields import walk
from bekymring_tui.flow.load import Reading
from bekymring_tui.flow.model import Deadline, Flow, Sourced
from bekymring_tui.flow.problems import Code, Problem, problem
from bekymring_tui.flow.sources import LawsTime, laws

OLD_AFTER_DAYS = 366
"""After this long somebody should read the law again. The figure is ours."""


def statutes(reading: Reading, flow: Flow, today: date) -> Iterator[Problem]:
    """Statutory deadlines that the law does not set so, and rules that were last checked long ago, each told once."""
    told: set[str] = set()
    for where, one in walk(flow):
        if isinstance(one, Deadline) and one.kind == "statute" and _given(one) not in _times(one):
            yield problem(Code.NOT_THE_LAWS_TIME, reading.at((*where, "kind")), word=one.id, laws=_known(one))
        for number, name in enumerate(one.law if isinstance(one, Sourced) else []):
            checked = laws()[name].checked if name in laws() else None
            if checked and name not in told and (today - date.fromisoformat(checked)).days > OLD_AFTER_DAYS:
                told.add(name)
                place = reading.at((*where, "law", number))
                yield problem(Code.STALE_LAW, place, word=laws()[name].now, checked=checked)


def _given(one: Deadline) -> LawsTime | None:
    if one.within is None or one.default or one.every:
        return None
    return LawsTime(within=one.within, first=one.after_first, at_most=one.extend_to)


def _times(one: Deadline) -> list[LawsTime]:
    return [time for name in one.law if name in laws() for time in laws()[name].times]


def _known(one: Deadline) -> str:
    return ", ".join(laws()[name].now for name in one.law if name in laws()) or "–"
