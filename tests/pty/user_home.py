"""A user's home with a vault in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bekymring_tui.vault.store import Vault

PASSPHRASE = "tog fjord lampe kaffe brygge furu"


@dataclass(frozen=True)
class Home:
    """A user's home with a vault in it: one case, «Blå ugle»."""

    folder: Path
    code: str
    case_id: str

    @property
    def store(self) -> Path:
        return self.folder / "hvelv"

    @property
    def env(self) -> Mapping[str, str]:
        return {
            "HOME": str(self.folder),
            "BEKYMRING_STORE": str(self.store),
            "TMPDIR": str(self.folder / "tmp"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
        }

    def open(self) -> Vault:
        return Vault.recover(self.store, self.code)

    def drafts(self) -> dict[str, str]:
        """What is typed and kept in the case, by field. Opening says whether anything is amiss."""
        with self.open() as vault:
            assert vault.notices == ()
            return {one.field: one.text for one in vault.drafts(self.case_id)}
