"""Mermaid text: a flowchart that documents and wikis draw themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bekymring_tui.flow.graph.shape import Shape, Way, shapes
from bekymring_tui.flow.procedure import Procedure
from bekymring_tui.texts import text


def mermaid(procedure: Procedure, track: str | None = None) -> str:
    """One track, or all. Dashed: the document names a level, not a step. KeyError: no such track."""
    lines = ["flowchart TD"]
    for shape in shapes(procedure, track):
        lines += _shape(shape)
    return "\n".join(lines) + "\n"


def _shape(shape: Shape) -> Iterator[str]:
    yield f"  subgraph {_name(shape.id)}[{_quoted(shape.title)}]"
    for band in shape.bands:
        yield f"    subgraph {_name(shape.id, 'lane', band.id)}[{_quoted(band.title)}]"
        for box in band.boxes:
            yield f"      {_name(shape.id, box.step)}[{_quoted(f'{box.number} {box.title}')}]"
        yield "    end"
    for door in shape.doors:
        yield f"    {_name(shape.id, 'entry', door.id)}([{_quoted(door.label)}])"
    for end in shape.ends:
        yield f"    {_name(shape.id, 'end', end)}(({_quoted(text(f'flow.end.{end}'))}))"
    yield "  end"
    for door in shape.doors:
        yield f"  {_name(shape.id, 'entry', door.id)} --> {_name(shape.id, door.start)}"
    for way in shape.ways:
        yield from _way(shape, way)


def _way(shape: Shape, way: Way) -> Iterator[str]:
    here = _name(shape.id, way.source)
    goal = _name(shape.id, "end", way.end) if way.end else _name(shape.id, way.to or way.source)
    label = f"|{_quoted(way.words)}|" if way.label else ""
    yield f"  {here} {'-.->' if way.inferred else '-->'}{label} {goal}"
    for opened in way.opens:
        yield f"  {here} ==>|{_quoted(text('flow.opens'))}| {_name(shape.id, opened)}"


def _name(*parts: str) -> str:
    """A node's name. Signs that Mermaid reads as its own become their number, so that no two names meet."""
    return "__".join(re.sub(r"[^A-Za-z0-9]", lambda sign: f"_{ord(sign.group())}", part) for part in ("n", *parts))


def _quoted(words: str) -> str:
    """A label. Mermaid's own signs are written as entities."""
    safe = words.replace("#", "#35;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
    return '"' + " ".join(safe.split()) + '"'
