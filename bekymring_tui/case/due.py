"""What is due in a case: the procedure's own deadlines and the days to look again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bekymring_tui.case.dates import add, day_of
from bekymring_tui.case.evolve import replace
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.lanes import goes_on_in
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
    `by_law`: a statute gives it.
    """

    id: str
    on: date
    label: str | None
    step: str | None
    closed: bool = False
    binds_other: bool = False
    proposed: bool = False
    by_law: bool = False

    def late(self, today: date) -> bool:
        return self.on < today

    def soon(self, today: date) -> bool:
        return today <= self.on <= today + SOON


def due_dates(guide: Guide, state: State) -> tuple[Due, ...]:
    """Everything that is due, the earliest first. What stands at a step is due as long as its way goes on.

    Of what stands at no step, a closed case keeps what binds others.
    """
    steps = going_on(state)
    held = [one for one in _held(guide, state) if not one.key or one.key in steps]
    found = [*(one for each in held for one in _due(state, each)), *_look_again(guide, state)]
    return tuple(sorted(found, key=lambda one: (one.on, one.id)))


def met_dates(guide: Guide, state: State) -> tuple[Due, ...]:
    """What was waited for and has come, `on` the day it came, the earliest first."""
    found = [_told(held, on) for held in _held(guide, state) if (on := met(state, held.deadline))]
    return tuple(sorted(found, key=lambda one: (one.on, one.id)))


@dataclass(frozen=True)
class _Held:
    """A deadline that holds for the case, as it may be shown. `key`: where its day is set; `step`: where it belongs."""

    key: str
    deadline: Deadline
    step: str | None


def _held(guide: Guide, state: State) -> Iterator[_Held]:
    yield from _of_steps(guide, state)
    yield from (_Held("", one, None) for one in drawn_flow(guide, state).deadlines if guide.shown(one, state))
    yield from _of_past(guide, state)


def _of_steps(guide: Guide, state: State) -> Iterator[_Held]:
    """The deadlines of every step where the case has been. A date of the user's own holds while they are there."""
    here = {one.here.step for one in state.open_positions}
    for step in been(state):
        for deadline in drawn_step(guide, state, step).deadlines:
            if guide.shown(deadline, state) and (deadline.kind != "choice" or step in here):
                yield _Held(step, deadline, step)


def been(state: State) -> tuple[str, ...]:
    """Every step where the case has been, by the edition it has now."""
    return tuple(dict.fromkeys(one.step for position in state.positions.values() for one in position.trail))


def going_on(state: State) -> set[str]:
    """Every step of a way that has not ended, those of earlier editions too. What merged goes on where it led to."""
    ended = (one for past in state.past for one in past.ended)
    open_ones = [one for one in (*ended, *state.positions.values()) if goes_on_in(state, one)]
    before = (step for past in state.past for one in open_ones for step in past.been.get(one.id, ()))
    return {*before, *(visit.step for one in open_ones for visit in one.trail)}


def _of_past(guide: Guide, state: State) -> Iterator[_Held]:
    """What ran by an earlier edition, and the later ones do not have, runs on. Without its step, which is gone."""
    known = _deadlines(guide, ("", *guide.track.steps))
    here = {one.here for one in state.open_positions}
    for led, past in zip(reversed(guide.line[:-1]), reversed(state.past), strict=True):
        steps = dict.fromkeys(step for steps in past.been.values() for step in steps)
        for step in ("", *steps):
            for deadline in (drawn_step(led, state, step) if step else drawn_flow(led, state)).deadlines:
                holds = deadline.kind != "choice" or not step or past.landed & here
                if (step, deadline.id) not in known and led.shown(deadline, state) and holds:
                    yield _Held(step, deadline, None)
        known |= _deadlines(led, ("", *steps))


def _deadlines(guide: Guide, steps: Iterable[str]) -> set[tuple[str, str]]:
    """By step and id; those of the whole case stand at no step."""
    return {(step, one.id) for step in steps for one in (guide.track.steps[step] if step else guide.flow).deadlines}


def _due(state: State, held: _Held) -> Iterator[Due]:
    deadline = held.deadline
    chosen = state.dates.get((held.key, deadline.id))
    on = date.fromisoformat(chosen) if chosen else first_date(state, deadline)
    if on is None or met(state, deadline) or (state.closed and deadline.binds != "other"):
        return
    yield replace(_told(held, on), proposed=chosen is None and deadline.default is not None)


def _told(held: _Held, on: date) -> Due:
    label = held.deadline.label
    other = held.deadline.binds == "other"
    name = f"{held.key}/{held.deadline.id}"
    by_law = held.deadline.kind == "statute"
    return Due(name, on, label or None, held.step, closed=not label, binds_other=other, by_law=by_law)


def met(state: State, deadline: Deadline) -> date | None:
    """The day on which what was waited for came, when that is since the deadline began."""
    newest = {one.name: place for place, one in enumerate(state.marks)}
    began, came = newest.get(deadline.from_), newest.get(deadline.met_by or "")
    return date.fromisoformat(state.marks[came].on) if came is not None and began is not None and came > began else None


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
