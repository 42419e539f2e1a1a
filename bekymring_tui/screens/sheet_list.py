"""The sheets of a case as lists name them: which hold something, and how far each has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bekymring_tui.case.mask import drawn_words
from bekymring_tui.case.prefill import prefill
from bekymring_tui.case.sheets import FIRST, closed_in, instances, sheet_is_closed, sheet_title
from bekymring_tui.case.state import State
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.forms.answers import Answers, Progress, progress, unanswered
from bekymring_tui.forms.model import Field, Form
from bekymring_tui.forms.shown import shown
from bekymring_tui.screens.typed import Drafts, answers_now
from bekymring_tui.texts import text
from bekymring_tui.widgets.plain_text import shortened

FIRST_WORDS = 60
"""Cells."""


@dataclass(frozen=True)
class Sheet:
    """One sheet of a form, as saved and with what has been typed since."""

    form: Form
    instance: str
    title: str
    answers: Answers

    @property
    def row(self) -> str:
        """The id of the row that opens it."""
        return f"form:{self.form.id}/{self.instance}"

    @property
    def begun(self) -> bool:
        return any(self.answers.values())


def title_now(case: OpenCase, form: Form, instance: str = "") -> str:
    """What a sheet, or without one the form, is called now; a closed one has no name (P1)."""
    if sheet_is_closed(case.state, form, instance) if instance else is_shut(case, form):
        return text("sheets.shut")
    return sheet_title(case.state, form, instance) if instance else form.title


def in_drafts(drafts: Drafts, form: Form) -> list[str]:
    """The sheets of a form in which something is typed."""
    keys = (key.partition("/") for key, fields in drafts.items() if any(fields.values()))
    return [instance for name, _, instance in keys if name == form.id]


def open_sheets(case: OpenCase, drafts: Drafts, form: Form) -> list[Sheet]:
    """Every sheet of a form that may be shown now, also an empty one that waits for its guardian."""
    return [
        Sheet(form, one, sheet_title(case.state, form, one), answers_now(case, drafts, form.id, one))
        for one in instances(case.state, form, in_drafts(drafts, form))
        if not sheet_is_closed(case.state, form, one)
    ]


def begun_sheets(case: OpenCase, drafts: Drafts) -> list[Sheet]:
    """Every sheet in the case that holds something and may be shown now."""
    return [one for form in case.guide.forms.values() for one in open_sheets(case, drafts, form) if one.begun]


def is_shut(case: OpenCase, form: Form) -> bool:
    """Whether the alarm closes the form itself, and every sheet of it."""
    sheets = case.state.guardians if form.repeats == "guardian" else ()
    return all(sheet_is_closed(case.state, form, one) for one in sheets or (FIRST,))


def form_standing(case: OpenCase, drafts: Drafts, form: Form) -> str:
    """How far a form has come in the case: «påbegynt 4 av 9», «2 ark»."""
    sheets = open_sheets(case, drafts, form)
    if form.repeats == "once":
        return form_note(progress(form, sheets[0].answers)) if sheets else text("widgets.closed")
    begun = [one for one in sheets if one.begun]
    if not begun:
        return text("forms.not_begun")
    if form.repeats == "guardian":
        return text("sheets.of_them", begun=len(begun), total=len(sheets))
    return text("sheets.one" if len(begun) == 1 else "sheets.count", count=len(begun))


def left_open(state: State, sheet: Sheet) -> list[Field]:
    """The questions that stand empty, but for those that the alarm closes, or that name a guardian under it (P1)."""
    shut = _shut(state, sheet)
    empty = [one for one in unanswered(sheet.form, sheet.answers) if one.id not in shut]
    return [one for one in empty if drawn_words(state, one.short)]


def _shut(state: State, sheet: Sheet) -> set[str]:
    closed = closed_in(state, sheet.form, sheet.instance)
    return {field.id for one in sheet.form.sections if closed & set(one.contacts) for field in one.fields}


def first_words(state: State, sheet: Sheet) -> str:
    """The first that is written in it, as far as it may be shown."""
    shut = _shut(state, sheet)
    asked = shown(sheet.form, sheet.answers)
    own = [one for one in asked if one.type in ("text", "line") and not one.prefill and one.id not in shut]
    given = (sheet.answers.get(one.id, "") for one in own)
    return shortened(next((" ".join(one.split()) for one in given if one.strip()), ""), FIRST_WORDS)


def known_to(case: OpenCase, form: Form, instance: str, today: date) -> dict[str, str]:
    """What the case can fill in, in a sheet that no event tells of yet."""
    worker, key = case.desk.who(), (form.id, instance)
    if worker is None or key in case.state.forms or key in case.state.notes:
        return {}
    return prefill(case.guide, case.state, form, worker=worker, today=today, instance=instance)


def form_note(standing: Progress) -> str:
    """How far a sheet has come: nothing, «påbegynt 4 av 9», «ferdig»."""
    begun = standing.answered + standing.unknown
    if not begun:
        return text("forms.not_begun")
    if begun >= standing.total:
        return text("case_page.form_done")
    return text("case_page.form_begun", answered=begun, total=standing.total)


def saved_events(case: OpenCase, form: str, instance: str) -> list[int]:
    """The events that saved a sheet and count, oldest first."""
    return [
        one.seq
        for one in case.events
        if one.act is not None
        and one.act.kind == "form_saved"
        and (one.act.form, one.act.instance) == (form, instance)
        and one.seq not in case.state.misfiled
    ]
