"""What was shredded in the vault, taken out of a copy of it.

An event is known by its digest, not by its number: after a restore a number may stand for another event than before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Engine, bindparam
from sqlmodel import Session, col, delete, select, update

from bekymring_tui.vault import log_index, tally
from bekymring_tui.vault.digests import digest
from bekymring_tui.vault.tables import Content, Draft, Event, Summary


def shredded(engine: Engine, but: Sequence[str]) -> dict[int, str]:
    """Number and digest of every event whose content was shredded; not of these kinds, which no copy ever held."""
    asked = select(Event.seq, Event.digest).where(col(Event.shredded), col(Event.kind).not_in(but))
    with Session(engine) as session:
        return dict(session.exec(asked.order_by(col(Event.seq))).all())


def sum_until(found: Mapping[int, str], last: int) -> str:
    """A sum over those up to this number: whether a copy that ends there lacks them all can be told by it."""
    return digest("shredded", *(one for seq, one in found.items() if seq <= last))


def take_out(engine: Engine, gone: Mapping[int, str]) -> None:
    """Shred these events in a copy, with what was made from them. A case that holds nothing more loses its drafts.

    Summaries are rebuilt, and the log index read anew, from what is left.
    """
    with Session(engine) as session, session.begin():
        digests = set(gone.values())
        there = session.exec(select(Event.seq, Event.case_id, Event.digest).where(~col(Event.shredded)))
        hit = [(seq, case_id) for seq, case_id, one in there if one in digests]
        if hit:
            seqs = [{"gone": seq} for seq, _ in hit]
            session.connection().execute(delete(Content).where(col(Content.seq) == bindparam("gone")), seqs)
            marked = update(Event).where(col(Event.seq) == bindparam("gone")).values(shredded=True)
            session.connection().execute(marked, seqs)
        for case_id in {case_id for _, case_id in hit}:
            _forget(session, case_id)
        log_index.begin_anew(session.connection())
        tally.settle(session.connection())


def _forget(session: Session, case_id: str) -> None:
    session.connection().execute(delete(Summary).where(col(Summary.case_id) == case_id))
    holds = select(Content.seq).join(Event, col(Event.seq) == col(Content.seq)).where(Event.case_id == case_id)
    if session.exec(holds.limit(1)).first() is None:
        session.connection().execute(delete(Draft).where(col(Draft.case_id) == case_id))
