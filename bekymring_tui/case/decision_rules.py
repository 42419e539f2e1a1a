"""When a decision or an action is taken: reason, people, a date to look again, a basis for sharing (P6, P7)."""

from __future__ import annotations

from datetime import date

from bekymring_tui.case import acts as a
from bekymring_tui.case import consent
from bekymring_tui.case.alarm_rules import offers_handing_over
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.refusal import Refusal, sane
from bekymring_tui.case.state import Position, State
from bekymring_tui.flow.model import Action, Outcome, Step
from bekymring_tui.flow.terms import ALARM_ENDS


def refuse_decision(guide: Guide, state: State, act: a.Decided, today: date) -> Refusal | None:
    position = state.positions[act.position]
    if position.ended is not None:
        return Refusal("refusal.ended")
    if not act.reason.strip():
        return Refusal("refusal.reason", ask="reason")
    if not act.decided_by.strip():
        return Refusal("refusal.decided_by", ask="decided_by")
    if act.look_again not in (None, "none") and (wrong := sane(act.look_again, today)):
        return wrong
    if act.outcome == a.TAKEN_OVER:
        return None if offers_handing_over(state) else Refusal("refusal.not_taken_over")
    step = guide.step(position)
    if act.outcome == a.STAY and step.outcomes:
        return None if act.look_again else Refusal("refusal.look_again", ask="look_again")
    outcome = guide.outcome(step, act.outcome)
    if outcome is None:
        return Refusal("refusal.no_outcome")
    return _refuse_outcome(guide, state, position, step, outcome, act, today)


def _refuse_outcome(
    guide: Guide, state: State, position: Position, step: Step, outcome: Outcome, act: a.Decided, today: date
) -> Refusal | None:
    if outcome.to.end and state.masks and outcome.to.end not in ALARM_ENDS:
        return Refusal("refusal.alarm_end")
    if (outcome.to.end or outcome.to.stay) and not act.look_again:
        return Refusal("refusal.look_again", ask="look_again")
    visit = position.here
    for question in outcome.ask:
        if (visit.step, visit.number, question) not in state.answers:
            asked = next((one.ask for one in step.questions if one.id == question), question)
            return Refusal("refusal.unanswered", {"question": asked}, ask=question)
    return _refuse_basis(guide, state, step, outcome, act.basis, act.basis_reason, today)


def _refuse_basis(
    guide: Guide, state: State, step: Step, element: Action | Outcome,
    basis: a.BasisUsed | None, reason: str, today: date,
) -> Refusal | None:  # fmt: skip
    """Consent is missing: the user chooses anonymous mode, or another basis with a reason (P6)."""
    if basis == "other" and not reason.strip():
        return Refusal("refusal.basis_reason", ask="basis_reason")
    if basis in ("anonymous", "other") or not consent.missing(guide, state, step, element, today):
        return None
    return Refusal("refusal.basis", ask="basis")


def refuse_action(guide: Guide, state: State, act: a.ActionMarked, today: date) -> Refusal | None:
    position = state.positions[act.position]
    step = guide.step(position)
    action = next((one for one in step.actions if one.id == act.action), None)
    if action is None:
        return Refusal("refusal.no_action")
    if not act.done:
        return None
    if act.on and (wrong := sane(act.on, today, future=bool(action.records))):
        return wrong
    return _refuse_basis(guide, state, step, action, act.basis, act.basis_reason, today)
