"""The rows of a step's page: what to do, forms, questions, ways on. Drawn from the view, so through the alarm's mask.

A row's id is its kind and the id of what it stands for: `action:H1`, `form:notat`, `question:violence`,
`answer:violence/yes`, `choice:D2`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeVar

from bekymring_tui.case.state import State
from bekymring_tui.case.view import Asked, Line, StepView, option_words
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.flow.model import Anytime, Sourced, Tool
from bekymring_tui.screens import worded
from bekymring_tui.screens.sheet_list import begun_sheets, form_standing
from bekymring_tui.screens.typed import Drafts
from bekymring_tui.texts import text
from bekymring_tui.widgets.valg import Heading, Row

Rows = list[Row | Heading]

Shown = TypeVar("Shown", Line, Asked)


def split(row_id: str) -> tuple[str, str]:
    """Kind and id of what a row stands for."""
    kind, _, name = row_id.partition(":")
    return kind, name


def step_rows(case: OpenCase, view: StepView, chosen: str, drafts: Drafts) -> Rows:
    """All rows of a step, in the order they are worked through."""
    first, then = danger_first(view.questions, case.state)
    return [
        *question_rows(first),
        *_under("case_page.do_this", _actions(case, view.actions)),
        *_under("case_page.forms", _tools(case, view, drafts)),
        *question_rows(then, told=_told(case.state)),
        *_under("case_page.with_decision", _actions(case, view.at_decision)),
        *_choices(case, view, chosen),
    ]


def danger_first(questions: Sequence[Asked], state: State) -> tuple[list[Asked], list[Asked]]:
    """Those that ask about danger, before anything is done at the step, and the others. None once it is told (P1)."""
    first = [one for one in questions if one.element.ask_alarm_on and not one.closed and not _told(state)]
    return first, [one for one in questions if one not in first]


def _told(state: State) -> bool:
    """A suspicion is registered, and nobody is cleared for all of it: such a question holds nobody back."""
    return state.alarm.raised is not None and state.masks


def _under(heading: str, rows: Rows) -> Rows:
    return [Heading(text(heading)), *rows] if rows else []


def _actions(case: OpenCase, lines: Sequence[Line]) -> Rows:
    return open_and_closed(lines, lambda one: action_row(one, may_ask=not case.state.masks))


def action_row(line: Line, *, may_ask: bool = True) -> Row:
    """One action: by whom it is done, and what it waits for. `may_ask`: consent is not «stengt»."""
    marks = [text("case_page.optional")] if line.optional else []
    if line.done:
        marks = [text("case_page.done_on", day=worded.day_and_month(line.done.on))]
    elif line.needs_basis and may_ask:
        marks.append(_needs(line.element))
    note = " · ".join(marks)
    sub = line.done.detail if line.done and line.done.detail else line.how or ""
    return Row(f"action:{line.id}", worded.doing(line), "action", on=line.done is not None, note=note, sub=sub)


def _needs(element: Sourced | None) -> str:
    """What sharing still waits for: consent, or where the procedure takes either, consent or anonymity."""
    either = getattr(element, "basis", None) == "consent_or_anonymous"
    return text("case_page.consent_or_anonymous" if either else "case_page.no_consent")


def open_and_closed(lines: Sequence[Shown], draw: Callable[[Shown], Row]) -> Rows:
    """What is open one by one; what is «stengt» as one row, since all of it is closed for the same reason."""
    rows: Rows = [draw(one) for one in lines if not one.closed]
    closed = [one for one in lines if one.closed]
    if closed:
        label = text("case_page.closed_one" if len(closed) == 1 else "case_page.closed_more", count=len(closed))
        rows.append(Row(f"closed:{closed[0].id}", label, sub=text("case_page.closed_why"), closed=True))
    return rows


def _tools(case: OpenCase, view: StepView, drafts: Drafts) -> Rows:
    here = [one for one in view.tools if _our_form(case, one)]
    to_read = [one for one in view.tools if _page(one)]
    others = [one for one in view.tools if one not in here and one not in to_read]

    def draw(line: Line) -> Row:
        return _form_row(case, line.form or "", line.text, drafts, about=line.how)

    rows = open_and_closed(here, draw)
    rows += [_form_row(case, one, None, drafts) for one in _begun_elsewhere(case, here, drafts)]
    graded = worded.graded(case.state.grades[-1].grade) if case.state.grades else text("widgets.uro_unset")
    rows.append(Row("page:uro", text("case_page.uro"), note=graded))
    rows.append(Row("page:log", text("case_page.log"), note=_log_note(len(case.state.log))))
    rows += [
        Row(f"reference:{_page(one)}", one.text or "", note=text("tools.look_up"), sub=one.how or "") for one in to_read
    ]
    if others:
        rows.append(Row("tools:", text("case_page.tools"), note=str(len(others))))
    return rows


def _our_form(case: OpenCase, line: Line) -> str:
    """The id of the form that a tool opens, also where its name is closed; empty when it opens none of ours."""
    form = line.element.form if isinstance(line.element, Tool) else None
    return form if form and form in case.guide.forms else ""


def _page(line: Line) -> str:
    """The id of the page of «Slå opp» that a tool opens; empty when it opens none, or is closed."""
    return (isinstance(line.element, Tool) and line.element.reference) or ""


def _begun_elsewhere(case: OpenCase, here: Sequence[Line], drafts: Drafts) -> list[str]:
    """Forms of other steps that hold something, but for those that the alarm closes."""
    listed = {_our_form(case, one) for one in here}
    return list(dict.fromkeys(one.form.id for one in begun_sheets(case, drafts) if one.form.id not in listed))


def _form_row(case: OpenCase, form_id: str, name: str | None, drafts: Drafts, *, about: str | None = None) -> Row:
    """A form under its own title, or under the name of a paper that it stands in for: then with a line about that."""
    form = case.guide.forms[form_id]
    label = name or form.title
    sub = (about or "") if label != form.title else ""
    return Row(f"form:{form_id}", label, note=form_standing(case, drafts, form), sub=sub)


def _log_note(entries: int) -> str:
    if not entries:
        return text("case_page.log_empty")
    return text("case_page.log_one") if entries == 1 else text("case_page.log_count", count=entries)


def question_rows(questions: Sequence[Asked], *, told: bool = False) -> Rows:
    """A question of choice under its own words, with its answers; those that follow each other under one heading.

    `told`: a suspicion is registered already.
    """
    rows: Rows = []
    for is_choice, asked in groupby(questions, lambda one: one.element.type == "choice" and not one.closed):
        if is_choice:
            for one in asked:
                hint = text("case_page.told_already") if told and one.element.ask_alarm_on and not one.answer else ""
                rows += [Heading(one.text or "", hint), *answer_rows(one)]
        else:
            rows += _under("case_page.question", open_and_closed(list(asked), _question))
    return rows


def _question(one: Asked) -> Row:
    note = text("case_page.answered" if one.answer else "case_page.unanswered")
    return Row(f"question:{one.id}", one.text or "", note=note, sub=worded.answer(one))


def answer_rows(one: Asked) -> list[Row]:
    """The answers of a question of choice."""
    return [
        Row(f"answer:{one.id}/{name}", option_words(name), "choice", on=one.answer == name)
        for name in one.element.options
    ]


def _choices(case: OpenCase, view: StepView, chosen: str) -> Rows:
    if not view.choices:
        return []
    rows: Rows = [Heading(view.weigh or text("case_page.way_on"))]
    for one in view.choices:
        marks = (
            (text("case_page.taken"), one.taken),
            (text("case_page.suggested"), one.suggested),
            (text("case_page.inferred"), one.inferred),
            (_needs(one.element), bool(one.needs_basis) and not case.state.masks),
        )
        note = " · ".join(words for words, holds in marks if holds)
        rows.append(Row(f"choice:{one.id}", worded.choice(case, one), "choice", on=chosen == one.id, note=note))
    return rows


def more_rows(view: StepView) -> Rows:
    """What is open at every step: the duty to report, advice and contacts, consent, who the case is about."""
    rows: Rows = [Heading(text("case_page.always"))]
    routines = [one for one in view.anytime if isinstance(one.element, Anytime) and one.element.open]
    others = [one for one in view.anytime if one not in routines]
    rows += open_and_closed(routines, lambda one: Row(f"anytime:{one.id}", one.text or ""))
    if others:
        rows.append(Row("anytime:", text("case_page.advice"), note=_counted(others)))
    rows.append(Row("page:forms", text("case_page.all_forms")))
    rows.append(Row("page:consent", text("case_page.consent")))
    rows.append(Row("page:guardians", text("case_page.people")))
    return rows


def _counted(lines: Sequence[Line]) -> str:
    """«14», «14, 5 stengt»."""
    closed = sum(one.closed for one in lines)
    return text("case_page.some_closed", open=len(lines) - closed, closed=closed) if closed else str(len(lines))
