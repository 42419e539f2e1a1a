"""That the vault was restored from a backup: kept in it, and told at the first opening with what to do."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from bekymring_tui.clock import said
from bekymring_tui.errors import Damaged
from bekymring_tui.texts import text
from bekymring_tui.vault.store import Vault

_RESTORED = "restored"


@dataclass(frozen=True)
class Restored:
    """`made_at`: of the backup. `at`: when it was restored; both ISO 8601. `replaced`: another vault lay there.

    `asked`: in how many cases F9's question stands open since. `told`: the user knows.
    """

    made_at: str
    at: str
    replaced: bool
    asked: int
    told: bool = False


def keep(vault: Vault, restored: Restored) -> None:
    """Raises what the vault raises."""
    vault.put_setting(_RESTORED, json.dumps(asdict(restored)))


def to_tell(vault: Vault) -> tuple[str, ...]:
    """What to tell, until `mark_told`."""
    found = _kept(vault)
    if found is None or found.told:
        return ()
    words = [text("restore.told", at=said(datetime.fromisoformat(found.made_at))), text("restore.told_newer")]
    if found.replaced:
        words.append(text("restore.told_old"))
    if found.asked:
        words.append(text("restore.told_asked", count=found.asked))
    return (" ".join(words),)


def mark_told(vault: Vault) -> None:
    """The user has been told. Raises what the vault raises."""
    found = _kept(vault)
    if found and not found.told:
        keep(vault, replace(found, told=True))


def _kept(vault: Vault) -> Restored | None:
    try:
        found = vault.setting(_RESTORED)
    except Damaged:
        return None
    return Restored(**json.loads(found)) if found else None
