"""The indexes that lead to rows outside the chain. An old page of one, put back, would hide rows that are there.

SQLite's statements for it stand here.
"""

# ruff: noqa: S608 - the names of tables and columns are our own
from __future__ import annotations

import sqlalchemy
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bekymring_tui.vault.tables import Draft, Pinned, Setting, Summary, Tally

_TABLES = (Draft, Setting, Pinned, Summary, Tally)


def mend(engine: Engine) -> bool:
    """Make those anew that do not lead to every row. True when there was one.

    A page that cannot be read, and rows that an index leads to in vain, are left to whoever needs them, and named then.
    Raises the database's errors when the disk takes nothing.
    """
    keys = {str(table.__tablename__): [one.name for one in sqlalchemy.inspect(table).primary_key] for table in _TABLES}
    try:
        with engine.connect() as connection:
            hiding = [name for name in keys if _hides(connection, name, keys[name])]
    except DBAPIError:
        return False
    if hiding:
        with engine.begin() as connection:
            for name in hiding:
                connection.exec_driver_sql(f"REINDEX {name}")
    return bool(hiding)


def _hides(connection: Connection, name: str, keys: list[str]) -> bool:
    """Whether it leaves out rows, and else leads only to what is there: then the table is the newer of the two."""
    by_index, by_row = f"{name} AS led INDEXED BY sqlite_autoindex_{name}_1", f"{name} AS row NOT INDEXED"
    same = " AND ".join(f"led.{key} = row.{key}" for key in keys)
    hidden = (
        f"SELECT 1 FROM {by_row} WHERE NOT EXISTS (SELECT 1 FROM {by_index} WHERE {same} AND led.rowid = row.rowid)"
    )
    gone = f"SELECT 1 FROM {by_index} WHERE NOT EXISTS (SELECT 1 FROM {by_row} WHERE row.rowid = led.rowid)"
    there = [connection.exec_driver_sql(f"SELECT EXISTS ({one})").scalar_one() for one in (hidden, gone)]
    return there == [1, 0]
