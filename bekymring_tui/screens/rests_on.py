"""What a decision rests on: the forms, the grade, the log, what was done. In rows that open each of them."""

from __future__ import annotations

from collections import Counter

from bekymring_tui.case.acts import Aspect
from bekymring_tui.case.view import StepView
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.forms.answers import progress, unanswered
from bekymring_tui.forms.model import Form
from bekymring_tui.screens import worded
from bekymring_tui.screens.closed import is_closed
from bekymring_tui.screens.typed import Drafts, answers_now
from bekymring_tui.texts import text
from bekymring_tui.widgets.valg import Heading, Row

ASPECTS: tuple[Aspect, ...] = ("seen", "heard", "child", "interpretation")


def rests_on(case: OpenCase, view: StepView, drafts: Drafts) -> list[Row | Heading]:
    """The rows of «Dette bygger den på»."""
    forms = [_form(case, one, drafts) for one in _begun(case, drafts)]
    return [Heading(text("decide.rests_on")), *forms, _uro(case), _log(case), *_done(view)]


def _begun(case: OpenCase, drafts: Drafts) -> list[Form]:
    return [
        form
        for name, form in case.guide.forms.items()
        if any(answers_now(case, drafts, name).values()) and not is_closed(case.state, form)
    ]


def empty_fields(case: OpenCase, drafts: Drafts) -> list[str]:
    """Questions of begun forms that stand empty, by their short names. A note of one's own is never missed."""
    return [
        field.short
        for form in _begun(case, drafts)
        if not form.private
        for field in unanswered(form, answers_now(case, drafts, form.id))
    ]


def _form(case: OpenCase, form: Form, drafts: Drafts) -> Row:
    answers = answers_now(case, drafts, form.id)
    empty = 0 if form.private else len(unanswered(form, answers))
    label = text("decide.form", title=form.title, progress=progress(form, answers))
    return Row(f"form:{form.id}", label, note=text("decide.empty_count", count=empty) if empty else "")


def _uro(case: OpenCase) -> Row:
    grades = case.state.grades
    if not grades:
        return Row("page:uro", text("decide.no_uro"))
    words = ", ".join(filter(None, (worded.graded(grades[-1].grade), worded.grade_moved(grades))))
    return Row("page:uro", text("decide.uro", grade=words), note=worded.day_and_month(grades[-1].at))


def _log(case: OpenCase) -> Row:
    entries = case.state.log
    if not entries:
        return Row("page:log", text("decide.no_log"))
    counted = Counter(one.aspect for one in entries)
    words = ", ".join(text(f"decide.log_{one}", count=counted[one]) for one in ASPECTS if counted[one])
    newest = max(one.observed for one in entries)
    return Row("page:log", text("decide.log", counts=words), note=text("decide.last", day=worded.day_and_month(newest)))


def _done(view: StepView) -> list[Row]:
    actions = [one for one in (*view.actions, *view.at_decision) if not one.closed]
    if not actions:
        return []
    done = [one.text or "" for one in actions if one.done]
    left = [one for one in actions if not one.done and not one.optional]
    label = text("decide.done", actions="; ".join(done)) if done else text("decide.nothing_done")
    return [Row("back:", label, note=text("decide.left", count=len(left)) if left else "")]
