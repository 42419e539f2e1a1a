"""A procedure as boxes and ways: what every drawing of it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bekymring_tui.flow.model import Flow, Outcome, Step
from bekymring_tui.flow.procedure import CompiledTrack, Lane, Procedure
from bekymring_tui.flow.terms import EndReason
from bekymring_tui.texts import text


@dataclass(frozen=True)
class Box:
    """A step. `number` as printed where every step of the level has its own, else its place in the level."""

    step: str
    number: str
    title: str


@dataclass(frozen=True)
class Band:
    """A level or a routine with its steps in order. `any_time`: open to every step."""

    id: str
    title: str
    subtitle: str
    boxes: tuple[Box, ...]
    any_time: bool


@dataclass(frozen=True)
class Door:
    """An entry, and the step it leads to."""

    id: str
    label: str
    start: str


@dataclass(frozen=True)
class Way:
    """A way on from a step to a step, its own when it stays, or to an end.

    `label` is empty where the document prints no decision. `inferred`: the document names a level, not a step.
    `opens`: steps that open beside. `only`: the services or groups it is for; empty: all.
    """

    source: str
    id: str
    label: str
    to: str | None
    end: EndReason | None
    inferred: bool = False
    opens: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The label with whom it is for."""
        return text("flow.graph.only", label=self.label, who=", ".join(self.only)) if self.only else self.label


@dataclass(frozen=True)
class Shape:
    """One track."""

    id: str
    title: str
    bands: tuple[Band, ...]
    doors: tuple[Door, ...]
    ways: tuple[Way, ...]

    @property
    def ends(self) -> tuple[EndReason, ...]:
        return tuple(sorted({one.end for one in self.ways if one.end}))


def shapes(procedure: Procedure, track: str | None = None) -> tuple[Shape, ...]:
    """One track, or all. KeyError: no such track."""
    tracks = [procedure.tracks[track]] if track else procedure.tracks.values()
    return tuple(_shape(procedure.flow, one) for one in tracks)


def _shape(flow: Flow, track: CompiledTrack) -> Shape:
    open_to_all = {name for one in flow.anytime for name in one.open}
    return Shape(
        id=track.id,
        title=", ".join(flow.services[service].label for service in track.services),
        bands=tuple(_band(track, lane, lane.id in open_to_all) for lane in track.lanes.values()),
        doors=tuple(Door(one.id, one.label, one.start) for one in track.entries.values()),
        ways=tuple(way for name, step in track.steps.items() for way in _ways(flow, track, name, step)),
    )


def _band(track: CompiledTrack, lane: Lane, any_time: bool) -> Band:
    boxes = tuple(Box(name, track.numbers[name], track.steps[name].title) for name in lane.steps)
    return Band(lane.id, lane.title, lane.subtitle or "", boxes, any_time)


def _ways(flow: Flow, track: CompiledTrack, name: str, step: Step) -> Iterator[Way]:
    if step.next:
        yield Way(name, "next", "", step.next.step, None)
    for one in step.outcomes:
        yield _way(flow, track, name, one)


def _way(flow: Flow, track: CompiledTrack, name: str, outcome: Outcome) -> Way:
    return Way(
        source=name,
        id=outcome.id,
        label=outcome.label,
        to=None if outcome.to.end else outcome.to.step or name,
        end=outcome.to.end,
        inferred=outcome.to.landing == "inferred",
        opens=tuple(track.opened(one) for one in outcome.open),
        only=tuple(_who(flow, one) for one in outcome.for_),
    )


def _who(flow: Flow, name: str) -> str:
    """A service or group by its label."""
    if name in flow.services:
        return flow.services[name].label
    return next(one.groups[name] for one in flow.services.values() if name in one.groups)
