"""The store is found where it should be, and the settings beside it never stop the program or hold case data."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bekymring_tui import settings
from bekymring_tui.errors import Failure, Unwritable
from bekymring_tui.settings import FILE_NAME, Settings, can_be_kept, read_settings, store_folder
from bekymring_tui.widgets.themes import PALETTES

IDS = st.from_regex("[A-Za-z0-9][A-Za-z0-9_.-]{0,39}", fullmatch=True)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in (settings.STORE_VARIABLE, "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_command_line_goes_before_the_environment_and_that_before_the_default(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert store_folder() == settings.default_folder()
    monkeypatch.setenv(settings.STORE_VARIABLE, "~/felles")
    assert store_folder() == home / "felles"
    assert store_folder(home / "min") == home / "min"
    monkeypatch.setenv(settings.STORE_VARIABLE, "")
    assert store_folder() == settings.default_folder()


def test_a_relative_folder_does_not_follow_the_working_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    assert store_folder(Path("her")) == home / "her"


def test_the_default_lies_in_the_users_own_part(home: Path) -> None:
    assert home in settings.default_folder().parents


@pytest.mark.parametrize(
    "prefix",
    [
        r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.12_3.12.2800.0_x64__qbz5n2kfra8p0",
        r"c:\program files\windowsapps\PythonSoftwareFoundation.Python.3.11",
    ],
)
def test_python_from_the_store_gets_a_folder_that_is_not_redirected(prefix: str, home: Path) -> None:
    assert settings.default_folder(prefix) == home / "Bekymring"
    assert settings.default_folder(r"C:\Python311") != home / "Bekymring"


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for the home folder another way")
def test_an_unknown_home_is_said_so(home: Path) -> None:
    with pytest.raises(Failure, match="hjemmemappen"):
        store_folder(Path("~ingen-slik-bruker/x"))


@hypothesis.settings(max_examples=30, deadline=None)
@given(
    municipality=IDS,
    service=IDS,
    theme=st.sampled_from(settings.THEMES),
    minutes=st.integers(1, 240),
    hints=st.booleans(),
    folder=st.text(max_size=270).map(lambda name: str(Path("/mappe").absolute() / name)).filter(can_be_kept),
)
def test_what_is_saved_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, municipality: str, service: str, theme: str, minutes: int, hints: bool,
    folder: str,
) -> None:  # fmt: skip
    store = tmp_path_factory.mktemp("store")
    chosen = Settings(store, municipality, service, theme, minutes, 241 - minutes, hints=hints, backup_folder=folder)
    chosen.save()
    assert read_settings(store) == (chosen, [])


def test_the_themes_are_those_that_can_be_shown() -> None:
    assert set(settings.THEMES) == set(PALETTES)


def test_nothing_chosen_yet(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "ny") == (Settings(tmp_path / "ny"), [])
    assert not (tmp_path / "ny").exists()


@pytest.mark.skipif(os.name == "nt", reason="POSIX file modes")
def test_folder_and_file_are_the_owners_alone(tmp_path: Path) -> None:
    Settings(tmp_path / "ny").save()
    assert stat.S_IMODE((tmp_path / "ny").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "ny" / FILE_NAME).stat().st_mode) == 0o600


def read_from(folder: Path, written: bytes) -> tuple[Settings, list[str]]:
    (folder / FILE_NAME).write_bytes(written)
    return read_settings(folder)


@pytest.mark.parametrize(
    "written",
    [
        b"kommune = ",
        b"\xff\xfe\x00",
        b"[[[",
        b'kommune = "a"\nkommune = "b"',
        "tema = 'dag'".encode("utf-16"),
        b"kommune = " + b"[" * 20_000,
        b"\n".join([b"tema = ", *[b"[" * 200] * 200]),
        b"a" + b".a" * 16_000 + b" = 1",
        b"# for stor\n" * 10_000,
    ],
)
def test_a_broken_file_is_told_and_the_defaults_hold(written: bytes, tmp_path: Path) -> None:
    found, problems = read_from(tmp_path, written)
    assert found == Settings(tmp_path)
    assert len(problems) == 1
    assert str(tmp_path / FILE_NAME) in problems[0]
    assert "standardvalgene" in problems[0]


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    assert "kan ikke leses" in read_settings(tmp_path)[1][0]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('tema = "rosa"', "tema"),
        ("tema = 3", "tema"),
        ("skjul_etter_minutter = true", "skjul_etter_minutter"),
        ('"spør_ved_tolkning" = 1', "spør_ved_tolkning"),
        ("skjul_etter_minutter = 0", "skjul_etter_minutter"),
        ("skjul_etter_minutter = 1.5", "skjul_etter_minutter"),
        ('"lås_etter_minutter" = 9999', "lås_etter_minutter"),
        ('tjeneste = "Kari ringte i dag"', "tjeneste"),
        ('notat = "Kari"', "notat"),
        ("[tabell]", "tabell"),
    ],
)
def test_one_wrong_line_costs_only_itself(line: str, key: str, tmp_path: Path) -> None:
    found, problems = read_from(tmp_path, f'kommune = "porsgrunn"\n{line}\n'.encode())
    assert found == Settings(tmp_path, municipality="porsgrunn")
    assert len(problems) == 1
    assert f"«{key}»" in problems[0]
    assert "Kari" not in problems[0]


def test_notepads_mark_at_the_beginning_is_read_past(tmp_path: Path) -> None:
    found, problems = read_from(tmp_path, 'tema = "dag"\r\n'.encode("utf-8-sig"))
    assert (found.theme, problems) == ("dag", [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"municipality": "Kari ringte"},
        {"service": "x" * 41},
        {"theme": "rosa"},
        {"lock_minutes": 0},
        {"backup_folder": "Kari ringte"},
        {"backup_folder": "/x\nKari"},
        {"backup_folder": "/" + "æ" * 200},
        {"backup_folder": "/" + "x" * 300},
    ],
)
def test_free_text_has_no_way_into_the_file(wrong: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        replace(Settings(tmp_path), **wrong).save()
    assert not (tmp_path / FILE_NAME).exists()


def test_a_store_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    with pytest.raises(Unwritable):
        Settings(tmp_path / "fil" / "under").save()
