"""What the alarm and the consent record take, and what they refuse (P1, P6)."""

from __future__ import annotations

from datetime import date

from bekymring_tui.case import acts as a
from bekymring_tui.case import consent
from bekymring_tui.case.refusal import Refusal, sane
from bekymring_tui.case.state import State


def refuse_consent(
    state: State, act: a.ConsentGiven | a.ConsentRefused | a.ConsentWithdrawn, today: date
) -> Refusal | None:
    if act.giver != consent.CHILD and act.giver not in state.guardians:
        return Refusal("refusal.no_guardian")
    if not act.services:
        return Refusal("refusal.no_service", ask="services")
    if isinstance(act, a.ConsentWithdrawn):
        return None
    if state.masks and not state.alarm.cleared([act.giver]):
        return Refusal("refusal.closed_consent")
    until = act.until if isinstance(act, a.ConsentGiven) else None
    return sane(until, today) if until else None


def refuse_alarm(state: State, act: a.Act, today: date) -> Refusal | None:
    alarm = state.alarm
    match act:
        case a.AlarmAnswered():
            return None if alarm.asked or act.moved_from else Refusal("refusal.not_asked")
        case a.CallRecorded() if alarm.raised is None:
            return Refusal("refusal.no_alarm")
        case a.CallRecorded(result="reached"):
            if not act.at or not act.spoke_with.strip():
                return Refusal("refusal.call", ask="at" if not act.at else "spoke_with")
            return sane(act.at, today, future=False)
        case a.CallRecorded():
            return None
        case a.AdviceRecorded():
            return _refuse_advice(state, act, today)
        case a.AlarmMoved():
            if alarm.raised is None:
                return Refusal("refusal.no_alarm")
            return None if act.reason.strip() else Refusal("refusal.reason", ask="reason")
        case _:
            return None


def _refuse_advice(state: State, act: a.AdviceRecorded, today: date) -> Refusal | None:
    """Clearance needs an alarm whose call is recorded, a named source, and each guardian it opens for."""
    if state.alarm.raised is None or state.alarm.pending:
        return Refusal("refusal.no_alarm" if state.alarm.raised is None else "refusal.alarm_pending")
    if not act.spoke_with.strip() and not act.anonymous:
        return Refusal("refusal.spoke_with", ask="spoke_with")
    if not set(act.guardians) <= set(state.guardians):
        return Refusal("refusal.no_guardian", ask="guardians")
    if act.clears and state.guardians and not act.guardians:
        return Refusal("refusal.clear_whom", ask="guardians")
    return sane(act.at, today, future=False)


def offers_handing_over(state: State) -> bool:
    """«Overtatt» is offered from the recorded call until everyone is cleared (P1)."""
    return state.alarm.raised is not None and not state.alarm.pending and state.masks
