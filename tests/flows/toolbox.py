"""Every tool that the documents name, and what it is in the program: a form, a list, a link, or only named.

`PYTHONPATH=. python tests/flows/toolbox.py` writes the tables to docs/verktoy.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from provenance import carried, elements

from bekymring_tui.flow.load import load_shipped, shipped_flows
from bekymring_tui.flow.model import Action, Anytime, Flow, Step, Tool
from bekymring_tui.flow.procedure import Procedure
from bekymring_tui.flow.sources import documents, sources_of
from bekymring_tui.flow.terms import GUARDIAN_CONTACTS
from bekymring_tui.forms.load import all_forms
from bekymring_tui.forms.model import Form
from bekymring_tui.forms.uro import scale
from bekymring_tui.reference.load import all_references

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "verktoy.md"

ABOUT = """# Verktøyene: hva de er her, og hvor du åpner dem

Dokumentene nevner skjemaer, maler, lister, lenker og systemer. Her står hvert av dem, med hva du finner i programmet:

- **skjema**: Du fyller det ut her. Det åpnes fra trinnet, og fra «Alle skjemaene».
- **oppslag**: Du leser det her. F3 søker i alt.
- **skala**: Du setter uro fra 1 til 7 med F5.
- **lenke**: Programmet viser adressen, og kopierer den for deg. Det åpner ingen nettsider.
- **bare nevnt**: Det ligger hos kommunen eller tjenesten. Linjen sier hva det er til.
- **gjøremål**: Dokumentet har det blant verktøyene, men det er noe du gjør.

Siden skrives av `tests/flows/toolbox.py`. En test holder den oppdatert, og passer på at ingen verktøy mangler.
"""


class Named(NamedTuple):
    """A tool as a procedure has it: its name, what it is here, where it is opened, the points it rests on."""

    name: str
    here: str
    places: tuple[str, ...]
    points: tuple[str, ...]


@cache
def tool_points() -> list[str]:
    """The ids of all points that are a tool, a form, a part of one, or a link."""
    return (HERE / "tools.txt").read_text("utf-8").split()


def tools_of(name: str) -> Iterator[Named]:
    """What a procedure names, each once."""
    procedure, found = load_shipped(name), dict[tuple[str, str], list[tuple[str, list[str]]]]()
    steps = _places(procedure)
    for one, step, _ in elements(procedure.flow):
        if step and (isinstance(one, Tool) or (isinstance(one, Action) and _is_tool(one, step))):
            told = (one.name or one.id, here(one)) if isinstance(one, Tool) else (one.do, "gjøremål")
            found.setdefault(told, []).append((steps[id(step)], sources_of(one, step)))
    for (label, target), uses in found.items():
        points = tuple(dict.fromkeys(point for _, sources in uses for point in sources))
        yield Named(label, target, tuple(dict.fromkeys(place for place, _ in uses)), points)


def _is_tool(one: Action, step: Step) -> bool:
    """Whether an action is what a document printed among its tools."""
    sources = sources_of(one, step)
    return bool(sources) and set(sources) <= set(tool_points())


def here(tool: Tool) -> str:
    """What a tool is in the program."""
    if tool.form:
        return f"skjema: {all_forms()[tool.form].title}"
    if tool.reference:
        return f"oppslag: {all_references()[tool.reference].title}"
    if set(tool.src) & set(scale().src):
        return "skala: F5"
    about = tool.about or ""
    return f"lenke: {about} `{tool.address}`" if tool.address else f"bare nevnt: {about}"


def _places(procedure: Procedure) -> dict[int, str]:
    """Where each step of the files is met, by the identity of the step; a shared one under the name of its part."""
    flow, found = procedure.flow, dict[int, str]()
    for fragment in flow.fragments:
        found |= {id(step): f"{fragment.title or fragment.id}: {_step(step)}" for step in fragment.steps}
    for track in flow.tracks:
        for level in track.levels:
            before = f"{track.label}, " if track.label and len(flow.tracks) > 1 else ""
            found |= {id(one): f"{before}{level.title}: {_step(one)}" for one in level.steps if isinstance(one, Step)}
    return found


def _step(step: Step) -> str:
    return f"{step.no} {step.short or step.title}" if step.no else step.short or step.title


def elsewhere(flow: Flow) -> list[tuple[str, str]]:
    """The points of a document that no step's tool names: parts of a form or a list, and what is always open."""
    named = {point for name in shipped_flows() for one in tools_of(name) for point in one.points}
    letters = next(letters for letters, one in documents().items() if one.id == flow.doc)
    open_ = {place: f"alltid åpent: {one.label}" for one, _, place in elements(flow) if isinstance(one, Anytime)}
    found = []
    for point in tool_points():
        if point.startswith(letters) and point not in named:
            places = [open_.get(one) or _leaf(one) for one in carried().get(point, [])]
            found.append((point, "; ".join(dict.fromkeys(filter(None, places)))))
    return found


def _leaf(place: str) -> str:
    """A place in the forms or the reference, as its page."""
    kind, _, rest = place.partition(":")
    name = rest.partition("/")[0]
    if kind == "form":
        return f"skjema: {all_forms()[name].title}" if name in all_forms() else "skala: F5"
    return f"oppslag: {all_references()[name].title}" if kind == "reference" else ""


def page() -> str:
    """All tables as Markdown."""
    lines = [ABOUT, "## Skjemaene", "", "| Skjema | Til hva | Fra | Under alarmen |", "|---|---|---|---|"]
    lines += [_row((one.title, one.purpose or "", _from(one), _closed(one))) for one in all_forms().values()]
    lines += ["", "## Oppslagene", "", "| Oppslag | Id |", "|---|---|"]
    lines += [_row((one.title, f"`{one.id}`")) for one in all_references().values()]
    for name in shipped_flows():
        lines += ["", *_municipality(load_shipped(name).flow)]
    return "\n".join(lines) + "\n"


def _municipality(flow: Flow) -> Iterator[str]:
    yield f"## {flow.title}"
    yield from ("", "| Verktøy | Her i programmet | Åpnes fra | Punkt |", "|---|---|---|---|")
    for one in tools_of(flow.id):
        yield _row((one.name, one.here, "; ".join(one.places), ", ".join(one.points)))
    if rest := elsewhere(flow):
        yield from ("", "Det som ikke er et verktøy på noe trinn:", "", "| Punkt | Her i programmet |", "|---|---|")
        yield from map(_row, rest)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _from(form: Form) -> str:
    return f"lånt fra {form.borrowed_from}" if form.borrowed_from else "laget av oss"


def _closed(form: Form) -> str:
    if GUARDIAN_CONTACTS & set(form.contacts):
        return "stengt"
    parts = [part.title for part in form.sections if GUARDIAN_CONTACTS & set(part.contacts)]
    return f"åpent, men disse delene er stengt: {'; '.join(parts)}" if parts else "åpent"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
