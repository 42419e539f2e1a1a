"""Events on their way into the database: chained to the last one, and written with all that goes with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, delete, update

from bekymring_tui.vault import chain, tally
from bekymring_tui.vault.head import Head
from bekymring_tui.vault.rows import NewEvent, storable
from bekymring_tui.vault.tables import Content, Draft, Event, Summary


class Entry(NamedTuple):
    """An event about to be written. `words`: by which it is found."""

    link: chain.Link
    payload: str
    salt: str
    words: str


def chained(head: Head, case_id: str, events: Sequence[NewEvent]) -> list[Entry]:
    """The events in their places after the head."""
    entries: list[Entry] = []
    seq, previous = head
    for new in events:
        payload, salt = storable(new.payload), chain.new_salt()
        seq += 1
        link = chain.link(seq, previous, case_id, new.kind, new.at, chain.commitment(salt, payload))
        entries.append(Entry(link, payload, salt, new.words))
        previous = link.digest
    return entries


def write(session: Session, entries: Sequence[Entry], summary: Summary, shred: Sequence[int]) -> None:
    """The events, their case's summary in place of the one before, and the contents of `shred` gone."""
    session.add_all([Event(**entry.link._asdict()) for entry in entries])
    session.flush()
    session.add_all([Content(seq=entry.link.seq, payload=entry.payload, salt=entry.salt) for entry in entries])
    session.merge(summary)
    session.exec(delete(Content).where(col(Content.seq).in_(shred)))
    session.exec(update(Event).where(col(Event.seq).in_(shred)).values(shredded=True))


def delete_drafts(session: Session, case_id: str, keys: Sequence[tuple[str, str]]) -> None:
    """`keys` are (form, field)."""
    for form, field in keys:
        draft = session.get(Draft, (case_id, form, field))
        if draft:
            tally.change(session, tally.of_drafts(case_id), draft.checksum)
            session.delete(draft)
