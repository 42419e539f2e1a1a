"""A copy of an open database in a file of its own, under a key of its own. SQLite's statements for it stand here."""

# ruff: noqa: S608 - the names of tables are our own, every value is bound
from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Engine

from bekymring_tui.errors import Damaged
from bekymring_tui.files import unwritable
from bekymring_tui.texts import text
from bekymring_tui.vault import log_index, tally
from bekymring_tui.vault.engine import open_engine, sql_key, uri
from bekymring_tui.vault.migrations import migrate
from bekymring_tui.vault.tables import Content, Draft, Event, Meta, Pinned, Setting, Summary

_COLUMNS = {
    str(table.__tablename__): list(table.model_fields)
    for table in (Meta, Event, Content, Draft, Summary, Pinned, Setting)
}
"""What is copied, in the order that references ask for. Sums over the rest and the index are made anew."""


class LeftOut(NamedTuple):
    """What a copy does not get: drafts of these forms, and what events of these kinds hold."""

    forms: Sequence[str] = ()
    kinds: Sequence[str] = ()


EVERYTHING = LeftOut()


def copy_into(source: Engine, target: Path, key: bytes, salt: bytes, left_out: LeftOut = EVERYTHING) -> None:
    """Fill `target`, which must not exist, with what `source` holds now. Raises Unwritable, and the database's errors.

    An event whose content is left out counts as shredded in the copy: its chain stays whole. When this raises, part of
    a copy may lie there, and an empty journal in any case.
    """
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise unwritable(target, error) from error
    copy = open_engine(target, key, salt)
    try:
        migrate(copy, 0)
        with copy.begin() as connection:
            connection.exec_driver_sql("DELETE FROM meta")
    finally:
        copy.dispose()
    with _driver_of(source) as connection:
        _fill(connection, target, key, salt, left_out)
    copy = open_engine(target, key, salt)
    try:
        with copy.begin() as connection:
            tally.settle(connection)
            log_index.begin_anew(connection)
    finally:
        copy.dispose()


def check_same(source: Engine, target: Path, key: bytes, salt: bytes) -> None:
    """Read every page and every row of a copy that left nothing out. Raises Damaged when it is not what `source` is."""
    with _driver_of(source) as connection:
        connection.execute(f"ATTACH DATABASE '{uri(target)}' AS copy KEY \"{sql_key(key, salt)}\"")
        broken = connection.execute("PRAGMA copy.cipher_integrity_check").fetchall()
        if broken or not all(_is_same(connection, table, columns) for table, columns in _COLUMNS.items()):
            raise Damaged(text("vault.copy_unlike", path=target))
        connection.execute("DETACH DATABASE copy")


@contextmanager
def _driver_of(source: Engine) -> Iterator[Any]:
    """The driver's own connection: nothing can be attached inside a transaction, and SQLAlchemy begins one.

    One that met an error is closed, which undoes what it had begun: it may answer nothing more. The next work gets a
    new one.
    """
    with source.connect() as opened:
        try:
            yield opened.connection.driver_connection
        except BaseException:
            opened.invalidate()
            raise


def _is_same(connection: Any, table: str, columns: Sequence[str]) -> bool:
    both = f"main.{table} JOIN copy.{table} USING ({', '.join(columns)})"
    counts = {
        connection.execute(f"SELECT count(*) FROM {one}").fetchone() for one in (f"main.{table}", f"copy.{table}", both)
    }
    return len(counts) == 1


def _fill(connection: Any, target: Path, key: bytes, salt: bytes, left_out: LeftOut) -> None:
    connection.execute(f"ATTACH DATABASE '{uri(target)}' AS copy KEY \"{sql_key(key, salt)}\"")
    connection.execute("BEGIN")
    for table, columns in _COLUMNS.items():
        where, values = _kept(table, left_out)
        names = ", ".join(columns)
        connection.execute(f"INSERT INTO copy.{table} ({names}) SELECT {names} FROM main.{table} {where}", values)
    _mark_shredded(connection, left_out.kinds)
    connection.execute("COMMIT")
    connection.execute("DETACH DATABASE copy")


def _kept(table: str, left_out: LeftOut) -> tuple[str, Sequence[str]]:
    if table == "draft" and left_out.forms:
        # A form's drafts are kept under «form/instance».
        return f"WHERE substr(form, 1, instr(form || '/', '/') - 1) NOT IN ({_marks(left_out.forms)})", left_out.forms
    if table == "content" and left_out.kinds:
        return f"WHERE seq NOT IN (SELECT seq FROM main.event WHERE kind IN ({_marks(left_out.kinds)}))", left_out.kinds
    return "", ()


def _mark_shredded(connection: Any, kinds: Sequence[str]) -> None:
    if kinds:
        connection.execute(f"UPDATE copy.event SET shredded = 1 WHERE kind IN ({_marks(kinds)})", kinds)


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" for _ in values)
