"""`bekymring` itself: the app, and where the other commands hang."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bekymring_tui import __version__
from bekymring_tui.cli import case, demo, flows, open_, vault
from bekymring_tui.cli.norsk import NorskCommand, group, say
from bekymring_tui.cli.start import start
from bekymring_tui.cli.store import Store
from bekymring_tui.texts import text

app = group("cli.root.help", invoke_without_command=True, no_args_is_help=False)
app.command("demo", cls=NorskCommand, help=text("cli.demo.help"))(demo.demo)
app.command("open", cls=NorskCommand, help=text("cli.open.help"))(open_.open_)
app.add_typer(flows.app, name="flows")
app.add_typer(vault.app, name="vault")
app.add_typer(case.app, name="case")


@app.callback()
def root(
    context: typer.Context,
    store: Annotated[Path | None, typer.Option("--store", metavar="mappe", help=text("cli.root.store_help"))] = None,
    version: Annotated[bool, typer.Option("--version", help=text("cli.root.version_help"))] = False,
) -> None:
    context.obj = Store(store)
    if version:
        say(f"bekymring {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise typer.Exit(start(context.obj))
