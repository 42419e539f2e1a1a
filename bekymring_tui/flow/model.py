"""What a flow file may say: a municipality's procedure, its tracks, shared fragments, roles and alarm.

The whole vocabulary can be imported from here.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator
from pydantic_core import PydanticCustomError

from bekymring_tui.flow.elements import (
    LETTERS,
    NUMBER,
    RETIRED,
    SECTION,
    Action,
    Deadline,
    Element,
    Id,
    Next,
    Outcome,
    Period,
    Prose,
    Question,
    Responsible,
    Shown,
    Source,
    Sourced,
    Step,
    Strict,
    Target,
    Text,
    Tool,
    Weigh,
)
from bekymring_tui.flow.terms import Basis, Contact

__all__ = [
    "SCHEMA",
    "Action",
    "Alarm",
    "Anytime",
    "Deadline",
    "DocumentSource",
    "Element",
    "Entry",
    "Flow",
    "Fragment",
    "FragmentFile",
    "Id",
    "Include",
    "Level",
    "Next",
    "Notice",
    "Outcome",
    "Period",
    "Phone",
    "Prose",
    "Question",
    "Responsible",
    "Role",
    "Service",
    "Shown",
    "Source",
    "Sourced",
    "Step",
    "StepOrInclude",
    "Strict",
    "Target",
    "Text",
    "Tool",
    "Track",
    "TrackFile",
    "Weigh",
]

SCHEMA = 2
"""The version of this vocabulary. A file with a higher number is from a newer program."""


class Service(Strict):
    """A service that staff belong to; `groups` act differently inside one step. `journal`: what it keeps one in."""

    label: Text
    journal: Text | None = None
    groups: dict[Id, Text] = {}


class Role(Strict):
    """Who is responsible. `by` gives the title per service; `assigned` is a person named in the case."""

    label: Text
    by: dict[Id, Text] = {}
    assigned: bool = False
    is_: Contact | None = Field(default=None, alias="is")


class Phone(Sourced):
    """A number to call. Blank until the municipality fills it in."""

    label: Text
    number: Annotated[str, StringConstraints(pattern=NUMBER), Prose()] | None = None
    hours: Text | None = None


class Include(Strict):
    """A fragment put in whole: its ids get the prefix, its exits are bound here."""

    include: Id
    prefix: Id
    exits: dict[Id, Target]


class Fragment(Sourced):
    """Steps shared by tracks: one entry, named exits, the roles it needs and the milestones it brings."""

    id: Id
    title: Text | None = None
    short: Text | None = None
    entry: Id
    needs_roles: list[Id] = []
    milestones: list[Id] = []
    exits: list[Id]
    steps: Annotated[list[Step], Field(min_length=1)]


class FragmentFile(Fragment):
    """A fragment in a file of its own, `flows/shared/<id>.yaml`."""

    schema_: int = Field(alias="schema")


def _step_or_include(value: object) -> str:
    included = "include" in value if isinstance(value, dict) else isinstance(value, Include)
    return "[include]" if included else "[step]"


StepOrInclude = Annotated[
    Annotated[Step, Tag("[step]")] | Annotated[Include, Tag("[include]")], Discriminator(_step_or_include)
]


class Level(Sourced):
    """A level is a lane: at most one open position in it. `short` stands where the title has no room."""

    id: Id
    title: Text
    short: Text | None = None
    subtitle: Text | None = None
    private_notes: bool = False
    steps: Annotated[list[StepOrInclude], Field(min_length=1)]


class Entry(Sourced):
    """A door into a track."""

    id: Id
    label: Text
    start: Id
    basis: Basis | None = None


class Track(Strict):
    """One way through the procedure, for one or several services."""

    id: Id
    label: Text | None = None
    services: Annotated[list[Id], Field(min_length=1)]
    entries: Annotated[list[Entry], Field(min_length=1)]
    routines: list[Include] = []
    levels: Annotated[list[Level], Field(min_length=1)]


class TrackFile(Track):
    """A track in a file of its own, `tracks/<id>.yaml` beside `flow.yaml`."""

    schema_: int = Field(alias="schema")


class Alarm(Sourced):
    """What the alarm says: who to call, in which order, what opens afterwards. The behaviour is the engine's."""

    call: list[Contact]
    by_service: dict[Id, list[Contact]] = {}
    phones: list[Id]
    then_open: list[Id] = []
    actions: list[Action] = []


class Anytime(Sourced):
    """Something open to every step, such as the report to barnevernet."""

    id: Id
    label: Text
    text: Text | None = None
    points: list[Text] = []
    open: list[Id] = []
    contacts: list[Contact] = []
    for_: list[Id] = Field(default=[], alias="for")


class Notice(Sourced):
    """A rule over a range of levels or steps (`at` empty: everywhere)."""

    id: Id
    text: Text
    at: list[Id] = []
    contacts: list[Contact] = []
    for_: list[Id] = Field(default=[], alias="for")


class DocumentSource(Strict):
    """A document that source ids point into. `sections` are headings by the start of their source ids."""

    id: Id
    name: Text
    sections: dict[Annotated[str, StringConstraints(pattern=SECTION)], Text]


class Flow(Strict):
    """One municipality's procedure.

    `retired`: ids of former editions, `step` or `step/element`, which are never given to anything else: cases that
    were led by them are read by these ids.
    `documents` are its own, by the three letters their source ids begin with, beside those in `flows/shared`.
    """

    schema_: int = Field(alias="schema")
    id: Id
    title: Text
    version: Text
    doc: Id
    documents: dict[Annotated[str, StringConstraints(pattern=LETTERS)], DocumentSource] = {}
    services: dict[Id, Service]
    roles: dict[Id, Role]
    phones: dict[Id, Phone] = {}
    milestones: list[Id] = []
    alarm: Alarm
    anytime: list[Anytime] = []
    notices: list[Notice] = []
    deadlines: list[Deadline] = []
    uses: list[Id] = []
    fragments: list[Fragment] = []
    tracks: list[Track] = []
    track_files: list[Id] = []
    retired: list[Annotated[str, StringConstraints(pattern=RETIRED)]] = []

    @model_validator(mode="after")
    def has_a_track(self) -> Self:
        if not self.tracks and not self.track_files:
            raise PydanticCustomError("no_track", "tracks stand here or in files of their own")
        return self
