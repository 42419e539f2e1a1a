"""`bekymring case search`: words from standard input, hits as lines or as data."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from cli_samples import PASSPHRASE, Command

from bekymring_tui.case.acts import Logged
from bekymring_tui.case.people import Subject, Worker
from bekymring_tui.desk.desk import Desk
from bekymring_tui.errors import Exit
from bekymring_tui.vault.store import Vault


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("logg") / "hvelv"
    vault, _ = Vault.create(folder, PASSPHRASE)
    with vault:
        desk = Desk(vault)
        desk.set_who(Worker(name="Kari Prøve", role="Kontaktlærer", service="skole", unit="Bakken skole"))
        case = desk.new_case("porsgrunn", "skole", "concern", Subject(kind="child", call_name="Blå ugle"))
        case.take(Logged(aspect="heard", text="Sa at hun\nfryser om natta", observed="2026-11-20"))
    return folder


def asked(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(words))


def test_words_come_from_standard_input(
    command: Command, logged: Path, phrase_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = ("--store", logged, "case", "search", "--passphrase-file", phrase_file)
    asked("FRYSER nat\n", monkeypatch)
    code, out, err = command(*line)
    assert (code, err) == (0, "")
    assert "Blå ugle · " in out
    assert "Hørt: Sa at hun fryser om natta" in out
    asked("fryser", monkeypatch)
    code, out, _ = command(*line, "--json")
    (hit,) = json.loads(out)["hits"]
    assert (code, hit["call_name"], hit["kind"], hit["at"]) == (0, "Blå ugle", "heard", "2026-11-20")
    asked("bestemor", monkeypatch)
    assert "Ingen har alle disse ordene" in command(*line)[1]
    asked("f", monkeypatch)
    code, _, err = command(*line)
    assert (code, "minst to bokstaver" in err) == (Exit.USAGE, True)


def test_words_as_an_argument_are_refused_and_not_repeated(command: Command, logged: Path, phrase_file: Path) -> None:
    code, out, err = command("--store", logged, "case", "search", "sjiraffmarkør", "--passphrase-file", phrase_file)
    assert code == Exit.USAGE
    assert "sjiraffmarkør" not in out + err
