"""What is due in a case: the procedure's own deadlines and the days to look again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bekymring_tui.case.dates import add, day_of
from bekymring_tui.case.evolve import replace
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.mask import drawn_flow, drawn_step
from bekymring_tui.case.state import State
from bekymring_tui.flow.model import Deadline

SOON = timedelta(days=2)
LOOK_AGAIN = "look_again"
NO_DATE = "none"
"""Chosen expressly instead of a day to look again."""


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
    found = [*_of_steps(guide, state), *_of_case(guide, state), *_of_past(guide, state), *_look_again(guide, state)]
    return tuple(sorted(found, key=lambda one: (one.on, one.id)))


def _of_steps(guide: Guide, state: State) -> Iterator[Due]:
    """The deadlines of every step where the case has been. A date of the user's own holds while they are there."""
    here = {one.here.step for one in state.open_positions}
    for step in been(state):
        for deadline in drawn_step(guide, state, step).deadlines:
            if guide.shown(deadline, state) and (deadline.kind != "choice" or step in here):
                yield from _of(state, step, deadline)


def been(state: State) -> tuple[str, ...]:
    """Every step where the case has been, by the edition it has now."""
    return tuple(dict.fromkeys(one.step for position in state.positions.values() for one in position.trail))


def _of_case(guide: Guide, state: State) -> Iterator[Due]:
    for deadline in drawn_flow(guide, state).deadlines:
        if guide.shown(deadline, state):
            yield from _of(state, "", deadline)


def _of_past(guide: Guide, state: State) -> Iterator[Due]:
    """What ran by an earlier edition, and the later ones do not have, runs on. Without its step, which is gone."""
    known = _deadlines(guide, ("", *guide.track.steps))
    here = {one.here for one in state.open_positions}
    for led, past in zip(reversed(guide.line[:-1]), reversed(state.past), strict=True):
        for step in ("", *past.been):
            for deadline in (drawn_step(led, state, step) if step else drawn_flow(led, state)).deadlines:
                holds = deadline.kind != "choice" or not step or past.landed & here
                if (step, deadline.id) not in known and led.shown(deadline, state) and holds:
                    yield from (replace(one, step=None) for one in _of(state, step, deadline))
        known |= _deadlines(led, ("", *past.been))


def _deadlines(guide: Guide, steps: Iterable[str]) -> set[tuple[str, str]]:
    """By step and id; those of the whole case stand at no step."""
    return {(step, one.id) for step in steps for one in (guide.track.steps[step] if step else guide.flow).deadlines}


def _of(state: State, step: str, deadline: Deadline) -> Iterator[Due]:
    chosen = state.dates.get((step, deadline.id))
    on = date.fromisoformat(chosen) if chosen else first_date(state, deadline)
    if on is None or _met(state, deadline) or (state.closed and deadline.binds != "other"):
        return
    yield Due(
        id=f"{step}/{deadline.id}",
        on=on,
        label=deadline.label or None,
        step=step or None,
        closed=not deadline.label,
        binds_other=deadline.binds == "other",
        proposed=chosen is None and deadline.default is not None,
    )


def _met(state: State, deadline: Deadline) -> bool:
    """Whether what was waited for has come since the deadline began."""
    newest = {one.name: place for place, one in enumerate(state.marks)}
    return newest.get(deadline.met_by or "", -1) > newest.get(deadline.from_, -1)


def first_date(state: State, deadline: Deadline, period: str | None = None) -> date | None:
    """The day a deadline falls on by itself, or after another period; None when nothing has started it."""
    start = state.milestones.get(deadline.from_)
    period = period or deadline.within or deadline.default or deadline.every
    if start is None or period is None:
        return None
    day = date.fromisoformat(start)
    return add(add(day, deadline.after_first) if deadline.after_first else day, period)


def _look_again(guide: Guide, state: State) -> Iterator[Due]:
    """The newest decision of each position says when it is looked at again; later decisions take its place."""
    for position in (*state.positions, *(one.id for past in state.past for one in past.ended)):
        decision = state.standing(position)
        if decision and decision.act.look_again not in (None, NO_DATE):
            step = decision.visit.step if decision.visit.step in guide.track.steps else None
            yield Due(LOOK_AGAIN, day_of(decision.act.look_again or ""), None, step)
    for _, duty in state.duties[-1:]:
        if duty.look_again not in (None, NO_DATE):
            yield Due(LOOK_AGAIN, day_of(duty.look_again or ""), None, None)
