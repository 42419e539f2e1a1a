"""A step and what stands in it. Strict: an unknown key, a wrong type or a missing field is an error.

Every element of a procedure carries its provenance: `origin` says whose it is, `src` which items of the
source document it rests on. An element without `src` rests on `<base of the step>-<id of the element>`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from bekymring_tui.flow.terms import (
    Basis,
    Contact,
    DeadlineKind,
    Effect,
    EndReason,
    Origin,
    Part,
    QuestionType,
    SubjectKind,
    ToolKind,
)


@dataclass(frozen=True)
class Prose:
    """Marks words for the reader: they may change without changing the way through the procedure."""


ID = r"^[A-Za-z0-9][A-Za-z0-9_.-]*$"
RETIRED = r"^[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)?$"
SOURCE = r"^[A-Z]{3}-[A-Za-z0-9.-]+$"
SECTION = r"^[A-Z]{3}(-[A-Za-z0-9.-]+)?$"
LETTERS = r"^[A-Z]{3}$"
PERIOD = r"^P[1-9]\d?[DWMY]$"
NUMBER = r"^\d{3,8}$"

Id = Annotated[str, StringConstraints(pattern=ID, max_length=40)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True), Prose()]
Source = Annotated[str, StringConstraints(pattern=SOURCE)]
Period = Annotated[str, StringConstraints(pattern=PERIOD)]


class Strict(BaseModel):
    """Base of all models: closed, without coercion, immutable."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Sourced(Strict):
    """An element with provenance."""

    origin: Origin = "printed"
    src: list[Source] = []
    law: list[Id] = []
    note: Text | None = None


class Responsible(Sourced):
    """A role's part in a step."""

    id: Id | None = None
    role: Id
    part: Part = "responsible"


class Shown(Strict):
    """When an element is shown: by facts the engine knows, never by answers."""

    subject: list[SubjectKind] | None = None
    relay_log: bool | None = None
    """False: while there is no stafettlogg."""


class Element(Sourced):
    """Something inside a step; `for` names the services or groups it is meant for (empty: all)."""

    id: Id
    contacts: list[Contact] = []
    for_: list[Id] = Field(default=[], alias="for")
    show_when: Shown | None = None


class Action(Element):
    """Something to do. `records` are milestones that get today's date when it is done."""

    do: Text
    how: Text | None = None
    by: list[Id] = []
    basis: Basis | None = None
    optional: bool = False
    at: Literal["decision"] | None = None
    tools: list[Id] = []
    records: list[Id] = []


class Tool(Element):
    """A form, document, link … that the document hangs on the step.

    `form` opens one of ours, `reference` a page to look things up in.
    """

    name: Text | None = None
    kind: ToolKind = "document"
    form: Id | None = None
    reference: Id | None = None
    address: Text | None = None
    about: Text | None = None


class Question(Element):
    """A question of the step. An answer in `ask_alarm_on` opens F9's question; it never raises the alarm."""

    ask: Text
    type: QuestionType = "text"
    options: list[Id] = []
    ask_alarm_on: list[Id] = []

    @model_validator(mode="after")
    def options_belong_to_choices(self) -> Self:
        if (self.type == "choice") != bool(self.options):
            raise PydanticCustomError("options_need_choice", "options go with type: choice, and only with it")
        return self


class Weigh(Sourced):
    """The document's «Vurdering»: the question that the outcomes answer."""

    ask: Text
    contacts: list[Contact] = []


class Deadline(Element):
    """A date that follows from a milestone. `within` is fixed, `default` a proposal, `every` recurs (ISO 8601).

    With the milestone `met_by`, when that comes after, nothing is due any more.
    """

    label: Text
    from_: Id = Field(alias="from")
    met_by: Id | None = None
    within: Period | None = None
    default: Period | None = None
    every: Period | None = None
    extend_to: Period | None = None
    after_first: Period | None = None
    source_says: Period | None = None
    kind: DeadlineKind = "source"
    binds: Literal["other"] | None = None


class Target(Strict):
    """Where an outcome leads: exactly one of a step, the end of this position, staying, a fragment's exit."""

    step: Id | None = None
    end: EndReason | None = None
    stay: bool | None = None
    exit: Id | None = None
    landing: Literal["inferred"] | None = None

    @model_validator(mode="after")
    def exactly_one(self) -> Self:
        given = [self.step, self.end, self.stay or None, self.exit]
        if sum(one is not None for one in given) != 1:
            raise PydanticCustomError("one_target", "exactly one of step, end, stay and exit")
        return self


class Outcome(Sourced):
    """A way on, always chosen by a human. No guard hides one; `suggest_when` only marks it.

    `suggest_when` looks at a question of this step, or of another as `step/question`.
    """

    id: Id
    label: Text
    to: Target
    for_: list[Id] = Field(default=[], alias="for")
    open: list[Id] = []
    basis: Basis | None = None
    ask: list[Id] = []
    refer: list[Contact] = []
    records: list[Id] = []
    effects: list[Effect] = []
    suggest_when: dict[Annotated[str, StringConstraints(max_length=80)], Id | list[Id]] = {}


class Next(Strict):
    """The way on where the document prints no decision."""

    step: Id


class Step(Sourced):
    """One step. Has either `next` or `outcomes`, never both."""

    id: Id
    no: Annotated[str, StringConstraints(max_length=8), Prose()] | None = None
    title: Text
    short: Text | None = None
    intro: Text | None = None
    base: Source | None = None
    contacts: list[Contact] = []
    records: list[Id] = []
    responsible: list[Responsible] = []
    actions: list[Action] = []
    tools: list[Tool] = []
    questions: list[Question] = []
    weigh: Weigh | None = None
    deadlines: list[Deadline] = []
    next: Next | None = None
    next_origin: Origin = "inferred"
    outcomes: list[Outcome] = []

    @model_validator(mode="after")
    def one_way_on(self) -> Self:
        if (self.next is None) == (not self.outcomes):
            raise PydanticCustomError("one_way_on", "either next or outcomes, not both and not none")
        return self
