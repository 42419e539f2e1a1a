"""The key file: what opens it, what does not, and its second copy."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from vault_samples import FOLDER, PASSPHRASE, Made

from bekymring_tui import errors
from bekymring_tui.texts import text
from bekymring_tui.vault import keys
from bekymring_tui.vault.store import Vault


def rewrite(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the document and make its checksum right again, as one who means to would."""
    document = json.loads(path.read_bytes().split(b"\n")[0])
    change(document)
    body = json.dumps(document, separators=(",", ":")).encode() + b"\n"
    path.write_bytes(body + hashlib.sha256(body).hexdigest().encode() + b"\n")


def both(made: Made) -> tuple[Path, Path]:
    return made.file("hvelv.key"), made.file("hvelv.key.kopi")


def test_a_wrong_passphrase_is_locked(made: Made) -> None:
    for wrong in (PASSPHRASE + " ", PASSPHRASE.upper(), "", "\ud800"):
        with pytest.raises(errors.Locked) as failure:
            Vault.open(made.folder, wrong)
        assert str(failure.value) == text("vault.wrong_passphrase", folder=made.folder)


def test_the_same_passphrase_typed_on_another_system_opens(tmp_path: Path) -> None:
    vault, _ = Vault.create(tmp_path / "h", unicodedata.normalize("NFD", "blåbærsyltetøy ﬁn"))
    vault.close()
    Vault.open(tmp_path / "h", "blåbærsyltetøy fin").close()


def test_an_empty_passphrase_makes_no_vault(tmp_path: Path) -> None:
    with pytest.raises(errors.Failure, match="tom"):
        Vault.create(tmp_path / "h", "")
    assert not (tmp_path / "h").exists()


def test_another_vaults_code_is_called_wrong_not_mistyped(made: Made, tmp_path: Path) -> None:
    vault, code = Vault.create(tmp_path / "annet", "en annen frase")
    vault.close()
    with pytest.raises(errors.Locked) as failure:
        Vault.recover(made.folder, code)
    assert str(failure.value) == text("vault.wrong_code", folder=made.folder)
    with pytest.raises(errors.Locked) as failure:
        Vault.recover(made.folder, code[:-1] + ("A" if code[-1] != "A" else "B"))
    assert str(failure.value) == text("vault.code_typo")


@pytest.mark.parametrize("broken", [None, b"", b"{", b"0" * 633])
def test_a_broken_key_file_is_replaced_from_its_copy_and_said(made: Made, broken: bytes | None) -> None:
    key, copy = both(made)
    whole = key.read_bytes()
    for path, notice in ((key, "vault.key_mended"), (copy, "vault.key_copy_mended")):
        if broken is None:
            path.unlink()
        else:
            path.write_bytes(broken)
        with made.open() as vault:
            assert vault.notices == (text(notice, path=path),)
            assert vault.events("sak-1") == made.events["sak-1"]
        assert key.read_bytes() == copy.read_bytes() == whole
        with made.open() as vault:
            assert vault.notices == ()


def test_both_copies_gone_or_broken_are_two_answers(made: Made) -> None:
    key, copy = both(made)
    names = {"path": key, "copy": copy.name, "folder": made.folder}
    key.write_bytes(key.read_bytes()[:-1])
    copy.unlink()
    with pytest.raises(errors.Damaged) as failure:
        made.open()
    assert str(failure.value) == text("vault.key_broken", **names)
    key.unlink()
    with pytest.raises(errors.Damaged) as failure:
        made.open()
    assert str(failure.value) == text("vault.key_missing", **names)


@pytest.mark.parametrize(
    "cost",
    [
        {"memory": 8},
        {"memory": 65535},
        {"memory": 2**40},
        {"passes": 2},
        {"passes": 10**6},
        {"lanes": 0},
        {"lanes": 999},
        {"memory": True},
        {"memory": "65536"},
        {"memory": 65536.0},
    ],
)
def test_a_lowered_or_absurd_cost_is_refused_before_the_database_is_touched(made: Made, cost: dict[str, Any]) -> None:
    for path in both(made):
        rewrite(path, lambda document: document["slots"][0]["argon2id"].update(cost))
    # Only its first bytes are left, and still the key file is what is named.
    database = made.file("hvelv.db")
    database.write_bytes(database.read_bytes()[:16] + bytes(8192))
    with pytest.raises(errors.Damaged) as failure:
        Vault.open(made.folder, PASSPHRASE)
    assert "hvelv.key" in str(failure.value)


def test_a_raised_cost_within_bounds_opens_nothing(made: Made) -> None:
    for path in both(made):
        rewrite(path, lambda document: document["slots"][0]["argon2id"].update(passes=4))
    with pytest.raises(errors.Locked):
        Vault.open(made.folder, PASSPHRASE)


def test_a_weakened_key_file_is_put_right_from_its_copy(made: Made) -> None:
    rewrite(made.file("hvelv.key"), lambda document: document["slots"][0]["argon2id"].update(passes=4))
    with Vault.open(made.folder, PASSPHRASE) as vault:
        assert vault.notices == (text("vault.key_undone", path=made.file("hvelv.key")),)
    assert made.file("hvelv.key").read_bytes() == made.file("hvelv.key.kopi").read_bytes()


def test_another_vaults_key_file_does_not_fit(made: Made, tmp_path: Path) -> None:
    vault, code = Vault.create(tmp_path / "annet", "en annen frase")
    vault.close()
    for path in both(made):
        path.write_bytes((tmp_path / "annet" / path.name).read_bytes())
    with pytest.raises(errors.Damaged) as failure:
        Vault.recover(made.folder, code)
    assert str(failure.value) == text(
        "vault.key_of_another", path=made.file("hvelv.key"), database="hvelv.db", folder=made.folder
    )


def test_a_salt_made_to_fit_opens_nothing(made: Made, tmp_path: Path) -> None:
    vault, code = Vault.create(tmp_path / "annet", "en annen frase")
    vault.close()
    salt = made.file("hvelv.db").read_bytes()[:16].hex()
    for path in both(made):
        path.write_bytes((tmp_path / "annet" / path.name).read_bytes())
        rewrite(path, lambda document: document.update(database_salt=salt))
    with pytest.raises(errors.Locked):
        Vault.recover(made.folder, code)


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.update(extra=1),
        lambda document: document.update(format="noe annet"),
        lambda document: document.update(version=0),
        lambda document: document.update(version="2"),
        lambda document: document.update(version=2),
        lambda document: document.update(version=2, follows=""),
        lambda document: document.update(version=2, follows="00"),
        lambda document: document.update(follows="00" * 16),
        lambda document: document.update(slots={}),
        lambda document: document.update(slots=[1]),
        lambda document: document.pop("slots"),
        lambda document: document.update(database_salt="zz"),
        lambda document: document.update(database_salt=""),
        lambda document: document["slots"][0].update(way="nøkkelring"),
        lambda document: document["slots"][0].pop("argon2id"),
        lambda document: document["slots"][0]["argon2id"].update(mer=1),
        lambda document: document["slots"][1].update(sealed="00"),
        lambda document: document["slots"][1].update(salt=document["slots"][1]["salt"].upper() + " "),
    ],
)
def test_anything_but_what_was_written_is_broken(made: Made, change: Callable[[dict[str, Any]], object]) -> None:
    for path in both(made):
        rewrite(path, change)
    with pytest.raises(errors.Damaged) as failure:
        made.open()
    assert "skadet" in str(failure.value) or "sammen" in str(failure.value)


def test_a_key_file_from_a_newer_version_is_left_alone(made: Made) -> None:
    rewrite(made.file("hvelv.key"), lambda document: document.update(version=keys.VERSION + 1, novelty=[]))
    before = {path.name: path.read_bytes() for path in made.folder.iterdir()}
    with pytest.raises(errors.Newer, match=r"hvelv\.key.*nyere utgave"):
        made.open()
    assert {path.name: path.read_bytes() for path in made.folder.iterdir()} == before


def test_a_second_vault_in_the_same_folder_is_refused(made: Made) -> None:
    before = made.file("hvelv.db").read_bytes()
    with pytest.raises(errors.Failure) as failure:
        Vault.create(made.folder, PASSPHRASE)
    assert str(failure.value) == text("vault.exists_here", folder=made.folder)
    assert failure.value.code == errors.Exit.USAGE
    assert made.file("hvelv.db").read_bytes() == before


def test_a_folder_without_a_vault_says_so(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / FOLDER, tmp_path / "fil" / "h"):
        (tmp_path / "fil").write_text("en fil", "utf-8")
        with pytest.raises(errors.Failure) as failure:
            Vault.open(folder, PASSPHRASE)
        assert str(failure.value) == text("vault.none_here", folder=folder)
        assert failure.value.code == errors.Exit.USAGE
