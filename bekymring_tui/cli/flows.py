"""`bekymring flows …`: what the procedures say, and whether they hold."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bekymring_tui.cli.norsk import NorskCommand, group, say
from bekymring_tui.errors import Exit, Failure
from bekymring_tui.texts import text

if TYPE_CHECKING:
    from bekymring_tui.flow.problems import Problem
    from bekymring_tui.flow.procedure import Procedure

app = group("cli.flows.help")

Name = Annotated[str, typer.Argument(metavar="navn", help=text("cli.flows.name_help"))]
Json = Annotated[bool, typer.Option("--json", help=text("cli.flows.json_help"))]
Track = Annotated[str | None, typer.Option("--track", metavar="spor", help=text("cli.flows.track_help"))]


class Drawing(StrEnum):
    """How a procedure is drawn."""

    MERMAID = "mermaid"
    DOT = "dot"
    SVG = "svg"


As = Annotated[Drawing, typer.Option("--as", metavar="form", help=text("cli.flows.as_help"))]


@app.command("list", cls=NorskCommand, help=text("cli.flows.list_help"))
def list_(as_json: Json = False) -> None:
    from bekymring_tui.flow.load import load_shipped, shipped_flows

    listed = [_about(load_shipped(name)) for name in shipped_flows()]
    if as_json:
        return _say_json(listed)
    for one in listed:
        say(text("cli.flows.listed", **one | {"services": ", ".join(one["services"])}))
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
) -> None:
    from bekymring_tui.flow.load import shipped_flows
    from bekymring_tui.prove.check import check as find
    from bekymring_tui.prove.proven import Proven, proven_file

    proven = Proven(proven_file())
    found = {name: find(_path(name), proven=proven) for name in names or shipped_flows()}
    if as_json:
        _say_json({name: [_as_data(one) for one in problems] for name, problems in found.items()})
    else:
        for name, problems in found.items():
            _report(name, problems)
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
def schema(as_json: Json = False) -> None:
    from bekymring_tui.flow.model import Flow
    from bekymring_tui.flow.vocabulary import vocabulary

    if as_json:
        return _say_json(Flow.model_json_schema())
    for part in vocabulary():
        say(part.title)
        for key in part.keys:
            must = f" ({text('flow.vocabulary.must')})" if key.required else ""
            say(text("flow.vocabulary.line", key=key.name, kind=(key.kind or key.meaning) + must))
            if key.kind:
                say(text("flow.vocabulary.meaning", meaning=key.meaning))
        say()
    return None


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
    }


def _report(name: str, problems: list[Problem]) -> None:
    for one in problems:
        place = f"{_near(one.file)}:{one.line}:{one.column}"
        severity = text(f"cli.flows.{one.severity}")
        say(text("cli.flows.problem", place=place, code=one.code, severity=severity, message=one.message))
        say(text("cli.flows.advice", advice=one.advice))
    errors, warnings = (sum(one.severity == severity for one in problems) for severity in ("error", "warning"))
    say(
        text("cli.flows.found" if errors or warnings else "cli.flows.fine", name=name, errors=errors, warnings=warnings)
    )
    return


def _near(file: str) -> str:
    """A file's path, from here when it lies below."""
    path = Path(file)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else file


def _as_data(one: Problem) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(one)


def _exit_code(problems: list[Problem]) -> Exit:
    from bekymring_tui.flow.problems import Code

    if any(one.code == Code.NEWER for one in problems):
        return Exit.NEWER
    return Exit.FOUND if any(one.severity != "note" for one in problems) else Exit.FINE


def _say_json(data: object) -> None:
    say(json.dumps(data, ensure_ascii=False, indent=2))
