"""Folders and files with æ, ø, å, spaces and signs that shells and addresses use, through the public commands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import bekymring_tui
from trials.user_home import PASSPHRASE, Home

NAME = "Kåres «hvelv» på Øya, 50% #1"


def carry_out(folder: Path, *words: object) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bekymring_tui", *map(str, words)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(bekymring_tui.__file__).parents[1]), "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_store_passphrase_file_and_bundle(home: Home) -> None:
    store, phrase = home.folder / NAME, home.folder / "min frase æøå.txt"
    home.store.rename(store)
    phrase.write_text(f"{PASSPHRASE}\r\n", "utf-8-sig")
    vault = ("--store", store, "--passphrase-file", phrase)
    assert str(store) in carry_out(home.folder, "vault", "status", "--store", store)
    assert "Blå ugle" in carry_out(home.folder, "case", "list", *vault)
    bundle = "Blå ugle – sak 1 (til leder).sakspakke"
    said = carry_out(home.folder, "case", "export", home.case_id, "--to", "Leder", "--file", bundle, *vault)
    assert (home.folder / bundle).exists()
    heard = home.folder / "hørt på telefon.txt"
    heard.write_text(next(iter(re.findall(r"(?m)^\s*((?:[a-zæøå]+[ -]){6}[a-zæøå]+)\s*$", said))), "utf-8")
    assert "Blå ugle" in carry_out(home.folder, "open", bundle, "--passphrase-file", heard)


def test_a_new_store(tmp_path: Path) -> None:
    phrase = tmp_path / "ny frase ø.txt"
    phrase.write_text(PASSPHRASE, "utf-8")
    made = carry_out(tmp_path, "vault", "init", "--store", tmp_path / NAME, "--passphrase-file", phrase)
    assert str(tmp_path / NAME) in made
    assert (tmp_path / NAME / "hvelv.db").exists()
