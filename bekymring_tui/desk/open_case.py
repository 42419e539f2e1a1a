"""One open case: its events, its state, what is being typed. Every act on every road passes `take`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bekymring_tui.case.acts import Act, CaseShredded, Event, FormSaved, NoteShredded, Payload, WentOver
from bekymring_tui.case.changes import told_changes
from bekymring_tui.case.due import Due, due_dates
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.people import Worker
from bekymring_tui.case.refusal import Refusal
from bekymring_tui.case.replay import advance, replay
from bekymring_tui.case.rules import accept
from bekymring_tui.case.state import Position, State
from bekymring_tui.case.summary import Summary, read_summary, summarise, summary_of_shredded
from bekymring_tui.case.view import StepView, step_view
from bekymring_tui.case.written import passed_over, written
from bekymring_tui.errors import Failure
from bekymring_tui.texts import text
from bekymring_tui.vault.rows import DraftRow, NewEvent

if TYPE_CHECKING:
    from bekymring_tui.desk.desk import Desk


class Refused(Failure):
    """The rules did not take the act. `ask` names the field that is missing or wrong, when there is one."""

    def __init__(self, reason: str, ask: str | None = None, **values: object) -> None:
        super().__init__(text(reason, **values))
        self.reason = reason
        self.ask = ask


class OpenCase:
    """A case being worked on. `state` is always what its stored events give."""

    def __init__(self, desk: Desk, case_id: str, guide: Guide, events: list[Event]) -> None:
        self.desk = desk
        self.id = case_id
        self.guide = guide
        self.events = events
        self.state: State = replay(guide, events)

    def take(self, act: Act) -> State:
        """Propose an act. Stored when this returns; raises Refused with the reason, or what the vault raises."""
        by = self.desk.who()
        if by is None:
            raise Refused("refusal.no_worker")
        now = self.desk.now()
        guide = self.desk.editions.after(self.guide, act) if isinstance(act, WentOver) else self.guide
        answer = accept(guide, self.state, act, now)
        if isinstance(answer, Refusal):
            raise Refused(answer.reason, answer.ask, **answer.values)
        if isinstance(act, FormSaved) and guide.forms[act.form].private:
            self._keep_words(act, now.isoformat())
        self._store(guide, answer, by, now.isoformat())
        return self.state

    def _keep_words(self, act: FormSaved, at: str) -> None:
        """What a private note says stays where it is typed, in no event (P5)."""
        key = draft_key(act.form, act.instance)
        there = {one.field: one.text for one in self.desk.vault.drafts(self.id) if one.form == key}
        changed = {name: words for name, words in act.answers.items() if there.get(name) != words}
        if changed:
            self.desk.vault.save_drafts([DraftRow(self.id, key, name, words, at) for name, words in changed.items()])

    def newer(self) -> Guide | None:
        """The guide by a newer edition of the procedure, which the case can go over to."""
        return None if self.state.closed else self.desk.editions.newer(self.guide)

    def asks_edition(self) -> bool:
        """Whether the user is to be asked about a newer edition now: once, when their own way in it is another."""
        newer = None if self.state.alarm.pending else self.newer()
        if newer is None or newer.procedure.route_hash == self.state.kept_from:
            return False
        return bool(told_changes(newer, self.state))

    def going_over(self, landed: Mapping[str, str]) -> WentOver:
        """The act by which the case goes over to the newest edition, which is kept in the vault from now on."""
        edition = self.desk.editions.newest(self.guide.flow.id)
        return WentOver(
            route_hash=edition.procedure.route_hash,
            text_hash=edition.procedure.text_hash,
            forms_hash=edition.forms_hash,
            landed=dict(landed),
        )

    def _store(self, guide: Guide, acts: tuple[Act, ...], by: Worker, at: str) -> None:
        """Events and summary in one transaction; the state moves only when they are on the disk."""
        last = self.state.seq
        events, state = list(self.events), self.state
        for number, act in enumerate(acts, 1):
            event = Event(seq=last + number, at=at, kind=act.kind, by=by, act=act)
            events.append(event)
            state = advance(guide, events, state, event)
        rows = [NewEvent(one.kind, at, Payload(by=by, act=one).model_dump_json(), written(one)) for one in acts]
        drafts, shred = self._gone_with(acts)
        gone = next((one for one in acts if isinstance(one, CaseShredded)), None)
        summary = (summary_of_shredded(gone, at) if gone else summarise(guide, state)).model_dump_json()
        stored = self.desk.vault.append(
            self.id, rows, summary, drop_drafts=drafts, shred=shred, unindex=passed_over(acts)
        )
        self.events += [
            Event(seq=row.seq, at=at, kind=act.kind, by=by, act=act) for row, act in zip(stored, acts, strict=True)
        ]
        self.guide = guide
        self.state = state if self.events[-1].seq == events[-1].seq else replay(guide, self.events)

    def _gone_with(self, acts: tuple[Act, ...]) -> tuple[list[tuple[str, str]], list[int]]:
        """The drafts that a saved form, a shredded note or case takes with it, and the events whose content goes."""
        if any(isinstance(one, CaseShredded) for one in acts):
            return [(one.form, one.field) for one in self.desk.vault.drafts(self.id)], [one.seq for one in self.events]
        gone = [one for one in acts if isinstance(one, FormSaved | NoteShredded)]
        keys = {draft_key(one.form, one.instance) for one in gone}
        drafts = [(one.form, one.field) for one in self.desk.vault.drafts(self.id) if one.form in keys] if keys else []
        notes = [self.state.notes[one.form, one.instance] for one in gone if isinstance(one, NoteShredded)]
        return drafts, [seq for one in notes for seq in one.seqs]

    def summary(self) -> Summary:
        """The case in the list of cases."""
        return summarise(self.guide, self.state)

    def mend_summary(self) -> None:
        """Write the summary anew when the stored one disagrees."""
        fresh = self.summary()
        stored = next(iter(self.desk.vault.summaries([self.id])), None)
        if stored is None or read_summary(stored.data) != fresh:
            self.desk.vault.rebuild_summary(self.id, fresh.model_dump_json())

    def view(self, position: Position) -> StepView:
        return step_view(self.guide, self.state, position, self.desk.now().date())

    def due(self) -> tuple[Due, ...]:
        return due_dates(self.guide, self.state)


def draft_key(form: str, instance: str = "1") -> str:
    """The name a form's drafts are kept under."""
    return f"{form}/{instance}"
