"""The widgets of a form's questions, one definition for every form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from textual.widget import Widget

from bekymring_tui.forms.answers import UNKNOWN, Answers, decode, spoken
from bekymring_tui.forms.model import Field
from bekymring_tui.forms.uro import HIGHEST, LOWEST, scale
from bekymring_tui.screens import worded
from bekymring_tui.screens.day_field import DayField
from bekymring_tui.screens.typed import widget_id
from bekymring_tui.texts import text
from bekymring_tui.widgets import uro
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Row, Valg


def field_widgets(field: Field, number: int, answers: Answers, now: datetime, *, gap: bool) -> Iterator[Widget]:
    """Label, hint, the field itself, and its grade. The ids of fields are `widget_id` of theirs."""
    yield Tekst(text("form.label", number=number, label=field.label), kind="label", classes="gap" if gap else "")
    examples = text("form.examples", examples=", ".join(field.examples)) if field.examples else ""
    hint = " ".join(filter(None, (field.hint, examples)))
    if hint:
        yield Tekst(hint, kind="muted")
    yield _input(field, answers.get(field.id, ""), now)
    if field.grade:
        yield _input(field.grade, answers.get(field.grade.id, ""), now)


def _input(field: Field, given: str, now: datetime) -> Widget:
    name = widget_id(field.id)
    match field.type:
        case "text":
            return Felt(given, id=name)
        case "date":
            return DayField(_day_words(field, given), now, field=name)
        case "checks":
            ticked = set(given.split())
            return Valg(*(Row(one.id, one.label, "action", on=one.id in ticked) for one in field.options), id=name)
        case "choice":
            known = [(one.id, one.label) for one in field.options] + [(UNKNOWN, text("forms.unknown"))]
            return Valg(*(Row(one, label, "choice", on=one == given) for one, label in known), id=name)
        case "grade":
            return uro.Uro(uro_scale(), grade_value(field, given), id=name)
        case _:
            return Linje(given, id=name)


def _day_words(field: Field, given: str) -> str:
    value = decode(field, given)
    return worded.day_and_year(given) if value is not None and not isinstance(value, str) else spoken(field, given)


def grade_value(field: Field, given: str) -> int | None:
    """A stored grade as the picker has it: 1-7, 0 for «vet ikke», None for not set."""
    value = decode(field, given)
    return uro.UNKNOWN if value == UNKNOWN else value if isinstance(value, int) else None


def grade_given(value: int | None) -> str:
    """What the picker has, as it is stored."""
    return "" if value is None else UNKNOWN if value == uro.UNKNOWN else str(value)


@cache
def uro_scale() -> tuple[uro.Grade, ...]:
    """The seven grades as the picker wants them."""
    found = scale()
    grades = range(LOWEST, HIGHEST + 1)
    return tuple(uro.Grade(found.zone(one).name.lower(), found.meaning(one)) for one in grades)
