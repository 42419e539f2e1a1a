"""`bekymring vault backup|restore`: taking a backup, and putting one in the place of a vault."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bekymring_tui.cli.norsk import complain, say
from bekymring_tui.cli.options import Json, PassphraseFile, StoreFolder
from bekymring_tui.cli.store import Store, named, passphrase
from bekymring_tui.cli.vault_keys import CodeFile
from bekymring_tui.errors import Exit, Failure, Locked
from bekymring_tui.files import read_text_input
from bekymring_tui.texts import text
from bekymring_tui.words import normalise

if TYPE_CHECKING:
    from bekymring_tui.desk.backups import Backup
    from bekymring_tui.desk.restoring import Plan

To = Annotated[Path | None, typer.Option("--to", metavar="mappe", help=text("cli.backup.to_help"))]
Listed = Annotated[bool, typer.Option("--list", help=text("cli.backup.list_help"))]
BackupFile = Annotated[Path, typer.Argument(metavar="kopi", help=text("cli.backup.file_help"))]
Yes = Annotated[bool, typer.Option("--yes", help=text("cli.backup.yes_help"))]


def backup(
    store: StoreFolder, to: To = None, listed: Listed = False, passphrase_file: PassphraseFile = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    from bekymring_tui.desk.backups import Backups, lying_for

    settings = store.settings()
    if to:
        settings = replace(settings, backup_folder=str(to.expanduser().absolute()))
    if listed:
        _list(store, lying_for(settings), as_json)
        return
    from bekymring_tui.desk.desk import Desk

    with store.open(passphrase_file) as vault:
        backups = Backups(Desk(vault), settings)
        if to and backups.away:
            raise Failure(text("backup.no_folder", folder=backups.away))
        taken = backups.take()
    assert taken.backup, "it was taken"
    if as_json:
        say(json.dumps(_json_of(taken.backup), ensure_ascii=False))
    else:
        for line in taken.said:
            say(line)
    one_off = to is not None and store.settings().backup_folder != settings.backup_folder
    for line in (*taken.warned, *([text("backup.one_off")] if one_off else [])):
        complain(line)


def restore(
    file: BackupFile, store: StoreFolder, passphrase_file: PassphraseFile = None, code_file: CodeFile = None,
    yes: Yes = False, as_json: Json = False,
) -> None:  # fmt: skip
    from bekymring_tui.clock import said
    from bekymring_tui.desk.restoring import prepared
    from bekymring_tui.desk.secret import Secret

    if code_file:
        secret = Secret(code=read_text_input(code_file))
    else:
        secret = Secret(passphrase=normalise(passphrase(named(passphrase_file), text("cli.store.ask"))))
    with prepared(file.expanduser().absolute(), store.folder, secret) as plan:
        if not yes or not as_json:
            for line in (text("cli.backup.made_at", at=said(plan.made_at)), *_told(store, plan)):
                complain(line) if as_json else say(line)
        if plan.replaces and not yes:
            _confirm()
        old = plan.carry_out()
    if as_json:
        counts = {name: len(getattr(plan, name)) for name in ("lost", "behind", "asked")}
        found = {"folder": str(store.folder), "made_at": plan.made_at.isoformat(), "old": str(old) if old else None}
        say(json.dumps({**found, "read": plan.unread is None, **counts}, ensure_ascii=False))
        return
    say(text("cli.backup.done", folder=store.folder))
    if old:
        say(text("cli.backup.done_old", folder=old))


def _list(store: Store, found: list[Backup], as_json: bool) -> None:
    from bekymring_tui.clock import said
    from bekymring_tui.desk.backups import said_size

    if as_json:
        say(json.dumps([_json_of(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        say(text("cli.backup.row", at=said(one.header.at), size=said_size(one.size), path=one.path))
    if not found:
        say(text("cli.backup.none", folder=store.folder))


def _json_of(one: Backup) -> dict[str, object]:
    return {"file": str(one.path), "made_at": one.header.made_at, "size": one.size}


def _told(store: Store, plan: Plan) -> Iterator[str]:
    """What is going to happen, and what it costs."""
    yield text("cli.backup.notes")
    if not plan.replaces:
        yield text("cli.backup.new", folder=store.folder)
    elif plan.unread is None:
        yield text("cli.backup.replaces", folder=store.folder)
    else:
        yield text("cli.backup.unread", why=plan.unread)
        yield text("cli.backup.unread_shredded")
    for name in ("lost", "behind", "asked"):
        if cases := getattr(plan, name):
            yield text(f"cli.backup.{name}", cases=", ".join(cases))


def _confirm() -> None:
    """Raises Locked without somebody to ask; leaves the program when the answer is no."""
    if not sys.stdin.isatty():
        raise Locked(text("cli.backup.no_answer"))
    print(text("cli.backup.ask"), file=sys.stderr, end="", flush=True)
    if sys.stdin.readline().strip().casefold() != "ja":
        say(text("cli.backup.kept"))
        raise typer.Exit(Exit.FOUND)
