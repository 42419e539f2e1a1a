"""Every error of the database, said to the user in one place. Nothing of what was being written is carried along."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlcipher3 import dbapi2 as sqlite

from bekymring_tui.errors import Busy, Damaged, Failure, Unwritable
from bekymring_tui.texts import text
from bekymring_tui.vault.places import Places

T = TypeVar("T")

_KINDS: dict[int, tuple[type[Failure], str]] = {
    sqlite.SQLITE_BUSY: (Busy, "vault.busy"),
    sqlite.SQLITE_LOCKED: (Busy, "vault.busy"),
    sqlite.SQLITE_FULL: (Unwritable, "vault.full"),
    sqlite.SQLITE_IOERR: (Unwritable, "vault.disk_failed"),
    sqlite.SQLITE_READONLY: (Unwritable, "vault.read_only"),
    sqlite.SQLITE_PERM: (Unwritable, "vault.read_only"),
    sqlite.SQLITE_CANTOPEN: (Unwritable, "vault.read_only"),
    sqlite.SQLITE_CORRUPT: (Damaged, "vault.database_broken"),
    sqlite.SQLITE_NOTADB: (Damaged, "vault.database_broken"),
}
_SHORT_READ = 522


def guarded(places: Places, work: Callable[[], T]) -> T:
    """What `work` returns; an error of the database becomes a Failure that holds nothing but its kind."""
    try:
        return work()
    except (SQLAlchemyError, sqlite.Error) as error:
        failure = _failure(places, error)
    # Outside the handler, so that the database's error, with its parameters, is not kept as context.
    raise failure


def _failure(places: Places, error: SQLAlchemyError | sqlite.Error) -> Failure:
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", 0)
    name = getattr(cause, "sqlite_errorname", type(error).__name__)
    fallback = (Damaged, "vault.database_strange")
    kind, said = fallback if code == _SHORT_READ else _KINDS.get(code & 0xFF, fallback)
    return kind(text(said, path=places.database, folder=places.folder, code=name))
