"""The vault of a backup, and that which lies where it is to go, both opened beside it before anything is changed."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from bekymring_tui import errors
from bekymring_tui.files import private_folder, unwritable
from bekymring_tui.texts import text
from bekymring_tui.vault import backup_file, keyfiles, shreds, swap
from bekymring_tui.vault.backup import unpacked
from bekymring_tui.vault.faults import guarded
from bekymring_tui.vault.keyfiles import Unlocked, Unseal
from bekymring_tui.vault.keys import KeyFile, Way
from bekymring_tui.vault.lock import hold
from bekymring_tui.vault.places import Places, is_there
from bekymring_tui.vault.store import Vault, exists

T = TypeVar("T")

_PRESENT = "nå"


class Staged:
    """A restore that is ready to be done. Nothing in the folder is changed before `put_in_place`.

    `vault`: that of the backup, open. `present`: a copy of the one that lies there, open; None where none lies, or when
    it could not be read (`why`).
    """

    def __init__(self, places: Places, vault: Vault, present: Vault | None, why: str) -> None:
        self._places = places
        self.vault = vault
        self.present = present
        self.replaces = exists(places.folder)
        self.why = why

    def read(self, work: Callable[[Vault], T], otherwise: T) -> T:
        """What `work` reads in the vault that lies there. Where it cannot, none of that vault counts as read."""
        if self.present is None:
            return otherwise
        try:
            return work(self.present)
        except errors.Failure as failure:
            self.present.close()
            self.present, self.why = None, _said(failure, self._places)
            return otherwise

    def shred(self) -> None:
        """Shred in the one what was shredded in the other since."""
        gone = self.read(lambda vault: vault._run(lambda database: shreds.shredded(database.engine, ())), None)
        if gone is not None:
            self.vault._run(lambda database: shreds.take_out(database.engine, gone))

    def put_in_place(self, now: datetime) -> Path | None:
        """Close both, and let the one have the other's place. The subfolder where the other lies now, as it was.

        Raises Unwritable: it is then finished when the vault is opened, or was not begun.
        """
        self.close()
        old = self._free_name(now)
        swap.begin(self._places, old.name)
        swap.finish(self._places)
        return old if self.replaces else None

    def _free_name(self, now: datetime) -> Path:
        stem = text("restore.folder", at=f"{now:%Y-%m-%d %H%M%S}")
        names = (self._places.folder / f"{stem}{more}" for more in ("", *(f" {number}" for number in range(2, 1000))))
        return next(path for path in names if not is_there(path))

    def close(self) -> None:
        """May be called twice."""
        self.vault.close()
        if self.present:
            self.present.close()


@contextlib.contextmanager
def staged(backup: Path, folder: Path, unseal: Unseal) -> Iterator[Staged]:
    """What is in the backup, and what lies in the folder, with the folder locked; it is made where it is missing.

    Raises Locked when `unseal` opens nothing, Damaged, Newer, Busy, Unwritable.
    """
    header = backup_file.read_header(backup)
    salt = header.keyfile.database_salt
    private_folder(folder)
    places = Places(folder)
    lock = hold(places)
    try:
        swap.finish(places)
        opened = _opened(places, header.keyfile, unseal)
        if opened is None:
            raise errors.Locked(text("restore.wrong_secret", path=backup))
        key = opened.key
        _unpack(backup, opened, places.restoring)

        def either(keyfile: KeyFile) -> bytes | None:
            return key if keyfile.database_salt == salt else unseal(keyfile)

        present, why = _present(places, opened.keyfile, either)
        found = Staged(places, Vault.unsealed(places.restoring, lambda _: key), present, why)
        try:
            yield found
        finally:
            found.close()
    finally:
        if not is_there(places.swap):
            shutil.rmtree(places.restoring, ignore_errors=True)
        lock.release()


def _opened(places: Places, keyfile: KeyFile, unseal: Unseal) -> Unlocked | None:
    """The key of the backup, by what opens the vault that lies there, if it is the same, else by what opened it then.

    So a passphrase that was changed since stays in force, unless it is the old one that is known. A unit's code that
    was taken away since opens nothing: whoever has only that changes nothing of what opens.
    """
    there = [one for path in (places.key, places.key_copy) if (one := keyfiles.read(path))]
    there = [one for one in there if one.database_salt == keyfile.database_salt]
    of_old = keyfile.without(Way.UNIT) if there else keyfile
    for found in dict.fromkeys([*there, of_old]):
        key = unseal(found)
        if key is not None:
            return Unlocked(key, found.settled())
    return None


def _unpack(backup: Path, unlocked: Unlocked, folder: Path) -> None:
    """The vault of the backup in this folder, every page and every content looked at."""
    places = Places(folder)
    private_folder(folder)

    def unpack() -> None:
        with unpacked(backup, unlocked.key, places, lambda: None) as database:
            for case_id in database.cases():
                database.events(case_id)
        keyfiles.write(places, unlocked.keyfile)

    guarded(places, unpack)


def _present(places: Places, keyfile: KeyFile, unseal: Unseal) -> tuple[Vault | None, str]:
    """The vault that lies there, from a copy, since opening one may change it; or why it cannot be read."""
    if not exists(places.folder):
        return None, ""
    copy = Places(_copy_of(places))
    try:
        private_folder(copy.folder)
        for path in (places.database, places.journal, places.key, places.key_copy, places.head):
            if is_there(path):
                shutil.copyfile(path, copy.folder / path.name)
    except OSError as error:
        raise unwritable(copy.folder, error) from error
    try:
        if not (keyfiles.read(copy.key) or keyfiles.read(copy.key_copy)):
            # The key is known all the same, if it is the one of the backup.
            keyfiles.write(copy, keyfile)
        return Vault.unsealed(copy.folder, unseal), ""
    except errors.Failure as failure:
        return None, _said(failure, places)


def _copy_of(places: Places) -> Path:
    return places.restoring / _PRESENT


def _said(failure: errors.Failure, places: Places) -> str:
    """What is wrong with the copy is wrong with the vault itself."""
    return str(failure).replace(str(_copy_of(places)), str(places.folder))
