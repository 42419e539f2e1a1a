"""A compiled procedure: fragments put in, exits bound, every step in its lane. What a case is led by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bekymring_tui.flow.hashes import plain, sum_of, way
from bekymring_tui.flow.model import Entry, Flow, Step


@dataclass(frozen=True)
class Lane:
    """A level, or a routine such as the report. At most one open position in it. `entry` is its first step.

    `short` is the title, or what stands for it where there is little room.
    """

    id: str
    title: str
    short: str
    steps: tuple[str, ...]
    entry: str
    subtitle: str | None = None
    private_notes: bool = False
    routine: bool = False


@dataclass(frozen=True)
class CompiledTrack:
    """One graph. Targets name a step of this track, an end or staying; never an exit."""

    id: str
    services: tuple[str, ...]
    entries: dict[str, Entry]
    lanes: dict[str, Lane]
    steps: dict[str, Step]
    lane_of: dict[str, str]
    """Lane id by step id."""

    def way(self) -> dict[str, Any]:
        """What decides the way through this track, as plain data."""
        lanes = self.lanes.values()
        return {
            "services": list(self.services),
            "entries": way(self.entries),
            "lanes": [[lane.id, list(lane.steps), lane.entry, lane.private_notes, lane.routine] for lane in lanes],
            "steps": way(self.steps),
        }

    @cached_property
    def numbers(self) -> dict[str, str]:
        """A step's number in its level: the document's own, such as 4b, where every step of the level has one."""
        found = {}
        for lane in self.lanes.values():
            printed = [self.steps[name].no for name in lane.steps]
            own = None not in printed and len(set(printed)) == len(printed)
            for place, name in enumerate(lane.steps, 1):
                found[name] = (own and self.steps[name].no) or str(place)
        return found

    def counted(self, step: str) -> int:
        """How many steps the level of this one has, where they are numbered 1, 2, 3; else 0."""
        names = self.lanes[self.lane_of[step]].steps
        in_order = [self.numbers[name] for name in names] == [str(place) for place in range(1, len(names) + 1)]
        return len(names) if in_order else 0

    def opened(self, name: str) -> str:
        """The step that `open: [name]` enters: a step, or a routine's entry by its prefix."""
        lane = self.lanes.get(name)
        return lane.entry if lane else name


@dataclass(frozen=True)
class Procedure:
    """A whole flow, ready for use."""

    flow: Flow
    tracks: dict[str, CompiledTrack]

    @cached_property
    def route_hash(self) -> str:
        """The same as long as the way through the procedure is, whatever its words."""
        parts = ("services", "roles", "phones", "milestones", "alarm", "anytime", "notices", "deadlines")
        tracks = {track.id: track.way() for track in self.tracks.values()}
        return sum_of({part: way(getattr(self.flow, part)) for part in parts} | {"tracks": tracks})

    @cached_property
    def text_hash(self) -> str:
        """The same as long as every word is."""
        return sum_of(plain(self.flow))

    def track_for(self, service: str) -> CompiledTrack:
        """The track that serves this service. KeyError when none does."""
        for track in self.tracks.values():
            if service in track.services:
                return track
        raise KeyError(service)
