"""The backups of an open vault: taking one, which there are, keeping no more than is needed, shredding in them."""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from bekymring_tui import errors
from bekymring_tui.files import move_into_place, private_folder, unwritable
from bekymring_tui.texts import text
from bekymring_tui.vault import backup_file, keyfiles, shreds
from bekymring_tui.vault.backup_file import ENDING, Facts, GoOn, Header
from bekymring_tui.vault.copying import LeftOut, copy_into
from bekymring_tui.vault.database import Database
from bekymring_tui.vault.engine import is_whole
from bekymring_tui.vault.facts import facts_of, vault_id
from bekymring_tui.vault.faults import guarded
from bekymring_tui.vault.head import Head, HeadFile
from bekymring_tui.vault.keyfiles import Unlocked
from bekymring_tui.vault.places import Places, unreadable
from bekymring_tui.vault.rolling import Made, kept
from bekymring_tui.vault.shreds import Gone

T = TypeVar("T")


class Run(Protocol):
    """Does work with the open database, on the thread that owns it."""

    def __call__(self, work: Callable[[Database], T]) -> T: ...


_MARK = 4
"""Signs of the vault's id in a file name: whose backup it is, where several keep theirs in one folder."""


class Stopped(Exception):
    """The vault was closed, or whoever asked does not wait any longer. Nothing is left behind."""


@dataclass(frozen=True)
class Backup:
    """A backup that lies there. `size` in bytes."""

    path: Path
    size: int
    header: Header

    @property
    def made(self) -> Made:
        return Made(self.header.number, self.header.at, self.size)


def lying_in(folder: Path) -> list[Backup]:
    """Every backup in the folder whose first line is whole, of any vault, the newest first. Raises Unwritable."""
    found = []
    try:
        for path in folder.glob(f"*{ENDING}"):
            with contextlib.suppress(errors.Damaged, errors.Newer, errors.Unwritable):
                found.append(Backup(path, path.stat().st_size, backup_file.read_header(path)))
    except OSError as error:
        raise unreadable(folder, error) from error
    return sorted(found, key=lambda one: (one.header.number, one.header.at), reverse=True)


@contextlib.contextmanager
def unpacked(path: Path, key: bytes, places: Places, go_on: GoOn) -> Iterator[Database]:
    """The vault in a backup, in files of its own under `places`, open and whole page by page, event by event.

    Raises Damaged, Newer, Unwritable and the database's errors.
    """
    try:
        header = backup_file.unpack(path, key, places.database, go_on)
    except OSError as error:
        raise unwritable(places.database, error) from error
    facts = header.read_facts(key)
    assert facts, "it was unpacked with this key"
    keyfiles.write(places, header.keyfile)
    HeadFile(places, key).write(Head(facts.seq, facts.head))
    database = Database(places, key, header.keyfile.database_salt)
    try:
        if not is_whole(database.engine):
            raise errors.Damaged(text("backup.damaged", path=path))
        yield database
    finally:
        database.close()


class Backups:
    """Of one open vault. From any thread, one thing at a time. What takes long runs on the caller's.

    `run`: works with the open database, on its thread; `unlocked`: what opens the vault now. Raises Locked once the
    vault is closed, and Stopped when it is closed meanwhile. A kill at any moment leaves no half backup.
    """

    def __init__(self, places: Places, run: Run, unlocked: Callable[[], Unlocked]) -> None:
        self._places = places
        self._run = run
        self._now_unlocked = unlocked
        self._unlocked = unlocked()
        self._alone = threading.Lock()
        self._stopped = threading.Event()
        self._vault = run(vault_id)

    def take(self, folder: Path, left_out: LeftOut, made_at: datetime) -> Backup:
        """A new backup, read back and opened before it has its name. Raises Damaged, Unwritable."""
        return self._work(lambda work: self._take(work, folder, left_out, made_at))

    def own(self, folder: Path) -> list[Backup]:
        """Those of this vault, the newest first. Raises Unwritable."""
        return [one for one in lying_in(folder) if self._is_own(one)]

    def others(self, folder: Path) -> list[Backup]:
        """Those that are another's, as far as can be told. Raises Unwritable."""
        return [one for one in lying_in(folder) if not self._is_own(one)]

    def is_due(self, folder: Path, left_out: LeftOut) -> bool:
        """Whether the vault holds something that the newest backup there does not. Raises Unwritable."""
        self._unlocked = self._now_unlocked()
        now = self._run(lambda database: facts_of(database, self._unlocked, left_out))
        newest = next((facts for _, facts in self._readable(folder)), None)
        return now.seq > 0 and (newest is None or newest.state != now.state)

    def check(self, backup: Backup) -> None:
        """Read all of it and open it. Raises Damaged, Newer, Unwritable; Locked when it is of an earlier key."""

        def look(work: Places) -> None:
            if not self._fits(backup):
                raise errors.Locked(text("backup.other_key", path=backup.path))
            self._look_through(backup.path, work)

        self._work(look)

    def shred(self, folder: Path, left_out: LeftOut) -> int:
        """Take what was shredded in the vault out of those backups that may hold it; how many did.

        Those of an earlier key, which cannot be looked into, go when there is a later one. So do damaged ones, which
        nobody can restore. Raises Unwritable.
        """
        return self._work(lambda work: self._shred(work, folder, left_out))

    def roll(self, folder: Path) -> None:
        """Remove those of this vault that need not be kept. Raises Unwritable."""
        found = self.own(folder)
        keep = kept([one.made for one in found])
        for one in found:
            if one.made not in keep:
                _remove(one.path)

    def stop(self) -> None:
        """Stop what is under way, and wait for it."""
        self._stopped.set()
        with self._alone:
            return

    def _work(self, work: Callable[[Places], T]) -> T:
        """Runs with a folder to work in, empty before and gone after."""
        places = Places(self._places.at_work)
        with self._alone:
            self._go_on()
            self._unlocked = self._now_unlocked()
            shutil.rmtree(places.folder, ignore_errors=True)
            try:
                private_folder(places.folder)
                return guarded(places, lambda: work(places))
            except OSError as error:
                raise unwritable(places.folder, error) from error
            finally:
                shutil.rmtree(places.folder, ignore_errors=True)

    def _go_on(self) -> None:
        if self._stopped.is_set():
            raise Stopped

    def _take(self, work: Places, folder: Path, left_out: LeftOut, made_at: datetime) -> Backup:
        unlocked = self._unlocked

        def copy(database: Database) -> Facts:
            copy_into(database.engine, work.database, unlocked.key, unlocked.keyfile.database_salt, left_out)
            return facts_of(database, unlocked, left_out)

        facts = self._run(copy)
        number = max((one.header.number for one in self.own(folder)), default=0) + 1
        header = Header(
            made_at.isoformat(), number, self._vault, work.database.stat().st_size, unlocked.keyfile, b""
        ).with_facts(facts, unlocked.key)
        path = self._free_name(folder, made_at)
        self._seal(work, path, header)
        return Backup(path, path.stat().st_size, header)

    def _free_name(self, folder: Path, made_at: datetime) -> Path:
        stem = f"hvelv-{self._vault[:_MARK]}-{made_at:%Y-%m-%d-%H%M%S}"
        names = (f"{stem}{more}{ENDING}" for more in ("", *(f"-{number}" for number in range(2, 1000))))
        return next(path for path in map(folder.joinpath, names) if not path.exists())

    def _seal(self, work: Places, path: Path, header: Header) -> None:
        """The database there as the backup `path`, whole or not at all. It is gone from there afterwards."""
        temporary = self._unnamed(path.parent)
        try:
            temporary.unlink(missing_ok=True)
            backup_file.write(temporary, work.database, header, self._unlocked.key, self._go_on)
            shutil.rmtree(work.folder)
            private_folder(work.folder)
            try:
                self._look_through(temporary, work)
            except errors.Damaged:
                # What it was made of is whole: it is the disk that gives back something else.
                raise errors.Unwritable(text("backup.unlike", path=path)) from None
            move_into_place(temporary, path)
        except OSError as error:
            raise unwritable(path, error) from error
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)

    def _unnamed(self, folder: Path) -> Path:
        """A backup before it has its name. Only one at a time: the vault is open once."""
        return folder / f".bekymring-{self._vault}.tmp"

    def _look_through(self, path: Path, work: Places) -> None:
        with unpacked(path, self._unlocked.key, work, self._go_on):
            return

    def _shred(self, work: Places, folder: Path, left_out: LeftOut) -> int:
        # Of one that a kill cut short nothing is known.
        _remove(self._unnamed(folder))
        gone = self._run(lambda database: shreds.shredded(database.engine, left_out.kinds))
        changed = 0
        readable = self._readable(folder)
        for one, facts in readable:
            if facts.shredded != (left := gone.sum_until(facts.seq)):
                try:
                    changed += self._shred_one(work, one, gone, replace(facts, shredded=left))
                except errors.Damaged:
                    # Nobody can restore it, but what should be gone may still be read from it.
                    _remove(one.path)
                    changed += 1
        oldest = min((one.header.number for one, _ in readable), default=0)
        of_old_key = [one for one in self.own(folder) if one.header.number < oldest and not self._fits(one)]
        if gone.events and of_old_key and self._has_good(work, folder):
            for one in of_old_key:
                _remove(one.path)
            changed += len(of_old_key)
        return changed

    def _has_good(self, work: Places, folder: Path) -> bool:
        """Whether there is one to go back to without those of an earlier key."""
        for one, _ in self._readable(folder):
            with contextlib.suppress(errors.Damaged):
                self._look_through(one.path, work)
                return True
        return False

    def _shred_one(self, work: Places, backup: Backup, gone: Gone, facts: Facts) -> bool:
        """Whether it held any of it. Either way it is known from now on that it does not."""
        with unpacked(backup.path, self._unlocked.key, work, self._go_on) as database:
            held = shreds.take_out(database.engine, gone)
        header = replace(backup.header, size=work.database.stat().st_size)
        self._seal(work, backup.path, header.with_facts(facts, self._unlocked.key))
        shutil.rmtree(work.folder)
        private_folder(work.folder)
        return held

    def _readable(self, folder: Path) -> list[tuple[Backup, Facts]]:
        """Those of this vault's present key."""
        found = [(one, one.header.read_facts(self._unlocked.key)) for one in self.own(folder) if self._fits(one)]
        return [(one, facts) for one, facts in found if facts]

    def _is_own(self, backup: Backup) -> bool:
        """A vault that was salvaged without its id has the key it had."""
        return backup.header.vault == self._vault or self._fits(backup)

    def _fits(self, backup: Backup) -> bool:
        return backup.header.keyfile.database_salt == self._unlocked.keyfile.database_salt


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error
