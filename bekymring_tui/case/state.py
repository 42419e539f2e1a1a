"""What is known of one case: the pure result of its procedure and its events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bekymring_tui.case.acts import (
    AcuteAfterwards,
    Aspect,
    BasisUsed,
    Decided,
    DutyWeighed,
    Exported,
    NoteShredded,
    Opened,
)
from bekymring_tui.case.alarm import Alarm
from bekymring_tui.case.people import Guardian, Known, Subject, Worker
from bekymring_tui.flow.terms import Contact

Stage = Literal["quiet", "asked", "pending", "stands"]


@dataclass(frozen=True)
class Visit:
    """One stay on a step. Arriving by an outcome is a new visit; Back is the same one."""

    step: str
    number: int


@dataclass(frozen=True)
class Position:
    """One open way through the procedure: the trail it came by, and the visits that Back has left ahead of it.

    `ended` holds the reason, or "merged" when it entered a lane that was open already, `into` whose; `ended_by` is
    the decision that ended it, its own or the handing over. `opened_by` is the decision that opened it; `orphaned`
    when that decision has been changed. `touched`: something was done in it, or another way led into it.
    """

    id: str
    trail: tuple[Visit, ...]
    ahead: tuple[Visit, ...] = ()
    ended: str | None = None
    ended_by: int | None = None
    into: str | None = None
    opened_by: int | None = None
    orphaned: bool = False
    touched: bool = False

    @property
    def here(self) -> Visit:
        return self.trail[-1]


@dataclass(frozen=True)
class Decision:
    """A decision that was taken. `undone` by Back, `superseded` when another took its place."""

    seq: int
    at: str
    by: Worker
    visit: Visit
    act: Decided
    basis: BasisUsed | None
    undone: bool = False
    superseded: bool = False

    @property
    def stands(self) -> bool:
        return not (self.undone or self.superseded)


@dataclass(frozen=True)
class Done:
    """An action that is done: the day, how, and on what basis it was shared with another service."""

    seq: int
    on: str
    detail: str
    basis: BasisUsed | None = None


@dataclass(frozen=True)
class Mark:
    """A milestone: the day, and the event that it came with. It goes when that event is changed."""

    seq: int
    name: str
    on: str


@dataclass(frozen=True)
class SavedForm:
    """The newest saved answers of one form."""

    seq: int
    at: str
    by: Worker
    answers: Mapping[str, str]


@dataclass(frozen=True)
class Note:
    """A private note that is there: the events that tell of it, when it was left last, its grades of 6 and 7."""

    seqs: tuple[int, ...]
    at: str
    high: Mapping[str, int]


@dataclass(frozen=True)
class Grade:
    """The case's own grade at one time; None is «vet ikke»."""

    seq: int
    at: str
    by: Worker
    grade: int | None
    rests_on: str


@dataclass(frozen=True)
class LogEntry:
    """One observation in the log."""

    seq: int
    at: str
    by: Worker
    aspect: Aspect
    text: str
    observed: str


@dataclass(frozen=True)
class ConsentLine:
    """One line of the consent record, in the order it was given, refused or withdrawn."""

    seq: int
    at: str
    giver: str
    services: tuple[Contact, ...]
    answer: str
    until: str | None = None


@dataclass(frozen=True)
class Past:
    """What the case left behind with one edition, when it went over to the next by event `seq`.

    `been`: every step that each position had been at. `answers` and `forms`: those that the next edition has no
    place for, `ended`: ended positions whose last step it does not have. `landed`: the visits that were made by
    going over.
    """

    seq: int
    at: str
    by: Worker
    been: Mapping[str, tuple[str, ...]]
    answers: Mapping[tuple[str, int, str], str]
    forms: Mapping[tuple[str, str], SavedForm]
    ended: tuple[Position, ...]
    landed: frozenset[Visit]


@dataclass(frozen=True)
class State:
    """One case. Keys of `done` and `answers` are (step, visit number, id); of `forms` and `notes` (form, instance)."""

    opened: Opened | None = None
    opened_at: str = ""
    owner: Worker | None = None
    subject: Subject | None = None
    guardians: Mapping[str, Guardian] = field(default_factory=dict)
    knows: Mapping[str, Known] = field(default_factory=dict)
    positions: Mapping[str, Position] = field(default_factory=dict)
    positions_made: int = 0
    visits: Mapping[str, int] = field(default_factory=dict)
    done: Mapping[tuple[str, int, str], Done] = field(default_factory=dict)
    answers: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    forms: Mapping[tuple[str, str], SavedForm] = field(default_factory=dict)
    notes: Mapping[tuple[str, str], Note] = field(default_factory=dict)
    """Private forms; what they say is not known here."""
    shredded: tuple[tuple[str, NoteShredded], ...] = ()
    """Notes that are gone, by when."""
    gone: bool = False
    """The whole case was shredded: nothing may be written in it any more."""
    grades: tuple[Grade, ...] = ()
    log: tuple[LogEntry, ...] = ()
    decisions: tuple[Decision, ...] = ()
    consents: tuple[ConsentLine, ...] = ()
    anonymous: bool = False
    dates: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Dates the user set, by (step, deadline)."""
    marks: tuple[Mark, ...] = ()
    alarm: Alarm = field(default_factory=Alarm)
    duty_open: bool = False
    duties: tuple[tuple[int, DutyWeighed], ...] = ()
    afterwards: tuple[tuple[str, AcuteAfterwards], ...] = ()
    """What was done in an acute danger, by when it was written down."""
    exports: tuple[tuple[str, Exported], ...] = ()
    past: tuple[Past, ...] = ()
    """One for each edition that the case has left, in the order of `Guide.line`."""
    kept_from: str = ""
    """Route hash of the newer edition that the user has chosen to wait with."""
    misfiled: frozenset[int] = frozenset()
    kinds: Mapping[int, str] = field(default_factory=dict)
    """Kind of each event by its number, shredded ones included."""
    said: tuple[str, ...] = ()
    """Ids of notices about the newest event, such as a merge."""
    seq: int = 0
    changed: str = ""

    @property
    def open_positions(self) -> tuple[Position, ...]:
        return tuple(one for one in self.positions.values() if one.ended is None)

    @property
    def closed(self) -> bool:
        """The case ends with its last position."""
        return bool(self.positions) and not self.open_positions

    @property
    def stage(self) -> Stage:
        """How the alarm stands: F9's question open, nobody reached yet, called but not cleared, or none."""
        if self.alarm.asked:
            return "asked"
        if self.alarm.pending:
            return "pending"
        return "stands" if self.masks else "quiet"

    @property
    def milestones(self) -> Mapping[str, str]:
        """The newest day of each milestone."""
        return {one.name: one.on for one in self.marks}

    @property
    def masks(self) -> bool:
        """Whether what leads to guardians together is «stengt» (P1)."""
        return self.alarm.closes(self.guardians)

    def closed_for(self, guardian: str) -> bool:
        """Whether speaking with this one guardian is «stengt»."""
        return self.alarm.closes([guardian])

    def taken(self, position: Position) -> str | None:
        """The outcome that was chosen where the position stands, also one that Back has undone."""
        for one in reversed(self.decisions):
            if one.act.position == position.id and one.visit == position.here and not one.superseded:
                return one.act.outcome
        return None

    def standing(self, position: str) -> Decision | None:
        """The newest decision of a position that stands."""
        for one in reversed(self.decisions):
            if one.act.position == position and one.stands:
                return one
        return None
