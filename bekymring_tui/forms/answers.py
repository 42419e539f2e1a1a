"""Answers to a form: text by field id, as drafts and events hold them, and what they mean. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bekymring_tui.flow.terms import Contact
from bekymring_tui.flow.wording import names_a_guardian
from bekymring_tui.forms.model import UNKNOWN, Field, Form, Section
from bekymring_tui.forms.shown import shown
from bekymring_tui.forms.uro import HIGHEST, LOWEST, scale
from bekymring_tui.texts import text

Answers = Mapping[str, str]
"""Encoded answers by the ids of `Form.fields`. A field without an answer is missing or empty."""

Value = str | int | frozenset[str] | date
"""What an answer means: words, a grade, the ids of ticked boxes, a day."""

TEXT_CAP = 10_000
"""Characters in one answer. Longer texts make every key press slow."""

_GRADES = {str(grade): grade for grade in range(LOWEST, HIGHEST + 1)}

Standing = Literal["open", "answered", "unknown"]


@dataclass(frozen=True)
class Complaint:
    """What to do about one answer. Never a reason to hold anything back."""

    field: str
    message: str


@dataclass(frozen=True)
class Progress:
    """How far a form has come. `answered` and `unknown` are apart; optional and hidden fields do not count."""

    answered: int
    unknown: int
    total: int

    def __str__(self) -> str:
        if not self.answered and not self.unknown:
            return text("forms.not_begun")
        line = text("forms.progress", answered=self.answered, total=self.total)
        return line + (text("forms.progress_unknown", unknown=self.unknown) if self.unknown else "")


def encode(value: Value) -> str:
    """A value as the text that drafts and events hold."""
    if isinstance(value, frozenset):
        return " ".join(sorted(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def decode(field: Field, given: str) -> Value | None:
    """What a text means in this field; None when it is empty. A text that means nothing there stays as typed."""
    if not given:
        return None
    if field.type == "grade":
        return _GRADES.get(given, given)
    if field.type == "checks":
        return frozenset(given.split()) or None
    if field.type == "date":
        try:
            return date.fromisoformat(given)
        except ValueError:
            return given
    return given


def grades(form: Form, answers: Answers) -> dict[str, int]:
    """The grades that are set, 1-7, by the id of the question they belong to."""
    found = {field.id: grade_of(field, answers) for field in form.questions}
    return {name: grade for name, grade in found.items() if isinstance(grade, int)}


def alarming(form: Form, answers: Answers) -> frozenset[tuple[str, str]]:
    """The given answers that open F9's question, each with its field."""
    given = ((field, answers.get(field.id, "")) for field in shown(form, answers))
    return frozenset((field.id, answer) for field, answer in given if answer in field.ask_alarm_on)


def grade_of(field: Field, answers: Answers) -> Value | None:
    """A question's grade, UNKNOWN, or None when it is not set."""
    holder = field if field.type == "grade" else field.grade
    return decode(holder, answers.get(holder.id, "")) if holder else None


def standing(field: Field, answers: Answers) -> Standing:
    """Whether a question is answered, in words or with its grade."""
    given = [(one, answers.get(one.id, "").strip()) for one in (field, field.grade) if one]
    filled = [is_unknown(one, words) for one, words in given if words]
    if not filled:
        return "open"
    return "unknown" if all(filled) else "answered"


def is_unknown(field: Field, given: str) -> bool:
    """Whether an answer is «vet ikke», and not that word written as text."""
    return given == UNKNOWN and field.type in ("grade", "choice")


def progress(form: Form, answers: Answers) -> Progress:
    """How many of the questions that count are answered."""
    found = [standing(field, answers) for field in shown(form, answers) if not field.optional]
    return Progress(found.count("answered"), found.count("unknown"), len(found))


def unanswered(form: Form, answers: Answers) -> tuple[Field, ...]:
    """The questions that stand empty, optional ones left out."""
    return tuple(one for one in shown(form, answers) if not one.optional and standing(one, answers) == "open")


def missing_musts(form: Form, answers: Answers) -> tuple[Field, ...]:
    """The questions without which the form is no use, and that stand empty."""
    return tuple(one for one in unanswered(form, answers) if one.need == "must")


def validate(form: Form, answers: Answers) -> list[Complaint]:
    """What can't be used as it stands, and what to do about it. An empty field is fine unless the form needs it."""
    asked = [one for field in shown(form, answers) for one in (field, field.grade) if one]
    found = [Complaint(field.id, words) for field in asked if (words := wrong(field, answers.get(field.id, "")))]
    return found + [Complaint(one.id, text("forms.must")) for one in missing_musts(form, answers)]


def wrong(field: Field, given: str) -> str | None:
    """Why an answer means nothing in its field, and what to do."""
    if len(given) > TEXT_CAP:
        return text("forms.too_long", cap=TEXT_CAP, over=len(given) - TEXT_CAP)
    value = decode(field, given)
    if value is None:
        return None
    if is_unknown(field, given):
        return None
    if field.type == "grade" and not isinstance(value, int):
        return text("forms.no_grade", lowest=LOWEST, highest=HIGHEST)
    if field.type == "date" and not isinstance(value, date):
        return text("forms.no_date")
    known = {one.id for one in field.options}
    if field.type == "checks" and isinstance(value, frozenset) and not value <= known:
        return text("forms.no_option")
    if field.type == "choice" and value not in known:
        return text("forms.no_option")
    return None


def summary(form: Form, answers: Answers, closed: Collection[Contact] = ()) -> list[str]:
    """A form with its answers as lines of plain text; what is missing is named at the end.

    What leads to a contact in `closed` is «stengt» (P1).
    """
    lines = [form.title]
    if form.borrowed_from:
        lines.append(text("forms.borrowed", source=form.borrowed_from))
    lines.append(str(progress(form, answers)))
    asked = shown(form, answers)
    shut = [section for section in form.sections if {*form.contacts, *section.contacts} & set(closed)]
    hidden = {field.id for section in shut for field in section.fields}
    told = [field for field in asked if field.id not in hidden]
    for section in form.sections:
        found = [*_section(section, told, answers)]
        if section in shut and any(field in asked for field in section.fields):
            found = [text("forms.closed")]
        if found:
            lines += ["", *found]
    left = [one for one in unanswered(form, answers) if one.id not in hidden]
    left = [one for one in left if not (closed and names_a_guardian(one.short))]
    musts = [one.short for one in left if one.need == "must"]
    empty = [one.short for one in left if one.need != "must"]
    if musts or empty:
        lines.append("")
    lines += [text("forms.missing", fields=", ".join(musts))] if musts else []
    lines += [text("forms.empty", fields=", ".join(empty))] if empty else []
    return lines


def _section(section: Section, told: Collection[Field], answers: Answers) -> Iterator[str]:
    answered = [field for field in section.fields if field in told and standing(field, answers) != "open"]
    if answered:
        yield section.title
    for field in answered:
        yield f"  {field.label}"
        yield from (f"    {line}" for line in _words(field, answers))


def _words(field: Field, answers: Answers) -> Iterator[str]:
    given = answers.get(field.id, "")
    if field.type != "grade":
        yield from spoken(field, given).splitlines()
        if complaint := wrong(field, given):
            yield f"! {complaint}"
    if (grade := grade_of(field, answers)) is not None:
        holder = field.grade or field
        yield from text("forms.grade_line", grade=spoken(holder, encode(grade))).splitlines()


def spoken(field: Field, given: str) -> str:
    """An answer in words."""
    value = decode(field, given)
    labels = {one.id: one.label for one in field.options}
    if is_unknown(field, given):
        return text("forms.unknown")
    if isinstance(value, int):
        return text("forms.graded", grade=value, zone=scale().zone(value).name.lower())
    if isinstance(value, frozenset):
        return ", ".join(label for name, label in labels.items() if name in value)
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    return labels.get(value, value) if value else ""
