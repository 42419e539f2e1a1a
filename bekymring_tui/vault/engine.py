"""The SQLCipher connection. Every statement that only SQLite knows stands here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, ExceptionContext, QueuePool, create_engine, event

from bekymring_tui.errors import Unwritable
from bekymring_tui.texts import text


def open_engine(path: Path, key: bytes, salt: bytes) -> Engine:
    """An engine with one connection, owned by the thread that uses it first. The file must exist."""
    opened: dict[str, os.stat_result] = {}

    def connect() -> Any:
        connection = _connect(path, key, salt)
        opened["file"] = path.stat()
        return connection

    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=connect,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        # An error would otherwise carry what was being written.
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _renew)
    event.listen(engine, "commit", lambda _: _check_place(path, opened["file"]))
    return engine


def is_cut(engine: Engine, path: Path) -> bool:
    """Whether the file ends before its last page does. SQLite itself counts a part of a page as a page."""
    with engine.connect() as connection:
        # SQLCipher answers the size as text.
        pages, size = (int(connection.exec_driver_sql(f"PRAGMA page_{of}").scalar_one()) for of in ("count", "size"))
    return path.stat().st_size < pages * size


def is_whole(engine: Engine) -> bool:
    """Whether every page is as it was encrypted."""
    with engine.connect() as connection:
        return not connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall()


def _connect(path: Path, key: bytes, salt: bytes) -> Any:
    # No waiting for another process: the lock file has been waited for.
    connection = sqlcipher.connect(uri(path), uri=True, isolation_level=None, timeout=0)
    try:
        for statement in (
            # First, or a wrong key writes to the terminal.
            "PRAGMA cipher_log_level = NONE",
            f'PRAGMA key = "{sql_key(key, salt)}"',
            "PRAGMA locking_mode = EXCLUSIVE",
            # WAL loses acknowledged commits to one flipped bit; DELETE keeps the journal, with what was deleted.
            "PRAGMA journal_mode = TRUNCATE",
            "PRAGMA synchronous = EXTRA",
            "PRAGMA secure_delete = ON",
            "PRAGMA foreign_keys = ON",
            "PRAGMA temp_store = MEMORY",
            # Takes the exclusive lock now, not at the first write.
            "BEGIN EXCLUSIVE",
            "COMMIT",
        ):
            connection.execute(statement).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    # The driver begins no transaction by itself (isolation_level=None), so schema changes roll back too.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _renew(context: ExceptionContext) -> None:
    """A connection that met a damaged page answers nothing more. The next work gets a new one, for what is whole."""
    code = getattr(context.original_exception, "sqlite_errorcode", 0)
    if code & 0xFF in (sqlcipher.SQLITE_CORRUPT, sqlcipher.SQLITE_NOTADB, sqlcipher.SQLITE_IOERR):
        context.is_disconnect = True


def sql_key(key: bytes, salt: bytes) -> str:
    """The raw key as SQLCipher reads it."""
    return f"x'{key.hex()}{salt.hex()}'"


def _check_place(path: Path, opened: os.stat_result) -> None:
    """Raises Unwritable where the open file is no longer the one at `path`: SQLite would go on writing in a file that
    nobody finds again.
    """
    try:
        found = path.stat()
    except OSError:
        found = None
    if found is None or not os.path.samestat(found, opened):
        raise Unwritable(text("vault.gone", folder=path.parent))


def uri(path: Path) -> str:
    """mode=rw: a missing file is an error, never a new empty database."""
    location = path.absolute().as_posix()
    root = "" if location.startswith("/") else "/"
    return f"file://{root}{quote(os.fsencode(location))}?mode=rw"
