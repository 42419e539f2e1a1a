"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bekymring_tui.texts import text

PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", metavar="fil", help=text("cli.store.passphrase_file_help"))
]

Json = Annotated[bool, typer.Option("--json", help=text("cli.json_help"))]
