"""What is due in a case: the procedure's own deadlines and the days to look again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bekymring_tui.case.dates import add, day_of
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.mask import leads_to_guardians
from bekymring_tui.case.state import State
from bekymring_tui.flow.model import Deadline

SOON = timedelta(days=2)
LOOK_AGAIN = "look_again"


@dataclass(frozen=True)
class Due:
    """One date. `label` is None when it is «stengt» under the alarm, or a look-again date.

    `binds_other`: the date is somebody else's to keep. `proposed`: ours or the document's proposal, not yet set.
    """

    id: str
    on: date
    label: str | None
    step: str | None
    closed: bool = False
    binds_other: bool = False
    proposed: bool = False

    def late(self, today: date) -> bool:
        return self.on < today

    def soon(self, today: date) -> bool:
        return today <= self.on <= today + SOON


def due_dates(guide: Guide, state: State) -> tuple[Due, ...]:
    """Everything that is due, the earliest first. A closed case keeps what binds others, such as the reply."""
    visited = [one.step for position in state.positions.values() for one in position.trail]
    found = [
        one
        for step in dict.fromkeys(visited)
        for deadline in guide.track.steps[step].deadlines
        if guide.shown(deadline, state) and (one := _of(guide, state, step, deadline))
    ]
    found += [one for each in guide.flow.deadlines if guide.shown(each, state) and (one := _of(guide, state, "", each))]
    found += _look_again(state)
    return tuple(sorted(found, key=lambda one: (one.on, one.id)))


def _of(guide: Guide, state: State, step: str, deadline: Deadline) -> Due | None:
    start = state.milestones.get(deadline.from_)
    chosen = state.dates.get((step, deadline.id))
    if start is None or (state.closed and deadline.binds != "other"):
        return None
    period = deadline.within or deadline.default or deadline.every
    if chosen is None and period is None:
        return None
    closed = state.masks and leads_to_guardians(guide, deadline)
    first = add(date.fromisoformat(start), deadline.after_first) if deadline.after_first else date.fromisoformat(start)
    on = date.fromisoformat(chosen) if chosen else add(first, period or "")
    return Due(
        id=f"{step}/{deadline.id}",
        on=on,
        label=None if closed else deadline.label,
        step=step or None,
        closed=closed,
        binds_other=deadline.binds == "other",
        proposed=chosen is None and deadline.default is not None,
    )


def _look_again(state: State) -> list[Due]:
    """The newest decision of each position says when it is looked at again; later decisions take its place."""
    found = []
    for position in state.positions.values():
        decision = state.standing(position.id)
        if decision and decision.act.look_again not in (None, "none"):
            on = day_of(decision.act.look_again or "")
            found.append(Due(LOOK_AGAIN, on, None, decision.visit.step))
    return found
