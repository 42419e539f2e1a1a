"""Everything that can be done in a case. A screen proposes an act; accepted, it becomes an event.

Dates are ISO 8601 (`2026-11-22`), moments carry an offset (`2026-11-22T14:05:00+01:00`).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from bekymring_tui.case.alarm_acts import AcuteAfterwards as AcuteAfterwards
from bekymring_tui.case.alarm_acts import AdviceRecorded as AdviceRecorded
from bekymring_tui.case.alarm_acts import AlarmAnswered as AlarmAnswered
from bekymring_tui.case.alarm_acts import AlarmAsked as AlarmAsked
from bekymring_tui.case.alarm_acts import AlarmMoved as AlarmMoved
from bekymring_tui.case.alarm_acts import Asked as Asked
from bekymring_tui.case.alarm_acts import Called as Called
from bekymring_tui.case.alarm_acts import CallRecorded as CallRecorded
from bekymring_tui.case.alarm_acts import Suspicion as Suspicion
from bekymring_tui.case.people import Guardian, Known, Subject, Worker
from bekymring_tui.flow.model import Strict
from bekymring_tui.flow.terms import Contact

STAY = "unknown_yet"
"""The engine's own outcome at every decision: «vet ikke ennå, bli her» (P10)."""

TAKEN_OVER = "taken_over"
"""The engine's own outcome under the alarm: «overtatt av barnevernet eller politiet» (P1)."""

NEXT = "next"
"""The way on from a step whose document prints no decision."""

Aspect = Literal["seen", "heard", "child", "interpretation"]
BasisUsed = Literal["consent", "anonymous", "other"]


class Opened(Strict):
    """The case is opened on an entry of a procedure. The hashes tell which edition it was made with."""

    kind: Literal["opened"] = "opened"
    flow: str
    route_hash: str
    text_hash: str
    forms_hash: str
    service: str
    group: str | None = None
    entry: str
    subject: Subject
    guardians: list[Guardian] = []


class SubjectChanged(Strict):
    kind: Literal["subject_changed"] = "subject_changed"
    subject: Subject


class GuardianSet(Strict):
    """A guardian is added, or what is known of one is corrected."""

    kind: Literal["guardian_set"] = "guardian_set"
    guardian: Guardian


class GuardianKnows(Strict):
    """Whether a guardian already knows of the suspicion. Opens nothing (P1)."""

    kind: Literal["guardian_knows"] = "guardian_knows"
    guardian: str
    knows: Known
    how: str = ""


class ActionMarked(Strict):
    """An action is done, or not after all. `on` dates the milestones that it records."""

    kind: Literal["action_marked"] = "action_marked"
    position: str
    action: str
    done: bool
    on: str | None = None
    detail: str = ""
    basis: BasisUsed | None = None
    basis_reason: str = ""


class Answered(Strict):
    """A question of the step where the position stands."""

    kind: Literal["answered"] = "answered"
    position: str
    question: str
    value: str


class FormSaved(Strict):
    """A whole form as it stands when it is left: field id to encoded answer."""

    kind: Literal["form_saved"] = "form_saved"
    form: str
    instance: str = "1"
    answers: dict[str, str]


class NoteKept(Strict):
    """A private note was left with something in it. Its words lie in a row of their own, in no event (P5).

    `high`: its grades of 6 and 7, by question, so that each opens the question of meldeplikt once.
    """

    kind: Literal["note_kept"] = "note_kept"
    form: str
    instance: str = "1"
    high: dict[str, int] = {}


class NoteShredded(Strict):
    """A private note is gone, words and grades (P5). `used`: in the case; `journaled`: the journal has what it must."""

    kind: Literal["note_shredded"] = "note_shredded"
    form: str
    instance: str = "1"
    used: bool
    journaled: bool = False


class CaseShredded(Strict):
    """A case without concern is gone, but for the day it was opened and its procedure (P5)."""

    kind: Literal["case_shredded"] = "case_shredded"
    flow: str
    opened_on: str


class Graded(Strict):
    """The case's own grade of uro, 1-7, or None for «vet ikke»."""

    kind: Literal["graded"] = "graded"
    grade: Annotated[int, Field(ge=1, le=7)] | None
    rests_on: str = ""


class Logged(Strict):
    """One observation. What was seen, heard, the child's own words and interpretation stay apart."""

    kind: Literal["logged"] = "logged"
    aspect: Aspect
    text: str
    observed: str
    moved_from: str | None = None


class Misfiled(Strict):
    """An earlier event is «feilført»; replay passes it over. `moved_to` names the right case."""

    kind: Literal["misfiled"] = "misfiled"
    seq: int
    reason: str
    moved_to: str | None = None


class Decided(Strict):
    """An outcome is chosen at a position: who, with whom, why, and when it is looked at again (P7).

    `look_again` is a date, or "none" when that was chosen expressly.
    """

    kind: Literal["decided"] = "decided"
    position: str
    outcome: str
    reason: str
    decided_by: str
    took_part: list[str] = []
    look_again: str | None = None
    basis: BasisUsed | None = None
    basis_reason: str = ""


class WentBack(Strict):
    """One step back on the position's trail, to the same visit; or an ended position stands open again."""

    kind: Literal["went_back"] = "went_back"
    position: str


class Entered(Strict):
    """A routine is opened beside the rest, such as the report."""

    kind: Literal["entered"] = "entered"
    name: str


class ConsentGiven(Strict):
    """Consent from one guardian, or from the child itself, for named services."""

    kind: Literal["consent_given"] = "consent_given"
    giver: str
    services: list[Contact]
    until: str | None = None


class ConsentRefused(Strict):
    """Refused, and the way on that was chosen. The three ways are ours: no document prints any."""

    kind: Literal["consent_refused"] = "consent_refused"
    giver: str
    services: list[Contact]
    way_on: Literal["stay", "anonymous", "weigh_duty"]


class ConsentWithdrawn(Strict):
    kind: Literal["consent_withdrawn"] = "consent_withdrawn"
    giver: str
    services: list[Contact]


class AnonymousSet(Strict):
    """Anonymous mode: names and numbers are masked in what is shown or exported for another service."""

    kind: Literal["anonymous_set"] = "anonymous_set"
    on: bool


class DeadlineSet(Strict):
    """The user sets a date that the procedure leaves open or only proposes."""

    kind: Literal["deadline_set"] = "deadline_set"
    step: str
    deadline: str
    on: str


class DutyWeighed(Strict):
    """The answer to the question of meldeplikt that grade 6 or 7 opens. `look_again` as in a decision."""

    kind: Literal["duty_weighed"] = "duty_weighed"
    answer: Literal["report", "discuss", "not_now"]
    reason: str
    look_again: str | None = None


class EditionKept(Strict):
    """The newer edition was shown, and the case goes on with the one it has. It is not asked about that one again."""

    kind: Literal["edition_kept"] = "edition_kept"
    route_hash: str


class WentOver(Strict):
    """The case goes over to another edition of its procedure. The hashes tell which, as when a case is opened.

    `landed`: where an open position stands from now on, for those whose step the new edition does not have.
    """

    kind: Literal["went_over"] = "went_over"
    route_hash: str
    text_hash: str
    forms_hash: str
    landed: dict[str, str] = {}


class Exported(Strict):
    """A bundle left the machine: for whom, and by which lock."""

    kind: Literal["exported"] = "exported"
    to: str
    lock: Literal["passphrase", "recipient"]


Act = (
    Opened | SubjectChanged | GuardianSet | GuardianKnows | ActionMarked | Answered | FormSaved | Graded | Logged
    | Misfiled | Decided | WentBack | Entered | ConsentGiven | ConsentRefused | ConsentWithdrawn | AnonymousSet
    | DeadlineSet | DutyWeighed | AlarmAsked | AlarmAnswered | CallRecorded | AdviceRecorded | AlarmMoved
    | NoteKept | NoteShredded | CaseShredded | AcuteAfterwards | EditionKept | WentOver | Exported
)  # fmt: skip


class Event(Strict):
    """An accepted act, numbered along the vault's chain. `act` is None when its content was shredded."""

    seq: int
    at: str
    kind: str
    by: Worker | None
    act: Annotated[Act, Field(discriminator="kind")] | None


class Payload(Strict):
    """What a content row holds."""

    by: Worker
    act: Annotated[Act, Field(discriminator="kind")]


PAYLOAD = TypeAdapter(Payload)
