"""No word of Typer's own English is left on any help page, nor in any usage error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from bekymring_tui.cli import run
from bekymring_tui.cli.root import app
from tests.english import english_in

OURS = re.compile(r"«[^»]*»|^  [a-z]+  ", re.MULTILINE)
"""Names of commands, which are typed as they stand."""


def command_lines(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield words
    for name, one in getattr(command, "commands", {}).items():
        yield from command_lines(one, (*words, name))


def all_commands() -> list[tuple[str, ...]]:
    from typer.main import get_command

    return list(command_lines(get_command(app)))


@pytest.mark.parametrize("words", all_commands(), ids=" ".join)
def test_help_pages(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*words, "--help"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("Bruk: bekymring")
    assert not english_in(OURS.sub(" ", page))
    # Every option and every command says what it is for.
    assert not re.search(r"^  (--?[a-z-]+|[a-z]+)( [A-ZÆØÅ]+)?$", page, re.MULTILINE)


@pytest.mark.parametrize("wrong", [["--nope"], ["--help=x"]])
@pytest.mark.parametrize("words", all_commands(), ids=" ".join)
def test_usage_errors(words: tuple[str, ...], wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*words, *wrong]) == 2
    said = capsys.readouterr().err
    assert said
    assert not english_in(OURS.sub(" ", said))
