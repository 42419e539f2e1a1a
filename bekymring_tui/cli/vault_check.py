"""`bekymring vault check|salvage`: what is whole in a vault and what is not, and saving what can be read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bekymring_tui.cli.norsk import complain, say
from bekymring_tui.cli.options import Json, PassphraseFile, StoreFolder
from bekymring_tui.cli.store import Store, named
from bekymring_tui.cli.vault_keys import CodeFile
from bekymring_tui.errors import Exit
from bekymring_tui.files import read_text_input
from bekymring_tui.texts import text

if TYPE_CHECKING:
    from bekymring_tui.desk.checking import Checked, Progress
    from bekymring_tui.desk.losses import Salvaged
    from bekymring_tui.desk.secret import Secret

ToFolder = Annotated[Path, typer.Argument(metavar="ny-mappe", help=text("cli.vault.salvage_to_help"))]

_WIDE = 60
"""Longer than any line of progress: written over with blanks, for not every console on Windows knows how to clear."""


def check(
    store: StoreFolder, passphrase_file: PassphraseFile = None, code_file: CodeFile = None, as_json: Json = False
) -> None:
    from bekymring_tui.desk.check_lines import lines
    from bekymring_tui.desk.checking import check as look

    secret = _secret(store, passphrase_file, code_file) if code_file or _can_ask(passphrase_file) else None
    with _progress() as progress:
        found = look(store.folder, None, secret, progress)
    if as_json:
        say(json.dumps(_json_of(found), ensure_ascii=False, indent=2))
    else:
        for line in lines(found):
            say(line)
    if not found.complete and not found.damaged:
        complain(text("cli.vault.check_outside"))
    raise typer.Exit(_code(found))


def salvage(
    to_folder: ToFolder,
    store: StoreFolder,
    passphrase_file: PassphraseFile = None,
    code_file: CodeFile = None,
    as_json: Json = False,
) -> None:
    from bekymring_tui.desk.salvaging import salvage as save

    secret, to = _secret(store, passphrase_file, code_file), to_folder.expanduser().absolute()
    with _progress() as progress:
        done = save(store.folder, to, secret, progress)
    if as_json:
        counts = asdict(done)
        for one in counts["losses"]:
            # The id finds the case; a call name may say too much in a file.
            del one["call_name"]
        say(json.dumps({"folder": str(to), **counts}, ensure_ascii=False, indent=2))
    else:
        for line in _told(done, to):
            say(line)


@contextmanager
def _progress() -> Iterator[Progress]:
    """One line on standard error that is written over, where someone sees it."""
    shown = ""

    def show(step: str, done: int, of: int) -> None:
        nonlocal shown
        line = f"{text(step)} … {100 * done // max(of, 1)} %"
        if line != shown and sys.stderr.isatty():
            sys.stderr.write(f"\r{line:<{_WIDE}}")
            sys.stderr.flush()
            shown = line

    try:
        yield show
    finally:
        if shown:
            sys.stderr.write(f"\r{'':<{_WIDE}}\r")
            sys.stderr.flush()


def _can_ask(passphrase_file: Path | None) -> bool:
    return named(passphrase_file) is not None or sys.stdin.isatty()


def _secret(store: Store, passphrase_file: Path | None, code_file: Path | None) -> Secret:
    from bekymring_tui.desk.secret import Secret

    if code_file:
        return Secret(code=read_text_input(code_file))
    return Secret(passphrase=store.passphrase(passphrase_file))


def _code(found: Checked) -> Exit:
    if found.damaged:
        return Exit.DAMAGED
    if not found.complete:
        return Exit.LOCKED
    return Exit.FOUND if found.findings else Exit.FINE


def _json_of(found: Checked) -> dict[str, object]:
    """Ids in place of call names."""
    return {
        "folder": str(found.folder),
        "at": found.at.isoformat(),
        "whole": found.whole,
        "complete": found.complete,
        "cases": found.cases,
        "events": found.events,
        "backup": {"at": found.backup.header.made_at, "file": str(found.backup.path)} if found.backup else None,
        "findings": [asdict(one) for one in found.findings],
    }


def _told(done: Salvaged, to: Path) -> list[str]:
    from bekymring_tui.desk.losses import told

    lines = [
        text("cli.vault.salvaged", folder=to),
        text("cli.vault.salvaged_of", cases=done.cases, events=done.events, broken=done.broken, pages=done.pages),
        "",
    ]
    missing = [f"  «{one.call_name}»: {told(one)}" for one in done.losses]
    if done.unowned:
        missing.append("  " + text("cli.vault.salvaged_unowned", number=done.unowned, name=text("salvage.stray")))
    if not done.newest:
        missing.append("  " + text("cli.vault.salvaged_not_newest"))
    if done.settings:
        missing.append("  " + text("cli.vault.salvaged_settings"))
    lines += [text("cli.vault.salvaged_missing"), *missing] if missing else [text("cli.vault.salvaged_all")]
    if done.asked:
        lines += ["", text("cli.vault.salvaged_asked", number=done.asked)]
    return [*lines, "", text("cli.vault.salvaged_next", folder=to)]
