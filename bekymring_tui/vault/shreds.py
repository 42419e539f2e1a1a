"""What was shredded in the vault, taken out of a copy of it.

An event is known by its commitment, which a restore and a salvage leave as it is; its number and its digest they do
not. Of a case that was shredded as a whole, a copy may hold what this vault never knew: all of that goes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, bindparam
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, delete, exists, select, update

from bekymring_tui.vault import log_index, tally
from bekymring_tui.vault.digests import digest
from bekymring_tui.vault.tables import Content, Draft, Event, Summary

_LAST_OF_CASE = "case_shredded"
"""The kind of the event that ends a case shredded as a whole. What it holds is all that is left of it, and stays."""


@dataclass(frozen=True)
class Gone:
    """What was shredded. `events`: number and commitment, in order. `cases`: ids of those that went as a whole."""

    events: Mapping[int, str]
    cases: frozenset[str]

    def sum_until(self, last: int) -> str:
        """A sum over all that a copy which ends at this number may hold: whether it lacks that can be told by it."""
        return digest("shredded", *(one for seq, one in self.events.items() if seq <= last), *sorted(self.cases))


def shredded(engine: Engine, but: Sequence[str]) -> Gone:
    """Every event whose content was shredded, but of these kinds, which no copy ever held; and the whole cases."""
    single = select(Event.seq, Event.commitment).where(col(Event.shredded), col(Event.kind).not_in(but))
    later = aliased(Event)
    after = exists().where(col(later.case_id) == col(Event.case_id), col(later.seq) > col(Event.seq))
    whole = select(Event.case_id).where(Event.kind == _LAST_OF_CASE, ~after)
    with Session(engine) as session:
        events = dict(session.exec(single.order_by(col(Event.seq))).all())
        return Gone(events, frozenset(session.exec(whole)))


def take_out(engine: Engine, gone: Gone) -> bool:
    """Shred this in a copy, with what was made from it; whether any of it was there.

    Summaries are rebuilt, and the log index read anew, from what is left.
    """
    with Session(engine) as session, session.begin():
        hit = _held(session, gone)
        if hit:
            seqs = [{"gone": seq} for seq in hit]
            session.connection().execute(delete(Content).where(col(Content.seq) == bindparam("gone")), seqs)
            marked = update(Event).where(col(Event.seq) == bindparam("gone")).values(shredded=True)
            session.connection().execute(marked, seqs)
        drafted = set(session.exec(select(Draft.case_id).distinct())) & gone.cases
        touched = {*hit.values(), *drafted}
        for case_id in touched:
            _forget(session, case_id)
        if touched:
            log_index.begin_anew(session.connection())
            tally.settle(session.connection())
        return bool(touched)


def _held(session: Session, gone: Gone) -> dict[int, str]:
    """Number and case of the events in a copy that hold what is to go."""
    commitments = set(gone.events.values())
    there = select(Event.seq, Event.case_id, Event.kind, Event.commitment).where(~col(Event.shredded))
    return {
        seq: case_id
        for seq, case_id, kind, one in session.exec(there)
        if one in commitments or (case_id in gone.cases and kind != _LAST_OF_CASE)
    }


def _forget(session: Session, case_id: str) -> None:
    """Its summary; and its drafts, when it holds nothing more."""
    session.connection().execute(delete(Summary).where(col(Summary.case_id) == case_id))
    holds = (
        select(Content.seq)
        .join(Event, col(Event.seq) == col(Content.seq))
        .where(Event.case_id == case_id, Event.kind != _LAST_OF_CASE)
    )
    if session.exec(holds.limit(1)).first() is None:
        session.connection().execute(delete(Draft).where(col(Draft.case_id) == case_id))
