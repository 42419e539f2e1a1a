"""What the vault does with its tables. Runs on the writer thread; knows no locks and no key file."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple, TypeVar

import sqlalchemy
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col, select

from bekymring_tui import errors
from bekymring_tui.texts import text
from bekymring_tui.vault import appending, chain, indexes, log_index, tally
from bekymring_tui.vault.engine import is_cut, open_engine
from bekymring_tui.vault.head import Head, HeadFile
from bekymring_tui.vault.migrations import MIGRATIONS, schema_version, upgrade
from bekymring_tui.vault.places import Places
from bekymring_tui.vault.rows import DraftRow, EventRow, NewEvent, SummaryRow, storable
from bekymring_tui.vault.tables import Content, Draft, Event, Loose, Meta, Pinned, Setting, Summary

L = TypeVar("L", bound=Loose)


class _Stored(NamedTuple):
    """An event and, unless shredded, its content."""

    seq: int
    case_id: str
    kind: str
    at: str
    commitment: str
    shredded: bool
    payload: str | None
    salt: str | None


# Columns, not objects, and many at a time: several times as fast, and the whole chain is read so at every opening.
_AT_A_TIME = 1000
_CHAIN = sqlalchemy.select(*(getattr(Event, name) for name in chain.Link._fields)).order_by(col(Event.seq))
_EVENTS = (
    sqlalchemy.select(*(getattr(Content if name in ("payload", "salt") else Event, name) for name in _Stored._fields))
    .join_from(Event, Content, col(Content.seq) == col(Event.seq), isouter=True)
    .order_by(col(Event.seq))
)
_SUMMARIES = sqlalchemy.select(*(getattr(Summary, name) for name in (*Summary.summed(), "checksum")))


class Database:
    """An open, checked database. The chain is verified once, here; every content when it is read."""

    def __init__(self, places: Places, key: bytes, salt: bytes) -> None:
        self._places = places
        self._engine = open_engine(places.database, key, salt)
        try:
            if is_cut(self._engine, places.database):
                raise self._damaged("vault.database_cut", size=places.database.stat().st_size)
            self._check_schema()
            renewed = (text("vault.index_renewed", path=places.database),) if indexes.mend(self._engine) else ()
            self._head_file = HeadFile(places, key)
            self._seqs: dict[str, list[int]] = defaultdict(list)
            self._head = self._verified_head(self._head_file.read())
            self.notices = (*renewed, *self._written_head())
        except BaseException:
            self.close()
            raise

    @property
    def engine(self) -> Engine:
        """For what works on the database as a whole."""
        return self._engine

    @property
    def head(self) -> Head:
        """The end of the chain."""
        return self._head

    def close(self) -> None:
        """It opens again when it is used."""
        self._engine.dispose()

    def write_head(self, also: HeadFile | None = None) -> None:
        """`also`: of the key that the database is about to get. Raises Unwritable."""
        self._head_file.write(self._head, also)

    def append(
        self,
        case_id: str,
        events: Sequence[NewEvent],
        summary: str,
        drop_drafts: Sequence[tuple[str, str]],
        shred: Sequence[int],
        unindex: Sequence[int],
    ) -> list[EventRow]:
        if unknown := [seq for seq in shred if not 1 <= seq <= self._head.seq]:
            raise LookupError(f"no such events: {unknown}")
        entries = appending.chained(self._head, case_id, events)
        seqs = self._seqs.get(case_id, []) + [entry.link.seq for entry in entries]
        words = {entry.link.seq: entry.words for entry in entries if entry.words}

        def write(index: Callable[[Session], None]) -> None:
            with Session(self._engine) as session, session.begin():
                appending.write(session, entries, _summary(case_id, seqs, summary), shred)
                appending.delete_drafts(session, case_id, drop_drafts)
                index(session)

        try:
            write(lambda session: log_index.change(session, words, [*shred, *unindex]))
        except DatabaseError:
            if not words or shred or unindex:
                raise
            # Where only the index is damaged, what was written is kept all the same, and waits to be indexed.
            write(lambda session: log_index.wait(session, list(words)))
        if entries:
            self._seqs[case_id] = seqs
            self._head = Head(entries[-1].link.seq, entries[-1].link.digest)
            self._written_head()
        return [EventRow(entry.link.seq, case_id, entry.link.kind, entry.link.at, entry.payload) for entry in entries]

    def events(self, case_id: str) -> list[EventRow]:
        with Session(self._engine) as session:
            rows = session.connection().execute(_EVENTS.where(col(Event.case_id) == case_id))
            found = [self._checked(_Stored(*row)) for row in rows]
        if [row.seq for row in found] != self._seqs.get(case_id, []):
            raise self._damaged("vault.events_missing")
        return found

    def find_in_logs(self, query: str, most: int) -> list[EventRow]:
        with Session(self._engine) as session:
            seqs = log_index.find(session, query, most)
        return self._readable(seqs)

    def unindexed(self, most: int) -> list[EventRow]:
        with Session(self._engine) as session:
            seqs = log_index.waiting(session, most)
        return self._readable(seqs)

    def index(self, words: Mapping[int, str], drop: Sequence[int]) -> None:
        with Session(self._engine) as session, session.begin():
            log_index.change(session, words, drop)

    def _readable(self, seqs: Sequence[int]) -> list[EventRow]:
        """Those of these events that are whole, in the order given. Damage is named where its own case is opened."""
        try:
            with Session(self._engine) as session:
                rows = session.connection().execute(_EVENTS.where(col(Event.seq).in_(seqs))).all()
        except DatabaseError:
            # A damaged page: what stands on the others is found by halves.
            half = len(seqs) // 2
            return [*self._readable(seqs[:half]), *self._readable(seqs[half:])] if half else []
        found = {}
        for row in rows:
            with contextlib.suppress(errors.Damaged):
                found[row.seq] = self._checked(_Stored(*row))
        return [found[seq] for seq in seqs if seq in found]

    def cases(self) -> dict[str, int]:
        return {case_id: seqs[-1] for case_id, seqs in self._seqs.items()}

    def summaries(self, case_ids: Collection[str] | None) -> list[SummaryRow]:
        wanted = _SUMMARIES if case_ids is None else _SUMMARIES.where(col(Summary.case_id).in_(case_ids))
        with Session(self._engine) as session:
            rows = session.connection().execute(wanted).all()
        return [SummaryRow(*row[:-1]) for row in rows if Summary.sum_of(*row[:-1]) == row.checksum]

    def rebuild_summary(self, case_id: str, summary: str) -> None:
        with Session(self._engine) as session, session.begin():
            session.merge(_summary(case_id, self._seqs.get(case_id, []), summary))

    def save_drafts(self, rows: Sequence[DraftRow]) -> None:
        with Session(self._engine) as session, session.begin():
            for row in {(row.case_id, row.form, row.field): row for row in rows}.values():
                new = Draft(case_id=row.case_id, form=row.form, field=row.field, text=storable(row.text), at=row.at)
                old = session.get(Draft, (row.case_id, row.form, row.field))
                tally.change(session, tally.of_drafts(row.case_id), *_sums(old, new.sealed()))
                session.merge(new)

    def drafts(self, case_id: str) -> list[DraftRow]:
        statement = select(Draft).where(Draft.case_id == case_id).order_by(Draft.form, Draft.field)
        with Session(self._engine) as session:
            found = [self._whole(row) for row in session.exec(statement)]
            return [DraftRow(row.case_id, row.form, row.field, row.text, row.at) for row in found]

    def draft_cases(self) -> set[str]:
        with Session(self._engine) as session:
            return set(session.exec(select(Draft.case_id).distinct()))

    def drop_drafts(self, case_id: str, keys: Sequence[tuple[str, str]]) -> None:
        with Session(self._engine) as session, session.begin():
            appending.delete_drafts(session, case_id, keys)

    def pin(self, digest: str, content: str) -> None:
        with Session(self._engine) as session, session.begin():
            if session.get(Pinned, digest) is None:
                session.add(Pinned(digest=digest, text=content).sealed())

    def pinned(self, digest: str) -> str | None:
        with Session(self._engine) as session:
            found = session.get(Pinned, digest)
            return self._whole(found).text if found else None

    def all_pinned(self) -> list[str]:
        with Session(self._engine) as session:
            return [self._whole(row).text for row in session.exec(select(Pinned))]

    def put_setting(self, key: str, value: str) -> None:
        new = Setting(key=key, value=storable(value)).sealed()
        with Session(self._engine) as session, session.begin():
            tally.change(session, tally.SETTINGS, *_sums(session.get(Setting, key), new))
            session.merge(new)

    def setting(self, key: str) -> str | None:
        with Session(self._engine) as session:
            found = session.get(Setting, key)
            return self._whole(found).value if found else None

    def _check_schema(self) -> None:
        version = schema_version(self._engine)
        if not version:
            raise self._damaged("vault.not_a_vault")
        if version > len(MIGRATIONS):
            raise errors.Newer(text("vault.newer", path=self._places.database))
        upgrade(self._engine, version, self._places)

    def older(self) -> set[str]:
        """Scopes of `tally` whose rows are not those last saved, until `settle`."""
        with self._engine.connect() as connection:
            return tally.unlike(connection)

    def settle(self) -> None:
        with self._engine.begin() as connection:
            tally.settle(connection)

    def _verified_head(self, stored: Head) -> Head:
        """The end of the chain, every link checked. The stored head must be on the way."""
        with Session(self._engine) as session:
            vault_id = session.exec(select(Meta.value).where(Meta.key == "vault")).one()
            head = Head(0, chain.genesis(vault_id))
            known = head == stored
            for row in session.connection().execute(_CHAIN).yield_per(_AT_A_TIME):
                link = chain.Link(*row)
                if not chain.follows(link, head.seq + 1, head.digest):
                    raise self._damaged("vault.chain_broken", seq=head.seq + 1)
                head = Head(link.seq, link.digest)
                known = known or head == stored
                self._seqs[link.case_id].append(link.seq)
        if not known:
            raise self._damaged("vault.head_not_in_chain", name=self._places.database.name, head=self._places.head.name)
        return head

    def _written_head(self) -> tuple[str, ...]:
        """Bring the head file up to date; what to tell the user when that fails.

        The commit stands all the same, and a head that is behind is in the chain. The next event or opening tries anew.
        """
        try:
            self._head_file.write(self._head)
        except errors.Unwritable as failure:
            return (str(failure),)
        return ()

    def _checked(self, row: _Stored) -> EventRow:
        """The event. Content that is gone must have been shredded, and what is there must be the one chained."""
        if row.shredded is not (row.payload is None):
            raise self._damaged("vault.content_missing", seq=row.seq)
        if row.payload is not None and chain.commitment(row.salt or "", row.payload) != row.commitment:
            raise self._damaged("vault.content_changed", seq=row.seq)
        return EventRow(row.seq, row.case_id, row.kind, row.at, row.payload)

    def _whole(self, row: L) -> L:
        if not row.is_whole():
            raise self._damaged("vault.text_changed")
        return row

    def _damaged(self, said: str, **values: object) -> errors.Damaged:
        return errors.Damaged(text(said, path=self._places.database, folder=self._places.folder, **values))


def _summary(case_id: str, seqs: Sequence[int], data: str) -> Summary:
    return Summary(case_id=case_id, seq=seqs[-1] if seqs else 0, data=storable(data)).sealed()


def _sums(*rows: Loose | None) -> list[str]:
    return [row.checksum for row in rows if row]
