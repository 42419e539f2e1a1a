"""`bekymring case …`: the cases of a vault as text."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bekymring_tui.cli.norsk import NorskCommand, group, say
from bekymring_tui.cli.options import Json, PassphraseFile, StoreFolder
from bekymring_tui.errors import Failure
from bekymring_tui.texts import text

if TYPE_CHECKING:
    from bekymring_tui.case.summary import Summary
    from bekymring_tui.desk.desk import Desk

app = group("cli.case.help")

Case = Annotated[str, typer.Argument(metavar="sak", help=text("cli.case.case_help"))]


@app.command("list", cls=NorskCommand, help=text("cli.case.list_help"))
def list_(store: StoreFolder, passphrase_file: PassphraseFile = None, as_json: Json = False) -> None:
    from bekymring_tui.desk.desk import Desk
    from bekymring_tui.plain.cases import line

    with store.open(passphrase_file) as vault:
        desk = Desk(vault)
        cases, today = [*desk.cases(), *desk.shredded()], desk.now().date()
    if as_json:
        return say(json.dumps([_as_data(*one) for one in cases], ensure_ascii=False, indent=2))
    for case_id, summary in cases:
        say(f"{case_id}  {line(summary, today)}")
    if not cases:
        say(text("cli.case.none"))
    return None


@app.command("show", cls=NorskCommand, help=text("cli.case.show_help"))
def show(store: StoreFolder, case: Case, passphrase_file: PassphraseFile = None, as_json: Json = False) -> None:
    from bekymring_tui.case.digest import digest
    from bekymring_tui.desk.desk import Desk
    from bekymring_tui.plain.reading import lines

    with store.open(passphrase_file) as vault:
        desk = Desk(vault)
        opened = desk.open_case(case_id(desk, case))
        found, today = digest(opened.guide, opened.state, anonymous=opened.state.anonymous), desk.now().date()
    if as_json:
        return say(found.model_dump_json(indent=2))
    for one in lines(found, today):
        say(one)
    return None


@app.command("search", cls=NorskCommand, help=text("cli.case.search_help"))
def search(store: StoreFolder, passphrase_file: PassphraseFile = None, as_json: Json = False) -> None:
    from bekymring_tui.desk.desk import Desk
    from bekymring_tui.desk.log_search import find, index_written, sought
    from bekymring_tui.plain.cases import hit_line

    words = _asked_words()
    if not sought(words):
        raise Failure(text("log_search.short"))
    with store.open(passphrase_file) as vault:
        while index_written(vault):
            pass
        desk = Desk(vault)
        found, today = find(desk, words), desk.now().date()
    if as_json:
        return say(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    for hit in found.hits:
        say(f"{hit.case_id}  {hit_line(hit, today)}")
    if found.more:
        say(text("log_search.more", count=len(found.hits)))
    if not found.hits:
        say(text("log_search.nothing"))
    return None


def _asked_words() -> str:
    """Never an argument: those stay in the shell's history and stand in the list of processes (P4)."""
    return input(text("cli.case.search_ask")) if sys.stdin.isatty() else sys.stdin.readline()


@app.command("export", cls=NorskCommand, help=text("cli.case.export_help"))
def export(
    store: StoreFolder,
    case: Case,
    to: Annotated[str, typer.Option("--to", metavar="hvem", help=text("cli.case.to_help"))],
    file: Annotated[Path | None, typer.Option("--file", metavar="fil", help=text("cli.case.file_help"))] = None,
    recipient: Annotated[
        str | None, typer.Option("--recipient", metavar="nøkkel", help=text("cli.case.recipient_help"))
    ] = None,
    anonymous: Annotated[bool, typer.Option("--anonymous", help=text("cli.case.anonymous_help"))] = False,
    replace: Annotated[bool, typer.Option("--replace", help=text("cli.case.replace_help"))] = False,
    passphrase_file: PassphraseFile = None,
    as_json: Json = False,
) -> None:
    from bekymring_tui.desk.desk import Desk
    from bekymring_tui.desk.exchange import export_case, proposed_name
    from bekymring_tui.plain.exchange import sealed_lines

    with store.open(passphrase_file) as vault:
        desk = Desk(vault)
        opened = desk.open_case(case_id(desk, case))
        path = file or Path(proposed_name(Path(), desk.now().date()))
        # A case in anonymous mode never leaves with names (P6).
        masked = anonymous or opened.state.anonymous
        words = export_case(opened, path, to=to, anonymous=masked, recipient=recipient, replace=replace)
    if as_json:
        return say(json.dumps({"file": str(path), "passphrase": words}, ensure_ascii=False))
    for one in sealed_lines(path, to, words):
        say(one)
    return None


def case_id(desk: Desk, meant: str) -> str:
    """The case meant by its id or its call name. Raises Failure when none or several are."""
    wanted = meant.casefold()
    found = [name for name, case in desk.cases() if wanted in (name, case.call_name.casefold())]
    found += [name for name, _ in desk.shredded() if wanted == name]
    if len(found) != 1:
        raise Failure(text("cli.case.several" if found else "cli.case.unknown"))
    return found[0]


def _as_data(case_id: str, summary: Summary) -> dict[str, Any]:
    return {"id": case_id, **summary.model_dump()}
