"""Typed text that the disk did not take before the lock: sealed in memory, opened again with the vault (P3, P4).

The key lies in the vault alone, so that a locked program cannot read what it holds. While the vault is open its key is
held here: a drive that was pulled out answers nothing any more.
"""

from __future__ import annotations

import contextlib
import json
import secrets
from typing import TYPE_CHECKING

from bekymring_tui.errors import Damaged, Unwritable
from bekymring_tui.texts import text
from bekymring_tui.vault.rows import DraftRow

if TYPE_CHECKING:
    from bekymring_tui.vault.store import Vault

_KEY = "set_aside_key"
_NONCE_BYTES = 12


class Aside:
    """What no disk took, over any number of locks."""

    def __init__(self) -> None:
        self._key: bytes | None = None
        self._sealed: list[bytes] = []

    @property
    def notices(self) -> list[str]:
        """What to tell the user at opening, where something is sealed that this vault has no key for."""
        return [text("app.aside_elsewhere")] if self._sealed else []

    def opened(self, vault: Vault) -> list[DraftRow]:
        """What was sealed with this vault's key, the oldest first; the rest waits on. Raises what reading raises."""
        self._key = _key_of(vault)
        found: list[DraftRow] = []
        for sealed in list(self._sealed):
            if (rows := self._unsealed(sealed)) is not None:
                found += rows
                self._sealed.remove(sealed)
        return found

    def locked(self, unsaved: list[DraftRow]) -> None:
        """Seal what the disk did not take, and forget the key. Lost when the vault could never keep a key."""
        key, self._key = self._key, None
        if unsaved and key:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM

            plain = json.dumps([[one.case_id, one.form, one.field, one.text, one.at] for one in unsaved]).encode()
            nonce = secrets.token_bytes(_NONCE_BYTES)
            self._sealed.append(nonce + AESGCM(key).encrypt(nonce, plain, None))

    def _unsealed(self, sealed: bytes) -> list[DraftRow] | None:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if self._key is None:
            return None
        try:
            plain = AESGCM(self._key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
        except InvalidTag:
            return None
        return [DraftRow(*one) for one in json.loads(plain)]


def _key_of(vault: Vault) -> bytes | None:
    """Kept in the vault while the disk still takes it. None where it cannot be: that is no reason to stay out."""
    try:
        with contextlib.suppress(Unwritable):
            if vault.setting(_KEY) is None:
                vault.put_setting(_KEY, secrets.token_hex(32))
        key = vault.setting(_KEY)
    except Damaged:
        return None
    return bytes.fromhex(key) if key else None
