"""The schema, step by step. Each step has a name, is one transaction, and is never edited once released."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection, Engine, inspect, text

from bekymring_tui.files import write_safely
from bekymring_tui.vault import log_index, tally
from bekymring_tui.vault.places import Places

PROGRAM = "bekymring-hvelv"


class Migration(NamedTuple):
    """`apply` runs inside a transaction that also raises the schema number."""

    name: str
    apply: Callable[[Connection], None]


def _first_tables(connection: Connection) -> None:
    for statement in (
        "CREATE TABLE meta (key VARCHAR NOT NULL PRIMARY KEY, value VARCHAR NOT NULL)",
        "CREATE TABLE event (seq INTEGER NOT NULL PRIMARY KEY, previous VARCHAR NOT NULL, case_id VARCHAR NOT NULL,"
        " kind VARCHAR NOT NULL, at VARCHAR NOT NULL, commitment VARCHAR NOT NULL, digest VARCHAR NOT NULL,"
        " shredded BOOLEAN NOT NULL)",
        "CREATE INDEX ix_event_case_id ON event (case_id)",
        "CREATE TABLE content (seq INTEGER NOT NULL PRIMARY KEY REFERENCES event (seq), payload VARCHAR NOT NULL,"
        " salt VARCHAR NOT NULL)",
        "CREATE TABLE draft (case_id VARCHAR NOT NULL, form VARCHAR NOT NULL, field VARCHAR NOT NULL,"
        " text VARCHAR NOT NULL, at VARCHAR NOT NULL, checksum VARCHAR NOT NULL, PRIMARY KEY (case_id, form, field))",
        "CREATE TABLE summary (case_id VARCHAR NOT NULL PRIMARY KEY, seq INTEGER NOT NULL, data VARCHAR NOT NULL,"
        " checksum VARCHAR NOT NULL)",
        "CREATE TABLE pinned (digest VARCHAR NOT NULL PRIMARY KEY, text VARCHAR NOT NULL, checksum VARCHAR NOT NULL)",
        "CREATE TABLE setting (key VARCHAR NOT NULL PRIMARY KEY, value VARCHAR NOT NULL, checksum VARCHAR NOT NULL)",
    ):
        connection.execute(text(statement))


def _tallies(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE tally (scope VARCHAR NOT NULL PRIMARY KEY, sum VARCHAR NOT NULL)"))
    tally.settle(connection)


def _log_index(connection: Connection) -> None:
    log_index.create(connection)
    log_index.begin_anew(connection)


MIGRATIONS = (
    Migration("first tables", _first_tables),
    Migration("sums over what stands outside the chain", _tallies),
    Migration("an index of what is written in the logs", _log_index),
)


def schema_version(engine: Engine) -> int | None:
    """The number of migrations the database has been through, None when it carries no mark of this program."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("meta"):
            return None
        rows = connection.execute(text("SELECT key, value FROM meta WHERE key IN ('program', 'schema')"))
        found = {row.key: row.value for row in rows}
        if found.get("program") != PROGRAM or not found.get("schema", "").isdecimal():
            return None
        return int(found["schema"])


def migrate(engine: Engine, version: int) -> None:
    """Bring a database at `version` (0: empty) up to date."""
    for number, migration in enumerate(MIGRATIONS[version:], start=version + 1):
        with engine.begin() as connection:
            migration.apply(connection)
            if number == 1:
                connection.execute(text("INSERT INTO meta VALUES ('program', :name)"), {"name": PROGRAM})
                connection.execute(text("INSERT INTO meta VALUES ('schema', '0')"))
            connection.execute(text("UPDATE meta SET value = :n WHERE key = 'schema'"), {"n": str(number)})


def upgrade(engine: Engine, version: int, places: Places) -> None:
    """Bring a vault up to date; its database as it was lies beside it until that is done. Raises Unwritable."""
    if version < len(MIGRATIONS):
        write_safely(places.before_upgrade, places.database.read_bytes())
        migrate(engine, version)
    with contextlib.suppress(OSError):
        places.before_upgrade.unlink(missing_ok=True)
