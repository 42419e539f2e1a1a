"""What opens a vault."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bekymring_tui.vault import recovery
from bekymring_tui.vault.keys import KeyFile, Way
from bekymring_tui.vault.store import Vault


@dataclass(frozen=True)
class Secret:
    """What opens the vault: a passphrase, or else a code as typed."""

    passphrase: str = ""
    code: str = ""

    def unseal(self, keyfile: KeyFile) -> bytes | None:
        """Raises Locked when the code is mistyped."""
        if self.code:
            return keyfile.unseal_with_code(recovery.parse(self.code))
        return keyfile.unseal_with_passphrase(self.passphrase)

    def is_of_unit(self, keyfile: KeyFile) -> bool:
        """Whether it is the unit's code. Raises Locked when the code is mistyped."""
        return bool(self.code) and keyfile.way_of(recovery.parse(self.code)) is Way.UNIT

    def open(self, folder: Path) -> Vault:
        return Vault.recover(folder, self.code) if self.code else Vault.open(folder, self.passphrase)
