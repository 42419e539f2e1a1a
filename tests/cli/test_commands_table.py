"""docs/commands.md says what the program has: commands, options, exit codes, variables, files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import bekymring_tui
from bekymring_tui import cli
from bekymring_tui.cli.root import app
from bekymring_tui.crash import FILE_NAME as CRASH_NAME
from bekymring_tui.desk.backups import FOLDER as BACKUPS
from bekymring_tui.errors import Exit
from bekymring_tui.flow.own import FOLDER
from bekymring_tui.profile import BEFORE_NAME
from bekymring_tui.profile import FILE_NAME as PROFILE_NAME
from bekymring_tui.settings import FILE_NAME
from bekymring_tui.vault.places import Places

PACKAGE = Path(bekymring_tui.__file__).parent
PAGE = (PACKAGE.parent / "docs" / "commands.md").read_text("utf-8")


def rows(first: str) -> list[list[str]]:
    """The cells of the table whose first heading this is."""
    table = PAGE[PAGE.index(f"| {first} |") :].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def commands() -> dict[str, Any]:
    """Every command that does something, by its whole name."""

    def below(command: Any, name: str) -> dict[str, Any]:
        found = {} if getattr(command, "no_args_is_help", False) else {name: command}
        for word, one in getattr(command, "commands", {}).items():
            found |= below(one, f"{name} {word}")
        return found

    return below(get_command(app), "bekymring")


def options(command: Any) -> list[str]:
    return [one.opts[-1] for one in command.params if one.param_type_name == "option"]


def test_every_command_with_its_options() -> None:
    told = {name.strip("`"): re.findall(r"`(--[a-z-]+)`", cells) for name, _, cells, *_ in rows("command")}
    assert told == {name: options(one) for name, one in commands().items()}


OPENED = ("the vault", "a store without a vault", "a bundle and its key", "a backup and what opens it")


def test_who_needs_the_vault_takes_its_passphrase() -> None:
    needs = {name.strip("`"): cells for name, cells, *_ in rows("command")}
    for name, command in commands().items():
        takes = "--passphrase-file" in options(command)
        assert takes == (needs[name] in OPENED), name


@pytest.mark.parametrize("name", commands())
def test_no_passphrase_is_an_argument(name: str) -> None:
    named = [one.opts[-1] for one in commands()[name].params if "phrase" in one.name]
    assert set(named) <= {"--passphrase-file", "--new-passphrase-file"}


def test_every_exit_code() -> None:
    told = {int(code) for cells, _ in rows("code") for code in cells.split(", ")}
    ours = {*map(int, Exit), cli.CRASHED, cli.INTERRUPTED, cli.PIPE_CLOSED}
    assert told == ours | {128 + 15, 128 + 1}


def test_every_variable() -> None:
    sources = "".join(one.read_text("utf-8") for one in PACKAGE.rglob("*.py"))
    assert {cells[0].strip("`") for cells in rows("variable")} == set(re.findall(r"BEKYMRING_[A-Z_]+", sources))


def test_every_file_of_the_store() -> None:
    told = {name for cells, _ in rows("file") for name in re.findall(r"`([^`]+)`", cells)}
    places = Places(Path())
    passing = {f"{places.at_work.name}/", f"{places.restoring.name}/", places.swap.name}
    beside = {FILE_NAME, CRASH_NAME, PROFILE_NAME, BEFORE_NAME, f"{FOLDER}/", f"{BACKUPS}/"}
    assert told == {one.name for one in places.all} | beside | passing
