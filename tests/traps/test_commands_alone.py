"""Every command for itself: no network, no other program, nothing written but what it is for (P4)."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import bekymring_tui
from trials.notes import TAKE, VARIABLE, taken
from trials.user_home import PASSPHRASE, Home

PROGRAM = f"{TAKE}\nfrom bekymring_tui.cli import main; main()"
# A file opened without saying its encoding would be read as cp1252 on Windows.
STRICT = ("-X", "warn_default_encoding", "-W", "error::EncodingWarning")


def carry_out(home: Home, *words: str) -> tuple[subprocess.CompletedProcess[str], set[Path]]:
    """A command on the vault of this home. What it wrote; anything else that it did to the world is an error."""
    phrase, notes = home.folder / "frase.txt", home.folder / "notater"
    phrase.write_text(PASSPHRASE, "utf-8")
    env = {**os.environ, **home.env, VARIABLE: str(notes), "BEKYMRING_PASSPHRASE_FILE": str(phrase)}
    done = subprocess.run(
        [sys.executable, *STRICT, "-c", PROGRAM, *words],
        cwd=home.folder,
        env={**env, "PYTHONPATH": str(Path(bekymring_tui.__file__).parents[1]), "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    written, others = taken(notes)
    assert others == []
    return done, written


@pytest.mark.parametrize(
    "words",
    [
        "--version", "--help", "flows list", "flows show porsgrunn", "flows graph porsgrunn", "flows schema",
        "case list --help",
    ],
)  # fmt: skip
def test_what_only_reads_writes_nothing(words: str, home: Home) -> None:
    done, written = carry_out(home, *words.split())
    assert (done.returncode, done.stderr) == (0, "")
    assert written == set()


@pytest.mark.parametrize("words", ["vault status", "case list", "case show", "case list --json"])
def test_what_looks_into_the_vault_writes_only_in_its_folder(words: str, home: Home) -> None:
    command = [*words.split(), *([home.case_id] if words == "case show" else [])]
    done, written = carry_out(home, *command)
    assert (done.returncode, done.stderr) == (0, "")
    assert {one.parent for one in written} == {home.store}


def test_the_told_demo_throws_its_vault_away(home: Home) -> None:
    done, written = carry_out(home, "demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert {one.parts[: len(home.folder.parts) + 1] for one in written} == {(home.folder / "tmp").parts}
    assert list((home.folder / "tmp").iterdir()) == []


def test_an_export_is_one_file_that_only_its_owner_reads(home: Home) -> None:
    done, written = carry_out(home, "case", "export", home.case_id, "--to", "Leder", "--file", "sak.sakspakke")
    assert (done.returncode, done.stderr) == (0, "")
    bundle = home.folder / "sak.sakspakke"
    assert {one.parent for one in written} <= {home.store, home.folder, Path()}
    assert stat.S_IMODE(bundle.stat().st_mode) == 0o600
    assert b"ugle" not in bundle.read_bytes()
