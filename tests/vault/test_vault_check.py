"""What a check of the files, and of the database, finds: nothing in a whole vault, and each damage by its own id."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from vault_samples import Made, draft, event

from bekymring_tui import errors
from bekymring_tui.vault import recovery, swap
from bekymring_tui.vault.check import STEPS, Finding, outside, unopened
from bekymring_tui.vault.engine import open_engine
from bekymring_tui.vault.places import PAGE_BYTES, Places
from bekymring_tui.vault.salvage import unlock
from bekymring_tui.vault.store import Vault

FLIPS = int(os.environ.get("BEKYMRING_FLIPS", "20"))


def ids(found: list[Finding]) -> set[str]:
    assert all(one.what and one.where and one.next for one in found)
    return {one.id for one in found}


def files(made: Made) -> set[str]:
    return ids(outside(Places(made.folder), in_use=False))


def inside(made: Made) -> set[str]:
    with made.open() as vault:
        return {one for step in STEPS for one in ids(vault.check(step))}


def sql(made: Made, statement: str) -> None:
    """As something else than the program would change it."""
    secret = recovery.parse(made.code)
    unlocked = unlock(Places(made.folder), lambda keyfile: keyfile.unseal_with_code(secret))
    assert unlocked
    engine = open_engine(made.file("hvelv.db"), unlocked.key, unlocked.keyfile.database_salt)
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_nothing_is_found_in_a_whole_vault_however_it_was_used(made: Made) -> None:
    for number in range(3):
        with made.open() as vault:
            vault.append("sak-1", [event(f"mer {number}")], "{}", shred=[number + 1])
            vault.save_drafts([draft("x" * 9000, "langt"), draft("y", "kort")])
            vault.drop_drafts("sak-1", [("note", "langt")])
            vault.pin(f"utgave {number}", "tekst" * 3000)
            vault.put_setting("place", str(number))
        assert files(made) == set()
        assert inside(made) == set()


BREAKS: dict[str, Callable[[Made], object]] = {
    "database_missing": lambda made: made.file("hvelv.db").unlink(),
    "database_cut": lambda made: os.truncate(made.file("hvelv.db"), 5 * PAGE_BYTES + 7),
    "key_copy": lambda made: made.file("hvelv.key").write_bytes(b"x"),
    "keys": lambda made: (made.file("hvelv.key").unlink(), made.file("hvelv.key.kopi").unlink()),
    "key_of_another": lambda made: made.file("hvelv.db").write_bytes(
        bytes(16) + made.file("hvelv.db").read_bytes()[16:]
    ),
    "head_missing": lambda made: made.file("hvelv.head").unlink(),
    "left_over": lambda made: made.file("hvelv.db.gammel").touch(mode=0o600),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_fault_of_the_files_is_found_without_the_key(made: Made, name: str) -> None:
    BREAKS[name](made)
    assert files(made) == {name}


@pytest.mark.parametrize("moves", range(8))
def test_a_restore_that_was_cut_short_is_all_there_is_to_say_of_the_files(
    made: Made, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    """Between any two of the moves a file is missing, or of another vault, until they are all done."""
    places = Places(made.folder)
    shutil.copytree(made.folder, places.restoring)
    left, move = [None] * moves, swap.move_into_place

    def stuck(one: Path, other: Path) -> None:
        if not left:
            raise errors.Unwritable("strømmen gikk")
        left.pop()
        move(one, other)

    with monkeypatch.context() as patched:
        patched.setattr(swap, "move_into_place", stuck)
        swap.begin(places, "før")
        with pytest.raises(errors.Unwritable):
            swap.finish(places)
    (found,) = outside(places, in_use=False)
    assert (found.id, found.damage) == ("restore_cut_short", False)
    with made.open():
        pass
    assert files(made) == set()


def test_a_restore_that_had_not_begun_leaves_a_rest(made: Made) -> None:
    shutil.copytree(made.folder, Places(made.folder).restoring)
    assert files(made) == {"left_over"}


@pytest.mark.skipif(os.name == "nt", reason="modes tell nothing on Windows")
def test_what_others_may_open_is_found(made: Made) -> None:
    made.file("hvelv.key").chmod(0o644)
    assert files(made) == {"open_to_others"}


def test_a_folder_that_is_copied_to_a_cloud_is_found(made: Made, tmp_path: Path) -> None:
    made.folder.rename(tmp_path / "OneDrive")
    assert ids(outside(Places(tmp_path / "OneDrive"), in_use=False)) == {"synced"}


def test_a_key_that_was_half_changed_is_only_told(made: Made) -> None:
    old = made.file("hvelv.key.kopi").read_bytes()
    with made.open() as vault:
        vault.ways.replace_code(vault.ways.new_code())
    made.file("hvelv.key.kopi").write_bytes(old)
    (found,) = outside(Places(made.folder), in_use=False)
    assert (found.id, found.damage) == ("keys_differ", False)


CHANGES = {
    "changed_draft": "UPDATE draft SET text = 'annet'",
    "changed_setting": "UPDATE setting SET value = 'annet'",
    "changed_summary": "UPDATE summary SET data = '{}'",
    "changed_pinned": "UPDATE pinned SET text = 'annet'",
    "index": "INSERT INTO log_index (rowid, words) VALUES (99, 'makulert')",
    "older_settings": "UPDATE tally SET sum = checksum FROM setting WHERE scope = 'setting'",
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_row_changed_by_something_else_is_found(made: Made, name: str) -> None:
    with made.open() as vault:
        vault.put_setting("who", "noen")
        vault.put_setting("place", "et sted")
        vault.pin("utgave", "tekst")
    sql(made, CHANGES[name])
    assert inside(made) == {name}


def test_every_flipped_page_is_found(made: Made) -> None:
    """Opened or not: the step that finds it differs."""
    path = made.file("hvelv.db")
    whole = path.read_bytes()
    secret = recovery.parse(made.code)
    for seed in range(FLIPS):
        place = random.Random(f"check {seed}").randrange(16 * 8, len(whole) * 8)
        flipped = bytearray(whole)
        flipped[place // 8] ^= 1 << place % 8
        path.write_bytes(flipped)
        try:
            found = inside(made)
        except errors.Damaged:
            unlocked = unlock(Places(made.folder), lambda keyfile: keyfile.unseal_with_code(secret))
            assert unlocked
            found = ids(unopened(Places(made.folder), unlocked, lambda *_: None)[0])
        assert "pages" in found, f"bit {place}"


def test_an_emptied_page_is_found_although_its_mac_is_not_asked(made: Made) -> None:
    """SQLCipher takes a page of zeros for a whole one."""
    path = made.file("hvelv.db")
    whole = path.read_bytes()
    secret = recovery.parse(made.code)
    for start in range(PAGE_BYTES, len(whole), PAGE_BYTES):
        path.write_bytes(whole[:start] + bytes(PAGE_BYTES) + whole[start + PAGE_BYTES :])
        try:
            with made.open() as vault:
                found = {one for step in STEPS for one in ids(vault.check(step))}
                found |= set() if found else read_all(vault)
        except errors.Damaged:
            unlocked = unlock(Places(made.folder), lambda keyfile: keyfile.unseal_with_code(secret))
            assert unlocked
            found = ids(unopened(Places(made.folder), unlocked, lambda *_: None)[0])
        assert found, f"page {start // PAGE_BYTES}"


def read_all(vault: Vault) -> set[str]:
    try:
        for case_id in vault.cases():
            vault.events(case_id)
    except errors.Damaged:
        return {"case_damaged"}
    return set()
