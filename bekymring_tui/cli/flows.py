"""`bekymring flows …`: what the procedures say, and whether they hold."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bekymring_tui.cli.norsk import NorskCommand, group, say
from bekymring_tui.cli.options import StoreFolder
from bekymring_tui.errors import Exit, Failure
from bekymring_tui.texts import text

if TYPE_CHECKING:
    from bekymring_tui.flow.problems import Problem
    from bekymring_tui.flow.procedure import Procedure
    from bekymring_tui.prove.untagged import Untagged

app = group("cli.flows.help")

Name = Annotated[str, typer.Argument(metavar="navn", help=text("cli.flows.name_help"))]
Json = Annotated[bool, typer.Option("--json", help=text("cli.flows.json_help"))]
Track = Annotated[str | None, typer.Option("--track", metavar="spor", help=text("cli.flows.track_help"))]


class Drawing(StrEnum):
    """How a procedure is drawn."""

    MERMAID = "mermaid"
    DOT = "dot"
    SVG = "svg"


class Part(StrEnum):
    """What a file of a procedure holds."""

    FLOW = "flow"
    TRACK = "track"
    FRAGMENT = "fragment"


As = Annotated[Drawing, typer.Option("--as", metavar="form", help=text("cli.flows.as_help"))]


PartOf = Annotated[Part, typer.Option("--part", metavar="del", help=text("cli.flows.part_help"))]
Tags = Annotated[bool, typer.Option("--tags", help=text("cli.flows.tags_help"))]


@app.command("list", cls=NorskCommand, help=text("cli.flows.list_help"))
def list_(store: StoreFolder, as_json: Json = False) -> None:
    from bekymring_tui.flow.load import load_shipped, shipped_flows

    listed = [_about(load_shipped(name)) for name in shipped_flows()]
    own, unread = _own(store.folder)
    listed += [_about(one) | {"own": True} for one in own]
    if as_json:
        return _say_json(listed)
    for one in listed:
        words = text("cli.flows.listed", **one | {"services": ", ".join(one["services"])})
        say(text("cli.flows.listed_own", words=words) if one["own"] else words)
    for folder in unread:
        say(text("cli.flows.own_unread", folder=folder))
    return None


@app.command("show", cls=NorskCommand, help=text("cli.flows.show_help"))
def show(name: Name, as_json: Json = False) -> None:
    from bekymring_tui.flow.compile import freeze
    from bekymring_tui.flow.outline import outline

    procedure = _procedure(name)
    if as_json:
        return say(freeze(procedure))
    for line in outline(procedure):
        say(line)
    return None


@app.command("check", cls=NorskCommand, help=text("cli.flows.check_help"))
def check(
    names: Annotated[list[str] | None, typer.Argument(metavar="navn", help=text("cli.flows.name_help"))] = None,
    as_json: Json = False,
    tags: Tags = False,
) -> None:
    from bekymring_tui.flow.load import shipped_flows
    from bekymring_tui.prove.check import check as find
    from bekymring_tui.prove.proven import Proven, proven_file
    from bekymring_tui.prove.untagged import untagged

    proven = Proven(proven_file())
    found = {name: find(_path(name), proven=proven) for name in names or shipped_flows()}
    open_to_all = {name: untagged(_path(name)) for name in found} if tags else {}
    if as_json:
        _say_json({name: _found_data(problems, open_to_all.get(name)) for name, problems in found.items()})
    else:
        for name, problems in found.items():
            _report(name, problems)
        for name, listed in open_to_all.items():
            _list_untagged(name, listed)
    raise typer.Exit(_exit_code([one for problems in found.values() for one in problems]))


@app.command("graph", cls=NorskCommand, help=text("cli.flows.graph_help"))
def graph(name: Name, track: Track = None, drawing: As = Drawing.MERMAID) -> None:
    from bekymring_tui.flow.graph.dot import dot
    from bekymring_tui.flow.graph.mermaid import mermaid
    from bekymring_tui.flow.graph.svg import svg
    from bekymring_tui.flow.schema import guess

    procedure = _procedure(name)
    if track is not None and track not in procedure.tracks:
        known = list(procedure.tracks)
        words = {"track": track, "guess": guess(track, known), "known": ", ".join(known)}
        raise Failure(text("cli.flows.unknown_track", **words))
    draw = {Drawing.MERMAID: mermaid, Drawing.DOT: dot, Drawing.SVG: svg}[drawing]
    say(draw(procedure, track).rstrip())


@app.command("schema", cls=NorskCommand, help=text("cli.flows.schema_help"))
def schema(as_json: Json = False, part_of: PartOf = Part.FLOW) -> None:
    from bekymring_tui.flow.json_schema import json_schema
    from bekymring_tui.flow.vocabulary import vocabulary

    if as_json:
        return _say_json(json_schema(part_of))
    for part in vocabulary():
        say(part.title)
        for key in part.keys:
            must = f" ({text('flow.vocabulary.must')})" if key.required else ""
            say(text("flow.vocabulary.line", key=key.name, kind=(key.kind or key.meaning) + must))
            if key.kind:
                say(text("flow.vocabulary.meaning", meaning=key.meaning))
        say()
    return None


def _own(stored: Path) -> tuple[list[Procedure], list[Path]]:
    """The user's own procedures in the store's folder, and the folders that hold none that can be used."""
    from bekymring_tui.flow.load import shipped_flows
    from bekymring_tui.flow.own import load_own, own_flows
    from bekymring_tui.flow.problems import FlowProblems

    found: list[Procedure] = []
    unread: list[Path] = []
    for name, folder in own_flows(stored).items():
        try:
            one = load_own(folder)
        except FlowProblems:
            unread.append(folder)
            continue
        usable = one.flow.id == name and name not in shipped_flows()
        found += [one] if usable else []
        unread += [] if usable else [folder]
    return found, unread


def _path(name: str) -> Path:
    """The folder or file meant by a shipped procedure's name or a path. Raises Failure."""
    from bekymring_tui.flow.load import shipped_flows
    from bekymring_tui.flow.schema import guess
    from bekymring_tui.shipped import shipped

    known = shipped_flows()
    if name in known:
        return shipped("flows", name)
    path = Path(name)
    if not path.exists():
        raise Failure(text("cli.flows.unknown", name=name, guess=guess(name, known), known=", ".join(known)))
    return path


def _procedure(name: str) -> Procedure:
    from bekymring_tui.flow.load import load

    return load(_path(name))


def _about(procedure: Procedure) -> dict[str, Any]:
    flow = procedure.flow
    return {
        "id": flow.id,
        "title": flow.title,
        "version": flow.version,
        "steps": sum(
            not lane.routine and len(lane.steps) for t in procedure.tracks.values() for lane in t.lanes.values()
        ),
        "services": [service.label for service in flow.services.values()],
        "route": procedure.route_hash,
        "text": procedure.text_hash,
        "own": False,
    }


def _report(name: str, problems: list[Problem]) -> None:
    for one in problems:
        place = _place(one)
        severity = text(f"cli.flows.{one.severity}")
        say(text("cli.flows.problem", place=place, code=one.code, severity=severity, message=one.message))
        say(text("cli.flows.advice", advice=one.advice))
    errors, warnings = (sum(one.severity == severity for one in problems) for severity in ("error", "warning"))
    say(
        text("cli.flows.found" if errors or warnings else "cli.flows.fine", name=name, errors=errors, warnings=warnings)
    )
    return


def _list_untagged(name: str, listed: list[Untagged]) -> None:
    say()
    say(text("cli.flows.untagged_all", name=name, count=len(listed)))
    for one in listed:
        empty = text("cli.flows.untagged_empty") if one.empty else ""
        say(text("cli.flows.untagged", place=_place(one), kind=one.kind, words=one.text, empty=empty))


def _place(one: Problem | Untagged) -> str:
    """Where it stands; the file's path from here when it lies below."""
    path = Path(one.file)
    near = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    return f"{near}:{one.line}:{one.column}"


def _found_data(problems: list[Problem], listed: list[Untagged] | None) -> object:
    """The problems, and beside them what has no contact tag where that was asked for."""
    from dataclasses import asdict

    found = [asdict(one) for one in problems]
    return found if listed is None else {"problems": found, "untagged": [asdict(one) for one in listed]}


def _exit_code(problems: list[Problem]) -> Exit:
    from bekymring_tui.flow.problems import Code

    if any(one.code == Code.NEWER for one in problems):
        return Exit.NEWER
    return Exit.FOUND if any(one.severity != "note" for one in problems) else Exit.FINE


def _say_json(data: object) -> None:
    say(json.dumps(data, ensure_ascii=False, indent=2))
