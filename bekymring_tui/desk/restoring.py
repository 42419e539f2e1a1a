"""Restoring a vault from a backup: no alarm and no clearance gets lost by it, and nothing shredded comes back.

Of what is newer in the vault that is replaced only this is carried over (P1, P6): where it can be read, each case gets
the newer events about its alarm and its consents, and keeps them if its alarm is then the same as it was. Otherwise it
keeps those that only close, and then, as in every case where it cannot be read, F9's question stands open, which closes
what leads to guardians, and a case with consents is anonymous: one of them may have been withdrawn.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from pathlib import Path

from bekymring_tui.case import acts as a
from bekymring_tui.case.acts import Event, Payload
from bekymring_tui.case.alarm import Alarm
from bekymring_tui.case.evolve import replace
from bekymring_tui.case.replay import replay
from bekymring_tui.case.state import State
from bekymring_tui.case.summary import Summary, read_summary, summary_of_shredded
from bekymring_tui.case.written import written
from bekymring_tui.clock import local_now
from bekymring_tui.desk.backups import private_forms
from bekymring_tui.desk.desk import Desk, event_of
from bekymring_tui.desk.open_case import OpenCase, Refused
from bekymring_tui.desk.restored import Restored, keep
from bekymring_tui.desk.secret import Secret
from bekymring_tui.errors import Damaged, Failure
from bekymring_tui.texts import text
from bekymring_tui.vault import unit_key
from bekymring_tui.vault.backup_file import read_header
from bekymring_tui.vault.restore import Staged, staged
from bekymring_tui.vault.rows import EventRow, NewEvent

CARRIED = frozenset(
    {
        "alarm_asked", "alarm_answered", "call_recorded", "advice_recorded", "alarm_moved", "acute_afterwards",
        "guardian_set", "guardian_knows", "consent_given", "consent_refused", "consent_withdrawn", "anonymous_set",
    }
)  # fmt: skip
"""Kinds of events that are carried over from the vault that is replaced."""


@dataclass(frozen=True)
class Plan:
    """A restore that is ready. `made_at`: of the backup. `replaces`: a vault lies there.

    `unread`: why it could not be read, None when it was. Call names: `lost`: of cases that are only in it; `behind`:
    where it holds more; `asked`: where F9's question stands open now.
    """

    made_at: datetime
    replaces: bool
    unread: str | None
    lost: tuple[str, ...]
    behind: tuple[str, ...]
    asked: tuple[str, ...]
    carry_out: Callable[[], Path | None]
    """Do it. The folder where the old vault lies now. Raises Unwritable."""


@contextlib.contextmanager
def prepared(backup: Path, folder: Path, secret: Secret, now: Callable[[], datetime] = local_now) -> Iterator[Plan]:
    """All that can go wrong has, when this yields; nothing in the folder is changed until `carry_out`.

    Raises Locked, Damaged, Newer, Busy, Unwritable.
    """
    made_at = read_header(backup).at
    with staged(backup, folder, secret.unseal) as found:
        carrying = _Carrying(found, made_at, now())
        carrying.carry_openings(secret)
        yield carrying.plan()


class _Carrying:
    """From the vault that lies there to that of the backup."""

    def __init__(self, found: Staged, made_at: datetime, now: datetime) -> None:
        self._staged = found
        self._made_at = made_at
        self._now = now
        found.shred()
        nowhere: dict[str, int] = {}
        self._cases_there = found.read(lambda vault: vault.cases(), nowhere)
        self._desk = Desk(found.vault, lambda: now)
        self._present = Desk(found.present, lambda: now) if found.present else None
        self._asked: list[str] = []
        self._behind: set[str] = set()
        self._private = private_forms(found.vault)

    def plan(self) -> Plan:
        for case_id in self._staged.vault.cases():
            self._carry_case(case_id)
        times = self._made_at.isoformat(), self._now.isoformat()
        keep(self._staged.vault, Restored(*times, replaced=self._staged.replaces, asked=len(self._asked)))
        lost, behind = self._newer()
        return Plan(
            made_at=self._made_at,
            replaces=self._staged.replaces,
            unread=self._staged.why or None,
            lost=lost,
            behind=behind,
            asked=tuple(self._asked),
            carry_out=lambda: self._staged.put_in_place(self._now),
        )

    def carry_openings(self, secret: Secret) -> None:
        """The owner is told of each time that the unit opened the vault: this time too, by whom it is restored."""
        none: list[unit_key.Opening] = []
        unit_key.add_openings(self._staged.vault, self._staged.read(unit_key.openings, none))
        if secret.is_of_unit(self._staged.vault.ways.unlocked.keyfile):
            unit_key.add_opening(self._staged.vault, self._now)

    def _carry_case(self, case_id: str) -> None:
        rows, newer = self._staged.vault.events(case_id), self._rows_there(case_id)
        if newer and newer[-1].kind == "case_shredded":
            if rows[-1].kind != "case_shredded":
                self._shred_case(rows, newer[-1])
            return
        if rows[-1].kind == "case_shredded":
            return
        if self._holds_more(case_id, rows, newer):
            self._behind.add(case_id)
        try:
            case = self._desk.open_case(case_id)
        except (Refused, Damaged):
            # Whoever can open it some day meets the question.
            self._ask(case_id, None)
        else:
            self._carry_safety(case, rows, newer)
            # The summary follows.
            self._desk.open_case(case_id)

    def _rows_there(self, case_id: str) -> list[EventRow]:
        """The case in the vault that is replaced; empty when it is not there, or cannot be read."""
        try:
            return self._staged.present.events(case_id) if self._staged.present else []
        except Failure:
            return []

    def _holds_more(self, case_id: str, rows: Sequence[EventRow], newer: Sequence[EventRow]) -> bool:
        """Whether the case has something, or may have, that is only in the vault that is replaced."""
        if not newer:
            return case_id in self._cases_there
        return not _same(newer, rows[: len(newer)]) or self._has_newer_drafts(case_id)

    def _has_newer_drafts(self, case_id: str) -> bool:
        """Private notes aside: that none of them is in a backup is told of every restore."""
        try:
            there = self._staged.present.drafts(case_id) if self._staged.present else []
        except Failure:
            return True
        late = [one for one in there if datetime.fromisoformat(one.at) >= self._made_at]
        typed = {(one.form, one.field, one.text) for one in late if one.form.partition("/")[0] not in self._private}
        here = self._staged.vault.drafts(case_id) if typed else []
        return not typed <= {(one.form, one.field, one.text) for one in here}

    def _shred_case(self, rows: Sequence[EventRow], last: EventRow) -> None:
        """It was shredded as a whole after the backup was made, whatever the backup holds of it."""
        act, vault = event_of(last).act, self._staged.vault
        if isinstance(act, a.CaseShredded) and last.payload:
            summary = summary_of_shredded(act, last.at).model_dump_json()
            drafts = [(one.form, one.field) for one in vault.drafts(last.case_id)]
            tombstone = NewEvent(last.kind, last.at, last.payload)
            vault.append(last.case_id, [tombstone], summary, drop_drafts=drafts, shred=[one.seq for one in rows])

    def _carry_safety(self, case: OpenCase, rows: Sequence[EventRow], newer: Sequence[EventRow]) -> None:
        if newer and _same(newer, rows[: len(newer)], whole=True):
            return
        there = self._state_there(case.id) if newer else None
        if there is None:
            # A closed case may have been opened again since.
            self._ask(case.id, case.state)
            return
        carried = [row for row in _after(rows, newer) if row.kind in CARRIED and row.payload is not None]
        then = _with(case, carried)
        if not _same_safety(then, there):
            closing = [row for row in _apart(rows, newer) if _closes(row, there)]
            self._carry(case.id, closing)
            self._ask(case.id, _with(case, closing))
            return
        self._carry(case.id, carried)
        if not _same_sharing(then, there) and not then.anonymous:
            self._append(case.id, a.AnonymousSet(on=True))

    def _carry(self, case_id: str, rows: Sequence[EventRow]) -> None:
        events = [NewEvent(row.kind, row.at, row.payload or "", written(event_of(row).act)) for row in rows]
        if events:
            self._staged.vault.append(case_id, events, "")

    def _ask(self, case_id: str, state: State | None) -> None:
        """It is not known what is missing: F9's question stands open, and no consent counts until the user says so."""
        self._append(case_id, a.AlarmAsked(by="restored"))
        if state and state.consents and not state.anonymous:
            self._append(case_id, a.AnonymousSet(on=True))
        named = state.subject.call_name if state and state.subject else text("restore.unnamed")
        self._asked.append(f"«{named}»")

    def _append(self, case_id: str, act: a.AlarmAsked | a.AnonymousSet) -> None:
        by = self._desk.who() or next(one.by for one in self._events(case_id) if one.by)
        payload = Payload(by=by, act=act).model_dump_json()
        self._staged.vault.append(case_id, [NewEvent(act.kind, self._now.isoformat(), payload)], "")

    def _events(self, case_id: str) -> list[Event]:
        return [event_of(row) for row in self._staged.vault.events(case_id)]

    def _state_there(self, case_id: str) -> State | None:
        try:
            return self._present.open_case(case_id).state if self._present else None
        except Failure:
            return None

    def _newer(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Cases that are only in the vault that is replaced, and those of which it holds more."""
        here, lost, behind = self._staged.vault.cases(), list[str](), list[str]()
        summaries = self._summaries_there()
        for case_id in self._cases_there:
            summary = summaries.get(case_id)
            if summary and summary.shredded:
                continue
            name = f"«{summary.call_name if summary else text('restore.unnamed')}»"
            if case_id not in here:
                lost.append(name + (text("restore.with_alarm") if summary and summary.alarm != "quiet" else ""))
            elif case_id in self._behind:
                behind.append(name)
        return tuple(lost), tuple(behind)

    def _summaries_there(self) -> dict[str, Summary | None]:
        """They only give the cases their names: where they cannot be read, they have none."""
        try:
            rows = self._staged.present.summaries() if self._staged.present else []
        except Failure:
            return {}
        return {row.case_id: read_summary(row.data) for row in rows}


def _after(rows: Sequence[EventRow], newer: Sequence[EventRow]) -> Sequence[EventRow]:
    """What came after the backup; nothing when these are not the same events to begin with."""
    return newer[len(rows) :] if _same(rows, newer[: len(rows)]) else ()


def _apart(rows: Sequence[EventRow], newer: Sequence[EventRow]) -> Sequence[EventRow]:
    """What is only in the vault that is replaced."""
    alike = sum(1 for _ in takewhile(lambda both: _same(both[:1], both[1:]), zip(rows, newer, strict=False)))
    return newer[alike:]


def _closes(row: EventRow, there: State) -> bool:
    """Whether it can only close more than is closed in the backup, and still stands where it comes from."""
    if row.seq in there.misfiled or row.payload is None:
        return False
    match event_of(row).act:
        case a.AlarmAnswered(answer=answer):
            return answer == there.alarm.raised
        case a.AdviceRecorded(clears=clears):
            return not clears
        case act:
            return isinstance(act, a.ConsentWithdrawn | a.ConsentRefused)


def _same(rows: Sequence[EventRow], others: Sequence[EventRow], *, whole: bool = False) -> bool:
    """`whole`: and neither lacks what an event of the other holds, as a backup lacks what a private note says."""
    one, other = (
        [(row.seq, row.kind, row.at, whole and row.payload is None) for row in each] for each in (rows, others)
    )
    return one == other


def _with(case: OpenCase, carried: Sequence[EventRow]) -> State:
    """The case as it would be with these events too."""
    last = case.state.seq
    more = [event_of(row).model_copy(update={"seq": last + number}) for number, row in enumerate(carried, 1)]
    return replay(case.guide, [*case.events, *more])


def _same_safety(one: State, other: State) -> bool:
    """Whether both close the same: the alarms are alike but for the numbers of events, and so is who they concern.

    A question of meldeplikt that a private note opened is in no backup: what the other still asks, the one must.
    """
    if _unnumbered(one) != _unnumbered(other) or (other.duty_open and not one.duty_open):
        return False
    quiet = one.alarm == other.alarm == Alarm()
    return quiet or (one.guardians, one.knows) == (other.guardians, other.knows)


def _unnumbered(state: State) -> tuple[object, ...]:
    alarm = state.alarm
    calls = [(one.act, one.seq > alarm.since) for one in alarm.calls]
    advice = [(one.act, one.seq > alarm.since) for one in alarm.advice]
    return replace(alarm, since=0, calls=(), advice=()), calls, advice


def _same_sharing(one: State, other: State) -> bool:
    """Whether the same consents stand in both (P6)."""
    record, theirs = (
        [(line.giver, line.services, line.answer, line.until) for line in x.consents] for x in (one, other)
    )
    return record == theirs and one.anonymous == other.anonymous
