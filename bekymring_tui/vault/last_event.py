"""When something was last written in the vault."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bekymring_tui.vault.tables import Event


def written_at(engine: Engine) -> str | None:
    """The time of the newest event, ISO 8601 with offset; None in a new vault."""
    with Session(engine) as session:
        return session.exec(select(Event.at).order_by(col(Event.seq).desc()).limit(1)).first()
