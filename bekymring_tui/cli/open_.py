"""`bekymring open`: a bundle from someone else, read-only. Nothing of it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bekymring_tui.cli.norsk import say
from bekymring_tui.cli.options import StoreFolder
from bekymring_tui.cli.store import Store, passphrase
from bekymring_tui.cli.terminal import has_terminal, run_app
from bekymring_tui.errors import Exit
from bekymring_tui.texts import text

if TYPE_CHECKING:
    from bekymring_tui.desk.exchange import Received

File = Annotated[Path, typer.Argument(metavar="fil", help=text("cli.open.file_help"))]
Identity = Annotated[Path | None, typer.Option("--identity", metavar="fil", help=text("cli.open.identity_help"))]
PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", metavar="fil", help=text("cli.open.passphrase_file_help"))
]


def open_(store: StoreFolder, file: File, identity: Identity = None, passphrase_file: PassphraseFile = None) -> None:
    found = _opened(file, identity, passphrase_file)
    if has_terminal():
        raise typer.Exit(_show(store, found))
    from bekymring_tui.clock import local_now
    from bekymring_tui.plain.exchange import bundle_lines

    for line in bundle_lines(found, local_now().date()):
        say(line)


def _opened(file: Path, identity: Path | None, passphrase_file: Path | None) -> Received:
    from bekymring_tui.bundle.age import locked_by_passphrase
    from bekymring_tui.desk.exchange import read_bundle, received
    from bekymring_tui.files import read_text_input

    sealed = read_bundle(file)
    if locked_by_passphrase(sealed):
        return received(sealed, passphrase=passphrase(passphrase_file, text("cli.open.ask")))
    return received(sealed, identity_text=read_text_input(identity) if identity else None)


def _show(store: Store, found: Received) -> int:
    """In the app: nothing of it stays in the terminal afterwards."""
    from bekymring_tui.app import BekymringApp
    from bekymring_tui.cli import CRASHED
    from bekymring_tui.screens.bundle import BundlePage

    _, code = run_app(BekymringApp(store.settings(), above=lambda: BundlePage(found)))
    return CRASHED if code else Exit.FINE
