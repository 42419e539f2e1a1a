"""Cut, flipped and missing files: each named with its own answer, and never a wrong word shown."""

from __future__ import annotations

import contextlib
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from vault_samples import Made, draft, event, start

from bekymring_tui import errors
from bekymring_tui.errors import Exit
from bekymring_tui.texts import text
from bekymring_tui.vault.store import Vault

FLIPS = int(os.environ.get("BEKYMRING_FLIPS", "60"))


def refusal(made: Made) -> str:
    """What is said when the vault will not open."""
    with pytest.raises(errors.Damaged) as failure:
        made.open()
    assert failure.value.code == Exit.DAMAGED
    assert str(made.folder) in str(failure.value)
    return str(failure.value)


def everything(made: Made) -> object:
    with made.open() as vault:
        assert vault.cases().keys() == made.events.keys()
        return (
            {case_id: vault.events(case_id) for case_id in made.events},
            vault.drafts("sak-1"),
            vault.summaries(),
            vault.setting("who"),
        )


@pytest.mark.parametrize("size", [0, 1, 15, 16, 100, 4095])
def test_a_database_cut_to_almost_nothing_is_never_taken_for_an_empty_one(made: Made, size: int) -> None:
    path = made.file("hvelv.db")
    os.truncate(path, size)
    assert refusal(made) == text("vault.database_cut", path=path, size=size, folder=made.folder)
    assert path.stat().st_size == size


@pytest.mark.parametrize("pages", [1, 2, 5, 10, -1])
@pytest.mark.parametrize("off", [0, 1, -1])
def test_a_database_cut_anywhere_else_is_named(made: Made, pages: int, off: int) -> None:
    path = made.file("hvelv.db")
    size = pages * 4096 + off if pages > 0 else path.stat().st_size + pages * 4096 + off
    os.truncate(path, size)
    assert path.name in refusal(made)


def test_a_missing_database_is_named(made: Made) -> None:
    path = made.file("hvelv.db")
    path.unlink()
    assert refusal(made) == text("vault.database_missing", path=path)
    assert not path.exists()


def test_a_file_that_is_no_database_does_not_fit_the_key(made: Made) -> None:
    path = made.file("hvelv.db")
    path.write_bytes(b"SQLite format 3\0" + bytes(path.stat().st_size))
    assert refusal(made) == text(
        "vault.key_of_another", path=made.file("hvelv.key"), database=path.name, folder=made.folder
    )


def test_a_missing_or_cut_head_is_named_and_an_older_one_mends_it(made: Made) -> None:
    path = made.file("hvelv.head")
    older = path.read_bytes()
    with made.open() as vault:
        vault.append("sak-1", [], "{}")
    path.unlink()
    assert refusal(made) == text("vault.head_missing", path=path)
    for left in (b"", b"b", older[:100], b"\xff" * 300, older.replace(b" 36 ", b" 35 ")):
        path.write_bytes(left)
        assert refusal(made) == text("vault.head_broken", path=path)
    path.write_bytes(older)
    assert everything(made)


def test_another_vaults_head_is_refused(made: Made, tmp_path: Path) -> None:
    vault, _ = Vault.create(tmp_path / "annet", "en annen frase")
    vault.close()
    path = made.file("hvelv.head")
    path.write_bytes((tmp_path / "annet" / path.name).read_bytes())
    assert refusal(made) == text("vault.head_broken", path=path)


@pytest.mark.parametrize("name", ["hvelv.db", "hvelv.key", "hvelv.key.kopi", "hvelv.head"])
def test_a_flipped_bit_is_found_or_harmless(made: Made, name: str) -> None:
    before = everything(made)
    path = made.file(name)
    whole = path.read_bytes()
    found = 0
    for seed in range(FLIPS):
        place = random.Random(f"{name} {seed}").randrange(len(whole) * 8)
        flipped = bytearray(whole)
        flipped[place // 8] ^= 1 << place % 8
        path.write_bytes(flipped)
        said = ""
        try:
            assert everything(made) == before, f"bit {place}"
        except errors.Damaged as failure:
            said = str(failure)
        found += made.folder.name in said
        path.write_bytes(whole)
    assert everything(made) == before
    # The key file has a copy and the head stands twice: there one bit costs nothing.
    assert (found > FLIPS / 2) is (name == "hvelv.db")


def test_damage_writes_nothing_to_the_terminal(made: Made) -> None:
    path = made.file("hvelv.db")
    whole = bytearray(path.read_bytes())
    whole[20] ^= 1
    path.write_bytes(whole)
    program = """
import sys
from pathlib import Path
from bekymring_tui.errors import Damaged
from bekymring_tui.vault.store import Vault
try:
    Vault.recover(Path(sys.argv[1]), sys.argv[2])
except Damaged as failure:
    print(failure)
"""
    out, err = start(program, made.folder, made.code).communicate()
    assert err == ""
    assert out.strip() == text("vault.database_broken", path=path, folder=made.folder, code="SQLITE_NOTADB")


def test_a_page_of_zeros_is_never_read_as_text(made: Made) -> None:
    """SQLCipher takes such a page for a whole one, and SQLite the end of a long text on it for zeros."""
    long = "q" * 9000
    with made.open() as vault:
        vault.save_drafts([draft(long, "long")])
        vault.pin("flow", long)
        vault.put_setting("who", long)
        vault.rebuild_summary("sak-1", long)
        events = vault.append("sak-9", [event(long)], long)
        summaries = vault.summaries()
    path = made.file("hvelv.db")
    whole = path.read_bytes()
    found = 0
    for page in range(1, len(whole) // 4096):
        path.write_bytes(whole[: page * 4096] + bytes(4096) + whole[(page + 1) * 4096 :])
        with contextlib.suppress(errors.Damaged), made.open() as vault:
            reads: list[Callable[[], bool]] = [
                lambda vault=vault: draft(long, "long") in vault.drafts("sak-1"),
                lambda vault=vault: vault.pinned("flow") == long,
                lambda vault=vault: vault.setting("who") == long,
                lambda vault=vault: vault.events("sak-9") == events,
                lambda vault=vault: set(vault.summaries()) <= set(summaries),
            ]
            for number, read in enumerate(reads):
                try:
                    assert read(), f"page {page}, read {number}"
                except errors.Damaged:
                    found += 1
    assert found >= len(reads)


def test_damage_in_one_case_leaves_the_others_readable(made: Made) -> None:
    """A flipped bit somewhere in the content pages: opening reads none of them."""
    path = made.file("hvelv.db")
    whole = path.read_bytes()
    readable = 0
    for page in range(1, len(whole) // 4096):
        flipped = bytearray(whole)
        flipped[page * 4096 + 2000] ^= 1
        path.write_bytes(flipped)
        try:
            vault = made.open()
        except errors.Damaged:
            continue
        with vault:
            for case_id, rows in made.events.items():
                with contextlib.suppress(errors.Damaged):
                    assert vault.events(case_id) == rows
                    readable += 1
    assert readable
