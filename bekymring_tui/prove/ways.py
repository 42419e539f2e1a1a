"""Whether every step can be reached and every way can come to an end, for each service and group."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bekymring_tui.flow.compile import Placed, compiled, placed
from bekymring_tui.flow.fields import walk
from bekymring_tui.flow.load import Reading
from bekymring_tui.flow.model import Action, Deadline, Flow, Outcome, Step
from bekymring_tui.flow.problems import Code, Problem, problem
from bekymring_tui.flow.procedure import CompiledTrack
from bekymring_tui.flow.terms import ENGINE_MILESTONES
from bekymring_tui.flow.yaml_lines import Where
from bekymring_tui.prove.audience import Audience, audiences, named

_END = ""
"""Stands for an ended position among the steps that a step leads to."""


def ways(reading: Reading, flow: Flow) -> Iterator[Problem]:
    """Steps no way leads to, ways that never end, deadlines that nothing starts."""
    procedure = compiled(flow)
    for number, track in enumerate(flow.tracks):
        yield from _Track(reading, flow, number, procedure.tracks[track.id]).problems()
    recorded = _recorded([one for _, one in walk(flow)])
    for where, deadline in walk(flow.deadlines, ("deadlines",)):
        if isinstance(deadline, Deadline) and deadline.from_ not in recorded:
            yield _not_recorded(reading, where, deadline, flow.tracks[0].id)


class _Track:
    def __init__(self, reading: Reading, flow: Flow, number: int, track: CompiledTrack) -> None:
        self.reading = reading
        self.flow = flow
        self.number = number
        self.track = track
        self.placed = {one.id: one for one in placed(flow, number)}

    def problems(self) -> Iterator[Problem]:
        yield from self.deadlines()
        everyone = list(audiences(self.flow, self.track.services))
        found: dict[tuple[Code, Where, str], list[Audience]] = {}
        for audience in everyone:
            for finding in self.findings(audience):
                found.setdefault(finding, []).append(audience)
        for (code, where, name), concerned in found.items():
            who = named(concerned, everyone)
            words = {"steps": name} if code is Code.LOOP else {"step": name}
            yield problem(code, self.reading.at(where), who=who, **words)

    def findings(self, audience: Audience) -> Iterator[tuple[Code, Where, str]]:
        onward = {name: self.leads_to(step, audience) for name, step in self.track.steps.items()}
        reached = self.reached(audience, onward)
        for name, one in self.placed.items():
            if name not in reached:
                yield Code.UNREACHABLE, (*one.where, "id"), name
        stuck = reached - _can_end(onward)
        for name in (name for name in self.placed if name in stuck):
            if not onward[name] - {name}:
                yield Code.DEAD_END, (*self.placed[name].where, "id"), name
        yield from self.loops(stuck, onward)
        for where, start in self.starts():
            if start in stuck:
                yield Code.NEVER_ENDS, where, start

    def leads_to(self, step: Step, audience: Audience) -> set[str]:
        targets = {step.next.step} if step.next else set()
        for outcome in self.outcomes(step, audience):
            targets.add(_END if outcome.to.end else outcome.to.step or step.id)
        return targets

    def outcomes(self, step: Step, audience: Audience) -> Iterator[Outcome]:
        return (one for one in step.outcomes if audience.meant(one.for_))

    def reached(self, audience: Audience, onward: dict[str, set[str]]) -> set[str]:
        """Steps reached from a door, or opened on the way or at any time."""
        opened = [name for one in self.flow.anytime if audience.meant(one.for_) for name in one.open]
        opened += self.flow.alarm.then_open
        roots = {entry.start for entry in self.track.entries.values()}
        roots |= {self.track.opened(name) for name in opened}

        def further(name: str) -> set[str]:
            opens = {
                self.track.opened(one) for out in self.outcomes(self.track.steps[name], audience) for one in out.open
            }
            return (onward[name] | opens) - {_END}

        return _closure(roots & set(onward), further)

    def loops(self, stuck: set[str], onward: dict[str, set[str]]) -> Iterator[tuple[Code, Where, str]]:
        """Several steps that lead only to each other."""
        reach = {name: _closure({name}, lambda one: onward[one]) for name in stuck}
        seen: set[str] = set()
        for name, one in self.placed.items():
            ring = reach.get(name, set())
            if name not in seen and len(ring) > 1 and all(reach[other] == ring for other in ring):
                seen |= ring
                steps = ", ".join(f"«{other}»" for other in self.placed if other in ring)
                yield Code.LOOP, (*one.where, "id"), steps

    def starts(self) -> Iterator[tuple[Where, str]]:
        track = self.flow.tracks[self.number]
        for index, entry in enumerate(track.entries):
            yield ("tracks", self.number, "entries", index, "start"), entry.start
        for index, include in enumerate(track.routines):
            yield ("tracks", self.number, "routines", index), self.track.lanes[include.prefix].entry

    def deadlines(self) -> Iterator[Problem]:
        inside = [one for item in self.placed.values() for _, one in walk(item.step)]
        recorded = _recorded([*inside, *self.flow.alarm.actions])
        for item in self.placed.values():
            yield from self.deadlines_of(item, recorded)

    def deadlines_of(self, item: Placed, recorded: set[str]) -> Iterator[Problem]:
        for index, deadline in enumerate(item.step.deadlines):
            if deadline.from_ not in recorded:
                yield _not_recorded(self.reading, (*item.where, "deadlines", index), deadline, self.track.id)


def _recorded(models: list[object]) -> set[str]:
    """The milestones that these elements, or the engine itself, give a date."""
    by_elements = {name for one in models if isinstance(one, Action | Outcome | Step) for name in one.records}
    return by_elements | ENGINE_MILESTONES


def _not_recorded(reading: Reading, where: Where, deadline: Deadline, track: str) -> Problem:
    return problem(Code.NOT_RECORDED, reading.at((*where, "from")), word=deadline.from_, track=track)


def _can_end(onward: dict[str, set[str]]) -> set[str]:
    ends: set[str] = {_END}
    while more := {name for name, targets in onward.items() if targets & ends} - ends:
        ends |= more
    return ends


def _closure(start: set[str], further: Callable[[str], set[str]]) -> set[str]:
    found: set[str] = set()
    new = set(start)
    while new:
        found |= new
        new = {other for name in new for other in further(name)} - found
    return found
