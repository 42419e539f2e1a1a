"""What was overwritten or shredded is gone from every page of the database and from its journal (P5, P4).

The pages are decrypted here by SQLCipher's own layout (AES-256-CBC, 80 bytes reserved at the end of each: IV, MAC),
so that those which no table uses any more are looked into too.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

from bekymring_tui.vault import recovery
from bekymring_tui.vault.keyfiles import unlock
from bekymring_tui.vault.places import PAGE_BYTES, SALT_BYTES, Places
from bekymring_tui.vault.rows import DraftRow, NewEvent
from bekymring_tui.vault.store import Vault

RESERVED, IV_BYTES = 80, 16
AT = "2026-11-22T10:15:00+01:00"
LONG = " og det gjentok seg dagen etter" * 400


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("slettet") / "hvelv"
    vault, code = Vault.create(folder, "bjørk elv gran høst snø tog")
    vault.close()
    return folder, code


def pages_of(folder: Path, code: str) -> bytes:
    """Every page of the closed database, decrypted."""
    secret = recovery.parse(code)
    unlocked = unlock(Places(folder), lambda keyfile: keyfile.unseal_with_code(secret))
    assert unlocked
    raw, plain = Places(folder).database.read_bytes(), b""
    for start in range(0, len(raw), PAGE_BYTES):
        page = raw[start : start + PAGE_BYTES]
        body, iv = page[SALT_BYTES if start == 0 else 0 : -RESERVED], page[-RESERVED : IV_BYTES - RESERVED]
        decryptor = Cipher(AES256(unlocked.key), CBC(iv)).decryptor()
        plain += decryptor.update(body) + decryptor.finalize()
    return plain


def draft(text: str) -> DraftRow:
    return DraftRow("sak-1", "notat/1", "why", text, AT)


def event(text: str) -> NewEvent:
    return NewEvent("logged", AT, json.dumps({"text": text}, ensure_ascii=False))


def test_nothing_of_it_is_on_any_page(made: tuple[Path, str]) -> None:
    folder, code = made
    journal = Places(folder).database.with_name("hvelv.db-journal")
    with Vault.recover(folder, code) as vault:
        vault.save_drafts([draft("Overskrevet" + LONG)])
        vault.save_drafts([draft("Kort")])
        vault.save_drafts([DraftRow("sak-1", "notat/1", "how", "Droppet" + LONG, AT)])
        vault.drop_drafts("sak-1", [("notat/1", "how")])
        vault.put_setting("place", "Gammelt sted")
        vault.put_setting("place", "Nytt sted")
        stored = vault.append("sak-1", [event("Makulert" + LONG), event("Beholdt" + LONG)], "{}")
        vault.append("sak-1", [], "{}", shred=[stored[0].seq])
        assert not journal.exists() or journal.stat().st_size == 0
        assert not list(folder.glob("*-wal"))
    plain = pages_of(folder, code)
    assert b"SQLite" in plain or b"CREATE TABLE" in plain
    for word in ("Kort", "Nytt sted", "Beholdt"):
        assert word.encode() in plain
    for word in ("Overskrevet", "Droppet", "Gammelt sted", "Makulert"):
        assert word.encode() not in plain
    assert plain.count(b"dagen etter") <= LONG.count("dagen etter")
