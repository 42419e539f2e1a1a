"""A vault made of what could be read of a damaged one, by the same key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import insert
from sqlmodel import Session, SQLModel, col, delete

from bekymring_tui.vault import chain, log_index, tally
from bekymring_tui.vault.creation import make_vault
from bekymring_tui.vault.engine import open_engine
from bekymring_tui.vault.head import Head, HeadFile
from bekymring_tui.vault.keyfiles import Unlocked
from bekymring_tui.vault.places import Places
from bekymring_tui.vault.salvage import Readable
from bekymring_tui.vault.tables import Content, Event, Meta, Pinned


@dataclass(frozen=True)
class Kept:
    """An event as the new vault gets it. Without `payload` it counts as shredded there.

    With the salt or commitment it had, it keeps its commitment: what is shredded later is found by that in earlier
    backups. What is lost must get another, so that they keep theirs.
    """

    case_id: str
    kind: str
    at: str
    payload: str | None
    salt: str = ""
    commitment: str = ""


def write(
    target: Places, unlocked: Unlocked, found: Readable, events: Sequence[Kept], pinned: Iterable[Pinned]
) -> None:
    """A vault in `target`, which is empty, by the same key: these events from number 1, and the rows found beside them.

    Raises Unwritable.
    """
    make_vault(target, unlocked.keyfile, unlocked.key)
    engine = open_engine(target.database, unlocked.key, unlocked.keyfile.database_salt)
    try:
        with Session(engine) as session, session.begin():
            if found.vault_id:
                session.exec(delete(Meta).where(col(Meta.key) == "vault"))
                session.add(Meta(key="vault", value=found.vault_id))
                session.flush()
            genesis = chain.genesis(session.get_one(Meta, "vault").value)
            head, links, contents = _chained(genesis, events)
            _insert(session, Event, links)
            _insert(session, Content, contents)
            for rows in (found.drafts, found.settings, pinned):
                for row in rows:
                    session.merge(type(row)(**row.model_dump()))
            session.flush()
            tally.settle(session.connection())
            log_index.begin_anew(session.connection())
    finally:
        engine.dispose()
    HeadFile(target, unlocked.key).write(head)


def _insert(session: Session, table: type[SQLModel], rows: list[dict[str, object]]) -> None:
    if rows:
        session.connection().execute(insert(table), rows)


def _chained(genesis: str, events: Sequence[Kept]) -> tuple[Head, list[dict[str, object]], list[dict[str, object]]]:
    """The end of the chain, and the rows of both tables."""
    head, links, contents = Head(0, genesis), list[dict[str, object]](), list[dict[str, object]]()
    for kept in events:
        salt = kept.salt or chain.new_salt()
        commitment = kept.commitment or chain.commitment(salt, kept.payload or "")
        link = chain.link(head.seq + 1, head.digest, kept.case_id, kept.kind, kept.at, commitment)
        links.append({**link._asdict(), "shredded": kept.payload is None})
        if kept.payload is not None:
            contents.append({"seq": link.seq, "payload": kept.payload, "salt": salt})
        head = Head(link.seq, link.digest)
    return head, links, contents
