"""What the alarm takes, and what it refuses (P1)."""

from __future__ import annotations

from datetime import date

from bekymring_tui.case import acts as a
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.refusal import Refusal, sane_moment, unreasoned
from bekymring_tui.case.state import State
from bekymring_tui.flow.model import Outcome, Step

WHILE_PENDING = frozenset(
    {
        "alarm_asked", "alarm_answered", "call_recorded", "alarm_moved", "guardian_knows", "guardian_set",
        "subject_changed", "logged", "misfiled", "exported", "acute_afterwards", "anonymous_set",
        "consent_withdrawn", "entered",
    }
)  # fmt: skip
"""What works while the alarm page stands; acts in a routine such as the report work too."""


def calls_first(guide: Guide, step: Step, outcome: Outcome) -> bool:
    """Whether a way on leads to a call: the procedure points to it only for answers that open F9's question."""

    def alarming(place: str, wanted: str | list[str]) -> bool:
        other, _, name = place.rpartition("/")
        asked = guide.track.steps[other] if other else step
        opens = {value for one in asked.questions if one.id == name for value in one.ask_alarm_on}
        return {wanted} <= opens if isinstance(wanted, str) else set(wanted) <= opens

    pointed = outcome.suggest_when.items()
    return bool(pointed) and all(alarming(place, wanted) for place, wanted in pointed)


def refuse_alarm(
    state: State, act: a.AlarmAnswered | a.CallRecorded | a.AdviceRecorded | a.AlarmMoved, today: date
) -> Refusal | None:
    match act:
        case a.AlarmAnswered():
            return _refuse_answer(state, act)
        case _ if state.alarm.raised is None:
            return Refusal("refusal.no_alarm")
        case a.CallRecorded():
            return _refuse_call(act, today)
        case a.AdviceRecorded():
            return _refuse_advice(state, act, today)
        case a.AlarmMoved():
            return unreasoned(act.reason)


def _refuse_answer(state: State, act: a.AlarmAnswered) -> Refusal | None:
    """An alarm that is moved here needs no question; only a suspicion can be moved."""
    suspicion = act.answer in ("home", "outside")
    if not state.alarm.asked and not (act.moved_from and suspicion):
        return Refusal("refusal.not_asked")
    if (act.answer == "outside") != (act.suspected is not None) and not act.moved_from:
        return Refusal("refusal.suspected", ask="suspected")
    return None


def _refuse_call(act: a.CallRecorded, today: date) -> Refusal | None:
    if act.result != "reached":
        return None
    if not act.at or not act.spoke_with.strip():
        return Refusal("refusal.call", ask="at" if not act.at else "spoke_with")
    return sane_moment(act.at, today, ask="at")


def _refuse_advice(state: State, act: a.AdviceRecorded, today: date) -> Refusal | None:
    """Advice comes after the call, from someone, and names each guardian it opens for."""
    if state.alarm.pending:
        return Refusal("refusal.alarm_pending")
    if not act.spoke_with.strip():
        return Refusal("refusal.spoke_with", ask="spoke_with")
    if not set(act.guardians) <= set(state.guardians):
        return Refusal("refusal.no_guardian", ask="guardians")
    if act.clears and state.guardians and not act.guardians:
        return Refusal("refusal.clear_whom", ask="guardians")
    return sane_moment(act.at, today, ask="at")


def offers_handing_over(state: State) -> bool:
    """«Overtatt» is offered from the recorded call until everyone is cleared (P1)."""
    return state.alarm.raised is not None and not state.alarm.pending and state.masks
