"""What a backup tells of the vault it was taken of."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from bekymring_tui.vault import shreds
from bekymring_tui.vault.backup_file import Facts
from bekymring_tui.vault.copying import LeftOut
from bekymring_tui.vault.database import Database
from bekymring_tui.vault.digests import digest
from bekymring_tui.vault.keyfiles import Unlocked
from bekymring_tui.vault.tables import Meta, Tally


def facts_of(database: Database, unlocked: Unlocked, left_out: LeftOut) -> Facts:
    """What a backup taken now would tell of itself."""
    head = database.head
    with database.engine.connect() as connection:
        drafts = select(col(Tally.scope), col(Tally.sum)).where(col(Tally.scope).startswith("draft "))
        sums = sorted(":".join(row) for row in connection.execute(drafts))
    return Facts(
        seq=head.seq,
        head=head.digest,
        cases=len(database.cases()),
        shredded=shreds.shredded(database.engine, left_out.kinds).sum_until(head.seq),
        state=digest("backup", head.digest, *sums, unlocked.keyfile.to_bytes().decode("ascii")),
    )


def vault_id(database: Database) -> str:
    """The random id that a vault has from its making."""
    with database.engine.connect() as connection:
        return str(connection.execute(select(col(Meta.value)).where(col(Meta.key) == "vault")).scalar_one())
