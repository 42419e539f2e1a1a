"""From events to a state. The same events always give the same state."""

from __future__ import annotations

from collections.abc import Iterable

from bekymring_tui.case import acts as a
from bekymring_tui.case import alarm, consent, lanes
from bekymring_tui.case.consent_sheet import SHEET, on_sheet
from bekymring_tui.case.dates import day_of
from bekymring_tui.case.evolve import replace
from bekymring_tui.case.going_over import go_over
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.state import (
    ConsentLine,
    Decision,
    Done,
    Grade,
    LogEntry,
    Mark,
    Note,
    Position,
    SavedForm,
    State,
)
from bekymring_tui.forms.answers import grades

DUTY_GRADE = 6
"""From this grade on the question of meldeplikt opens (P1)."""


def replay(guide: Guide, events: Iterable[a.Event]) -> State:
    """The state after all events. What is «feilført» is passed over, wherever it stands."""
    listed = list(events)
    passed = frozenset(one.act.seq for one in listed if isinstance(one.act, a.Misfiled))
    state = State(misfiled=passed)
    for event in listed:
        state = _pass_over(state, event) if event.seq in passed else apply(guide, state, event)
    return state


def advance(guide: Guide, events: Iterable[a.Event], state: State, event: a.Event) -> State:
    """The state after one more event; `events` are all of them, the new one included."""
    return replay(guide, events) if isinstance(event.act, a.Misfiled) else apply(guide, state, event)


def apply(guide: Guide, state: State, event: a.Event) -> State:
    """The state after one event that is not «feilført»."""
    if isinstance(event.act, a.WentOver):
        return go_over(guide.line[len(state.past) + 1], _seen(state, event), event, event.act)
    guide = guide.leading(state)
    state = _seen(state, event)
    if event.act is None or event.by is None:
        return replace(state, alarm=alarm.lost(state.alarm, event.kind))
    if isinstance(event.act, a.AlarmAsked | a.AlarmAnswered | a.CallRecorded | a.AdviceRecorded | a.AlarmMoved):
        return _safety(state, event.seq, event.act)
    return _touch(_work(guide, state, event), event.act)


def _seen(state: State, event: a.Event) -> State:
    kinds = {**state.kinds, event.seq: event.kind}
    return replace(state, seq=event.seq, changed=event.at, said=(), kinds=kinds)


def _pass_over(state: State, event: a.Event) -> State:
    """What is «feilført» still kept its position from being withdrawn, or later events would lose theirs.

    It opens nothing that was closed either: advice to wait holds until there is other advice (P1).
    """
    state = _seen(state, event)
    if event.act is None:
        return replace(state, alarm=alarm.lost(state.alarm, event.kind))
    if isinstance(event.act, a.AdviceRecorded) and not event.act.clears:
        state = replace(state, alarm=alarm.close_again(state.alarm, event.act))
    return _touch(state, event.act)


def _touch(state: State, act: a.Act) -> State:
    """A position where something was done stays, even when the decision that opened it is changed."""
    position = state.positions.get(getattr(act, "position", ""))
    if position is None or position.touched:
        return state
    return lanes.put(state, replace(position, touched=True))


def _safety(
    state: State, seq: int,
    act: a.AlarmAsked | a.AlarmAnswered | a.CallRecorded | a.AdviceRecorded | a.AlarmMoved,
) -> State:  # fmt: skip
    before = state.alarm
    match act:
        case a.AlarmAsked():
            after = alarm.ask(before, act)
        case a.AlarmAnswered():
            after = alarm.answer(before, seq, act)
        case a.CallRecorded():
            after = alarm.call(before, seq, act)
        case a.AdviceRecorded():
            after = alarm.advise(before, seq, act)
        case a.AlarmMoved():
            after = alarm.move(before, act)
    return replace(state, alarm=after)


def _work(guide: Guide, state: State, event: a.Event) -> State:
    act, seq, at = event.act, event.seq, event.at
    assert act is not None
    assert event.by is not None
    match act:
        case a.Opened():
            return _open(guide, state, event, act)
        case a.SubjectChanged():
            return replace(state, subject=act.subject)
        case a.GuardianSet():
            return replace(state, guardians={**state.guardians, act.guardian.id: act.guardian})
        case a.GuardianKnows():
            return replace(state, knows={**state.knows, act.guardian: act.knows})
        case a.ActionMarked():
            return _mark(guide, state, seq, at, act)
        case a.Answered():
            return _answer(guide, state, act)
        case a.FormSaved():
            return _save_form(guide, state, event, act)
        case a.NoteKept():
            return _keep_note(state, event, act)
        case a.NoteShredded():
            notes = {key: one for key, one in state.notes.items() if key != (act.form, act.instance)}
            return replace(state, notes=notes, shredded=(*state.shredded, (at, act)))
        case a.CaseShredded():
            return replace(state, gone=True)
        case a.Graded():
            graded = (*state.grades, Grade(seq, at, event.by, act.grade, act.rests_on))
            return replace(state, grades=graded, duty_open=state.duty_open or _high(act.grade))
        case a.Logged():
            entry = LogEntry(seq, at, event.by, act.aspect, act.text, act.observed)
            return replace(state, log=(*state.log, entry))
        case a.Decided():
            return _decide(guide, state, event, act)
        case a.WentBack():
            return lanes.back(guide, state, act.position)
        case a.Entered():
            return lanes.open_lane(guide, state, act.name)
        case a.DeadlineSet():
            return replace(state, dates={**state.dates, (act.step, act.deadline): act.on})
        case a.DutyWeighed():
            return replace(state, duty_open=False, duties=(*state.duties, (seq, act)))
        case a.AcuteAfterwards():
            told = (*state.afterwards, (at, act))
            return replace(state, alarm=replace(state.alarm, acute_open=False), afterwards=told)
        case a.EditionKept():
            return replace(state, kept_from=act.route_hash)
        case a.Exported():
            return replace(state, exports=(*state.exports, (at, act)))
        case a.AnonymousSet():
            return replace(state, anonymous=act.on)
        case a.ConsentGiven() | a.ConsentRefused() | a.ConsentWithdrawn():
            return _consent(state, seq, at, act)
        case _:
            return state


def _open(guide: Guide, state: State, event: a.Event, act: a.Opened) -> State:
    guardians = {one.id: one for one in act.guardians}
    state = replace(state, opened=act, opened_at=event.at, owner=event.by, subject=act.subject, guardians=guardians)
    return lanes.open_lane(guide, state, guide.track.entries[act.entry].start)


def _high(grade: int | None) -> bool:
    return grade is not None and grade >= DUTY_GRADE


def _marked(state: State, seq: int, names: list[str], on: str) -> State:
    return replace(state, marks=(*state.marks, *(Mark(seq, name, on) for name in names)))


def _mark(guide: Guide, state: State, seq: int, at: str, act: a.ActionMarked) -> State:
    position = state.positions[act.position]
    step = guide.step(position)
    key = (position.here.step, position.here.number, act.action)
    before = state.done.get(key)
    done = {one: done for one, done in state.done.items() if one != key}
    marks = tuple(one for one in state.marks if before is None or one.seq != before.seq)
    state = replace(state, done=done, marks=marks)
    if not act.done:
        return state
    on = act.on or day_of(at).isoformat()
    action = next(one for one in step.actions if one.id == act.action)
    basis = consent.basis_of(guide, state, step, action, act.basis, day_of(at))
    state = replace(state, done={**done, key: Done(seq, on, act.detail, basis)})
    return _marked(state, seq, action.records, on)


def _answer(guide: Guide, state: State, act: a.Answered) -> State:
    here = state.positions[act.position].here
    question = next(one for one in guide.track.steps[here.step].questions if one.id == act.question)
    high = question.type == "grade" and act.value.isdecimal() and _high(int(act.value))
    answers = {**state.answers, (here.step, here.number, act.question): act.value}
    return replace(state, answers=answers, duty_open=state.duty_open or high)


def _save_form(guide: Guide, state: State, event: a.Event, act: a.FormSaved) -> State:
    assert event.by is not None
    form = guide.forms.get(act.form)
    before = state.forms.get((act.form, act.instance))
    old = grades(form, before.answers) if form and before else {}
    new = grades(form, act.answers) if form else {}
    high = any(_high(grade) and old.get(field) != grade for field, grade in new.items())
    saved = SavedForm(event.seq, event.at, event.by, act.answers)
    forms = {**state.forms, (act.form, act.instance): saved}
    state = replace(state, forms=forms, duty_open=state.duty_open or high)
    answered = act.form == SHEET and on_sheet(state, act.instance)
    return replace(state, said=("consent.on_sheet",)) if answered else state


def _keep_note(state: State, event: a.Event, act: a.NoteKept) -> State:
    key = (act.form, act.instance)
    before = state.notes.get(key)
    old = before.high if before else {}
    note = Note((*(before.seqs if before else ()), event.seq), event.at, act.high)
    high = any(old.get(field) != grade for field, grade in act.high.items())
    return replace(state, notes={**state.notes, key: note}, duty_open=state.duty_open or high)


def _decide(guide: Guide, state: State, event: a.Event, act: a.Decided) -> State:
    assert event.by is not None
    position = state.positions[act.position]
    step = guide.step(position)
    today = day_of(event.at)
    outcome = guide.outcome(step, act.outcome)
    basis = consent.basis_of(guide, state, step, outcome, act.basis, today) if outcome else None
    if outcome:
        recorded = [*outcome.records, *([] if outcome.to.stay else step.records)]
        given = _given_days(state, position)
        state = _marked(state, event.seq, [one for one in recorded if one not in given], today.isoformat())
    return lanes.decide(guide, state, Decision(event.seq, event.at, event.by, position.here, act, basis))


def _given_days(state: State, position: Position) -> set[str]:
    """Milestones that the user has dated by an action at this visit: leaving the step does not date them anew."""
    here = position.here
    marked = {done.seq for (step, visit, _), done in state.done.items() if (step, visit) == (here.step, here.number)}
    return {one.name for one in state.marks if one.seq in marked}


def _consent(state: State, seq: int, at: str, act: a.ConsentGiven | a.ConsentRefused | a.ConsentWithdrawn) -> State:
    answer = {"consent_given": "given", "consent_refused": "refused", "consent_withdrawn": "withdrawn"}[act.kind]
    until = act.until if isinstance(act, a.ConsentGiven) else None
    line = ConsentLine(seq, at, act.giver, tuple(act.services), answer, until)
    refused_on = isinstance(act, a.ConsentRefused) and act.way_on == "anonymous"
    duty = isinstance(act, a.ConsentRefused) and act.way_on == "weigh_duty"
    dated = ["consent_withdrawn"] if answer == "withdrawn" else []
    return replace(
        _marked(state, seq, dated, day_of(at).isoformat()),
        consents=(*state.consents, line),
        anonymous=state.anonymous or refused_on,
        duty_open=state.duty_open or duty,
    )
