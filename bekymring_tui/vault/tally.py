"""A sum over the rows that stand outside the chain, kept beside them: one old page put back no longer fits it.

Per scope, the exclusive or of the rows' checksums: a row that comes or goes changes it without the others being read.
An old page of rows together with an old page of sums is not noticed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import sqlalchemy
from sqlalchemy import Connection
from sqlmodel import Session, col

from bekymring_tui.vault.tables import Draft, Setting, Tally

SETTINGS = "setting"
NOTHING = "0" * 64


def of_drafts(case_id: str) -> str:
    """The scope of a case's drafts."""
    return f"draft {case_id}"


def change(session: Session, scope: str, *checksums: str) -> None:
    """Take in rows that come, and out those that go: it is the same."""
    row = session.get(Tally, scope) or Tally(scope=scope, sum=NOTHING)
    row.sum = _both(row.sum, *checksums)
    session.add(row)


def total(checksums: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The sum of each scope, by the scope and checksum of every row."""
    found: defaultdict[str, str] = defaultdict(lambda: NOTHING)
    for scope, checksum in checksums:
        found[scope] = _both(found[scope], checksum)
    return dict(found)


def sums(connection: Connection) -> dict[str, str]:
    """The sum of each scope by its rows."""
    drafts = connection.execute(sqlalchemy.select(col(Draft.case_id), col(Draft.checksum)))
    settings = connection.execute(sqlalchemy.select(col(Setting.checksum)))
    rows = [(of_drafts(case_id), checksum) for case_id, checksum in drafts]
    return total(rows + [(SETTINGS, checksum) for (checksum,) in settings])


def unlike(connection: Connection) -> set[str]:
    """The scopes whose rows are not those last saved."""
    kept = {row.scope: row.sum for row in connection.execute(sqlalchemy.select(col(Tally.scope), col(Tally.sum)))}
    now = sums(connection)
    return {one for one in kept.keys() | now.keys() if kept.get(one, NOTHING) != now.get(one, NOTHING)}


def settle(connection: Connection) -> None:
    """From now on the rows count as they stand."""
    connection.execute(sqlalchemy.delete(Tally))
    rows = [{"scope": scope, "sum": found} for scope, found in sums(connection).items()]
    if rows:
        connection.execute(sqlalchemy.insert(Tally), rows)


def _both(*sums: str) -> str:
    total = 0
    for one in sums:
        total ^= int(one, 16)
    return f"{total:064x}"
