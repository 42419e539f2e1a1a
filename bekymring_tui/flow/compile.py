"""From a flow as written to a procedure that can lead a case: fragments put in, exits bound."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bekymring_tui.checked import checked
from bekymring_tui.errors import Damaged, Newer
from bekymring_tui.flow.hashes import plain
from bekymring_tui.flow.model import SCHEMA, Flow, Fragment, Include, Next, Outcome, Step, Target, Track
from bekymring_tui.flow.procedure import CompiledTrack, Lane, Procedure
from bekymring_tui.flow.yaml_lines import Where
from bekymring_tui.texts import text


@dataclass(frozen=True)
class Inclusion:
    """A fragment at the place where a track includes it."""

    include: Include
    fragment: Fragment
    where: Where
    fragment_where: Where

    def renamed(self, name: str) -> str:
        """A step's id in the track. Names of things outside the fragment stay as they are."""
        own = any(step.id == name for step in self.fragment.steps)
        return f"{self.include.prefix}-{name}" if own else name


@dataclass(frozen=True)
class Placed:
    """A step in its lane, and where it stands in the flow."""

    id: str
    lane: str
    step: Step
    where: Where
    inclusion: Inclusion | None = None


def whole(flow: Flow, tracks: Iterable[Track], fragments: Iterable[Fragment]) -> Flow:
    """The flow with what stands in other files put in, and the milestones that its fragments bring."""
    fragments = [*flow.fragments, *fragments]
    brought = [milestone for fragment in fragments for milestone in fragment.milestones]
    milestones = list(dict.fromkeys([*flow.milestones, *brought]))
    parts = {"tracks": [*flow.tracks, *tracks], "track_files": [], "fragments": fragments, "milestones": milestones}
    return flow.model_copy(update=parts)


def inclusions(flow: Flow, number: int) -> Iterator[tuple[str, Inclusion]]:
    """Every fragment that a track includes, with its lane. An unknown one is passed over."""
    track = flow.tracks[number]
    for index, include in enumerate(track.routines):
        if found := _inclusion(flow, include, ("tracks", number, "routines", index)):
            yield include.prefix, found
    for level_index, level in enumerate(track.levels):
        for index, item in enumerate(level.steps):
            where = ("tracks", number, "levels", level_index, "steps", index)
            if isinstance(item, Include) and (found := _inclusion(flow, item, where)):
                yield level.id, found


def placed(flow: Flow, number: int) -> Iterator[Placed]:
    """The steps of a track in order, levels first, then routines. Ids are the track's, all else as written."""
    by_place = {found.where: found for _, found in inclusions(flow, number)}
    track = flow.tracks[number]
    for level_index, level in enumerate(track.levels):
        for index, item in enumerate(level.steps):
            where: Where = ("tracks", number, "levels", level_index, "steps", index)
            if isinstance(item, Step):
                yield Placed(item.id, level.id, item, where)
            elif where in by_place:
                yield from _included(level.id, by_place[where])
    for index, include in enumerate(track.routines):
        where = ("tracks", number, "routines", index)
        if where in by_place:
            yield from _included(include.prefix, by_place[where])


def compiled(flow: Flow) -> Procedure:
    """The procedure. The flow's references must have been found whole, and its fragments lie in it."""
    tracks = {track.id: _track(flow, number) for number, track in enumerate(flow.tracks)}
    return Procedure(flow, tracks)


def freeze(procedure: Procedure) -> str:
    """The whole procedure as one text that needs no other file."""
    return json.dumps(plain(procedure.flow), ensure_ascii=False, separators=(",", ":"))


def thaw(frozen: str) -> Procedure:
    """The procedure from `freeze`. Raises Damaged, or Newer when a newer version froze it."""
    data = checked(lambda: json.loads(frozen))
    if isinstance(data, dict) and isinstance(data.get("schema"), int) and data["schema"] > SCHEMA:
        raise Newer(text("flow.frozen_newer"))
    procedure = checked(lambda: compiled(Flow.model_validate(data)))
    if procedure is None:
        raise Damaged(text("flow.frozen_damaged"))
    return procedure


def question_of(name: str, renamed: Callable[[str], str]) -> str:
    """A question's name with the step part, if any, as it is called in the track."""
    step, slash, question = name.rpartition("/")
    return f"{renamed(step)}/{question}" if slash else name


def _inclusion(flow: Flow, include: Include, where: Where) -> Inclusion | None:
    for index, fragment in enumerate(flow.fragments):
        if fragment.id == include.include:
            return Inclusion(include, fragment, where, ("fragments", index))
    return None


def _included(lane: str, inclusion: Inclusion) -> Iterator[Placed]:
    for index, step in enumerate(inclusion.fragment.steps):
        where = (*inclusion.fragment_where, "steps", index)
        yield Placed(inclusion.renamed(step.id), lane, step, where, inclusion)


def _track(flow: Flow, number: int) -> CompiledTrack:
    track = flow.tracks[number]
    steps: dict[str, Step] = {}
    lane_of: dict[str, str] = {}
    for one in placed(flow, number):
        steps[one.id] = _moved(one.step, one.inclusion) if one.inclusion else one.step
        lane_of[one.id] = one.lane
    entries = {entry.id: entry for entry in track.entries}
    return CompiledTrack(track.id, tuple(track.services), entries, _lanes(flow, track, number, lane_of), steps, lane_of)


def _lanes(flow: Flow, track: Track, number: int, lane_of: dict[str, str]) -> dict[str, Lane]:
    by_place = {found.where: found for _, found in inclusions(flow, number)}

    def entry(found: Inclusion) -> str:
        return found.renamed(found.fragment.entry)

    lanes = {}
    for index, level in enumerate(track.levels):
        steps = tuple(step for step, lane in lane_of.items() if lane == level.id)
        first = level.steps[0]
        start = first.id if isinstance(first, Step) else entry(by_place["tracks", number, "levels", index, "steps", 0])
        short = level.short or level.title
        lanes[level.id] = Lane(level.id, level.title, short, steps, start, level.subtitle, level.private_notes)
    for index, include in enumerate(track.routines):
        steps = tuple(step for step, lane in lane_of.items() if lane == include.prefix)
        found = by_place["tracks", number, "routines", index]
        title = found.fragment.title or include.prefix
        short = found.fragment.short or title
        lanes[include.prefix] = Lane(include.prefix, title, short, steps, entry(found), routine=True)
    return lanes


def _moved(step: Step, inclusion: Inclusion) -> Step:
    def target(to: Target) -> Target:
        if to.exit is not None:
            return inclusion.include.exits[to.exit]
        return to if to.step is None else to.model_copy(update={"step": inclusion.renamed(to.step)})

    def outcome(one: Outcome) -> Outcome:
        suggest = {question_of(name, inclusion.renamed): wanted for name, wanted in one.suggest_when.items()}
        opens = [inclusion.renamed(name) for name in one.open]
        return one.model_copy(update={"to": target(one.to), "open": opens, "suggest_when": suggest})

    outcomes = [outcome(one) for one in step.outcomes]
    onward = step.next and Next(step=inclusion.renamed(step.next.step))
    return step.model_copy(update={"id": inclusion.renamed(step.id), "outcomes": outcomes, "next": onward})
