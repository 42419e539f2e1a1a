"""A procedure as plain lines: tracks, levels, steps, who is responsible and where each outcome leads."""

from __future__ import annotations

from collections.abc import Iterator

from bekymring_tui.flow.model import Outcome, Step
from bekymring_tui.flow.procedure import CompiledTrack, Lane, Procedure
from bekymring_tui.texts import text


def outline(procedure: Procedure) -> Iterator[str]:
    """The whole procedure, line by line, indented."""
    flow = procedure.flow
    yield _say("title", title=flow.title, version=flow.version)
    yield _say("alarm", call=", ".join(text(f"flow.contact.{one}") for one in flow.alarm.call))
    for phone in flow.phones.values():
        yield "  " + _say("phone", label=phone.label, number=phone.number or _say("blank"))
    for track in procedure.tracks.values():
        yield ""
        yield _say("services", services=", ".join(flow.services[name].label for name in track.services))
        for entry in track.entries.values():
            yield "  " + _say("entry", label=entry.label, step=entry.start)
        for lane in track.lanes.values():
            yield from _lane(procedure, track, lane)


def _lane(procedure: Procedure, track: CompiledTrack, lane: Lane) -> Iterator[str]:
    yield ""
    yield "  " + lane.title + (f" ({_say('private')})" if lane.private_notes else "")
    for name in lane.steps:
        yield from _step(procedure, track, name, track.steps[name])


def _step(procedure: Procedure, track: CompiledTrack, name: str, step: Step) -> Iterator[str]:
    yield "    " + _say("step", no=step.no or "-", title=step.title, id=name)
    if roles := [procedure.flow.roles[one.role].label for one in step.responsible]:
        yield "        " + _say("responsible", roles=", ".join(roles))
    if step.next:
        yield "        " + _say("next", goal=step.next.step)
    for outcome in step.outcomes:
        yield "        " + _say("outcome", label=outcome.label, goal=_goal(track, outcome))


def _goal(track: CompiledTrack, outcome: Outcome) -> str:
    to = outcome.to
    goal = _say("end", reason=text(f"flow.end.{to.end}").lower()) if to.end else to.step or _say("stay")
    if to.landing == "inferred":
        goal = _say("inferred", goal=goal)
    if outcome.open:
        goal = _say("opens", goal=goal, opened=", ".join(track.opened(name) for name in outcome.open))
    return goal


def _say(part: str, **values: object) -> str:
    return text(f"flow.outline.{part}", **values)
