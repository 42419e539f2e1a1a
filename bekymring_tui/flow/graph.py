"""A procedure as a drawing: Mermaid text, the same for the same procedure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bekymring_tui.flow.model import Outcome, Step
from bekymring_tui.flow.procedure import CompiledTrack, Lane, Procedure
from bekymring_tui.texts import text


def mermaid(procedure: Procedure, track: str | None = None) -> str:
    """A flowchart of one track, or of all. Dashed: the document names a level, not a step. KeyError: no such track."""
    tracks = [procedure.tracks[track]] if track else list(procedure.tracks.values())
    lines = ["flowchart TD"]
    for one in tracks:
        lines += _track(procedure, one)
    return "\n".join(lines) + "\n"


def _track(procedure: Procedure, track: CompiledTrack) -> Iterator[str]:
    labels = [procedure.flow.services[service].label for service in track.services]
    yield f"  subgraph {_name(track.id)}[{_quoted(', '.join(labels))}]"
    for lane in track.lanes.values():
        yield from _lane(track, lane)
    for entry in track.entries.values():
        yield f"    {_name(track.id, 'entry', entry.id)}([{_quoted(entry.label)}])"
    for reason in _ends(track):
        yield f"    {_name(track.id, 'end', reason)}(({_quoted(text(f'flow.end.{reason}'))}))"
    yield "  end"
    for entry in track.entries.values():
        yield f"  {_name(track.id, 'entry', entry.id)} --> {_name(track.id, entry.start)}"
    for step_id, step in track.steps.items():
        yield from _ways(track, step_id, step)


def _lane(track: CompiledTrack, lane: Lane) -> Iterator[str]:
    yield f"    subgraph {_name(track.id, 'lane', lane.id)}[{_quoted(lane.title)}]"
    for step_id in lane.steps:
        step = track.steps[step_id]
        title = f"{step.no} {step.title}" if step.no else step.title
        yield f"      {_name(track.id, step_id)}[{_quoted(title)}]"
    yield "    end"


def _ways(track: CompiledTrack, step_id: str, step: Step) -> Iterator[str]:
    here = _name(track.id, step_id)
    if step.next:
        yield f"  {here} --> {_name(track.id, step.next.step)}"
    for outcome in step.outcomes:
        arrow = "-.->" if outcome.to.landing == "inferred" else "-->"
        yield f"  {here} {arrow}|{_quoted(outcome.label)}| {_goal(track, step_id, outcome)}"
        for name in outcome.open:
            yield f"  {here} ==>|{_quoted(text('flow.opens'))}| {_name(track.id, track.opened(name))}"


def _goal(track: CompiledTrack, step_id: str, outcome: Outcome) -> str:
    if outcome.to.end:
        return _name(track.id, "end", outcome.to.end)
    return _name(track.id, outcome.to.step or step_id)


def _ends(track: CompiledTrack) -> list[str]:
    return sorted({one.to.end for step in track.steps.values() for one in step.outcomes if one.to.end})


def _name(*parts: str) -> str:
    """A node's name. Signs that Mermaid reads as its own become their number, so that no two names meet."""
    return "__".join(re.sub(r"[^A-Za-z0-9]", lambda sign: f"_{ord(sign.group())}", part) for part in ("n", *parts))


def _quoted(words: str) -> str:
    """A label. Mermaid's own signs are written as entities."""
    safe = words.replace("#", "#35;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
    return '"' + " ".join(safe.split()) + '"'
