"""A whole case in words, as it may leave the machine or be read back: drawn through the alarm's mask, notes left out.

What is «stengt» is None. Private forms (the reflection note) are never part of it (P5).
"""

from __future__ import annotations

from collections.abc import Callable

from bekymring_tui.case.acts import Decided
from bekymring_tui.case.anonymise import Anonymiser, names_in
from bekymring_tui.case.digest_model import (
    AcuteLine,
    AdviceLine,
    AlarmLines,
    AnswerLine,
    CallLine,
    ConsentRow,
    DecisionLine,
    Digest,
    DoneLine,
    DueRow,
    EarlierLine,
    FormLines,
    GradeLine,
    LogLine,
    PlaceLine,
)
from bekymring_tui.case.due import due_dates
from bekymring_tui.case.earlier import earlier, is_gone, outcome_then
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.mask import drawn
from bekymring_tui.case.sheets import closed_in, sheet_is_closed, sheet_title
from bekymring_tui.case.state import Decision, State
from bekymring_tui.case.view import option_words, step_title
from bekymring_tui.forms.answers import summary

Words = Callable[[str], str]


def digest(guide: Guide, state: State, *, anonymous: bool) -> Digest:
    """The case as it stands. `anonymous` masks names and numbers everywhere in it (P6)."""
    say: Words = Anonymiser(names_in(state)).text if anonymous else str
    assert state.subject is not None
    # The real name lies only in the vault, and its page says so.
    subject = state.subject.model_copy(update={"real_name": None})
    return Digest(
        procedure=guide.flow.title,
        service=guide.flow.services[guide.service].label,
        subject=subject.model_copy(update={"call_name": "–"}) if anonymous else subject,
        owner=None if anonymous else state.owner,
        guardians=[] if anonymous else list(state.guardians.values()),
        anonymous=anonymous,
        closed=state.closed,
        opened=state.opened_at,
        changed=state.changed,
        places=_places(guide, state),
        alarm=alarm_lines(state, say),
        acute=[AcuteLine(at=at, text=say(act.text)) for at, act in state.afterwards],
        duties=[(act.answer, say(act.reason)) for _, act in state.duties],
        grades=[
            GradeLine(at=one.at, grade=one.grade, rests_on=say(one.rests_on), by="" if anonymous else one.by.name)
            for one in state.grades
        ],
        due=_due(guide, state),
        decisions=[_decision(guide, state, one, say) for one in state.decisions],
        done=_done(guide, state, say),
        answers=_answers(guide, state, say),
        forms=_forms(guide, state, say),
        earlier=_earlier(guide, state, say),
        log=[
            LogLine(observed=one.observed, aspect=one.aspect, text=say(one.text), by=say(one.by.name))
            for one in state.log
        ],
        consents=_consents(state, say),
    )


def _places(guide: Guide, state: State) -> list[PlaceLine]:
    track = guide.track
    found = []
    for position in state.open_positions:
        lane, step = guide.lane(position), position.here.step
        title = step_title(guide, state, step)
        found.append(PlaceLine(lane=lane.title, number=track.numbers[step], of=track.counted(step), title=title))
    return found


def alarm_lines(state: State, say: Words = str) -> AlarmLines:
    """The safety state, its calls and advice."""
    alarm = state.alarm
    return AlarmLines(
        raised=alarm.raised,
        suspected=alarm.suspected,
        pending=alarm.pending,
        closes=state.masks,
        calls=[
            CallLine(
                called=one.act.called,
                result=one.act.result,
                at=one.act.at,
                spoke_with=say(one.act.spoke_with),
                advice=say(one.act.advice),
            )
            for one in alarm.calls
        ],
        advice=[
            AdviceLine(
                by=one.act.by,
                at=one.act.at,
                spoke_with=say(one.act.spoke_with),
                text=say(one.act.text),
                clears=[say(_label(state, name)) for name in one.act.guardians] if one.act.clears else [],
                waits=not one.act.clears,
            )
            for one in alarm.advice
        ],
        knows=[(say(_label(state, name)), knows) for name, knows in state.knows.items()],
    )


def _label(state: State, guardian: str) -> str:
    found = state.guardians.get(guardian)
    return found.label if found else guardian


def _due(guide: Guide, state: State) -> list[DueRow]:
    return [
        DueRow(
            on=one.on.isoformat(),
            label=one.label,
            closed=one.closed,
            binds_other=one.binds_other,
            step=step_title(guide, state, one.step) if one.step else None,
        )
        for one in due_dates(guide, state)
    ]


def _decision(guide: Guide, state: State, one: Decision, say: Words) -> DecisionLine:
    act: Decided = one.act
    led = guide.at(state, one.seq)
    outcome, own = outcome_then(led, state, one)
    return DecisionLine(
        at=one.at,
        step=step_title(led, state, one.visit.step),
        outcome=outcome,
        own=own,
        reason=say(act.reason),
        decided_by=say(act.decided_by),
        took_part=[say(name) for name in act.took_part],
        look_again=act.look_again,
        basis=one.basis,
        basis_reason=say(act.basis_reason),
        stands=one.stands,
    )


def _done(guide: Guide, state: State, say: Words) -> list[DoneLine]:
    found = []
    for (step_id, _, action_id), done in sorted(state.done.items(), key=lambda item: item[1].seq):
        if is_gone(guide, step_id, action_id):
            continue
        action = next(one for one in guide.track.steps[step_id].actions if one.id == action_id)
        title = step_title(guide, state, step_id)
        words = drawn(guide, state, action).do or None
        found.append(DoneLine(on=done.on, step=title, action=words, detail=say(done.detail)))
    return found


def _answers(guide: Guide, state: State, say: Words) -> list[AnswerLine]:
    found = []
    for (step_id, _, question_id), answer in state.answers.items():
        question = next(one for one in guide.track.steps[step_id].questions if one.id == question_id)
        title = step_title(guide, state, step_id)
        asked = drawn(guide, state, question).ask or None
        words = option_words(answer) if question.type == "choice" else say(answer)
        found.append(AnswerLine(step=title, question=asked, answer=words))
    return found


def _earlier(guide: Guide, state: State, say: Words) -> list[EarlierLine]:
    return [
        EarlierLine(step=one.step, what=one.what, lines=[say(line) for line in one.words])
        for one in earlier(guide, state)
        if one.kind != "decision" and not one.private
    ]


def _forms(guide: Guide, state: State, say: Words) -> list[FormLines]:
    found = []
    for (name, instance), saved in state.forms.items():
        form = guide.forms.get(name)
        if form is None or form.private or sheet_is_closed(state, form, instance):
            continue
        lines = [say(line) for line in summary(form, saved.answers, closed_in(state, form, instance))]
        found.append(FormLines(form=say(sheet_title(state, form, instance)), at=saved.at, lines=lines))
    return found


def _consents(state: State, say: Words) -> list[ConsentRow]:
    return [
        ConsentRow(
            at=one.at,
            giver=say(_label(state, one.giver)),
            services=list(one.services),
            answer=one.answer,
            until=one.until,
        )
        for one in state.consents
    ]
