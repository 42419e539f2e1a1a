"""What is new in another edition of a procedure, for one service and group. Words of no element, only where to find it.

What is shown to a reader is drawn from it through the alarm's mask (`case/changes.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bekymring_tui.flow.hashes import way
from bekymring_tui.flow.model import Action, Deadline, Notice, Outcome, Question, Sourced, Step, Tool
from bekymring_tui.flow.procedure import CompiledTrack, Lane, Procedure

Kind = Literal["added", "removed", "renamed", "moved", "changed"]
What = Literal["level", "step", "outcome", "action", "question", "tool", "deadline", "notice", "alarm", "entry"]

Inside = Action | Tool | Question | Deadline | Outcome | Notice


@dataclass(frozen=True)
class Change:
    """One difference. `step` is the step it belongs to or is, empty for the whole case; in `before` unless added.

    `before` and `after` are the elements, for those that are elements of a step or of the flow; a level by its title.
    """

    kind: Kind
    what: What
    step: str = ""
    before: Sourced | Lane | None = None
    after: Sourced | Lane | None = None


def changes(before: Procedure, after: Procedure, service: str, group: str | None = None) -> tuple[Change, ...]:
    """What differs for this reader, level by level, step by step. KeyError when one of them does not serve the service.

    Renamed levels, steps and outcomes are told too; other words are not.
    """
    groups = [group] if group else [name for one in (before, after) for name in one.flow.services[service].groups]
    reader = _Reader(frozenset({service, *groups}))
    old, new = before.track_for(service), after.track_for(service)
    return (
        *_levels(old, new),
        *(found for step in _in_order(old, new) for found in _step(reader, old, new, step)),
        *_entries(old, new),
        *reader.inside("deadline", "", before.flow.deadlines, after.flow.deadlines),
        *reader.inside("notice", "", before.flow.notices, after.flow.notices),
        *([] if way(before.flow.alarm) == way(after.flow.alarm) else [Change("changed", "alarm")]),
    )


def serves(procedure: Procedure, service: str, group: str | None) -> bool:
    """Whether this edition can lead a case of the service and group."""
    known = any(service in track.services for track in procedure.tracks.values())
    return known and (group is None or group in procedure.flow.services[service].groups)


@dataclass(frozen=True)
class _Reader:
    names: frozenset[str]
    """The service and the group; all its groups when it is not known which."""

    def meant(self, one: Inside) -> bool:
        return not one.for_ or not self.names.isdisjoint(one.for_)

    def inside(self, what: What, step: str, old: Sequence[Inside], new: Sequence[Inside]) -> Iterator[Change]:
        """The differences of one list of elements."""
        was = {one.id: one for one in old if self.meant(one)}
        now = {one.id: one for one in new if self.meant(one)}
        for name in dict.fromkeys((*was, *now)):
            if kind := _kind(was.get(name), now.get(name)):
                yield Change(kind, what, step, was.get(name), now.get(name))


def _kind(old: Inside | None, new: Inside | None) -> Kind | None:
    if old is None or new is None:
        return "added" if old is None else "removed"
    if isinstance(old, Outcome) and isinstance(new, Outcome):
        if way([old.to, old.open]) != way([new.to, new.open]):
            return "moved"
        if old.label != new.label:
            return "renamed"
    return None if way(old) == way(new) else "changed"


def _levels(old: CompiledTrack, new: CompiledTrack) -> Iterator[Change]:
    for name in dict.fromkeys((*old.lanes, *new.lanes)):
        was, now = old.lanes.get(name), new.lanes.get(name)
        if was is None or now is None:
            yield Change("added" if was is None else "removed", "level", before=was, after=now)
        elif was.title != now.title:
            yield Change("renamed", "level", before=was, after=now)


def _in_order(old: CompiledTrack, new: CompiledTrack) -> tuple[str, ...]:
    """Every step: as the new edition has them, then those that are gone."""
    return tuple(dict.fromkeys((*new.steps, *old.steps)))


def _step(reader: _Reader, old: CompiledTrack, new: CompiledTrack, name: str) -> Iterator[Change]:
    was, now = old.steps.get(name), new.steps.get(name)
    if was is None or now is None:
        yield Change("added" if was is None else "removed", "step", name, was, now)
        return
    if _place(old, new, name) != _place(new, old, name):
        yield Change("moved", "step", name, was, now)
    if was.title != now.title:
        yield Change("renamed", "step", name, was, now)
    yield from reader.inside("action", name, was.actions, now.actions)
    yield from reader.inside("tool", name, was.tools, now.tools)
    yield from reader.inside("question", name, was.questions, now.questions)
    yield from reader.inside("deadline", name, was.deadlines, now.deadlines)
    yield from reader.inside("outcome", name, was.outcomes, now.outcomes)
    if _rest(was) != _rest(now):
        yield Change("changed", "step", name, was, now)


def _place(track: CompiledTrack, other: CompiledTrack, name: str) -> tuple[str, int]:
    """Its level, and its number there among the steps that both editions have in it."""
    lane = track.lanes[track.lane_of[name]]
    both = [one for one in lane.steps if other.lane_of.get(one) == lane.id]
    return lane.id, both.index(name) if name in both else -1


def _rest(step: Step) -> Mapping[str, object]:
    """What is a step's own: whom it leads to, who is responsible, and the way on where no decision is printed."""
    listed = {"actions", "tools", "questions", "deadlines", "outcomes"}
    found: dict[str, object] = way(step)
    return {key: value for key, value in found.items() if key not in listed}


def _entries(old: CompiledTrack, new: CompiledTrack) -> Iterator[Change]:
    for name in dict.fromkeys((*old.entries, *new.entries)):
        was, now = old.entries.get(name), new.entries.get(name)
        if was is None or now is None:
            yield Change("added" if was is None else "removed", "entry", before=was, after=now)
        elif was.start != now.start:
            yield Change("moved", "entry", before=was, after=now)
