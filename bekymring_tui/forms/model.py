"""What a form file may say. Strict, like a flow file, and with the same provenance."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field as Key
from pydantic import StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from bekymring_tui.flow.model import Id, Prose, Source, Sourced, Strict, Text
from bekymring_tui.flow.terms import Contact
from bekymring_tui.texts import text

FieldType = Literal["text", "line", "checks", "grade", "choice", "person", "date"]

Prefill = Literal[
    "today",
    "worker",
    "role",
    "unit",
    "service",
    "municipality",
    "call_name",
    "guardian",
    "relay_holder",
    "grade",
    "concern",
    "log",
    "measures",
    "meeting",
    "services",
]
"""What a case may know already (`case/prefill.py`). Filled in it is the user's own to change."""

Need = Literal["must", "wanted", "optional"]
"""Without a must the form is no use, and what is missing is told; an optional field is not missed. None holds back."""

Repeats = Literal["once", "many", "guardian"]
"""How often a case has a form: once, as often as it is needed, or once for each guardian, each on its own sheet."""

RailText = Annotated[str, StringConstraints(min_length=1, max_length=22, strip_whitespace=True), Prose()]
"""A name that fits the rail beside the form."""

UNKNOWN = "unknown"
"""«Vet ikke», which grades and choices always offer (P10). It is an answer, not an empty field."""

GRADE = ".uro"
"""What the id of a grade ends in: the grade of the field `why` is answered in `why.uro`."""


class Option(Strict):
    """One box or choice."""

    id: Id
    label: Text


class Condition(Strict):
    """Shown only where this choice of the same form, asked earlier, has this answer."""

    field: Id
    is_: Id = Key(alias="is")


class Field(Strict):
    """One question. `graded` ones have a grade beside them; `length` is a hint such as «to–tre setninger».

    `observed`: it is answered with what was seen and heard, so a word that interprets is gently asked about.
    An answer in `ask_alarm_on` opens F9's question when the form is left; it never raises the alarm.
    """

    id: Id
    label: Text
    short: RailText
    hint: Text | None = None
    examples: list[Text] = []
    type: FieldType = "text"
    graded: bool = False
    options: list[Option] = []
    ask_alarm_on: list[Id] = []
    need: Need = "wanted"
    length: Text | None = None
    prefill: Prefill | None = None
    shown_if: Condition | None = None
    observed: bool = False
    src: list[Source] = []

    @model_validator(mode="after")
    def options_belong_to_boxes(self) -> Self:
        if (self.type in ("checks", "choice")) != bool(self.options):
            raise PydanticCustomError("options_need_choice", "options go with checks and choice, and only with them")
        return self

    @property
    def optional(self) -> bool:
        return self.need == "optional"

    @property
    def grade(self) -> Field | None:
        """The field that holds this one's grade."""
        if not self.graded:
            return None
        label = text("forms.grade_of", field=self.label)
        return Field(id=self.id + GRADE, label=label, short=text("forms.grade"), type="grade", need="optional")


class Section(Strict):
    """A part of a form. Its `contacts` say whom all of it leads to, so that the alarm can close it (P1)."""

    id: Id
    title: Text
    intro: Text | None = None
    contacts: list[Contact] = []
    shown_if: Condition | None = None
    src: list[Source] = []
    fields: Annotated[list[Field], Key(min_length=1)]


class Form(Sourced):
    """A form. A `private` one is a working paper that never goes into a bundle or an export (P5).

    A `nameless` one is read out to others without saying who it is about (P6). `purpose` is one line for lists.
    """

    id: Id
    title: Text
    intro: Text | None = None
    borrowed_from: Text | None = None
    contacts: list[Contact] = []
    private: bool = False
    nameless: bool = False
    repeats: Repeats = "once"
    purpose: Text | None = None
    sections: Annotated[list[Section], Key(min_length=1)]

    @property
    def questions(self) -> tuple[Field, ...]:
        """The fields as the file has them, in order."""
        return tuple(field for section in self.sections for field in section.fields)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Everything that has an answer of its own: each question, and after it its grade."""
        return tuple(one for field in self.questions for one in (field, field.grade) if one)
