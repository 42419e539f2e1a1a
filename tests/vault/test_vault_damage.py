"""Cut, flipped and missing files: each named with its own answer, and never a wrong word shown."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from pathlib import Path

import pytest
from vault_samples import Made, start

from bekymring_tui import errors
from bekymring_tui.errors import Exit
from bekymring_tui.texts import text
from bekymring_tui.vault.store import Vault
from trials import flips
from trials.tries import Tries

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


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Made, list[dict[str, bytes]]]:
    return flips.grown(tmp_path_factory.mktemp("vokst") / "hvelv", 2)


def test_a_flipped_bit_is_found_or_harmless(grown: tuple[Made, list[dict[str, bytes]]]) -> None:
    tries = Tries("changed")
    flips.bits(flips.Attacked(grown[0], tries), FLIPS * 2)
    assert tries.faults == []
    # The key file has a copy and the head stands twice: there one bit costs nothing.
    assert {what for what, outcome in tries.counts if outcome.startswith("named")} == {"a bit in hvelv.db"}


def test_what_is_cut_or_emptied_is_found_or_harmless(grown: tuple[Made, list[dict[str, bytes]]]) -> None:
    tries = Tries("changed")
    flips.cuts(flips.Attacked(grown[0], tries))
    assert tries.faults == []
    found = Counter(what for what, outcome in tries.counts.elements() if outcome.startswith("named"))
    assert found["a page of zeros"] > 10
    assert found["the database cut at a page, or a byte beside"] > 30


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
from trials import flips
from trials.tries import Tries
try:
    Vault.recover(Path(sys.argv[1]), sys.argv[2])
except Damaged as failure:
    print(failure)
"""
    out, err = start(program, made.folder, made.code).communicate()
    assert err == ""
    assert out.strip() == text("vault.database_broken", path=path, folder=made.folder, code="SQLITE_NOTADB")


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
