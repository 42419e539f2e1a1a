"""What a vault does, done by plain SQLite: as careful about what it says is written, with nothing secret or summed."""

from __future__ import annotations

import json
import secrets
import sqlite3
from pathlib import Path

from bekymring_tui.case.acts import PAYLOAD
from bekymring_tui.case.written import written
from bekymring_tui.vault.store import Vault

_TABLES = """
    BEGIN;
    CREATE TABLE link (seq INTEGER PRIMARY KEY, previous, case_id, kind, at, commitment, digest);
    CREATE TABLE event (seq INTEGER PRIMARY KEY, case_id, payload);
    CREATE INDEX by_case ON event (case_id);
    CREATE TABLE summary (case_id PRIMARY KEY, data);
    CREATE TABLE draft (id PRIMARY KEY, words) WITHOUT ROWID;
    CREATE VIRTUAL TABLE log USING fts5(words, prefix='2 3', detail='none', columnsize=0);
"""


def opened(path: Path) -> sqlite3.Connection:
    found = sqlite3.connect(path, isolation_level=None)
    found.executescript("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA; PRAGMA locking_mode=EXCLUSIVE;")
    return found


def fill(path: Path, vault: Vault) -> None:
    """The vault's rows in a new database. Digests are random: nobody looks at them there."""
    plain = opened(path)
    plain.executescript(_TABLES)
    for one in vault.summaries():
        plain.execute("INSERT INTO summary VALUES (?, ?)", (one.case_id, one.data))
    for case_id in vault.cases():
        for row in vault.events(case_id):
            previous, commitment, digest = (secrets.token_hex(32) for _ in range(3))
            link = (row.seq, previous, case_id, row.kind, row.at, commitment, digest)
            plain.execute("INSERT INTO link VALUES (?, ?, ?, ?, ?, ?, ?)", link)
            plain.execute("INSERT INTO event VALUES (?, ?, ?)", (row.seq, case_id, row.payload))
            words = written(PAYLOAD.validate_json(row.payload or "").act)
            plain.execute("INSERT INTO log (rowid, words) VALUES (?, ?)", (row.seq, words))
    plain.execute("COMMIT")
    plain.close()


def summaries(plain: sqlite3.Connection) -> list[object]:
    return [json.loads(data) for (data,) in plain.execute("SELECT data FROM summary")]


def events(plain: sqlite3.Connection, case_id: str) -> list[object]:
    found = plain.execute("SELECT payload FROM event WHERE case_id = ? ORDER BY seq", (case_id,))
    return [json.loads(payload) for (payload,) in found]


def added(plain: sqlite3.Connection, case_id: str, words: str) -> None:
    """An event, its words in the index, and the case's summary."""
    plain.execute("BEGIN IMMEDIATE")
    payload = json.dumps({"text": words})
    seq = plain.execute("INSERT INTO event (case_id, payload) VALUES (?, ?)", (case_id, payload)).lastrowid
    plain.execute("INSERT INTO log (rowid, words) VALUES (?, ?)", (seq, words))
    plain.execute("UPDATE summary SET data = data WHERE case_id = ?", (case_id,))
    plain.execute("COMMIT")


def saved(plain: sqlite3.Connection, words: str) -> None:
    plain.execute("INSERT OR REPLACE INTO draft VALUES ('field', ?)", (words,))


def hits(plain: sqlite3.Connection, query: str, most: int) -> list[object]:
    """The newest events that hold every word of the query, or one that begins so."""
    match = " AND ".join(f'"{word}" *' for word in query.split())
    found = plain.execute(
        "SELECT payload FROM log JOIN event ON event.seq = log.rowid WHERE log MATCH ? ORDER BY log.rowid DESC LIMIT ?",
        (match, most),
    )
    return [json.loads(payload) for (payload,) in found]


def copied(plain: sqlite3.Connection, path: Path) -> None:
    copy = sqlite3.connect(path.with_suffix(".copy"))
    plain.backup(copy)
    copy.close()


def looked_through(plain: sqlite3.Connection) -> None:
    plain.execute("PRAGMA integrity_check").fetchall()
