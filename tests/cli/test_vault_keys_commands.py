"""`bekymring vault passphrase|recovery|unit|rekey`, as a script and as someone at a terminal meet them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cli_samples import PASSPHRASE, Command

import bekymring_tui
from bekymring_tui import errors
from bekymring_tui.errors import Exit
from bekymring_tui.vault.store import Vault

NEW = "furu brygge kaffe lampe fjord tog"


@pytest.fixture
def vault(tmp_path: Path) -> tuple[Path, str]:
    """A vault of the test's own, and its recovery code."""
    made, code = Vault.create(tmp_path / "hvelv", PASSPHRASE)
    made.close()
    return tmp_path / "hvelv", code


def written(path: Path, words: str) -> Path:
    path.write_text(words + "\n", "utf-8")
    return path


def test_a_script_changes_the_passphrase(
    command: Command, vault: tuple[Path, str], phrase_file: Path, tmp_path: Path
) -> None:
    store, code = vault
    words = ("vault", "passphrase", "--store", store, "--passphrase-file")
    weak = written(tmp_path / "svak.txt", "hemmelig")
    refused, _, err = command(*words, phrase_file, "--new-passphrase-file", weak)
    assert (refused, "For kort" in err, "hemmelig" in err) == (Exit.USAGE, True, False)
    missing, _, err = command(*words, phrase_file)
    assert (missing, "--new-passphrase-file" in err) == (Exit.USAGE, True)
    new = written(tmp_path / "ny.txt", f" {NEW.upper()} ")
    done, out, err = command(*words, phrase_file, "--new-passphrase-file", new)
    assert (done, err) == (0, "")
    assert "byttet" in out
    assert command(*words, phrase_file, "--new-passphrase-file", new)[0] == Exit.LOCKED
    with Vault.open(store, NEW):
        pass
    Vault.recover(store, code).close()


def test_a_forgotten_passphrase_is_replaced_by_the_code(
    command: Command, vault: tuple[Path, str], tmp_path: Path
) -> None:
    store, code = vault
    new, paper = written(tmp_path / "ny.txt", NEW), tmp_path / "kode.txt"
    words = ("vault", "passphrase", "--store", store, "--json", "--new-passphrase-file", new, "--code-file", paper)
    written(paper, code[:-1])
    assert command(*words)[0] == Exit.LOCKED
    written(paper, code.lower())
    done, out, _ = command(*words)
    assert (done, json.loads(out)) == (0, {"folder": str(store)})
    with Vault.open(store, NEW):
        pass


def test_a_script_renews_the_code(command: Command, vault: tuple[Path, str], phrase_file: Path) -> None:
    store, old = vault
    done, out, _ = command("vault", "recovery", "--store", store, "--json", "--passphrase-file", phrase_file)
    assert done == 0
    with pytest.raises(errors.Locked):
        Vault.recover(store, old)
    Vault.recover(store, json.loads(out)["recovery_code"]).close()


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminal")
@pytest.mark.parametrize("right", [True, False])
def test_at_a_terminal_part_of_the_new_code_is_asked_for(
    vault: tuple[Path, str], phrase_file: Path, right: bool
) -> None:
    store, old = vault
    ours, theirs = os.openpty()
    words = ("vault", "recovery", "--store", store, "--passphrase-file", phrase_file)
    with subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "bekymring_tui", *map(str, words)],
        cwd=Path(bekymring_tui.__file__).parents[1],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as child:
        assert child.stdout
        assert child.stderr
        sheet = "".join(child.stdout.readline() for _ in range(6))
        code = re.findall(r"\b[0-9A-Z]{4}\b", sheet.partition("\n\n")[2])
        asked = [int(one) for one in re.findall(r"gruppe (\d)", child.stderr.readline())]
        answer = " ".join(code[number - 1] for number in asked).lower() if right else "AAAA AAAA\n" * 3
        os.write(ours, f"{answer}\n".encode())
        _, err = child.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert child.returncode == (0 if right else Exit.USAGE), err
    Vault.recover(store, "-".join(code) if right else old).close()


def test_a_script_gives_the_unit_a_key_and_takes_it_away(
    command: Command, vault: tuple[Path, str], phrase_file: Path
) -> None:
    store, code = vault
    words = ("vault", "unit", "--store", store, "--passphrase-file", phrase_file)
    done, out, _ = command(*words, "--json")
    unit_code = json.loads(out)["unit_code"]
    assert done == 0
    Vault.recover(store, code).close()
    with Vault.recover(store, unit_code) as opened:
        assert not opened.ways.may_change
    done, out, _ = command("vault", "status", "--store", store)
    assert (done, "Enhetens nøkkel: ja" in out) == (0, True)
    done, out, _ = command(*words)
    assert (done, "Enhetens nøkkel, laget" in out, "Gi papiret til lederen" in out) == (0, True, True)
    assert command(*words, "--remove")[0] == 0
    done, out, _ = command("vault", "status", "--store", store)
    assert "Enhetens nøkkel" not in out


def test_the_units_code_sets_no_passphrase(
    command: Command, vault: tuple[Path, str], phrase_file: Path, tmp_path: Path
) -> None:
    store, _ = vault
    _, out, _ = command("vault", "unit", "--store", store, "--json", "--passphrase-file", phrase_file)
    paper = written(tmp_path / "enhet.txt", json.loads(out)["unit_code"])
    new = written(tmp_path / "ny.txt", NEW)
    refused, _, err = command(
        "vault", "passphrase", "--store", store, "--new-passphrase-file", new, "--code-file", paper
    )
    assert (refused, "Bare eieren" in err) == (Exit.LOCKED, True)
    with Vault.open(store, PASSPHRASE) as opened:
        assert "åpnet med enhetens nøkkel" in opened.notices[0]


def test_a_script_makes_a_new_key(command: Command, vault: tuple[Path, str], phrase_file: Path) -> None:
    store, old = vault
    given = ("--store", store, "--json", "--passphrase-file", phrase_file)
    _, out, _ = command("vault", "unit", *given)
    old_unit = json.loads(out)["unit_code"]
    before = (store / "hvelv.db").read_bytes()[:16]
    done, out, err = command("vault", "rekey", *given)
    said = json.loads(out)
    assert (done, err, set(said)) == (0, "", {"folder", "recovery_code", "unit_code"})
    assert (store / "hvelv.db").read_bytes()[:16] != before
    for code in (old, old_unit):
        with pytest.raises(errors.Locked):
            Vault.recover(store, code)
    Vault.recover(store, said["unit_code"]).close()
    done, out, _ = command("vault", "rekey", *given, "--remove-unit")
    assert (done, "unit_code" in json.loads(out)) == (0, False)
    with Vault.recover(store, json.loads(out)["recovery_code"]) as opened:
        assert not opened.ways.has_unit_code


def test_a_new_key_needs_the_passphrase(command: Command, vault: tuple[Path, str], tmp_path: Path) -> None:
    store, old = vault
    wrong = written(tmp_path / "feil.txt", NEW)
    done, out, err = command("vault", "rekey", "--store", store, "--json", "--passphrase-file", wrong)
    assert (done, out, "åpner ikke hvelvet" in err) == (Exit.LOCKED, "", True)
    Vault.recover(store, old).close()
