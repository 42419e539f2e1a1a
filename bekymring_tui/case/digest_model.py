"""What a digest of a case holds: plain values that can be stored in a bundle and read by whoever receives it.

What is «stengt» under the alarm is None. All dates are ISO 8601.
"""

from __future__ import annotations

from bekymring_tui.case.people import Guardian, Known, Subject, Worker
from bekymring_tui.flow.model import Strict
from bekymring_tui.flow.terms import Contact


class PlaceLine(Strict):
    """Where an open position stands. `of`: how many steps there are, 0 where they are not counted."""

    lane: str
    number: str
    of: int
    title: str | None


class DecisionLine(Strict):
    """A decision. `outcome` is the engine's own id (`own` true) or a label; None when «stengt»."""

    at: str
    step: str | None
    outcome: str | None
    own: bool
    reason: str
    decided_by: str
    took_part: list[str]
    look_again: str | None
    basis: str | None
    basis_reason: str
    stands: bool


class DoneLine(Strict):
    """An action that was done."""

    on: str
    step: str | None
    action: str | None
    detail: str


class AnswerLine(Strict):
    """A question of a step and its answer."""

    step: str | None
    question: str | None
    answer: str


class EarlierLine(Strict):
    """Something that was done or answered at what the procedure no longer has."""

    step: str | None
    what: str | None
    lines: list[str]


class FormLines(Strict):
    """A form read back as lines."""

    form: str
    at: str
    lines: list[str]


class GradeLine(Strict):
    """The case's own grade; None is «vet ikke»."""

    at: str
    grade: int | None
    rests_on: str
    by: str = ""
    """Who set it; empty when anonymous."""


class LogLine(Strict):
    """One observation."""

    observed: str
    aspect: str
    text: str
    by: str


class ConsentRow(Strict):
    """One line of the consent record."""

    at: str
    giver: str
    services: list[Contact]
    answer: str
    until: str | None


class CallLine(Strict):
    """One call under the alarm."""

    called: str
    result: str
    at: str | None
    spoke_with: str
    advice: str


class AdviceLine(Strict):
    """Advice from barnevern or police; `clears` names the guardians it opens for. `waits`: it is to wait."""

    by: str
    at: str
    spoke_with: str
    text: str
    clears: list[str]
    waits: bool = False


class AlarmLines(Strict):
    """The safety state, for whoever takes over."""

    raised: str | None
    suspected: str | None
    pending: bool
    closes: bool
    calls: list[CallLine]
    advice: list[AdviceLine]
    knows: list[tuple[str, Known]]


class AcuteLine(Strict):
    """What was done in an acute danger, and why."""

    at: str
    text: str


class DueRow(Strict):
    """One date. `label` None: «stengt» (`closed`), or a day to look again."""

    on: str
    label: str | None
    closed: bool
    binds_other: bool
    step: str | None


class Digest(Strict):
    """One case, whole. All dates ISO 8601."""

    procedure: str
    service: str
    subject: Subject
    owner: Worker | None
    guardians: list[Guardian]
    anonymous: bool
    closed: bool
    opened: str
    changed: str
    places: list[PlaceLine]
    alarm: AlarmLines
    acute: list[AcuteLine]
    duties: list[tuple[str, str]]
    grades: list[GradeLine]
    due: list[DueRow]
    decisions: list[DecisionLine]
    done: list[DoneLine]
    answers: list[AnswerLine]
    forms: list[FormLines]
    earlier: list[EarlierLine] = []
    log: list[LogLine]
    consents: list[ConsentRow]
