"""Which store a command means, and the passphrase that opens it. Never a passphrase as an argument (P4)."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cached_property
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from bekymring_tui.errors import Failure, Locked
from bekymring_tui.files import read_text_input
from bekymring_tui.settings import Settings, read_settings, store_folder
from bekymring_tui.texts import text
from bekymring_tui.words import normalise

if TYPE_CHECKING:
    from bekymring_tui.vault.store import Vault

FILE_VARIABLE = "BEKYMRING_PASSPHRASE_FILE"


@dataclass(frozen=True)
class Store:
    """The store asked for by `--store`, else by the environment, else the default one."""

    asked: Path | None = None

    @cached_property
    def folder(self) -> Path:
        """Raises Failure."""
        return store_folder(self.asked)

    def settings(self) -> Settings:
        """The store's plain settings. What is wrong with the file is told on standard error."""
        found, problems = read_settings(self.folder)
        for problem in problems:
            print(problem, file=sys.stderr)
        return found

    def open(self, passphrase_file: Path | None) -> Vault:
        """The open vault. Raises what opening raises."""
        from bekymring_tui.vault.store import Vault, exists

        if not exists(self.folder):
            raise Failure(text("vault.none_here", folder=self.folder))
        given = passphrase(_named(passphrase_file), text("cli.store.ask"))
        return Vault.open(self.folder, normalise(given))


def passphrase(file: Path | None, ask: str) -> str:
    """From the file, or the user's keys. Raises Locked without either."""
    if file:
        return read_text_input(file)
    if not sys.stdin.isatty():
        raise Locked(text("cli.store.no_passphrase"))
    return getpass(ask)


def new_passphrase(file: Path | None) -> str:
    """A passphrase for a new vault; from the keys it is asked for twice. Raises Failure when the two differ."""
    given = _named(file)
    typed = normalise(passphrase(given, text("cli.store.ask")))
    if given is None and normalise(getpass(text("cli.store.ask_again"))) != typed:
        raise Failure(text("cli.store.different"))
    return typed


def _named(file: Path | None) -> Path | None:
    """The file asked for, else the one that the environment names."""
    named = os.environ.get(FILE_VARIABLE)
    return file or (Path(named) if named else None)
