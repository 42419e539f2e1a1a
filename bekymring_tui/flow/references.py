"""Whether everything that a flow names exists. A flow with a broken reference can't lead a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Protocol

from bekymring_tui.flow.compile import Inclusion, Placed, inclusions, placed
from bekymring_tui.flow.fields import walk
from bekymring_tui.flow.model import (
    Action,
    Anytime,
    Deadline,
    Element,
    Flow,
    Include,
    Notice,
    Outcome,
    Question,
    Responsible,
    Role,
    Step,
    Target,
    Track,
)
from bekymring_tui.flow.problems import Code, Place, Problem, problem
from bekymring_tui.flow.schema import guess
from bekymring_tui.flow.terms import ENGINE_MILESTONES
from bekymring_tui.flow.yaml_lines import Where


class Places(Protocol):
    """Where things stand: values and keys."""

    def at(self, where: Where) -> Place: ...
    def key_at(self, where: Where) -> Place: ...


def references(flow: Flow, places: Places) -> list[Problem]:
    """Everything the flow names that does not exist, and ids used twice."""
    checker = _Checker(flow, places)
    checks = (checker.inside, checker.heads, checker.services, checker.fragments, checker.ways, checker.same_ids)
    return [one for check in checks for one in check()]


class _Checker:
    def __init__(self, flow: Flow, places: Places) -> None:
        self.flow = flow
        self.at = places.at
        self.key_at = places.key_at
        self.groups = {group for service in flow.services.values() for group in service.groups}
        self.steps = [list(placed(flow, number)) for number in range(len(flow.tracks))]

    def unknown(self, code: Code, names: Collection[str], known: Collection[str], where: Where) -> Iterator[Problem]:
        """One problem for each name that is not known. `where` is the list, the table with these keys, or the value."""
        for number, name in enumerate(names):
            if name not in known:
                place = self.at(where)
                if isinstance(names, list):
                    place = self.at((*where, number))
                elif isinstance(names, dict):
                    place = self.key_at((*where, name))
                yield problem(code, place, word=name, guess=guess(name, known))

    def inside(self) -> Iterator[Problem]:
        """Names inside an element, wherever it stands."""
        services = [*self.flow.services, *self.groups]
        milestones = {*self.flow.milestones, *ENGINE_MILESTONES}
        for where, one in walk(self.flow):
            if isinstance(one, Element | Outcome | Anytime | Notice):
                yield from self.unknown(Code.UNKNOWN_SERVICE, one.for_, services, (*where, "for"))
            if isinstance(one, Action | Outcome | Step):
                yield from self.unknown(Code.UNKNOWN_MILESTONE, one.records, milestones, (*where, "records"))
            if isinstance(one, Deadline):
                yield from self.unknown(Code.UNKNOWN_MILESTONE, (one.from_,), milestones, (*where, "from"))
                met_by = (one.met_by,) if one.met_by else ()
                yield from self.unknown(Code.UNKNOWN_MILESTONE, met_by, milestones, (*where, "met_by"))
            if isinstance(one, Responsible):
                yield from self.unknown(Code.UNKNOWN_ROLE, (one.role,), self.flow.roles, (*where, "role"))
            if isinstance(one, Action):
                yield from self.unknown(Code.UNKNOWN_ROLE, one.by, self.flow.roles, (*where, "by"))
            if isinstance(one, Role):
                yield from self.unknown(Code.UNKNOWN_SERVICE, one.by, self.flow.services, (*where, "by"))
            if isinstance(one, Question):
                yield from self.unknown(Code.UNKNOWN_OPTION, one.ask_alarm_on, one.options, (*where, "ask_alarm_on"))
            if isinstance(one, Step):
                yield from self.step(where, one)

    def step(self, where: Where, step: Step) -> Iterator[Problem]:
        """Tools and questions are a step's own."""
        questions = [question.id for question in step.questions]
        tools = [tool.id for tool in step.tools]
        for number, action in enumerate(step.actions):
            yield from self.unknown(Code.UNKNOWN_TOOL, action.tools, tools, (*where, "actions", number, "tools"))
        for number, outcome in enumerate(step.outcomes):
            spot = (*where, "outcomes", number)
            yield from self.unknown(Code.UNKNOWN_QUESTION, outcome.ask, questions, (*spot, "ask"))

    def heads(self) -> Iterator[Problem]:
        """What the flow's head names: the alarm, what is open at any time, notices."""
        flow, alarm = self.flow, self.flow.alarm
        yield from self.unknown(Code.UNKNOWN_PHONE, alarm.phones, flow.phones, ("alarm", "phones"))
        yield from self.unknown(Code.UNKNOWN_SERVICE, alarm.by_service, flow.services, ("alarm", "by_service"))
        levels = {level.id for track in flow.tracks for level in track.levels}
        steps = {one.id for track in self.steps for one in track}
        for number, notice in enumerate(flow.notices):
            yield from self.unknown(Code.UNKNOWN_PLACE, notice.at, levels | steps, ("notices", number, "at"))
        for number, anytime in enumerate(flow.anytime):
            meant = self.addressed(anytime.for_)
            yield from self.openable(anytime.open, meant, ("anytime", number, "open"))
        yield from self.openable(alarm.then_open, set(flow.services) - set(alarm.by_service), ("alarm", "then_open"))

    def addressed(self, for_: list[str]) -> set[str]:
        if not for_:
            return set(self.flow.services)
        return {name for name, one in self.flow.services.items() if {name, *one.groups} & set(for_)}

    def openable(self, names: list[str], services: set[str], where: Where) -> Iterator[Problem]:
        """What is opened from outside a track must stand in the track of every service it is meant for."""
        for number, name in enumerate(names):
            for index, track in enumerate(self.flow.tracks):
                if services & set(track.services) and name not in self.opened(index):
                    word = {"word": name, "track": track.id, "guess": guess(name, self.opened(index))}
                    yield problem(Code.NOTHING_TO_OPEN, self.at((*where, number)), **word)

    def opened(self, number: int) -> set[str]:
        """What can be opened in a track: its steps, and its routines by prefix."""
        return {one.id for one in self.steps[number]} | {one.prefix for one in self.flow.tracks[number].routines}

    def services(self) -> Iterator[Problem]:
        taken: dict[str, str] = {}
        for number, track in enumerate(self.flow.tracks):
            where = ("tracks", number, "services")
            yield from self.unknown(Code.UNKNOWN_SERVICE, track.services, self.flow.services, where)
            for index, name in enumerate(track.services):
                if name in taken:
                    yield problem(Code.SERVICE_TWICE, self.at((*where, index)), word=name, track=taken[name])
                taken.setdefault(name, track.id)

    def fragments(self) -> Iterator[Problem]:
        """Fragments exist, their exits are bound, their roles are there, their own ways hold."""
        known = [fragment.id for fragment in self.flow.fragments]
        yield from self.unknown(Code.UNKNOWN_FRAGMENT, self.flow.uses, known, ("uses",))
        for where, one in walk(self.flow.tracks, ("tracks",)):
            if isinstance(one, Include):
                yield from self.unknown(Code.UNKNOWN_FRAGMENT, (one.include,), known, (*where, "include"))
        for number in range(len(self.flow.tracks)):
            for _, found in inclusions(self.flow, number):
                yield from self.inclusion(found)
        for index, fragment in enumerate(self.flow.fragments):
            where = ("fragments", index)
            steps = [step.id for step in fragment.steps]
            yield from self.unknown(Code.UNKNOWN_STEP, (fragment.entry,), steps, (*where, "entry"))

    def inclusion(self, found: Inclusion) -> Iterator[Problem]:
        bound, declared = found.include.exits, found.fragment.exits
        yield from self.unknown(Code.UNKNOWN_EXIT, bound, declared, (*found.where, "exits"))
        for name in declared:
            if name not in bound:
                yield problem(Code.UNBOUND_EXIT, self.at(found.where), word=name, fragment=found.fragment.id)
        for role in found.fragment.needs_roles:
            if role not in self.flow.roles:
                yield problem(Code.ROLE_FOR_FRAGMENT, self.at(found.where), word=role, fragment=found.fragment.id)

    def ways(self) -> Iterator[Problem]:
        """Every target and every opening leads somewhere."""
        for number, track in enumerate(self.flow.tracks):
            steps = {one.id: one.step for one in self.steps[number]}
            for index, entry in enumerate(track.entries):
                spot: Where = ("tracks", number, "entries", index, "start")
                yield from self.unknown(Code.UNKNOWN_STEP, (entry.start,), steps, spot)
            for _, found in inclusions(self.flow, number):
                for name, target in found.include.exits.items():
                    yield from self.target(target, steps, (*found.where, "exits", name), None)
            for one in self.steps[number]:
                yield from self.step_ways(one, steps, self.opened(number))

    def step_ways(self, one: Placed, steps: dict[str, Step], opened: set[str]) -> Iterator[Problem]:
        inclusion, step = one.inclusion, one.step
        own = {inner.id for inner in inclusion.fragment.steps} if inclusion else set(steps)
        if step.next:
            yield from self.unknown(Code.UNKNOWN_STEP, (step.next.step,), own, (*one.where, "next", "step"))
        for number, outcome in enumerate(step.outcomes):
            spot = (*one.where, "outcomes", number)
            yield from self.target(outcome.to, own, (*spot, "to"), inclusion)
            reach = opened | own if inclusion else opened
            yield from self.unknown(Code.UNKNOWN_STEP, outcome.open, reach, (*spot, "open"))
            yield from self.suggestions(one, steps, outcome, (*spot, "suggest_when"))

    def suggestions(self, one: Placed, steps: dict[str, Step], outcome: Outcome, where: Where) -> Iterator[Problem]:
        """`suggest_when` names a question of this step, or of another one in the track as `step/question`."""
        for name, answers in outcome.suggest_when.items():
            spot = (*where, name)
            other, slash, question = name.rpartition("/")
            named = one.inclusion.renamed(other) if one.inclusion else other
            if slash and named not in steps:
                yield problem(Code.UNKNOWN_STEP, self.key_at(spot), word=other, guess=guess(other, steps))
                continue
            asked = {inner.id: inner for inner in (steps[named] if slash else one.step).questions}
            if question not in asked:
                guessed = guess(question, asked)
                yield problem(Code.UNKNOWN_QUESTION, self.key_at(spot), word=question, guess=guessed)
            if question in asked:
                listed = answers if isinstance(answers, list) else (answers,)
                yield from self.unknown(Code.UNKNOWN_OPTION, listed, asked[question].options, spot)

    def target(
        self, to: Target, steps: Collection[str], where: Where, inclusion: Inclusion | None
    ) -> Iterator[Problem]:
        if to.step is not None:
            yield from self.unknown(Code.UNKNOWN_STEP, (to.step,), steps, (*where, "step"))
        if to.exit is not None and inclusion is None:
            yield problem(Code.EXIT_OUTSIDE, self.at((*where, "exit")), word=to.exit)
        elif to.exit is not None and inclusion is not None:
            yield from self.unknown(Code.UNKNOWN_EXIT, (to.exit,), inclusion.fragment.exits, (*where, "exit"))

    def same_ids(self) -> Iterator[Problem]:
        flow = self.flow
        for part in ("fragments", "tracks", "anytime", "notices", "deadlines"):
            ids = [one.id for one in getattr(flow, part)]
            yield from self.twice([(part, n, "id") for n in range(len(ids))], ids)
        for number, track in enumerate(flow.tracks):
            yield from self.track_ids(number, track)
        for where, one in walk(flow):
            if isinstance(one, Step):
                for kind in ("actions", "tools", "questions", "deadlines", "outcomes"):
                    ids = [inner.id for inner in getattr(one, kind)]
                    yield from self.twice([(*where, kind, n, "id") for n in range(len(ids))], ids)

    def track_ids(self, number: int, track: Track) -> Iterator[Problem]:
        """Levels, routines and steps share one set of names: each can be opened or pointed at."""
        where: Where = ("tracks", number)
        yield from self.twice(
            [(*where, "entries", n, "id") for n in range(len(track.entries))], [one.id for one in track.entries]
        )
        names: list[tuple[Where, str]] = []
        names += [((*where, "levels", n, "id"), level.id) for n, level in enumerate(track.levels)]
        names += [((*where, "routines", n, "prefix"), one.prefix) for n, one in enumerate(track.routines)]
        names += [((*one.where, "id"), one.id) for one in self.steps[number]]
        yield from self.twice([spot for spot, _ in names], [name for _, name in names])

    def twice(self, wheres: list[Where], ids: list[str]) -> Iterator[Problem]:
        repeated = {name for name, count in Counter(ids).items() if count > 1}
        seen: dict[str, Where] = {}
        for where, name in zip(wheres, ids, strict=True):
            if name in repeated and name in seen:
                yield problem(Code.SAME_ID, self.at(where), word=name, first=self.at(seen[name]).line)
            seen.setdefault(name, where)
