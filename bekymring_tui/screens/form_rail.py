"""The rail beside a form: its questions as they are asked now, with their grades and how far they have come."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bekymring_tui.forms.answers import Answers, progress, standing
from bekymring_tui.forms.model import Field, Form, Section
from bekymring_tui.screens.form_fields import grade_value
from bekymring_tui.screens.sheet_list import form_note
from bekymring_tui.screens.typed import widget_id
from bekymring_tui.texts import text
from bekymring_tui.widgets.rail import RailData, Step
from bekymring_tui.widgets.uro import with_bar


def form_rail(
    form: Form, title: str, answers: Answers, *, asked: Sequence[Field], shut: Collection[str], here: str
) -> RailData:
    """`asked`: the questions asked now. `shut`: sections that are «stengt». `here`: the question with focus."""
    numbers = {field.id: number for number, field in enumerate(asked, 1)}
    steps: list[Step | str] = []
    for section in form.sections:
        shown = [field for field in section.fields if field.id in numbers]
        if shown and steps:
            steps.append(_heading(section, shut))
        steps += [_step(one, numbers[one.id], answers, closed=section.id in shut, here=one.id == here) for one in shown]
    return RailData(title, intro=form_note(progress(form, answers)), steps=tuple(steps))


def _heading(section: Section, shut: Collection[str]) -> str:
    return text("widgets.closed") if section.id in shut else section.title


def _step(field: Field, number: int, answers: Answers, *, closed: bool, here: bool) -> Step:
    if closed:
        return Step(text("widgets.closed"), "off", str(number))
    grade = grade_value(field.grade, answers.get(field.grade.id, "")) if field.grade else None
    note = with_bar(grade) if field.grade else ""
    state = "here" if here else "ahead" if standing(field, answers) == "open" else "done"
    return Step(field.short, state, str(number), note, widget_id(field.id))  # type: ignore[arg-type]
