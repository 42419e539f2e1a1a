"""The days that a decision would lead to: when it is looked at again (P7), and what it would leave undone."""

from __future__ import annotations

from datetime import date

from bekymring_tui.case.acts import Decided, Event
from bekymring_tui.case.due import LOOK_AGAIN, Due, due_dates
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.people import Worker
from bekymring_tui.case.replay import apply
from bekymring_tui.case.state import State


def proposed(guide: Guide, state: State, act: Decided, by: Worker, at: str, today: date) -> Due | None:
    """The next date that the step gives of its own, where the case would stand after the decision.

    None where it has none, where that binds somebody else, has passed, or is «stengt».
    """
    after = _after(guide, state, act, by, at)
    position = after.positions[act.position]
    if position.ended:
        return None
    own = (one for one in due_dates(guide, after) if one.step == position.here.step and one.id != LOOK_AGAIN)
    return next((one for one in own if one.on > today and not one.closed and not one.binds_other), None)


def left_unmet(guide: Guide, state: State, act: Decided, by: Worker, at: str) -> tuple[Due, ...]:
    """Deadlines that the law gives whoever leads the case, which run now and would run no more after the decision."""
    still = {one.id for one in due_dates(guide, _after(guide, state, act, by, at))}
    own = (one for one in due_dates(guide, state) if one.by_law and not one.binds_other)
    return tuple(one for one in own if one.id not in still)


def _after(guide: Guide, state: State, act: Decided, by: Worker, at: str) -> State:
    return apply(guide, state, Event(seq=state.seq + 1, at=at, kind=act.kind, by=by, act=act))
