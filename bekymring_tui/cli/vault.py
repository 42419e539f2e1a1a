"""`bekymring vault …`: making a vault, what opens it, and what can be said of one without its key."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bekymring_tui.cli.norsk import NorskCommand, group, say
from bekymring_tui.cli.options import Json, PassphraseFile, StoreFolder
from bekymring_tui.cli.store import Store, named, new_passphrase
from bekymring_tui.errors import Exit, Failure
from bekymring_tui.files import read_text_input, synced_folder_warning
from bekymring_tui.texts import text

if TYPE_CHECKING:
    from bekymring_tui.vault.status import Status

app = group("cli.vault.help")

NewPassphraseFile = Annotated[
    Path | None, typer.Option("--new-passphrase-file", metavar="fil", help=text("cli.vault.new_passphrase_file_help"))
]
CodeFile = Annotated[Path | None, typer.Option("--code-file", metavar="fil", help=text("cli.vault.code_file_help"))]

TRIES = 3


@app.command("init", cls=NorskCommand, help=text("cli.vault.init_help"))
def init(store: StoreFolder, passphrase_file: PassphraseFile = None, as_json: Json = False) -> None:
    from bekymring_tui.vault.store import Vault, exists

    if exists(store.folder):
        raise Failure(text("vault.exists_here", folder=store.folder))
    if warning := synced_folder_warning(store.folder):
        print(warning, file=sys.stderr)
    chosen = new_passphrase(named(passphrase_file), text("cli.store.ask"), "--passphrase-file")
    vault, code = Vault.create(store.folder, chosen)
    vault.close()
    if as_json:
        say(_json_of(store, recovery_code=code))
    else:
        say(text("cli.vault.made", folder=store.folder))
        say(text("cli.vault.code", code=code))


@app.command("status", cls=NorskCommand, help=text("cli.vault.status_help"))
def status(store: StoreFolder, as_json: Json = False) -> None:
    from bekymring_tui.vault.status import status as look

    found = look(store.folder)
    if as_json:
        say(json.dumps(asdict(found) | {"folder": str(found.folder)}, ensure_ascii=False, indent=2))
    else:
        for line in _lines(found):
            say(line)
    raise typer.Exit(Exit.FOUND if found.faults else Exit.FINE)


@app.command("passphrase", cls=NorskCommand, help=text("cli.vault.passphrase_help"))
def passphrase(
    store: StoreFolder,
    passphrase_file: PassphraseFile = None,
    new_passphrase_file: NewPassphraseFile = None,
    code_file: CodeFile = None,
    as_json: Json = False,
) -> None:
    from bekymring_tui.vault.store import Vault

    def chosen() -> str:
        return new_passphrase(new_passphrase_file, text("cli.vault.ask_new"), "--new-passphrase-file")

    if code_file:
        with Vault.recover(store.folder, read_text_input(code_file)) as vault:
            vault.ways.set_passphrase(chosen())
    else:
        old = store.passphrase(passphrase_file)
        with Vault.open(store.folder, old) as vault:
            vault.ways.change_passphrase(old, chosen())
    say(_json_of(store) if as_json else text("cli.vault.passphrase_changed"))


@app.command("recovery", cls=NorskCommand, help=text("cli.vault.recovery_help"))
def recovery(store: StoreFolder, passphrase_file: PassphraseFile = None, as_json: Json = False) -> None:
    from bekymring_tui.desk.desk import Desk

    with store.open(passphrase_file) as vault:
        code = vault.ways.new_code()
        # Out of our hands before the old one stops to open.
        say(_json_of(store, recovery_code=code) if as_json else _sheet(store, code))
        sys.stdout.flush()
        if not as_json and sys.stdin.isatty():
            _confirm(code)
        Desk(vault).renew_code(code)
    if not as_json:
        say(text("cli.vault.code_renewed"))


def _sheet(store: Store, code: str) -> str:
    """To be printed or copied by hand."""
    from bekymring_tui.clock import local_now
    from bekymring_tui.desk.code_check import rows

    lines = "\n".join(f"    {row}" for row in rows(code))
    return text("cli.vault.sheet", folder=store.folder, date=f"{local_now():%d.%m.%Y}", code=lines)


def _confirm(code: str) -> None:
    """Ask for part of the code. Raises Failure, and the old one goes on to open, when it is not given."""
    from bekymring_tui.desk.code_check import CodeCheck

    check = CodeCheck.drawn(code)
    first, second = check.asked
    for _ in range(TRIES):
        # On standard error: the code itself may go to a printer.
        print(text("code_check.ask", first=first, second=second), file=sys.stderr, flush=True)
        if check.passed(sys.stdin.readline()):
            return
        print(text("code_check.wrong"), file=sys.stderr)
    raise Failure(text("cli.vault.code_kept"))


def _json_of(store: Store, **more: str) -> str:
    return json.dumps({"folder": str(store.folder), **more}, ensure_ascii=False)


def _lines(found: Status) -> list[str]:
    if not found.exists:
        return [text("vault.none_here", folder=found.folder)]
    ways = ", ".join(text(f"cli.vault.way_{one}") for one in found.slots)
    return [
        text("cli.vault.lies", folder=found.folder),
        *(text("cli.vault.file", name=name, size=size) for name, size in found.files.items()),
        *([text("cli.vault.ways", ways=ways)] if ways else []),
        text("cli.vault.busy" if found.busy else "cli.vault.free"),
        *found.faults,
    ]
