"""What may be done in a case, and what follows by itself. Every way in goes through `accept`."""

from __future__ import annotations

from datetime import date, datetime

from bekymring_tui.case import acts as a
from bekymring_tui.case import lanes, record_rules, shredding
from bekymring_tui.case.alarm_rules import WHILE_PENDING, refuse_alarm
from bekymring_tui.case.alarm_view import call_order
from bekymring_tui.case.decision_rules import refuse_action, refuse_answer, refuse_decision, refuse_weighing
from bekymring_tui.case.going_over import refuse_going_over
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.refusal import TEXT_CAP, Refusal
from bekymring_tui.case.said import said
from bekymring_tui.case.state import State
from bekymring_tui.forms.answers import alarming, grades


def accept(guide: Guide, state: State, act: a.Act, now: datetime) -> tuple[a.Act, ...] | Refusal:
    """The acts that are recorded for a proposed one: itself and what follows by itself. Or why not."""
    refusal = _refuse(guide, state, act, now.date())
    return refusal or (shredding.recorded(guide, act), *_follow(guide, state, act))


def _refuse(guide: Guide, state: State, act: a.Act, today: date) -> Refusal | None:
    if any(len(one) > TEXT_CAP for one in said(act)):
        return Refusal("refusal.too_long", {"cap": TEXT_CAP})
    if isinstance(act, a.Opened):
        return record_rules.refuse_opening(guide, state, act)
    if state.opened is None:
        return Refusal("refusal.not_open")
    if state.gone:
        return Refusal("refusal.case_shredded")
    if getattr(act, "position", None) not in (None, *state.positions):
        return Refusal("refusal.no_position")
    if state.alarm.pending and act.kind not in WHILE_PENDING and not _in_routine(guide, state, act):
        return Refusal("refusal.alarm_pending")
    return _refuse_act(guide, state, act, today)


def _in_routine(guide: Guide, state: State, act: a.Act) -> bool:
    """Whether an act belongs to a routine such as the report: it stays usable whatever the alarm says."""
    if isinstance(act, a.FormSaved):
        steps = (guide.track.steps[step] for lane in guide.track.lanes.values() if lane.routine for step in lane.steps)
        return any(tool.form == act.form for step in steps for tool in step.tools)
    position = state.positions.get(getattr(act, "position", ""))
    return position is not None and guide.lane(position).routine


def _refuse_act(guide: Guide, state: State, act: a.Act, today: date) -> Refusal | None:
    match act:
        case a.Decided():
            return refuse_decision(guide, state, act, today)
        case a.WentBack():
            return lanes.refuse_back(guide, state, state.positions[act.position])
        case a.ActionMarked():
            return refuse_action(guide, state, act, today)
        case a.Answered():
            return refuse_answer(guide, state, act, today)
        case a.Entered():
            lane = guide.track.lanes.get(act.name)
            return None if lane and lane.routine else Refusal("refusal.no_routine")
        case a.DutyWeighed():
            return refuse_weighing(act, today)
        case a.CallRecorded(called="leader") if "leader" not in call_order(guide):
            return Refusal("refusal.leader_called", ask="called")
        case a.AlarmAnswered() | a.CallRecorded() | a.AdviceRecorded() | a.AlarmMoved():
            return refuse_alarm(state, act, today)
        case _:
            return _refuse_record(guide, state, act, today)


def _refuse_record(guide: Guide, state: State, act: a.Act, today: date) -> Refusal | None:
    match act:
        case a.SubjectChanged():
            return record_rules.refuse_subject(act.subject)
        case a.GuardianSet():
            return record_rules.refuse_guardian(state, act.guardian)
        case a.GuardianKnows():
            return None if act.guardian in state.guardians else Refusal("refusal.no_guardian", ask="guardian")
        case a.FormSaved():
            return record_rules.refuse_form(guide, state, act)
        case a.Logged():
            return record_rules.refuse_log(act, today)
        case a.NoteShredded():
            return shredding.refuse_note(guide, state, act)
        case a.CaseShredded():
            return shredding.refuse_case(guide, state)
        case a.Misfiled():
            return record_rules.refuse_misfiling(state, act)
        case a.ConsentGiven() | a.ConsentRefused() | a.ConsentWithdrawn():
            return record_rules.refuse_consent(state, act, today)
        case a.DeadlineSet():
            return record_rules.refuse_deadline(guide, state, act, today)
        case a.WentOver():
            return refuse_going_over(guide, state, act)
        case _:
            return None


def _follow(guide: Guide, state: State, act: a.Act) -> tuple[a.Act, ...]:
    """What an accepted act brings with it. Nothing here raises an alarm: that is the user's own answer."""
    match act:
        case a.Answered():
            return _follow_answer(guide, state, act)
        case a.FormSaved():
            return _follow_form(guide, state, act)
        case a.Graded(grade=7):
            return (a.AlarmAsked(by="grade"),)
        case a.WentBack():
            return _reopened_with(guide, state, act)
        case a.CallRecorded(result="reached") if act.called != "other" and not state.alarm.reached:
            return _reports(guide)
        case a.DutyWeighed(answer="report"):
            return _reports(guide)
        case a.Decided(basis="anonymous") | a.ActionMarked(basis="anonymous") if not state.anonymous:
            return (a.AnonymousSet(on=True),)
        case _:
            return ()


def _reopened_with(guide: Guide, state: State, act: a.WentBack) -> tuple[a.Act, ...]:
    """«Overtatt» ends several positions at once, and is undone for all of them (P10)."""
    others = lanes.ended_with(guide, state, state.positions[act.position])
    halted = state.alarm.pending
    return tuple(a.WentBack(position=one.id) for one in others if not halted or guide.lane(one).routine)


def _follow_form(guide: Guide, state: State, act: a.FormSaved) -> tuple[a.Act, ...]:
    if _new_seven(guide, state, act):
        return (a.AlarmAsked(by="grade"),)
    if _new_danger(guide, state, act) and not _told_already(state):
        return (a.AlarmAsked(by="answer"),)
    return ()


def _new_danger(guide: Guide, state: State, act: a.FormSaved) -> bool:
    """Whether a form now holds an answer that asks about the alarm, and did not when it was left last."""
    form, before = guide.forms[act.form], state.forms.get((act.form, act.instance))
    return bool(alarming(form, act.answers) - alarming(form, before.answers if before else {}))


def _new_seven(guide: Guide, state: State, act: a.FormSaved) -> bool:
    """Whether a form now holds a 7 where it held none when it was left last."""
    key = (act.form, act.instance)
    if note := state.notes.get(key):
        old = note.high
    else:
        before = state.forms.get(key)
        old = grades(guide.forms[act.form], before.answers) if before else {}
    return any(
        grade == 7 and old.get(field) != 7 for field, grade in grades(guide.forms[act.form], act.answers).items()
    )


def _follow_answer(guide: Guide, state: State, act: a.Answered) -> tuple[a.Act, ...]:
    step = guide.step(state.positions[act.position])
    question = next(one for one in step.questions if one.id == act.question)
    if act.value in question.ask_alarm_on and not _told_already(state):
        return (a.AlarmAsked(by="answer"),)
    return (a.AlarmAsked(by="grade"),) if question.type == "grade" and act.value == "7" else ()


def _told_already(state: State) -> bool:
    """A suspicion at home stands, someone was reached, and nobody is cleared: saying it again needs no second call."""
    alarm = state.alarm
    return alarm.raised == "home" and not alarm.pending and not alarm.cleared


def _reports(guide: Guide) -> tuple[a.Act, ...]:
    return tuple(a.Entered(name=one) for one in guide.flow.alarm.then_open if one in guide.track.lanes)
