"""That the vault was restored from a backup: kept in it, and told at the first opening with what to do."""

from __future__ import annotations

import json
from datetime import datetime

from bekymring_tui.errors import Damaged
from bekymring_tui.texts import text
from bekymring_tui.vault.store import Vault

_RESTORED = "restored"


def note(vault: Vault, made_at: datetime, at: datetime, asked: int) -> None:
    """`made_at`: of the backup. `at`: when it was restored. `asked`: in how many cases F9's question stands open."""
    kept = {"made_at": made_at.isoformat(), "at": at.isoformat(), "asked": asked, "told": False}
    vault.put_setting(_RESTORED, json.dumps(kept))


def to_tell(vault: Vault) -> tuple[str, ...]:
    """A sentence or more, until `mark_told`."""
    try:
        kept = vault.setting(_RESTORED)
    except Damaged:
        return ()
    found = json.loads(kept) if kept else {}
    if found.get("told", True):
        return ()
    words = [text("restore.told", at=said(datetime.fromisoformat(found["made_at"]))), text("restore.told_newer")]
    if found["asked"]:
        words.append(text("restore.told_asked", count=found["asked"]))
    return (" ".join(words),)


def mark_told(vault: Vault) -> None:
    """The user has been told. Raises what the vault raises."""
    if to_tell(vault):
        vault.put_setting(_RESTORED, json.dumps(json.loads(vault.setting(_RESTORED) or "") | {"told": True}))


def said(moment: datetime) -> str:
    """`22.11.2026 kl. 14.30`."""
    return f"{moment:%d.%m.%Y kl. %H.%M}"
