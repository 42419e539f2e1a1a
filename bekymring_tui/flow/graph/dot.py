"""The language of Graphviz, for those who want to lay the drawing out themselves."""

from __future__ import annotations

from collections.abc import Iterator

from bekymring_tui.flow.graph.shape import Shape, Way, shapes
from bekymring_tui.flow.procedure import Procedure
from bekymring_tui.texts import text

LOOK = (
    'graph [rankdir=TB, fontname="Helvetica", newrank=true];',
    'node [shape=box, fontname="Helvetica", fontsize=11];',
    'edge [fontname="Helvetica", fontsize=9];',
)


def dot(procedure: Procedure, track: str | None = None) -> str:
    """One track, or all. Dashed: the document names a level, not a step. KeyError: no such track."""
    lines = [f"digraph {_quoted(procedure.flow.title)} {{", *(f"  {one}" for one in LOOK)]
    for shape in shapes(procedure, track):
        lines += _shape(shape)
    return "\n".join([*lines, "}"]) + "\n"


def _shape(shape: Shape) -> Iterator[str]:
    yield f"  subgraph {_name('cluster', shape.id)} {{"
    yield f"    label={_quoted(shape.title)};"
    for band in shape.bands:
        yield f"    subgraph {_name('cluster', shape.id, band.id)} {{"
        yield f"      label={_quoted(band.title)};"
        for box in band.boxes:
            yield f"      {_name(shape.id, box.step)} [label={_quoted(f'{box.number} {box.title}')}];"
        yield "    }"
    for door in shape.doors:
        yield f"    {_name(shape.id, 'entry', door.id)} [label={_quoted(door.label)}, shape=cds];"
    for end in shape.ends:
        label = _quoted(text(f"flow.end.{end}"))
        yield f"    {_name(shape.id, 'end', end)} [label={label}, style=rounded];"
    yield "  }"
    for door in shape.doors:
        yield f"  {_name(shape.id, 'entry', door.id)} -> {_name(shape.id, door.start)};"
    for way in shape.ways:
        yield from _way(shape, way)


def _way(shape: Shape, way: Way) -> Iterator[str]:
    here = _name(shape.id, way.source)
    goal = _name(shape.id, "end", way.end) if way.end else _name(shape.id, way.to or way.source)
    look = [f"label={_quoted(way.words)}"] if way.label else []
    look += ["style=dashed"] if way.inferred else []
    yield f"  {here} -> {goal}" + (f" [{', '.join(look)}];" if look else ";")
    for opened in way.opens:
        yield f"  {here} -> {_name(shape.id, opened)} [label={_quoted(text('flow.opens'))}, style=bold];"


def _name(*parts: str) -> str:
    """A node's name. Ids hold no colon or slash, so that no two names meet. Graphviz draws what begins with cluster."""
    return _quoted("/".join(parts))


def _quoted(words: str) -> str:
    """A string. Graphviz reads a backslash in a label as its own."""
    return '"' + " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'
