"""Which events hold which words, for the search over all logs. SQLite's statements for it stand here.

The index holds folded words and decides nothing: what it names is read from the events, each checked against the
chain, so an old page of it can hide a hit and never show a wrong word. Private notes are in no event, so never here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, text
from sqlmodel import Session

from bekymring_tui.folding import folded_words

MOST_WORDS = 16
"""Of a query; nobody types more, and a pasted page is not a search."""


def create(connection: Connection) -> None:
    """An empty index. It reads its words as they were folded here, and overwrites what is deleted from it."""
    for statement in (
        "CREATE VIRTUAL TABLE log_index USING fts5(words, tokenize='ascii', prefix='2 3', detail='none', columnsize=0)",
        "INSERT INTO log_index (log_index, rank) VALUES ('secure-delete', 1)",
        "CREATE TABLE log_waiting (seq INTEGER NOT NULL PRIMARY KEY)",
    ):
        connection.execute(text(statement))


def begin_anew(connection: Connection) -> None:
    """Empty the index; every event that still has its content waits to be read again."""
    for statement in (
        "DELETE FROM log_index",
        "DELETE FROM log_waiting",
        "INSERT INTO log_waiting SELECT seq FROM content",
    ):
        connection.execute(text(statement))


def change(session: Session, words: Mapping[int, str], drop: Sequence[int]) -> None:
    """Index events, by number, by what is written in them; nothing is left of those of `drop`."""
    seqs = [*words, *drop]
    if not seqs:
        return
    connection = session.connection()
    for statement in ("DELETE FROM log_waiting WHERE seq = :seq", "DELETE FROM log_index WHERE rowid = :seq"):
        connection.execute(text(statement), [{"seq": seq} for seq in seqs])
    rows = [{"seq": seq, "words": " ".join(folded_words(words[seq]))} for seq in sorted(words) if seq not in drop]
    if rows := [row for row in rows if row["words"]]:
        connection.execute(text("INSERT INTO log_index (rowid, words) VALUES (:seq, :words)"), rows)


def wait(session: Session, seqs: Sequence[int]) -> None:
    """Let these events be indexed later."""
    session.connection().execute(text("INSERT INTO log_waiting VALUES (:seq)"), [{"seq": seq} for seq in seqs])


def find(session: Session, query: str, most: int) -> list[int]:
    """Numbers of the events where every word of the query begins a word, the newest first. Empty without a word."""
    words = dict.fromkeys(folded_words(query)[:MOST_WORDS])
    if not words:
        return []
    # Quoted, a word is never taken for one of the query language.
    match = " AND ".join(f'"{word}" *' for word in words)
    found = text("SELECT rowid FROM log_index WHERE log_index MATCH :match ORDER BY rowid DESC LIMIT :most")
    return list(session.connection().execute(found, {"match": match, "most": most}).scalars())


def waiting(session: Session, most: int) -> list[int]:
    """Numbers of events that wait to be indexed, the newest first: so a correction is met before what it corrects."""
    found = text("SELECT seq FROM log_waiting ORDER BY seq DESC LIMIT :most")
    return list(session.connection().execute(found, {"most": most}).scalars())
