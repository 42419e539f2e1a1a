"""Making a vault so that a kill at any moment leaves either a whole one or none."""

from __future__ import annotations

import os
import secrets

from sqlmodel import Session

from bekymring_tui.files import unwritable, write_safely
from bekymring_tui.vault import chain, keyfiles
from bekymring_tui.vault.engine import open_engine
from bekymring_tui.vault.head import Head, HeadFile
from bekymring_tui.vault.keys import KeyFile
from bekymring_tui.vault.migrations import migrate
from bekymring_tui.vault.places import Places
from bekymring_tui.vault.tables import Meta


def make_vault(places: Places, keyfile: KeyFile, key: bytes) -> None:
    """Write the files of a new, empty vault. The database gets its name last. Raises Unwritable."""
    try:
        for leftover in (places.unfinished, places.unfinished_journal, places.key, places.key_copy, places.head):
            leftover.unlink(missing_ok=True)
        # The journal takes its mode from the database, so neither is ever open to others.
        os.close(os.open(places.unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        head = _fill(places, key, keyfile.database_salt)
        keyfiles.write(places, keyfile)
        HeadFile(places, key).write(head)
        write_safely(places.database, places.unfinished.read_bytes())
        places.tidy()
    except OSError as error:
        raise unwritable(places.database, error) from error


def _fill(places: Places, key: bytes, salt: bytes) -> Head:
    """The tables, and the vault's own id; the head of its empty chain."""
    engine = open_engine(places.unfinished, key, salt)
    try:
        migrate(engine, 0)
        vault_id = secrets.token_hex(16)
        with Session(engine) as session, session.begin():
            session.add(Meta(key="vault", value=vault_id))
    finally:
        engine.dispose()
    return Head(0, chain.genesis(vault_id))
