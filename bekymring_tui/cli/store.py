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

    def passphrase(self, file: Path | None) -> str:
        """The passphrase of the vault here. Raises Locked, and Failure where no vault lies."""
        from bekymring_tui.vault.store import exists

        if not exists(self.folder):
            raise Failure(text("vault.none_here", folder=self.folder))
        return normalise(passphrase(named(file), text("cli.store.ask")))

    def open(self, passphrase_file: Path | None) -> Vault:
        """The open vault. Raises what opening raises."""
        from bekymring_tui.vault.store import Vault

        return Vault.open(self.folder, self.passphrase(passphrase_file))


def passphrase(file: Path | None, ask: str) -> str:
    """From the file, or the user's keys. Raises Locked without either."""
    if file:
        return read_text_input(file)
    if not sys.stdin.isatty():
        raise Locked(text("cli.store.no_passphrase"))
    return getpass(ask)


def new_passphrase(file: Path | None, ask: str, option: str) -> str:
    """One to be used from now on: from the file, or typed twice. Raises Failure when it is weak or the two differ."""
    from bekymring_tui.screens.strength import USABLE, strength

    if file is None and not sys.stdin.isatty():
        raise Failure(text("cli.store.no_new_passphrase", option=option))
    typed = normalise(passphrase(file, ask))
    if (found := strength(typed)) not in USABLE:
        raise Failure(text(f"start.strength_{found}"))
    if file is None and normalise(getpass(text("cli.store.ask_again"))) != typed:
        raise Failure(text("cli.store.different"))
    return typed


def named(file: Path | None) -> Path | None:
    """The file asked for, else the one that the environment names."""
    given = os.environ.get(FILE_VARIABLE)
    return file or (Path(given) if given else None)
