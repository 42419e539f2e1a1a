"""The open vault as a worker uses it: who they are, the list of cases, opening one."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from secrets import token_hex

from bekymring_tui.case.acts import PAYLOAD, AlarmAnswered, AlarmMoved, CaseShredded, Event, Logged, Misfiled, Opened
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.people import Guardian, Subject, Worker
from bekymring_tui.case.summary import Summary, read_summary, summary_of_shredded, summary_of_unread
from bekymring_tui.checked import checked
from bekymring_tui.clock import local_now
from bekymring_tui.desk import restored
from bekymring_tui.desk.editions import Editions
from bekymring_tui.desk.open_case import OpenCase, Refused
from bekymring_tui.errors import Damaged, Failure
from bekymring_tui.texts import text
from bekymring_tui.vault import unit_key
from bekymring_tui.vault.rows import EventRow
from bekymring_tui.vault.store import Vault

_WHO = "who"
_PLACE = "place"
_CODE = "recovery_code"
_REKEYING = "rekeying"
"""The salt of the database before a rekey, until its end was told."""


def event_of(row: EventRow) -> Event:
    """A stored row as an event; content that was shredded leaves only its kind. Raises Damaged."""
    stored = row.payload
    if stored is None:
        return Event(seq=row.seq, at=row.at, kind=row.kind, by=None, act=None)
    payload = checked(lambda: PAYLOAD.validate_json(stored))
    if payload is None:
        raise Damaged(text("desk.event_unread", seq=row.seq))
    return Event(seq=row.seq, at=row.at, kind=row.kind, by=payload.by, act=payload.act)


def _shredded(events: list[Event]) -> CaseShredded | None:
    """What is left of a case that was shredded as a whole: its last event."""
    last = events[-1].act if events else None
    return last if isinstance(last, CaseShredded) else None


class Desk:
    """One open vault. Not for two threads at once; the vault's own thread does the writing."""

    def __init__(self, vault: Vault, now: Callable[[], datetime] = local_now) -> None:
        self.vault = vault
        self.now = now
        self.editions = Editions(vault)
        self._deputy: Worker | None = None
        """Who works here by the unit's key. The vault keeps its owner."""

    def who(self) -> Worker | None:
        """The user of this vault, once asked. Whoever opened by the unit's key is asked each time."""
        if not self.vault.ways.may_change:
            return self._deputy
        found = self._kept(_WHO)
        return checked(lambda: Worker.model_validate_json(found)) if found else None

    def _kept(self, key: str) -> str | None:
        """A setting. A damaged one counts as not there: it is asked for anew, and `vault check` tells of it."""
        try:
            return self.vault.setting(key)
        except Damaged:
            return None

    def set_who(self, worker: Worker) -> None:
        if not self.vault.ways.may_change:
            self._deputy = worker
            return
        self.vault.put_setting(_WHO, worker.model_dump_json())

    def notices(self) -> tuple[str, ...]:
        """What the user should know of the opening."""
        papers = self._which_papers() if self.vault.ways.may_change else ()
        return (*self.vault.notices, *restored.to_tell(self.vault), *papers)

    def notices_told(self) -> None:
        """The owner knows of a restore, of the unit's openings and which papers count; a deputy settles none of it.

        Raises nothing.
        """
        if not self.vault.ways.may_change:
            return
        with contextlib.suppress(Failure):
            restored.mark_told(self.vault)
        with contextlib.suppress(Failure):
            unit_key.mark_told(self.vault)
            if self.vault.setting(_REKEYING):
                self.vault.put_setting(_REKEYING, "")

    def place(self) -> dict[str, str]:
        """Where the user was when the program was left: page, case, form, field. Empty at first."""
        found = self._kept(_PLACE)
        return json.loads(found) if found else {}

    def set_place(self, **place: str) -> None:
        self.vault.put_setting(_PLACE, json.dumps(place))

    def code_to_write_down(self) -> str:
        """The recovery code, kept until it is written down; then, and once it opens nothing any more, empty.

        The unit never sees it: it is the owner's way in.
        """
        ways, kept = self.vault.ways, self._kept(_CODE)
        return kept if kept and ways.may_change and ways.is_code(kept) else ""

    def keep_code(self, code: str) -> None:
        """Empty: it is written down."""
        self.vault.put_setting(_CODE, code)

    def renew_code(self, code: str) -> None:
        """From now on only this recovery code opens. It is written down already. Raises Unwritable."""
        self.vault.ways.replace_code(code)
        self.keep_code("")

    def rekey(self, passphrase: str, code: str, unit_code: str) -> tuple[str, ...]:
        """A new key, as `Vault.rekey`. Both codes are written down already.

        Which papers count is told once more at the next opening, unless `notices_told` before that.
        """
        self.vault.put_setting(_REKEYING, self.vault.ways.unlocked.keyfile.database_salt.hex())
        told = self.vault.rekey(passphrase, code, unit_code)
        self.keep_code("")
        return told

    def _which_papers(self) -> tuple[str, ...]:
        """After a rekey that was cut short, or whose end nobody saw."""
        before = self._kept(_REKEYING)
        if not before:
            return ()
        same = before == self.vault.ways.unlocked.keyfile.database_salt.hex()
        return (text("rekey.old_papers" if same else "rekey.new_papers"),)

    def cases(self) -> list[tuple[str, Summary]]:
        """Id and summary of every case that can be opened, the last changed first."""
        return [one for one in self.all_cases() if not one[1].shredded]

    def shredded(self) -> list[tuple[str, Summary]]:
        """What is left of those that are gone, the last first."""
        return [one for one in self.all_cases() if one[1].shredded]

    def call_names(self, case_ids: Collection[str]) -> dict[str, str]:
        """What these cases are called."""
        return {case_id: summary.call_name for case_id, summary in self._true_summaries(case_ids)}

    def all_cases(self) -> list[tuple[str, Summary]]:
        """Both, read at once."""
        return sorted(self._true_summaries(), key=lambda row: row[1].changed, reverse=True)

    def _true_summaries(self, case_ids: Collection[str] | None = None) -> Iterator[tuple[str, Summary]]:
        """Id and summary of these cases, or of all; made anew where the stored one is behind the events."""
        last = self.vault.cases()
        stored = {one.case_id: one for one in self.vault.summaries(case_ids)}
        for case_id in last if case_ids is None else case_ids:
            row = stored.get(case_id)
            summary = read_summary(row.data) if row and row.seq >= last[case_id] else None
            yield case_id, summary or self._mended(case_id)

    def _mended(self, case_id: str) -> Summary:
        """Made anew, and kept where the disk takes it: a new version of the program may need it of every case.

        Of a case that cannot be read, one that says so, for this time: the others stand in the list all the same.
        """
        try:
            summary = self._summary_of(case_id)
        except (Damaged, Refused):
            return summary_of_unread(self.now().isoformat())
        with contextlib.suppress(Failure):
            self.vault.rebuild_summary(case_id, summary.model_dump_json())
        return summary

    def _summary_of(self, case_id: str) -> Summary:
        events = self._events(case_id)
        gone = _shredded(events)
        return summary_of_shredded(gone, events[-1].at) if gone else self._replayed(case_id, events).summary()

    def new_case(
        self,
        flow: str,
        service: str,
        entry: str,
        subject: Subject,
        guardians: list[Guardian] | None = None,
        group: str | None = None,
    ) -> OpenCase:
        """Open a new case on an entry of a procedure that holds. Raises Refused with the reason."""
        if not self.editions.own.may_lead(flow):
            raise Refused("refusal.own_flow", name=flow)
        edition = self.editions.newest(flow)
        opened = Opened(
            flow=flow,
            route_hash=edition.procedure.route_hash,
            text_hash=edition.procedure.text_hash,
            forms_hash=edition.forms_hash,
            service=service,
            group=group,
            entry=entry,
            subject=subject,
            guardians=guardians or [],
        )
        case = OpenCase(self, token_hex(8), Guide(edition.procedure, service, group, edition.forms), [])
        case.take(opened)
        return case

    def open_case(self, case_id: str) -> OpenCase:
        """An existing case, replayed. Its summary is mended when it disagrees with the events."""
        events = self._events(case_id)
        if _shredded(events):
            raise Refused("refusal.case_shredded")
        case = self._replayed(case_id, events)
        case.mend_summary()
        return case

    def _events(self, case_id: str) -> list[Event]:
        return [event_of(row) for row in self.vault.events(case_id)]

    def _replayed(self, case_id: str, events: list[Event]) -> OpenCase:
        guide = self.editions.guide(events)
        if guide is None:
            raise Refused("refusal.no_case")
        return OpenCase(self, case_id, guide, events)

    def move_alarm(self, case: OpenCase, to: OpenCase, reason: str) -> None:
        """«Feil sak»: the alarm stands in the right case before it leaves the wrong one."""
        alarm = case.state.alarm
        if alarm.raised is None:
            raise Refused("refusal.no_alarm")
        if case.id == to.id:
            raise Refused("refusal.same_case", ask="to")
        if not reason.strip():
            raise Refused("refusal.reason", ask="reason")
        to.take(AlarmAnswered(answer=alarm.raised, suspected=alarm.suspected, moved_from=case.id))
        case.take(AlarmMoved(to=to.id, reason=reason))

    def move_log_entry(self, case: OpenCase, seq: int, to: OpenCase, reason: str) -> None:
        """«Feilført» in the log: written in the right case first, then marked in the wrong one."""
        entry = next((one for one in case.state.log if one.seq == seq), None)
        if entry is None:
            raise Refused("refusal.not_misfilable")
        if case.id == to.id:
            raise Refused("refusal.same_case", ask="to")
        if not reason.strip():
            raise Refused("refusal.reason", ask="reason")
        to.take(Logged(aspect=entry.aspect, text=entry.text, observed=entry.observed, moved_from=case.id))
        case.take(Misfiled(seq=seq, reason=reason, moved_to=to.id))
