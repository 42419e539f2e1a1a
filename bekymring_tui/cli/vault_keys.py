"""`bekymring vault passphrase|recovery|unit|rekey`: what opens a vault, and changing it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from bekymring_tui.cli.norsk import say
from bekymring_tui.cli.options import Json, PassphraseFile, StoreFolder
from bekymring_tui.cli.store import Store, new_passphrase
from bekymring_tui.errors import Failure
from bekymring_tui.files import read_text_input
from bekymring_tui.texts import text

NewPassphraseFile = Annotated[
    Path | None, typer.Option("--new-passphrase-file", metavar="fil", help=text("cli.vault.new_passphrase_file_help"))
]
CodeFile = Annotated[Path | None, typer.Option("--code-file", metavar="fil", help=text("cli.vault.code_file_help"))]
Remove = Annotated[bool, typer.Option("--remove", help=text("cli.vault.unit_remove_help"))]
RemoveUnit = Annotated[bool, typer.Option("--remove-unit", help=text("cli.vault.rekey_remove_unit_help"))]

TRIES = 3


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
            vault.ways.check_may_change()
            vault.ways.set_passphrase(chosen())
    else:
        old = store.passphrase(passphrase_file)
        with Vault.open(store.folder, old) as vault:
            vault.ways.change_passphrase(old, chosen())
    say(json_of(store) if as_json else text("cli.vault.passphrase_changed"))


def recovery(store: StoreFolder, passphrase_file: PassphraseFile = None, as_json: Json = False) -> None:
    from bekymring_tui.desk.desk import Desk

    with store.open(passphrase_file) as vault:
        code = vault.ways.new_code()
        _hand_over(store, as_json, sheet=code)
        Desk(vault).renew_code(code)
    if not as_json:
        say(text("cli.vault.code_renewed"))


def unit(
    store: StoreFolder, passphrase_file: PassphraseFile = None, remove: Remove = False, as_json: Json = False
) -> None:
    with store.open(passphrase_file) as vault:
        if remove:
            vault.ways.remove_unit_code()
        else:
            code = vault.ways.new_code()
            _hand_over(store, as_json, unit_sheet=code)
            vault.ways.set_unit_code(code)
    if remove:
        say(json_of(store) if as_json else text("cli.vault.unit_removed"))
    elif not as_json:
        say(text("cli.vault.unit_set"))


def rekey(
    store: StoreFolder, passphrase_file: PassphraseFile = None, remove_unit: RemoveUnit = False, as_json: Json = False
) -> None:
    from bekymring_tui.desk.desk import Desk
    from bekymring_tui.vault.store import Vault

    typed = store.passphrase(passphrase_file)
    with Vault.open(store.folder, typed) as vault:
        code = vault.ways.new_code()
        unit_code = vault.ways.new_code() if vault.ways.has_unit_code and not remove_unit else ""
        codes = {"sheet": code} | ({"unit_sheet": unit_code} if unit_code else {})
        _hand_over(store, as_json, **codes)
        desk = Desk(vault)
        for told in desk.rekey(typed, code, unit_code):
            print(told, file=sys.stderr)
        if not as_json:
            say(text("cli.vault.rekeyed"))
            say(text("cli.vault.rekeyed_copies"))
        desk.notices_told()


_NAMES = {"sheet": "recovery_code", "unit_sheet": "unit_code"}


def _hand_over(store: Store, as_json: bool, **codes: str) -> None:
    """Each code by the text of its sheet: out of our hands before what opens now stops to."""
    if as_json:
        say(json_of(store, **{_NAMES[sheet]: code for sheet, code in codes.items()}))
        sys.stdout.flush()
        return
    for sheet, code in codes.items():
        say(_sheet(store, sheet, code))
        sys.stdout.flush()
        if sys.stdin.isatty():
            _confirm(code)


def _sheet(store: Store, sheet: str, code: str) -> str:
    """To be printed or copied by hand."""
    from bekymring_tui.clock import local_now
    from bekymring_tui.desk.code_check import rows

    lines = "\n".join(f"    {row}" for row in rows(code))
    return text(f"cli.vault.{sheet}", folder=store.folder, date=f"{local_now():%d.%m.%Y}", code=lines)


def _confirm(code: str) -> None:
    """Ask for part of the code. Raises Failure, and what opens now goes on to, when it is not given."""
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


def json_of(store: Store, **more: str) -> str:
    return json.dumps({"folder": str(store.folder), **more}, ensure_ascii=False)
