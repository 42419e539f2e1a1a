"""A crash is told by kind and place, to the user in a line and to IT in a file, without a word that was typed (P4)."""

from __future__ import annotations

import os
import re
import stat
import sys
from pathlib import Path

import pytest

from bekymring_tui import __version__, texts
from bekymring_tui.crash import FILE_NAME, crash_message
from bekymring_tui.errors import Unwritable

TYPED = "Zebrafinke"


def caught() -> BaseException:
    """An error with what was typed in its message, its arguments, its cause and a local variable."""
    typed = {"navn": TYPED}
    try:
        try:
            texts.text(typed["navn"])
        except KeyError as error:
            raise ValueError(TYPED) from error
    except ValueError as error:
        return error


def test_kind_place_and_surroundings_are_told_and_nothing_that_was_typed() -> None:
    said = crash_message(caught())
    assert "ValueError < KeyError, bekymring_tui.texts:" in said
    assert f"bekymring {__version__}, Python {sys.version.split()[0]}, " in said
    assert TYPED not in said


def test_an_error_that_a_worker_of_textual_hands_on_is_named() -> None:
    from textual.worker import WorkerFailed

    assert "WorkerFailed < ValueError" in crash_message(WorkerFailed(caught()))


def test_a_failure_speaks_for_itself_and_leaves_no_file(tmp_path: Path) -> None:
    assert crash_message(Unwritable("Disken er full."), tmp_path) == "Disken er full."
    assert list(tmp_path.iterdir()) == []


def test_the_file_for_it_says_more_of_the_place_and_nothing_that_was_typed(tmp_path: Path) -> None:
    said = crash_message(caught(), tmp_path)
    file = tmp_path / FILE_NAME
    assert str(file) in said
    told = file.read_text("utf-8")
    assert TYPED not in told
    assert "Her står aldri noe om en sak" in told
    assert __version__ in told
    assert re.search(r"^ValueError\n  test_crash:\d+$", told, re.MULTILINE)
    assert re.search(r"^KeyError\n  test_crash:\d+\n  bekymring_tui\.texts:\d+", told, re.MULTILINE)
    assert os.name == "nt" or stat.S_IMODE(file.stat().st_mode) == 0o600


def test_there_is_one_file_and_the_next_crash_replaces_it(tmp_path: Path) -> None:
    crash_message(caught(), tmp_path)
    crash_message(OSError(TYPED), tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == [FILE_NAME]
    told = (tmp_path / FILE_NAME).read_text("utf-8")
    assert "OSError" in told
    assert "ValueError" not in told


def test_no_folder_is_made_for_it(tmp_path: Path) -> None:
    assert FILE_NAME not in crash_message(caught(), tmp_path / "borte")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_where_it_cannot_be_written_the_line_is_told_all_the_same(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    said = crash_message(caught(), tmp_path)
    assert "ValueError" in said
    assert FILE_NAME not in said
