"""`bekymring vault …`: making a vault, and what can be said of one without its key."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from bekymring_tui.cli import vault_backup, vault_check, vault_keys
from bekymring_tui.cli.norsk import NorskCommand, group, say
from bekymring_tui.cli.options import Json, PassphraseFile, StoreFolder
from bekymring_tui.cli.store import named, new_passphrase
from bekymring_tui.cli.vault_keys import json_of
from bekymring_tui.errors import Exit, Failure
from bekymring_tui.files import synced_folder_warning
from bekymring_tui.texts import text

if TYPE_CHECKING:
    from bekymring_tui.vault.status import Status

app = group("cli.vault.help")


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
        say(json_of(store, recovery_code=code))
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


for _command in (
    vault_keys.passphrase,
    vault_keys.recovery,
    vault_keys.unit,
    vault_keys.rekey,
    vault_check.check,
    vault_check.salvage,
    vault_backup.backup,
    vault_backup.restore,
):
    app.command(_command.__name__, cls=NorskCommand, help=text(f"cli.vault.{_command.__name__}_help"))(_command)


def _lines(found: Status) -> list[str]:
    from bekymring_tui.vault.keys import Way

    if not found.exists:
        return [text("vault.none_here", folder=found.folder)]
    ways = ", ".join(text(f"cli.vault.way_{one}") for one in found.slots)
    return [
        text("cli.vault.lies", folder=found.folder),
        *(text("cli.vault.file", name=name, size=size) for name, size in found.files.items()),
        *([text("cli.vault.ways", ways=ways)] if ways else []),
        *([text("cli.vault.has_unit")] if Way.UNIT in found.slots else []),
        text("cli.vault.busy" if found.busy else "cli.vault.free"),
        *found.faults,
    ]
