"""The day on which a decision is looked at again, as the procedure itself has it (P7)."""

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
    event = Event(seq=state.seq + 1, at=at, kind=act.kind, by=by, act=act)
    after = apply(guide, state, event)
    position = after.positions[act.position]
    if position.ended:
        return None
    own = (one for one in due_dates(guide, after) if one.step == position.here.step and one.id != LOOK_AGAIN)
    return next((one for one in own if one.on > today and not one.closed and not one.binds_other), None)
