"""When a decision, action or answer is taken: reason, people, a date to look again, a basis for sharing (P6, P7)."""

from __future__ import annotations

from datetime import date

from bekymring_tui.case import acts as a
from bekymring_tui.case import consent
from bekymring_tui.case.alarm_rules import calls_first, offers_handing_over
from bekymring_tui.case.due import NO_DATE
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.mask import leads_to_guardians
from bekymring_tui.case.refusal import Refusal, day_ahead, sane_day, unreasoned
from bekymring_tui.case.state import Position, State
from bekymring_tui.flow.model import Action, Element, Outcome, Question, Step
from bekymring_tui.flow.terms import ALARM_ENDS


def refuse_decision(guide: Guide, state: State, act: a.Decided, today: date) -> Refusal | None:
    position = state.positions[act.position]
    if position.ended is not None:
        return Refusal("refusal.ended")
    step = guide.step(position)
    outcome = guide.outcome(step, act.outcome)
    offered = act.outcome == a.STAY and bool(step.outcomes)
    if act.outcome == a.TAKEN_OVER:
        if not offers_handing_over(state):
            return Refusal("refusal.not_taken_over")
    elif outcome is None and not offered:
        return Refusal("refusal.no_outcome")
    calls = outcome is not None and calls_first(guide, step, outcome)
    if refusal := _refuse_reasons(act, outcome, today, calls=calls):
        return refusal
    return _refuse_outcome(guide, state, position, step, outcome, act, today) if outcome else None


def _refuse_reasons(act: a.Decided, outcome: Outcome | None, today: date, *, calls: bool) -> Refusal | None:
    """Who, why, and when it is looked at again. A step whose document prints no decision is just left.

    Whoever `calls` is asked why afterwards, never before.
    """
    if act.outcome != a.NEXT:
        if not calls and (refusal := unreasoned(act.reason)):
            return refusal
        if not act.decided_by.strip():
            return Refusal("refusal.decided_by", ask="decided_by")
    if outcome is None or outcome.to.end or outcome.to.stay:
        return refuse_look_again(act.look_again, today)
    return refuse_look_again(act.look_again or NO_DATE, today)


def refuse_look_again(look_again: str | None, today: date) -> Refusal | None:
    """A day ahead, or none at all: but that must be chosen expressly."""
    if look_again is None:
        return Refusal("refusal.look_again", ask="look_again")
    return None if look_again == NO_DATE else day_ahead(look_again, today, ask="look_again")


def refuse_weighing(act: a.DutyWeighed, today: date) -> Refusal | None:
    """Not reporting now has a reason, and is looked at again. Reporting waits for neither."""
    if act.answer == "not_now":
        return unreasoned(act.reason) or refuse_look_again(act.look_again, today)
    return refuse_look_again(act.look_again or NO_DATE, today)


def _refuse_outcome(
    guide: Guide, state: State, position: Position, step: Step, outcome: Outcome, act: a.Decided, today: date
) -> Refusal | None:
    if outcome.to.end and (refusal := _refuse_end(state, outcome.to.end)):
        return refusal
    visit = position.here
    for question in step.questions:
        asked = question.id in outcome.ask and _must_be_answered(guide, state, question)
        if asked and not state.answers.get((visit.step, visit.number, question.id)):
            return Refusal("refusal.unanswered", {"question": question.ask}, ask=question.id)
    return _refuse_basis(guide, state, step, outcome, act.basis, act.basis_reason, today)


def _refuse_end(state: State, reason: str) -> Refusal | None:
    """While nobody is cleared a position ends only as handed over, done, or dismissed on their advice (P1)."""
    if not state.masks:
        return None
    if reason not in ALARM_ENDS:
        return Refusal("refusal.alarm_end")
    return Refusal("refusal.alarm_dismissed") if reason == "dismissed" and not state.alarm.advised else None


def _must_be_answered(guide: Guide, state: State, question: Question) -> bool:
    """A question that is not shown holds nobody back; nor, under the alarm, one that only asks whether to raise it."""
    if not guide.shown(question, state):
        return False
    return not (state.masks and (question.ask_alarm_on or leads_to_guardians(guide, state, question)))


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
    if refusal := _refuse_hidden(guide, state, position, action, "refusal.closed_action"):
        return refusal
    if act.on and (wrong := sane_day(act.on, today, ask="on")):
        return wrong
    if act.on and not action.records and date.fromisoformat(act.on) > today:
        return Refusal("refusal.future_date", ask="on")
    return _refuse_basis(guide, state, step, action, act.basis, act.basis_reason, today)


def refuse_answer(guide: Guide, state: State, act: a.Answered, today: date) -> Refusal | None:
    position = state.positions[act.position]
    question = next((one for one in guide.step(position).questions if one.id == act.question), None)
    if question is None:
        return Refusal("refusal.no_question")
    if refusal := _refuse_hidden(guide, state, position, question, "refusal.closed_question"):
        return refusal
    match question.type:
        case "choice" if act.value not in question.options:
            return Refusal("refusal.no_option")
        case "grade" if act.value not in ("unknown", *"1234567"):
            return Refusal("refusal.no_option")
        case "date" if act.value:
            return sane_day(act.value, today, ask="value")
        case _:
            return None


def _refuse_hidden(guide: Guide, state: State, position: Position, element: Element, reason: str) -> Refusal | None:
    """What an ended position holds stands as it is; what is «stengt» leads nowhere (P1)."""
    if position.ended is not None:
        return Refusal("refusal.ended")
    closed = state.masks and leads_to_guardians(guide, state, element)
    return Refusal(reason) if closed or not guide.shown(element, state) else None
