"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bekymring_tui.cli.store import Store
from bekymring_tui.texts import text


def _store(folder: str) -> Store:
    return Store(Path(folder) if folder else None)


def _chosen(context: typer.Context, here: Store) -> Store:
    """The one named after the command, else the one named before it."""
    return here if here.asked else context.obj or here


StoreFolder = Annotated[
    Store,
    typer.Option(
        "--store",
        metavar="mappe",
        help=text("cli.root.store_help"),
        parser=_store,
        default_factory=str,
        callback=_chosen,
    ),
]

PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", metavar="fil", help=text("cli.store.passphrase_file_help"))
]

Json = Annotated[bool, typer.Option("--json", help=text("cli.json_help"))]
