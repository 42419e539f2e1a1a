"""What may be done in a case, and what follows by itself. Every way in goes through `accept`."""

from __future__ import annotations

from datetime import date, datetime

from bekymring_tui.case import acts as a
from bekymring_tui.case import lanes
from bekymring_tui.case.alarm_rules import refuse_alarm, refuse_consent
from bekymring_tui.case.decision_rules import refuse_action, refuse_decision
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.refusal import TEXT_CAP, Refusal, sane
from bekymring_tui.case.state import State
from bekymring_tui.forms.answers import grades

MISFILABLE = frozenset(
    {
        "form_saved", "graded", "logged", "consent_given", "consent_refused", "consent_withdrawn",
        "call_recorded", "advice_recorded", "acute_afterwards", "guardian_knows", "action_marked", "answered",
    }
)  # fmt: skip
"""What can be «feilført». Decisions are taken back by Back; the alarm's own answers only by «feil sak» (P1)."""

WHILE_PENDING = frozenset(
    {
        "alarm_asked", "alarm_answered", "call_recorded", "advice_recorded", "alarm_moved", "guardian_knows",
        "guardian_set", "subject_changed", "logged", "misfiled", "exported", "acute_afterwards", "anonymous_set",
        "consent_withdrawn", "entered",
    }
)  # fmt: skip
"""What works while the alarm page stands; acts in a routine such as the report work too."""


def accept(guide: Guide, state: State, act: a.Act, now: datetime) -> tuple[a.Act, ...] | Refusal:
    """The acts that are recorded for a proposed one: itself and what follows by itself. Or why not."""
    refusal = _refuse(guide, state, act, now.date())
    return refusal or (act, *_follow(guide, state, act))


def _refuse(guide: Guide, state: State, act: a.Act, today: date) -> Refusal | None:
    if isinstance(act, a.Opened):
        return _refuse_opening(guide, state, act)
    if state.opened is None:
        return Refusal("refusal.not_open")
    position = getattr(act, "position", None)
    if position is not None and position not in state.positions:
        return Refusal("refusal.no_position")
    if state.alarm.pending and act.kind not in WHILE_PENDING and not _in_routine(guide, state, position):
        return Refusal("refusal.alarm_pending")
    return _refuse_act(guide, state, act, today)


def _in_routine(guide: Guide, state: State, position: str | None) -> bool:
    return position is not None and guide.lane(state.positions[position]).routine


def _refuse_act(guide: Guide, state: State, act: a.Act, today: date) -> Refusal | None:
    match act:
        case a.Decided():
            return refuse_decision(guide, state, act, today)
        case a.WentBack():
            reason = lanes.can_go_back(guide, state, state.positions[act.position])
            return Refusal(reason) if reason else None
        case a.ActionMarked():
            return refuse_action(guide, state, act, today)
        case a.Answered():
            return _refuse_answer(guide, state, act)
        case a.FormSaved():
            return _refuse_form(guide, state, act)
        case a.Logged():
            return _refuse_log(act, today)
        case a.Misfiled():
            return _refuse_misfiling(state, act)
        case a.Entered():
            lane = guide.track.lanes.get(act.name)
            return None if lane and lane.routine else Refusal("refusal.no_routine")
        case a.GuardianKnows():
            return None if act.guardian in state.guardians else Refusal("refusal.no_guardian")
        case a.ConsentGiven() | a.ConsentRefused() | a.ConsentWithdrawn():
            return refuse_consent(state, act, today)
        case a.DeadlineSet():
            return sane(act.on, today)
        case a.DutyWeighed():
            return None if act.answer != "not_now" or act.reason.strip() else Refusal("refusal.reason", ask="reason")
        case _:
            return refuse_alarm(state, act, today)


def _refuse_opening(guide: Guide, state: State, act: a.Opened) -> Refusal | None:
    if state.opened is not None:
        return Refusal("refusal.already_open")
    if act.entry not in guide.track.entries:
        return Refusal("refusal.no_entry")
    if not act.subject.call_name.strip():
        return Refusal("refusal.call_name", ask="call_name")
    if act.subject.age is not None and not 0 <= act.subject.age <= 120:
        return Refusal("refusal.age", ask="age")
    return None


def _refuse_answer(guide: Guide, state: State, act: a.Answered) -> Refusal | None:
    step = guide.step(state.positions[act.position])
    question = next((one for one in step.questions if one.id == act.question), None)
    if question is None:
        return Refusal("refusal.no_question")
    if question.type == "choice" and act.value not in question.options:
        return Refusal("refusal.no_option")
    return Refusal("refusal.too_long", {"cap": TEXT_CAP}) if len(act.value) > TEXT_CAP else None


def _refuse_form(guide: Guide, state: State, act: a.FormSaved) -> Refusal | None:
    form = guide.forms.get(act.form)
    if form is None:
        return Refusal("refusal.no_form")
    known = {one.id for one in form.fields}
    if not set(act.answers) <= known:
        return Refusal("refusal.no_field")
    if state.masks and "guardians" in form.contacts:
        return Refusal("refusal.closed_form")
    if any(len(one) > TEXT_CAP for one in act.answers.values()):
        return Refusal("refusal.too_long", {"cap": TEXT_CAP})
    return None


def _refuse_log(act: a.Logged, today: date) -> Refusal | None:
    if not act.text.strip():
        return Refusal("refusal.empty_log", ask="text")
    if len(act.text) > TEXT_CAP:
        return Refusal("refusal.too_long", {"cap": TEXT_CAP}, ask="text")
    return sane(act.observed, today, future=False)


def _refuse_misfiling(state: State, act: a.Misfiled) -> Refusal | None:
    if act.seq in state.misfiled or state.kinds.get(act.seq) not in MISFILABLE:
        return Refusal("refusal.not_misfilable")
    return None if act.reason.strip() else Refusal("refusal.reason", ask="reason")


def _follow(guide: Guide, state: State, act: a.Act) -> tuple[a.Act, ...]:
    """What an accepted act brings with it. Nothing here raises an alarm: that is the user's own answer."""
    match act:
        case a.Answered():
            step = guide.step(state.positions[act.position])
            question = next(one for one in step.questions if one.id == act.question)
            if act.value in question.ask_alarm_on:
                return (a.AlarmAsked(by="answer"),)
        case a.FormSaved():
            before = state.forms.get((act.form, act.instance))
            old = grades(guide.forms[act.form], before.answers) if before else {}
            new = grades(guide.forms[act.form], act.answers)
            if any(grade == 7 and old.get(field) != 7 for field, grade in new.items()):
                return (a.AlarmAsked(by="grade"),)
        case a.Graded(grade=7):
            return (a.AlarmAsked(by="grade"),)
        case a.CallRecorded(result="reached") if act.called != "other" and not state.alarm.reached:
            return tuple(a.Entered(name=one) for one in guide.flow.alarm.then_open if one in guide.track.lanes)
        case a.DutyWeighed(answer="report"):
            return tuple(a.Entered(name=one) for one in guide.flow.alarm.then_open if one in guide.track.lanes)
        case _:
            pass
    return ()
