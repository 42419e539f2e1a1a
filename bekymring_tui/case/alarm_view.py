"""What the alarm page shows: whom to call now, who else is told, what is asked of the reader meanwhile (P1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bekymring_tui.case.acts import Called
from bekymring_tui.case.alarm_rules import offers_handing_over
from bekymring_tui.case.contacts import REACHES
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.mask import drawn_flow
from bekymring_tui.case.people import Guardian, Known
from bekymring_tui.case.state import Stage, State
from bekymring_tui.flow.model import Action

ADVICE = ("alarm.not_at_home", "alarm.picking_up", "alarm.meetings", "alarm.listen")
"""Ids of the lines that stand in place of what is «stengt», in our own words."""

_LINES: tuple[Called, ...] = ("police", "barnevern", "watch")
"""Whom a call can reach. A flow's telephones are named like these."""

_OWN_LINES: tuple[Called, ...] = (*_LINES, "leader")
"""For a service with a list of its own, such as barnevern, whose leader decides what others call barnevern about."""


@dataclass(frozen=True)
class GuardianLine:
    """A guardian, whether they know of the suspicion, and whether speaking with them is «stengt»."""

    guardian: Guardian
    knows: Known
    closed: bool


@dataclass(frozen=True)
class AlarmView:
    """The alarm as it stands. `order`: whom to call, of whom `unanswered` were tried in vain; `next`: whom now.

    `tell`: whom a suspicion against an employee or a leader goes to besides.
    """

    stage: Stage
    order: tuple[Called, ...]
    unanswered: tuple[Called, ...]
    next: Called
    tell: Literal["leader", "owner"] | None
    actions: tuple[Action, ...]
    advice: tuple[str, ...]
    guardians: tuple[GuardianLine, ...]
    hands_over: bool


def alarm_view(guide: Guide, state: State) -> AlarmView:
    """What the alarm page shows now."""
    return AlarmView(
        stage=state.stage,
        order=call_order(guide),
        unanswered=state.alarm.unanswered,
        next=next_call(guide, state),
        tell=_tell(state),
        actions=tuple(one for one in drawn_flow(guide, state).alarm.actions if guide.shown(one, state)),
        advice=ADVICE if state.masks else (),
        guardians=tuple(
            GuardianLine(one, state.knows.get(one.id, "unknown"), state.closed_for(one.id))
            for one in state.guardians.values()
        ),
        hands_over=offers_handing_over(state),
    )


def call_order(guide: Guide) -> tuple[Called, ...]:
    """The lines to call, in the procedure's order for this service. Barnevern's own staff have a list of their own."""
    alarm = guide.flow.alarm
    own = alarm.by_service.get(guide.service)
    lines = _OWN_LINES if own else _LINES
    listed = [line for contact in own or alarm.call for line in lines if REACHES.get(line, line) == contact]
    known = [] if own else [line for line in listed if line in alarm.phones]
    return tuple(known or listed) or ("police",)


def next_call(guide: Guide, state: State) -> Called:
    """The first line that has not been tried since the alarm was raised; when all have, the one longest ago."""
    order, tried = call_order(guide), state.alarm.unanswered
    newest = {called: number for number, called in enumerate(tried)}
    return min(order, key=lambda called: newest.get(called, -1))


def _tell(state: State) -> Literal["leader", "owner"] | None:
    """An employee's case goes to the leader, a leader's to the owner, beside the duties of the law."""
    if state.alarm.raised is None:
        return None
    told: dict[str | None, Literal["leader", "owner"]] = {"employee": "leader", "leader": "owner"}
    return told.get(state.alarm.suspected)
