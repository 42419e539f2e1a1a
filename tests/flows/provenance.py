"""Where every point of the five documents lives in the product, or why it is left out.

`PYTHONPATH=. python tests/flows/provenance.py` writes the table to docs/provenance.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel

from bekymring_tui.flow.fields import walk
from bekymring_tui.flow.load import load_shipped, shipped_flows
from bekymring_tui.flow.model import Flow, Sourced, Step
from bekymring_tui.flow.sources import documents, section, sources_of
from bekymring_tui.forms.load import all_forms
from bekymring_tui.forms.uro import scale
from bekymring_tui.reference.load import all_references

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "provenance.md"

ABOUT = """# Provenance: every point of the documents, and where it lives

The five municipal documents were read into {points} points, each with an id. This table says for each point which
procedure, step and element carries it, or why it is left out. `flow/step/element` names a place in `flows/`, `form:`
one in `data/forms/`, `reference:` one in `data/reference/`. F2 in the program shows the same the other way round: from
what stands on the screen to the document and the law. A test holds the table complete and its places real.

{counts}
"""


@cache
def items() -> list[str]:
    """The ids of all points, in the order of the documents."""
    return (HERE / "items.txt").read_text("utf-8").split()


@cache
def left_out() -> dict[str, str]:
    """Reasons by id."""
    found: dict[str, str] = {}
    for file in sorted((HERE / "left_out").glob("*.yaml")):
        for name, reason in (yaml.safe_load(file.read_text("utf-8")) or {}).items():
            assert name not in found, f"{name} stands twice"
            found[name] = reason
    return found


def elements(flow: Flow) -> Iterator[tuple[Sourced, Step | None, str]]:
    """Every element with provenance, the step it stands in, and the name of its place."""
    step: Step | None = None
    inside: tuple[str | int, ...] = ()
    for where, one in walk(flow):
        if isinstance(one, Step):
            step, inside = one, where
        if isinstance(one, Sourced):
            holder = step if step and where[: len(inside)] == inside else None
            parts = [flow.id, *(_owner(flow, where)), *([holder.id] if holder else []), _own_name(one, where)]
            yield one, holder, "/".join(dict.fromkeys(parts))


@cache
def carried() -> dict[str, list[str]]:
    """The places of each point that is carried."""
    found: dict[str, list[str]] = {}
    for name in shipped_flows():
        for one, step, place in elements(load_shipped(name).flow):
            for source in sources_of(one, step):
                found.setdefault(source, []).append(place)
    pages: dict[str, BaseModel] = {f"form:{name}": one for name, one in {**all_forms(), "uro": scale()}.items()}
    pages |= {f"reference:{name}": one for name, one in all_references().items()}
    for name, root in pages.items():
        for _, part in walk(root):
            place = name if part is root else f"{name}/{getattr(part, 'id', '')}"
            for source in getattr(part, "src", []):
                found.setdefault(source, []).append(place)
    return {source: list(dict.fromkeys(places)) for source, places in found.items()}


def page() -> str:
    """The whole table as Markdown."""
    lines = [ABOUT.format(points=len(items()), counts=_counts())]
    heading = None
    for item in items():
        found = section(item, None)
        if found and found[1] != heading:
            document, heading = found
            lines += ["", f"## {document.id}: {heading}", "", "| Point | Lives in, or left out because |", "|---|---|"]
        lines.append(f"| {item} | {_lives(item)} |")
    return "\n".join(lines) + "\n"


def _counts() -> str:
    everything = Counter(_document(one) for one in items())
    here = Counter(_document(one) for one in items() if one in carried())
    everything["Together"], here["Together"] = everything.total(), here.total()
    rows = [f"| {name} | {number} | {here[name]} | {number - here[name]} |" for name, number in everything.items()]
    return "\n".join(["| Document | points | carried | left out |", "|---|---|---|---|", *rows])


def _document(item: str) -> str:
    return documents()[item[:3]].name


def _lives(item: str) -> str:
    places = carried().get(item)
    if places:
        return ", ".join(f"`{one}`" for one in places)
    return f"left out: {left_out()[item]}" if item in left_out() else "not yet in a procedure"


def _owner(flow: Flow, where: tuple[str | int, ...]) -> list[str]:
    """The track or fragment that a place lies in, where there is more than one."""
    if where[:1] == ("fragments",):
        return [flow.fragments[int(where[1])].id]
    return [flow.tracks[int(where[1])].id] if where[:1] == ("tracks",) and len(flow.tracks) > 1 else []


def _own_name(one: BaseModel, where: tuple[str | int, ...]) -> str:
    return str(getattr(one, "id", None) or getattr(one, "role", None) or where[-1])


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
