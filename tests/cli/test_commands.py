"""The commands as a script meets them: what they print, and their exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_samples import PASSPHRASE, Command

import bekymring_tui
from bekymring_tui import __version__, cli
from bekymring_tui.desk.play import play_all
from bekymring_tui.errors import Busy, Exit
from bekymring_tui.settings import STORE_VARIABLE
from bekymring_tui.training.scenario import scenarios
from bekymring_tui.vault.store import Vault

MARKER = "Zebrafinken19"


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with the invented cases."""
    from datetime import datetime

    folder = tmp_path_factory.mktemp("kommandoer") / "hvelv"
    vault, _ = Vault.create(folder, PASSPHRASE)
    with vault:
        play_all(vault, scenarios(), datetime.now().astimezone())
    return folder


def test_version(command: Command) -> None:
    assert command("--version") == (0, f"bekymring {__version__}\n", "")


def test_the_app_needs_a_terminal(command: Command) -> None:
    code, out, err = command()
    assert code == Exit.USAGE
    assert "terminal" in err
    assert "  112 " in out


def test_init_makes_a_vault_once(command: Command, tmp_path: Path, phrase_file: Path) -> None:
    store = tmp_path / "nytt"
    words = ("vault", "init", "--store", store, "--passphrase-file", phrase_file)
    code, out, _ = command(*words, "--json")
    assert code == 0
    made = json.loads(out)
    assert made["folder"] == str(store)
    with Vault.recover(store, made["recovery_code"]):
        pass
    with Vault.open(store, PASSPHRASE):
        pass
    code, _, err = command(*words)
    assert code == Exit.USAGE
    assert "allerede" in err


def test_init_refuses_a_weak_phrase(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "frase.txt"
    file.write_text("hemmelig")
    code, _, err = command("--store", tmp_path / "nytt", "vault", "init", "--passphrase-file", file)
    assert code == Exit.USAGE
    assert "For kort" in err
    assert "hemmelig" not in err
    assert not (tmp_path / "nytt").exists()


def test_the_passphrase_file_may_be_named_by_the_environment(
    command: Command, stored: Path, phrase_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEKYMRING_PASSPHRASE_FILE", str(phrase_file))
    monkeypatch.setenv(STORE_VARIABLE, str(stored))
    code, out, err = command("case", "list")
    assert (code, err) == (0, "")
    assert "Blå ugle · Nivå 1, trinn 3 Samtale" in out


def test_without_a_passphrase_it_is_locked(command: Command, stored: Path) -> None:
    code, out, err = command("case", "list", "--store", stored)
    assert (code, out) == (Exit.LOCKED, "")
    assert "--passphrase-file" in err


def test_a_wrong_passphrase(command: Command, stored: Path, tmp_path: Path) -> None:
    file = tmp_path / "feil.txt"
    file.write_text(f"{MARKER} er feil frase")
    code, out, err = command("--store", stored, "case", "list", "--passphrase-file", file)
    assert (code, out) == (Exit.LOCKED, "")
    assert MARKER not in err


def test_a_vault_open_elsewhere(command: Command, stored: Path, phrase_file: Path) -> None:
    with Vault.open(stored, PASSPHRASE):
        code, _, err = command("--store", stored, "case", "list", "--passphrase-file", phrase_file)
    assert code == Busy.code
    assert "allerede åpent" in err


def test_status_tells_without_the_key(command: Command, stored: Path, tmp_path: Path) -> None:
    code, out, _ = command("--store", stored, "vault", "status")
    assert code == 0
    assert "passordfrase, gjenopprettingskode" in out
    code, out, _ = command("--store", stored, "vault", "status", "--json")
    assert code == 0
    assert json.loads(out)["slots"] == ["passphrase", "recovery"]
    assert command("--store", stored, "vault", "status", "--store", tmp_path / "ingen")[0] == 0


def test_status_tells_what_is_amiss(command: Command, stored: Path, tmp_path: Path) -> None:
    import shutil

    broken = tmp_path / "skadet"
    shutil.copytree(stored, broken)
    (broken / "hvelv.head").unlink()
    code, out, _ = command("--store", broken, "vault", "status")
    assert code == Exit.FOUND
    assert "hvelv.head" in out


def test_list_as_json(command: Command, stored: Path, phrase_file: Path) -> None:
    code, out, _ = command("--store", stored, "case", "list", "--json", "--passphrase-file", phrase_file)
    assert code == 0
    assert {one["call_name"] for one in json.loads(out)} == {"Rød rev", "Blå ugle", "Grå hare"}


def test_show_by_call_name_leaves_the_note_out(command: Command, stored: Path, phrase_file: Path) -> None:
    code, out, _ = command("--store", stored, "case", "show", "rød rev", "--passphrase-file", phrase_file)
    assert code == 0
    assert "Satt alene på benken" in out
    assert "stille siden høstferien" not in out


def test_show_an_unknown_case(command: Command, stored: Path, phrase_file: Path) -> None:
    code, _, err = command("--store", stored, "case", "show", MARKER, "--passphrase-file", phrase_file)
    assert code == Exit.USAGE
    assert "case list" in err


def test_a_case_is_exported_and_opened_from_elsewhere(
    command: Command, stored: Path, phrase_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "sak.sakspakke"
    words = ("--store", stored, "case", "export", "Blå ugle", "--to", "Rektor", "--file", file)
    code, out, _ = command(*words, "--json", "--passphrase-file", phrase_file)
    assert code == 0
    told = json.loads(out)
    assert len(told["passphrase"].split()) == 7
    heard = tmp_path / "hort.txt"
    heard.write_text(told["passphrase"].upper())
    code, out, err = command("--store", tmp_path / "annet", "open", file, "--passphrase-file", heard)
    assert (code, err) == (0, "")
    assert "Blå ugle" in out
    assert "Kan jeg være her litt til?" in out
    assert "garderoben" in out
    assert "Det er nytt." not in out, "the note never leaves"
    assert command(*words, "--passphrase-file", phrase_file)[0] == Exit.USAGE
    assert command(*words, "--replace", "--passphrase-file", phrase_file)[0] == 0


def test_an_anonymous_export_has_no_names(command: Command, stored: Path, phrase_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "sak.sakspakke"
    words = ("--store", stored, "case", "export", "Grå hare", "--to", "PPT", "--anonymous", "--file", file, "--json")
    told = json.loads(command(*words, "--passphrase-file", phrase_file)[1])
    heard = tmp_path / "hort.txt"
    heard.write_text(told["passphrase"])
    code, out, _ = command("open", file, "--passphrase-file", heard)
    assert code == 0
    assert "Grå hare" not in out
    assert "Kari Øvelse" not in out


def test_a_case_for_a_recipients_key(command: Command, stored: Path, phrase_file: Path, tmp_path: Path) -> None:
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    key, file = tmp_path / "nokkel.txt", tmp_path / "sak.sakspakke"
    key.write_text(f"# min\n{identity}\n")
    words = ("--store", stored, "case", "export", "Rød rev", "--to", "Rektor", "--file", file)
    code, out, _ = command(*words, "--recipient", identity.to_public(), "--passphrase-file", phrase_file)
    assert code == 0
    assert str(file) in out
    assert command("open", file)[0] == Exit.LOCKED
    code, out, _ = command("open", file, "--identity", key)
    assert code == 0
    assert "Rød rev" in out


@pytest.mark.parametrize("content", [b"", b"noe helt annet", b"age-encryption.org/v1\n-> X25519 x\n"])
def test_a_file_that_is_no_bundle(command: Command, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "feil"
    file.write_bytes(content)
    code, out, err = command("open", file)
    assert (code, out) == (Exit.DAMAGED, "")
    assert "sakspakke" in err


@pytest.mark.parametrize(
    "words",
    [["ukjent"], ["--ukjent"], ["vault"], ["vault", "init", "x"], ["case", "show"], ["--store"], ["flows", "chek"]],
)
def test_wrong_use_is_told_with_the_way_to_help(command: Command, words: list[str]) -> None:
    code, out, err = command(*words)
    assert (code, out) == (Exit.USAGE, "")
    assert "--help" in err


def test_an_error_of_the_program_shows_place_but_no_content(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import bekymring_tui.cli.vault as commands

    def fail(_: Any) -> None:
        raise RuntimeError(MARKER)

    monkeypatch.setattr("bekymring_tui.vault.status.status", fail)
    assert commands.app
    code, out, err = command("--store", tmp_path, "vault", "status")
    assert (code, out) == (cli.CRASHED, "")
    assert "RuntimeError" in err
    assert MARKER not in err
    assert "Traceback" not in err


def program(*words: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, without a terminal."""
    options["env"] = {**os.environ, "PYTHONIOENCODING": "utf-8", **options.get("env", {})}
    return subprocess.run(
        [sys.executable, "-m", "bekymring_tui", *map(str, words)],
        cwd=Path(bekymring_tui.__file__).parents[1],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
        **options,
    )


def test_demo_without_a_terminal_tells_one_case(tmp_path: Path) -> None:
    done = program("demo", env={"TMPDIR": str(tmp_path), "TEMP": str(tmp_path), "TMP": str(tmp_path)})
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) < 120
    assert lines[0].startswith("ØVELSE")
    assert "      (x) Ja – gå videre til samtale med barn og foresatte" in lines
    assert any("Refleksjonsnotat" in one for one in lines)
    assert not list(tmp_path.iterdir())


def test_a_reader_that_stops_reading_is_no_crash() -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "bekymring_tui", "flows", "show", "porsgrunn"],
        cwd=Path(bekymring_tui.__file__).parents[1],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with child:
        assert child.stdout
        assert child.stderr
        child.stdout.close()
        said = child.stderr.read()
    assert (child.returncode, said) == (cli.PIPE_CLOSED, b"")
