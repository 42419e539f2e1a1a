"""The vault, as the rest of the program sees it.

Importing this loads no database library: that happens at the first opening, or in `preload`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

import filelock

from bekymring_tui import errors
from bekymring_tui.files import private_folder
from bekymring_tui.texts import text
from bekymring_tui.vault import keyfiles, keys, recovery, swap, unit_key
from bekymring_tui.vault.lock import hold
from bekymring_tui.vault.places import Places, exists
from bekymring_tui.vault.rows import DraftRow, EventRow, NewEvent, SummaryRow
from bekymring_tui.vault.status import Status, status
from bekymring_tui.vault.ways import Ways
from bekymring_tui.vault.writer import Writer

if TYPE_CHECKING:
    from bekymring_tui.vault.backup import Backups
    from bekymring_tui.vault.check import Finding
    from bekymring_tui.vault.database import Database

__all__ = ["Status", "Vault", "exists", "preload", "status"]

T = TypeVar("T")


def preload() -> None:
    """Import what an opening needs, about 0.4 s: for a thread after the first paint."""
    from bekymring_tui.vault import creation, database, faults  # noqa: F401


class Vault:
    """An open vault. Every method may be called from any thread, and returns when its change is on the disk.

    Raises Busy, Damaged, Unwritable; Locked once it is closed. `notices` is what the user should know of the opening.
    """

    def __init__(self, places: Places, lock: filelock.BaseFileLock, writer: Writer) -> None:
        self.path = places.folder
        self.notices: tuple[str, ...] = ()
        self._places = places
        self._lock = lock
        self._writer = writer
        self._database: Database | None = None
        self._ways: Ways | None = None
        self._backups: Backups | None = None

    @classmethod
    def create(cls, folder: Path, passphrase: str) -> tuple[Self, str]:
        """A new vault in the folder, open, and its recovery code. Raises Failure where a vault lies already."""
        if not passphrase:
            raise errors.Failure(text("vault.passphrase_empty"))
        places = Places(folder)
        private_folder(folder)
        vault = cls(places, hold(places), Writer())
        try:
            if exists(folder):
                raise errors.Failure(text("vault.exists_here", folder=folder))
            key, salt, code = keys.new_key(), keys.new_salt(), recovery.new_code()
            slots = (keys.passphrase_slot(salt, key, passphrase), keys.recovery_slot(salt, key, code))
            vault._make(keyfiles.Unlocked(key, keys.KeyFile(salt, slots)))
        except BaseException:
            vault.close()
            raise
        return vault, recovery.spell(code)

    @classmethod
    def open(cls, folder: Path, passphrase: str) -> Self:
        """Raises Locked, Busy, Damaged, Unwritable, Newer; Failure where no vault lies."""
        return cls._unlock(folder, lambda keyfile: keyfile.unseal_with_passphrase(passphrase), "vault.wrong_passphrase")

    @classmethod
    def recover(cls, folder: Path, code: str) -> Self:
        """Open by the recovery code or the unit's (`ways.opened_by`). Raises as `open`; Locked also when mistyped."""
        secret = recovery.parse(code)
        return cls._unlock(folder, lambda keyfile: keyfile.unseal_with_code(secret), "vault.wrong_code", secret)

    @classmethod
    def unsealed(cls, folder: Path, unseal: keyfiles.Unseal) -> Self:
        """Open by whatever unseals its key file. Raises as `open`."""
        return cls._unlock(folder, unseal, "vault.wrong_passphrase")

    @classmethod
    def _unlock(cls, folder: Path, unseal: keyfiles.Unseal, wrong: str, code: bytes = b"") -> Self:
        if not exists(folder):
            raise errors.Failure(text("vault.none_here", folder=folder))
        places = Places(folder)
        vault = cls(places, hold(places), Writer())
        try:
            swap.finish(places)
            # The import runs beside the key derivation.
            loading = vault._writer.submit(preload)
            unlocked = keyfiles.unlock(places, unseal)
            if unlocked is None:
                raise errors.Locked(text(wrong, folder=folder))
            loading.result()
            places.tidy()
            vault._open_database(unlocked)
            vault.notices += keyfiles.mend(places, unlocked.keyfile)
            opened_by = unlocked.keyfile.way_of(code) or keys.Way.PASSPHRASE
            vault._ways = Ways(places, vault._writer, unlocked, opened_by)
            vault.notices += unit_key.at_opening(vault, opened_by)
        except BaseException:
            vault.close()
            raise
        return vault

    @property
    def ways(self) -> Ways:
        """What opens this vault, and changing that. Raises Locked once it is closed."""
        if self._ways is None:
            raise errors.Locked(text("vault.closed"))
        return self._ways

    @property
    def backups(self) -> Backups:
        """Its backups, made once, on the writer thread. Raises Locked once it is closed."""
        from bekymring_tui.vault.backup import Backups

        def once(_: Database) -> Backups:
            self._backups = self._backups or Backups(self._places, self._run, lambda: self.ways.unlocked)
            return self._backups

        return self._run(once)

    def append(
        self,
        case_id: str,
        events: Sequence[NewEvent],
        summary: str,
        *,
        drop_drafts: Sequence[tuple[str, str]] = (),
        shred: Sequence[int] = (),
        unindex: Sequence[int] = (),
    ) -> list[EventRow]:
        """Append to the chain, replace the case's summary, drop drafts (form, field), shred what the events of these
        numbers hold, and let no search find those of `unindex`, all in one transaction. The chain stays whole.
        LookupError when there is no such event.
        """
        return self._run(lambda database: database.append(case_id, events, summary, drop_drafts, shred, unindex))

    def events(self, case_id: str) -> list[EventRow]:
        """All of the case's events in order, each content checked against the chain. Raises Damaged."""
        return self._run(lambda database: database.events(case_id))

    def find_in_logs(self, query: str, most: int) -> list[EventRow]:
        """At most so many events where every word of the query begins a word, the newest first. Raises Damaged."""
        return self._run(lambda database: database.find_in_logs(query, most))

    def unindexed(self, most: int) -> list[EventRow]:
        """At most so many events that no search finds until they are handed to `index`, the newest first."""
        return self._run(lambda database: database.unindexed(most))

    def index(self, words: Mapping[int, str], drop: Sequence[int] = ()) -> None:
        """Let events, by number, be found by these words from now on, and those of `drop` by none."""
        self._run(lambda database: database.index(words, drop))

    def cases(self) -> dict[str, int]:
        """Every case in the chain, with the number of its last event: what the summaries are held against."""
        return self._run(lambda database: database.cases())

    def summaries(self, case_ids: Collection[str] | None = None) -> list[SummaryRow]:
        """Of these cases, or of all, whose summary is whole. One that is missing or behind `cases` is to be rebuilt."""
        return self._run(lambda database: database.summaries(case_ids))

    def rebuild_summary(self, case_id: str, summary: str) -> None:
        self._run(lambda database: database.rebuild_summary(case_id, summary))

    def save_drafts(self, rows: Sequence[DraftRow]) -> None:
        """Put each in place of the one with the same case, form and field."""
        self._run(lambda database: database.save_drafts(rows))

    def drafts(self, case_id: str) -> list[DraftRow]:
        return self._run(lambda database: database.drafts(case_id))

    def drop_drafts(self, case_id: str, keys: Sequence[tuple[str, str]]) -> None:
        """`keys` are (form, field)."""
        self._run(lambda database: database.drop_drafts(case_id, keys))

    def pin(self, digest: str, text: str) -> None:
        """Keep a flow or form by its digest. What already stands under a digest stays."""
        self._run(lambda database: database.pin(digest, text))

    def pinned(self, digest: str) -> str | None:
        return self._run(lambda database: database.pinned(digest))

    def all_pinned(self) -> list[str]:
        return self._run(lambda database: database.all_pinned())

    def setting(self, key: str) -> str | None:
        return self._run(lambda database: database.setting(key))

    def put_setting(self, key: str, value: str) -> None:
        self._run(lambda database: database.put_setting(key, value))

    def older(self) -> set[str]:
        """Scopes of `tally` whose rows are not those last saved, until `settle`: an old page came back."""
        return self._run(lambda database: database.older())

    def settle(self) -> None:
        """The user has been told of `older`: from now on the rows count as they stand."""
        self._run(lambda database: database.settle())

    def check(self, step: str) -> list[Finding]:
        """What one step of `check.STEPS` finds wrong with the database."""
        from bekymring_tui.vault import check

        return self._run(lambda database: check.run(step, database, self._places))

    def draft_cases(self) -> set[str]:
        """Ids that drafts are kept under."""
        return self._run(lambda database: database.draft_cases())

    def rekey(self, passphrase: str, code: str, unit_code: str = "") -> tuple[str, ...]:
        """A new key, opened by the passphrase that holds and these fresh codes, and no longer by those before; without
        a code for the unit it has none. What to tell the user. Raises Locked when the passphrase is wrong, and as all
        do: everything is then as it was.
        """
        return self._guarded(lambda: self._rekey(passphrase, code, unit_code))

    def written_at(self) -> str | None:
        """When the newest event was written, ISO 8601 with offset; None in a new vault."""
        from bekymring_tui.vault.last_event import written_at

        return self._run(lambda database: written_at(database.engine))

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Run `work`, which may call the vault, on the writer thread: for a screen, which must not wait."""
        return self._writer.submit(work)

    def close(self) -> None:
        """Wait for what was submitted, close the database, let others in. May be called twice."""
        if self._backups:
            self._backups.stop()
        try:
            self._writer.run(self._close_database)
        except errors.Locked:
            return
        finally:
            self._writer.close()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _make(self, unlocked: keyfiles.Unlocked) -> None:
        from bekymring_tui.vault.creation import make_vault

        self._guarded(lambda: make_vault(self._places, unlocked.keyfile, unlocked.key))
        self._open_database(unlocked)
        self._ways = Ways(self._places, self._writer, unlocked)

    def _open_database(self, unlocked: keyfiles.Unlocked) -> None:
        from bekymring_tui.vault.database import Database

        self._database = self._guarded(lambda: Database(self._places, unlocked.key, unlocked.keyfile.database_salt))
        self.notices = self._database.notices

    def _rekey(self, passphrase: str, code: str, unit_code: str) -> tuple[str, ...]:
        from bekymring_tui.vault.rekey import exchange

        new = self.ways.sealed_anew(passphrase, code, unit_code)
        self._database = exchange(self._places, self._opened(), self.ways.unlocked.keyfile, new)
        self.ways.go_over_to(new)
        return self._database.notices

    def _close_database(self) -> None:
        database, self._database, self._ways = self._database, None, None
        if database:
            database.close()

    def _run(self, work: Callable[[Database], T]) -> T:
        return self._guarded(lambda: work(self._opened()))

    def _opened(self) -> Database:
        if self._database is None:
            raise errors.Locked(text("vault.closed"))
        return self._database

    def _guarded(self, work: Callable[[], T]) -> T:
        """Run on the writer thread, with the database's errors said in our own words."""
        from bekymring_tui.vault.faults import guarded

        return self._writer.run(lambda: guarded(self._places, work))
