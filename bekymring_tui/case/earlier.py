"""«Svar fra en tidligere utgave»: what was done and answered at what the case's edition no longer has.

Drawn by the guide that led then, through the alarm's mask as it stands now (P1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bekymring_tui.case.acts import NEXT, STAY, TAKEN_OVER
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.mask import closed_contacts, drawn, drawn_step
from bekymring_tui.case.state import Decision, State
from bekymring_tui.case.view import option_words, step_title
from bekymring_tui.forms.answers import summary


@dataclass(frozen=True)
class Earlier:
    """One thing; `edition` is the place in `Guide.line` of the guide that led then.

    `step` and `what` are None where they are «stengt». `what`: the action, question, form or outcome.
    `own`: `what` is the engine's own outcome, by its id. `at` is empty for an answer, which carries no date.
    """

    kind: Literal["decision", "done", "answer", "form"]
    edition: int
    step: str | None
    what: str | None
    words: tuple[str, ...]
    at: str = ""
    own: bool = False
    private: bool = False


def earlier(guide: Guide, state: State) -> tuple[Earlier, ...]:
    """All of it, edition by edition. Empty for a case that has had one edition."""
    if not state.past:
        return ()
    return (*_decisions(guide, state), *_done(guide, state), *_answers(guide, state), *_forms(guide, state))


def _number(led: Guide) -> int:
    return len(led.line) - 1


def is_gone(guide: Guide, step: str, action: str) -> bool:
    """Whether the edition of now has no such action."""
    now = guide.track.steps.get(step)
    return now is None or all(one.id != action for one in now.actions)


def _decisions(guide: Guide, state: State) -> Iterator[Earlier]:
    for one in state.decisions:
        now = guide.track.steps.get(one.visit.step)
        if now and (one.act.outcome in (STAY, TAKEN_OVER) or guide.outcome(now, one.act.outcome)):
            continue
        led = guide.at(state, one.seq)
        title = step_title(led, state, one.visit.step)
        what, own = outcome_then(led, state, one)
        yield Earlier("decision", _number(led), title, what, (one.act.reason,), one.at, own)


def outcome_then(led: Guide, state: State, one: Decision) -> tuple[str | None, bool]:
    """What was decided, in the words of the edition that led then; or the engine's own id, and that it is one."""
    outcome = led.outcome(drawn_step(led, state, one.visit.step), one.act.outcome)
    if outcome is None or outcome.id == NEXT:
        return one.act.outcome, True
    return outcome.label or None, False


def _done(guide: Guide, state: State) -> Iterator[Earlier]:
    for (step_id, _, action_id), done in state.done.items():
        if is_gone(guide, step_id, action_id):
            led = guide.at(state, done.seq)
            what = next(one.do for one in drawn_step(led, state, step_id).actions if one.id == action_id) or None
            title = step_title(led, state, step_id)
            yield Earlier("done", _number(led), title, what, tuple(filter(None, (done.detail,))), done.on)


def _answers(guide: Guide, state: State) -> Iterator[Earlier]:
    for led, past in zip(guide.line, state.past, strict=False):
        for (step_id, _, question_id), answer in past.answers.items():
            question = next(one for one in led.track.steps[step_id].questions if one.id == question_id)
            words = option_words(answer) if question.type == "choice" else answer
            title = step_title(led, state, step_id)
            yield Earlier("answer", _number(led), title, drawn(led, state, question).ask or None, (words,))


def _forms(guide: Guide, state: State) -> Iterator[Earlier]:
    closed = closed_contacts(state)
    for led, past in zip(guide.line, state.past, strict=False):
        for (name, _), saved in past.forms.items():
            form = led.forms[name]
            hidden = bool(closed & set(form.contacts))
            lines = () if hidden else tuple(summary(form, saved.answers, closed)[1:])
            title = None if hidden else form.title
            yield Earlier("form", _number(led), None, title, lines, saved.at, private=form.private)
