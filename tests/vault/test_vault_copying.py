"""A copy of the database: all of it or nothing, under its own key, without what is left out."""

from __future__ import annotations

import contextlib
import dataclasses
import secrets
from pathlib import Path

import pytest
from vault_samples import AT, Made, draft

from bekymring_tui import errors
from bekymring_tui.vault.copying import EVERYTHING, LeftOut, copy_into
from bekymring_tui.vault.places import PAGE_BYTES
from bekymring_tui.vault.rows import NewEvent
from bekymring_tui.vault.store import Vault


def copied(vault: Vault, target: Path, left_out: LeftOut = EVERYTHING) -> None:
    """In place of the vault's database, under the same key, so that it can be opened again."""
    ways = vault.ways._unlocked
    vault._run(lambda found: copy_into(found._engine, target, ways.key, ways.keyfile.database_salt, left_out))


def put_in_place(made: Made, target: Path) -> None:
    target.replace(made.file("hvelv.db"))


def test_a_copy_holds_every_row(made: Made, tmp_path: Path) -> None:
    target = tmp_path / "kopi æøå'\" %41.db"
    with made.open() as vault:
        vault.put_setting("who", "Kari")
        vault.pin("abc", "prosedyre")
        vault.append("sak-1", [], "{}", shred=[5])
        made = dataclasses.replace(made, events={one: vault.events(one) for one in vault.cases()})
        summaries = vault.summaries()
        copied(vault, target)
        assert vault.events("sak-1") == made.events["sak-1"], "the vault itself goes on"
    put_in_place(made, target)
    with made.open() as vault:
        assert {one: vault.events(one) for one in vault.cases()} == made.events
        assert vault.summaries() == summaries
        assert [one.text for one in vault.drafts("sak-1")] == ["halvferdig"]
        assert (vault.setting("who"), vault.pinned("abc")) == ("Kari", "prosedyre")
        assert not vault.older()


def test_what_is_left_out_is_not_there_and_the_chain_is_whole(made: Made, tmp_path: Path) -> None:
    left_out = LeftOut(forms=("note",), kinds=("note_kept",))
    with made.open() as vault:
        vault.append("sak-1", [NewEvent("note_kept", AT, '{"high": 7}'), NewEvent("logged", AT, "{}")], "{}")
        vault.save_drafts([dataclasses.replace(draft("lukt"), form=form) for form in ("note/2", "notebook/1", "log")])
        copied(vault, tmp_path / "kopi.db", left_out)
        assert len(vault.drafts("sak-1")) == 4
    put_in_place(made, tmp_path / "kopi.db")
    with made.open() as vault:
        assert [one.form for one in vault.drafts("sak-1")] == ["log", "notebook/1"]
        assert [one.payload for one in vault.events("sak-1")[-2:]] == [None, "{}"]
        assert not vault.older()


def test_another_key_opens_the_copy_and_the_old_one_does_not(made: Made, tmp_path: Path) -> None:
    key, salt = secrets.token_bytes(32), secrets.token_bytes(16)
    with made.open() as vault:
        vault._run(lambda found: copy_into(found._engine, tmp_path / "kopi.db", key, salt))
    assert (tmp_path / "kopi.db").read_bytes()[:16] == salt
    put_in_place(made, tmp_path / "kopi.db")
    with pytest.raises(errors.Damaged, match="hører ikke sammen"):
        made.open()


def test_a_copy_that_cannot_be_made_leaves_the_vault_as_it_was(made: Made, tmp_path: Path) -> None:
    with made.open() as vault:
        with pytest.raises(errors.Unwritable):
            copied(vault, tmp_path / "borte" / "kopi.db")
        (tmp_path / "kopi.db").write_bytes(b"en annens")
        with pytest.raises(errors.Unwritable):
            copied(vault, tmp_path / "kopi.db")
        vault.append("sak-1", [NewEvent("logged", AT, "{}")], "{}")
    assert (tmp_path / "kopi.db").read_bytes() == b"en annens"


def test_after_a_copy_that_met_a_damaged_page_the_vault_still_saves(made: Made, tmp_path: Path) -> None:
    whole = {name: made.file(name).read_bytes() for name in ("hvelv.db", "hvelv.head")}
    failed = 0
    for start in range(6 * PAGE_BYTES, len(whole["hvelv.db"]), 5 * PAGE_BYTES):
        made.file("hvelv.head").write_bytes(whole["hvelv.head"])
        changed = bytearray(whole["hvelv.db"])
        changed[start + 100] ^= 1
        made.file("hvelv.db").write_bytes(changed)
        with contextlib.suppress(errors.Damaged), made.open() as vault:
            try:
                copied(vault, tmp_path / f"{start}.db")
            except errors.Damaged:
                failed += 1
                vault.append("sak-1", [NewEvent("logged", AT, "{}")], "{}")
    assert failed
