"""Typed text that the disk did not take before the lock: sealed in memory, opened again with the vault (P3, P4).

The key lies in the vault alone, so that a locked program cannot read what it holds.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING

from bekymring_tui.vault.rows import DraftRow
from bekymring_tui.vault.store import Vault

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY = "set_aside_key"
_NONCE_BYTES = 12


def make_key(vault: Vault) -> None:
    """Keep a key in the vault while the disk still takes it. Raises what the vault raises."""
    if vault.setting(_KEY) is None:
        vault.put_setting(_KEY, secrets.token_hex(32))


def set_aside(vault: Vault, rows: list[DraftRow]) -> bytes | None:
    """The rows sealed. None when there are none, or when the vault never got a key."""
    key = vault.setting(_KEY)
    if not rows or key is None:
        return None
    plain = json.dumps([[one.case_id, one.form, one.field, one.text, one.at] for one in rows]).encode()
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + _cipher(key).encrypt(nonce, plain, None)


def take_back(vault: Vault, sealed: bytes) -> list[DraftRow]:
    """The rows again, with the same vault open."""
    key = vault.setting(_KEY)
    assert key is not None, "what was set aside was sealed with the vault's key"
    plain = _cipher(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
    return [DraftRow(*one) for one in json.loads(plain)]


def _cipher(key: str) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(bytes.fromhex(key))
