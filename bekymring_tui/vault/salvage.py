"""What can still be read of a damaged vault, and a vault of its own made of that. The damaged one is only read.

Nothing is taken that does not prove itself: a page by its MAC, an event by its digest, a content by its event's
commitment, a row outside the chain by its checksum. Where an event's row is lost and its content is not, the content
stands on the MACs of its pages alone; whose it was is told by the index over the cases.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2 as sqlite

from bekymring_tui import errors
from bekymring_tui.files import private_folder, unwritable
from bekymring_tui.texts import text
from bekymring_tui.vault import chain, keyfiles, tally
from bekymring_tui.vault.engine import open_engine
from bekymring_tui.vault.head import Head, HeadFile
from bekymring_tui.vault.keyfiles import Unlocked
from bekymring_tui.vault.lock import is_held
from bekymring_tui.vault.migrations import MIGRATIONS
from bekymring_tui.vault.pages import Pages, Row, Watch
from bekymring_tui.vault.places import Places, is_there, unreadable
from bekymring_tui.vault.tables import Draft, Loose, Pinned, Setting, Summary

L = TypeVar("L", bound=Loose)

UNFINISHED = ".bekymring-{}"
"""A salvaged vault's folder until it is whole, by the name it gets then: what a kill leaves of it can be found."""

_INDEX = "ix_event_case_id"


@dataclass(frozen=True)
class Found:
    """Event number `seq` as far as it can be read; None is not known. `shredded`: the user let its content go.

    `commitment` and `salt` bind the content to the chain.
    """

    seq: int
    case_id: str | None = None
    kind: str | None = None
    at: str | None = None
    payload: str | None = None
    shredded: bool = False
    commitment: str = ""
    salt: str = ""

    @property
    def is_whole(self) -> bool:
        return self.at is not None and (self.shredded or self.payload is not None)


@dataclass
class Readable:
    """What a damaged vault still gives. `broken`: numbers of damaged pages, of `pages` in all.

    `sums`: what the rows outside the chain should add up to, by scope. `disordered`: events that do not follow the one
    before them: something else than damage has been at work. `newest`: the chain ends as the head file says, as far
    as can be told; where it does not, or that file cannot be read, this may be an old copy. `cut`: its end is missing.
    """

    pages: int = 0
    broken: list[int] = field(default_factory=list)
    schema: int = 0
    vault_id: str | None = None
    events: list[Found] = field(default_factory=list)
    disordered: list[int] = field(default_factory=list)
    newest: bool = False
    cut: bool = False
    drafts: list[Draft] = field(default_factory=list)
    summaries: list[Summary] = field(default_factory=list)
    pinned: list[Pinned] = field(default_factory=list)
    settings: list[Setting] = field(default_factory=list)
    sums: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether something was there, and nothing of it can be read."""
        known = any(one.case_id or one.payload for one in self.events)
        return bool(self.broken) and not (known or self.drafts or self.summaries)

    @property
    def is_old(self) -> bool:
        """Whether an older database stands in the place of the newest: whole, and without its last events."""
        ends_early = bool(self.events) and not self.events[-1].case_id
        return not self.broken and not self.cut and (ends_early or not self.newest)

    def unlike(self) -> set[str]:
        """Scopes whose rows are not all there, or not the newest."""
        now = tally.total((one, row.checksum) for one, row in self._summed())
        return {scope for scope, known in self.sums.items() if now.get(scope, tally.NOTHING) != known}

    def _summed(self) -> Iterator[tuple[str, Loose]]:
        yield from ((tally.of_drafts(one.case_id), one) for one in self.drafts)
        yield from ((tally.SETTINGS, one) for one in self.settings)


def unlock(places: Places, unseal: keyfiles.Unseal) -> Unlocked | None:
    """The key by the first key file that unseals and fits a page; None when the secret is wrong. Raises Damaged.

    The beginning of the database, which tells whose key it wants, may be what is damaged.
    """
    if not is_there(places.database):
        raise errors.Damaged(text("vault.database_missing", path=places.database))
    whole = [found for path in (places.key, places.key_copy) if (found := keyfiles.read(path))]
    if not whole:
        # Says which of the two it is, missing or broken.
        keyfiles.candidates(places)
    opened = False
    for keyfile in dict.fromkeys(whole):
        key = unseal(keyfile)
        if key is not None:
            opened = True
            with _pages(places.database, key, keyfile.database_salt) as pages:
                if any(pages.page(number) for number in range(1, pages.count + 1)):
                    return Unlocked(key, keyfile.settled())
    if opened:
        raise errors.Damaged(text("vault.nothing_readable", path=places.database, folder=places.folder))
    return None


def read(places: Places, unlocked: Unlocked, watch: Watch, at_work: Path) -> Readable:
    """Everything that proves itself. `at_work`: a folder to make if need be, and remove.

    Raises Busy, Unwritable when it cannot be read, Newer.
    """
    if is_held(places):
        raise errors.Busy(text("vault.busy", folder=places.folder))
    with (
        _settled(places, unlocked, at_work) as database,
        _pages(database, unlocked.key, unlocked.keyfile.database_salt) as pages,
    ):
        found = _Reading(pages, _head(places, unlocked.key)).all(watch)
    if found.schema > len(MIGRATIONS):
        raise errors.Newer(text("vault.newer", path=places.database))
    return found


class _Reading:
    """One run over the pages: rows by what they prove to be, then the chain from them."""

    def __init__(self, pages: Pages, head: Head | None) -> None:
        self._pages = pages
        self._head = head
        self._found = Readable(pages=pages.count)
        self._links: dict[int, chain.Link] = {}
        self._shredded: set[int] = set()
        self._contents: dict[int, tuple[str, str]] = {}
        """Payload and salt."""
        self._drafts: dict[tuple[str, str, str], Draft] = {}
        self._index_root = 0

    def all(self, watch: Watch) -> Readable:
        for row in self._pages.rows(watch, self._found.broken):
            self._take(row)
        found = self._found
        found.drafts = list(self._drafts.values())
        owners = dict(self._owners())
        last = max([self._head.seq if self._head else 0, *self._links, *self._contents, *owners])
        found.events = [self._event(seq, owners.get(seq)) for seq in range(1, last + 1)]
        head = self._head
        found.newest = head is not None and (head.seq not in self._links or head.digest == self._before(head.seq + 1))
        found.cut = self._pages.count < self._pages.claimed
        found.disordered = [
            seq for seq, link in self._links.items()
            if (before := self._before(seq)) is not None and link.previous != before
        ]  # fmt: skip
        return found

    def _owners(self) -> Iterator[tuple[int, str]]:
        """Whose each event is, by the index, which lies on other pages than the events."""
        for entry in self._pages.index(self._index_root):
            match entry:
                case [str(case_id), int(seq)]:
                    yield seq, case_id

    def _before(self, seq: int) -> str | None:
        if seq == 1:
            return chain.genesis(self._found.vault_id) if self._found.vault_id else None
        return self._links[seq - 1].digest if seq - 1 in self._links else None

    def _event(self, seq: int, owner: str | None) -> Found:
        link = self._links.get(seq)
        payload, salt = self._contents.get(seq, (None, ""))
        if link is None:
            return Found(seq, owner, payload=payload, salt=salt)
        known = Found(seq, link.case_id, link.kind, link.at, commitment=link.commitment)
        if seq in self._shredded:
            return replace(known, shredded=True)
        if payload is None or chain.commitment(salt, payload) != link.commitment:
            return known
        return replace(known, payload=payload, salt=salt)

    def _take(self, row: Row) -> None:
        match row.values:
            case [None, str(), str(), str(), str(), str(), str(), int(shredded)]:
                link = chain.Link(row.rowid, *row.values[1:7])  # type: ignore[arg-type]
                if chain.follows(link, row.rowid, link.previous):
                    self._links[row.rowid] = link
                    self._shredded |= {row.rowid} if shredded else set()
            case [None, str(payload), str(salt)]:
                self._contents[row.rowid] = payload, salt
            case ["index", str(name), "event", int(root), _] if name == _INDEX:
                self._index_root = root
            case [str(), *_]:
                self._take_loose(row)

    def _take_loose(self, row: Row) -> None:
        found = self._found
        match row.values:
            case [str(case_id), str(form), str(name), str(words), str(at), str(checksum)]:
                draft = Draft(case_id=case_id, form=form, field=name, text=words, at=at, checksum=checksum)
                before = self._drafts.get((case_id, form, name))
                if draft.is_whole() and (before is None or before.at < at):
                    self._drafts[case_id, form, name] = draft
            case [str(case_id), int(seq), str(data), str(checksum)]:
                _keep(found.summaries, Summary(case_id=case_id, seq=seq, data=data, checksum=checksum))
            case [str(key), str(value), str(checksum)]:
                _keep(found.pinned, Pinned(digest=key, text=value, checksum=checksum))
                _keep(found.settings, Setting(key=key, value=value, checksum=checksum))
            case ["vault", str(value)]:
                found.vault_id = value
            case ["schema", str(value)] if value.isdecimal():
                found.schema = int(value)
            case [str(scope), str(known)] if scope == tally.SETTINGS or scope.startswith(tally.of_drafts("")):
                found.sums[scope] = known


def _keep(rows: list[L], row: L) -> None:
    if row.is_whole():
        rows.append(row)


@contextmanager
def _pages(path: Path, key: bytes, salt: bytes) -> Iterator[Pages]:
    try:
        pages = Pages(path, key, salt)
        try:
            yield pages
        finally:
            pages.close()
    except OSError as error:
        raise unreadable(path, error) from error


@contextmanager
def _settled(places: Places, unlocked: Unlocked, at_work: Path) -> Iterator[Path]:
    """The database. Where a change was cut short, a copy in which SQLite has undone it, as far as it can."""
    if not is_there(places.journal) or not places.journal.stat().st_size:
        yield places.database
        return
    copy = Places(at_work)
    private_folder(at_work)
    try:
        try:
            shutil.copyfile(places.database, copy.database)
            shutil.copyfile(places.journal, copy.journal)
        except OSError as error:
            raise unwritable(at_work, error) from error
        engine = open_engine(copy.database, unlocked.key, unlocked.keyfile.database_salt)
        with suppress(SQLAlchemyError, sqlite.Error), engine.connect():
            pass
        engine.dispose()
        yield copy.database
    finally:
        shutil.rmtree(at_work, ignore_errors=True)


def _head(places: Places, key: bytes) -> Head | None:
    try:
        return HeadFile(places, key).read()
    except (errors.Damaged, errors.Unwritable):
        return None
