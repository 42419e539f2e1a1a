"""What a worker wrote with an act, as the search over all logs finds it: their own words, never a procedure's.

A private note is in no act that is stored (`NoteKept`), and forms are no log.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from bekymring_tui.case import acts as a
from bekymring_tui.texts import text


def written(act: a.Act | None) -> str:
    """The words of an observation, a reason, a call or advice; empty for every other act."""
    match act:
        case a.Logged() | a.AcuteAfterwards():
            return act.text
        case a.AdviceRecorded():
            return _lines(act.spoke_with, act.text)
        case a.CallRecorded():
            return _lines(act.spoke_with, act.advice)
        case a.Decided():
            return _lines(act.reason, act.basis_reason)
        case a.ActionMarked():
            return _lines(act.detail, act.basis_reason)
        case a.DutyWeighed():
            return act.reason
        case a.Graded():
            return act.rests_on
        case _:
            return ""


def kind_words(kind: str) -> str:
    """What a found entry is, by its aspect or its act: «Sett», «Beslutning»."""
    return text(f"log.brief_{kind}" if kind in get_args(a.Aspect) else f"log_search.{kind}")


def passed_over(acts: Iterable[a.Act | None]) -> list[int]:
    """Numbers of the events that these acts say are «feilført»."""
    return [act.seq for act in acts if isinstance(act, a.Misfiled)]


def _lines(*words: str) -> str:
    return "\n".join(filter(None, words))
