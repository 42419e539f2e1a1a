"""What a decision rests on: the forms, the grade, the log, what was done. In rows that open each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from bekymring_tui.case.acts import Aspect
from bekymring_tui.case.state import State
from bekymring_tui.case.view import StepView
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.forms.answers import progress
from bekymring_tui.screens import worded
from bekymring_tui.screens.sheet_list import Sheet, begun_sheets, left_open
from bekymring_tui.screens.typed import Drafts
from bekymring_tui.texts import text
from bekymring_tui.widgets.valg import Heading, Row

ASPECTS: tuple[Aspect, ...] = ("seen", "heard", "child", "interpretation")


def rests_on(case: OpenCase, view: StepView, drafts: Drafts, asked: Collection[str]) -> list[Row | Heading]:
    """The rows of «Dette bygger den på». `asked`: questions that stand beside it with their answers."""
    forms = [_form(case.state, one) for one in begun_sheets(case, drafts)]
    return [Heading(text("decide.rests_on")), *forms, *_answers(view, asked), _uro(case), _log(case), *_done(view)]


def empty_fields(case: OpenCase, drafts: Drafts) -> list[str]:
    """Questions of begun forms that stand empty, by their short names. A note of one's own is never missed."""
    sheets = [one for one in begun_sheets(case, drafts) if not one.form.private]
    return [field.short for one in sheets for field in left_open(case.state, one)]


def _form(state: State, sheet: Sheet) -> Row:
    empty = 0 if sheet.form.private else len(left_open(state, sheet))
    label = text("decide.form", title=sheet.title, progress=progress(sheet.form, sheet.answers))
    return Row(sheet.row, label, note=text("decide.empty_count", count=empty) if empty else "")


def _answers(view: StepView, asked: Collection[str]) -> list[Row]:
    """What is answered at the step. A choice is changed where it is made, the others on their own page."""
    shown = [one for one in view.questions if one.answer and not one.closed and one.id not in asked]
    kinds = ["back" if one.element.type == "choice" else "question" for one in shown]
    return [
        Row(f"{kind}:{one.id}", one.text or "", sub=worded.answer(one)) for kind, one in zip(kinds, shown, strict=True)
    ]


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
