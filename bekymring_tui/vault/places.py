"""Which files a vault is, and reading them."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from bekymring_tui import errors
from bekymring_tui.files import HALF_WRITTEN
from bekymring_tui.texts import text

# SQLCipher keeps its salt in the clear in the first bytes of the first page.
SALT_BYTES = 16
PAGE_BYTES = 4096

_SMALL_FILE = 64 * 1024


@dataclass(frozen=True)
class Places:
    """The files of the vault in `folder`."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "hvelv.db"

    @property
    def journal(self) -> Path:
        return self.folder / "hvelv.db-journal"

    @property
    def unfinished(self) -> Path:
        """A database while it is made, new or under a new key. It gets its name last: half is never taken for one."""
        return self.folder / "hvelv.db.ny"

    @property
    def unfinished_journal(self) -> Path:
        return self.folder / "hvelv.db.ny-journal"

    @property
    def before_upgrade(self) -> Path:
        """The database as it was, while a newer version of the program brings it up to date."""
        return self.folder / "hvelv.db.gammel"

    @property
    def at_work(self) -> Path:
        """A folder for a second database while a backup is made or read."""
        return self.folder / "hvelv.arbeid"

    @property
    def restoring(self) -> Path:
        """A folder for a vault that is to have the place of this one."""
        return self.folder / "hvelv.gjenopprettes"

    @property
    def swap(self) -> Path:
        """Stands there from when that is certain to when it is done."""
        return self.folder / "hvelv.bytte"

    @property
    def key(self) -> Path:
        return self.folder / "hvelv.key"

    @property
    def key_copy(self) -> Path:
        return self.folder / "hvelv.key.kopi"

    @property
    def head(self) -> Path:
        return self.folder / "hvelv.head"

    @property
    def lock(self) -> Path:
        return self.folder / "hvelv.lock"

    @property
    def all(self) -> tuple[Path, ...]:
        """Every file that may belong to the vault, the database's journal too."""
        return (self.database, self.journal, self.key, self.key_copy, self.head, self.lock)

    def remove_unfinished(self) -> None:
        """What a making or a rekey that was cut short has left behind."""
        for path in (self.unfinished, self.unfinished_journal):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def tidy(self) -> None:
        """After a copy was put back or a kill: away with what is half, and the files closed to others again."""
        self.remove_unfinished()
        shutil.rmtree(self.at_work, ignore_errors=True)
        # A key file among them would open by a passphrase or code long after that was changed.
        for path in self.folder.glob(HALF_WRITTEN):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        if os.name == "nt":
            return
        for path in self.all:
            with contextlib.suppress(OSError):
                path.chmod(0o600)


def exists(folder: Path) -> bool:
    """Whether a vault, whole or not, lies in the folder. One whose making was cut short is none. Raises Unwritable."""
    places = Places(folder)
    if is_there(places.database) or is_there(places.swap):
        return True
    return (is_there(places.key) or is_there(places.key_copy)) and not is_there(places.unfinished)


def is_there(path: Path) -> bool:
    """Whether the file exists. Raises Unwritable when the system will not tell."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise unreadable(path, error) from error
    return True


def read_small(path: Path) -> bytes | None:
    """The content of a small file, None when it is not there. Raises Unwritable when it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(_SMALL_FILE)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unreadable(path, error) from error


def database_salt(places: Places) -> bytes:
    """The salt the database begins with. Raises Damaged when the file is gone or cut.

    SQLite opens a file of 0 or 1 byte as an empty database, so size is looked at before the key is used.
    """
    path = places.database
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            salt = file.read(SALT_BYTES)
    except FileNotFoundError:
        raise errors.Damaged(text("vault.database_missing", path=path)) from None
    except OSError as error:
        raise unreadable(path, error) from error
    if size < PAGE_BYTES:
        raise errors.Damaged(text("vault.database_cut", path=path, size=size, folder=places.folder))
    return salt


def unreadable(path: Path, error: OSError) -> errors.Unwritable:
    """What to tell the user when the system refused to read `path`."""
    return errors.Unwritable(text("vault.unreadable", path=path, code=errno.errorcode.get(error.errno or 0, "?")))
