"""`bekymring demo`: three invented cases in a vault that is thrown away."""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path

import typer

from bekymring_tui.cli import CRASHED
from bekymring_tui.cli.norsk import say
from bekymring_tui.cli.terminal import has_terminal, run_app
from bekymring_tui.errors import Exit
from bekymring_tui.texts import text

TOLD = "samtale"
"""The case that is told where there is no terminal."""


def demo() -> None:
    raise typer.Exit(show() if has_terminal() else told())


def show() -> int:
    """The app on the three cases. The exit code."""
    from bekymring_tui.app import BekymringApp
    from bekymring_tui.clock import local_now
    from bekymring_tui.desk.play import play_all
    from bekymring_tui.settings import Settings
    from bekymring_tui.training.scenario import scenarios
    from bekymring_tui.vault.store import Vault
    from bekymring_tui.words import VAULT_WORDS, phrase

    folder = _folder()
    try:
        passphrase, cases = phrase(VAULT_WORDS), scenarios()
        vault, _ = Vault.create(folder / "hvelv", passphrase)
        play_all(vault, cases, local_now())
        settings = Settings(folder / "hvelv", municipality=cases[0].flow, service=cases[0].service)
        app = BekymringApp(settings, vault=vault, practice=passphrase)
        _, code = run_app(app, partial(_remove, folder))
    finally:
        _remove(folder)
    return CRASHED if code else Exit.FINE


def told() -> int:
    """One case from wonder to decision, line by line. The exit code."""
    from bekymring_tui.clock import local_now
    from bekymring_tui.desk.play import play
    from bekymring_tui.plain.telling import tell
    from bekymring_tui.training.scenario import scenarios
    from bekymring_tui.vault.store import Vault
    from bekymring_tui.words import VAULT_WORDS, phrase

    scenario = next(one for one in scenarios() if one.id == TOLD)
    for line in (text("telling.practice"), "", scenario.title, scenario.about):
        say(line)
    folder = _folder()
    try:
        vault, _ = Vault.create(folder / "hvelv", phrase(VAULT_WORDS))
        with vault:
            for number, played in enumerate(play(vault, scenario, local_now()), 1):
                say()
                for line in tell(played, number):
                    say(line)
    finally:
        _remove(folder)
    say()
    say(text("telling.end"))
    return Exit.FINE


def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="bekymring-ovelse-"))


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
