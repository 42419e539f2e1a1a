"""The walk (P2): every state of a track that can be reached, on the real engine, for each service and group.

From every state everything a user can do is tried: ways on, Back, a changed decision, F9 and its answers, calls,
advice, «feilført», «feil sak», routines. States are folded (`fold`); the first way found to each is the shortest.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bekymring_tui.case import acts as a
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.replay import replay
from bekymring_tui.flow.problems import Code
from bekymring_tui.prove.checks import (
    Finding,
    after_move,
    at_place,
    beside,
    in_state,
    take_somehow,
    told_around,
    told_at,
)
from bekymring_tui.prove.fold import Folded, folded, folded_alarm
from bekymring_tui.prove.journey import Move, Node, begin, take
from bekymring_tui.prove.moves import F9, HOME, REACHED, back, beside_the_way, moves
from bekymring_tui.prove.secrets import Secrets

MOST_STATES = 20_000
"""A procedure with more is not walked to the end, and that is said."""


@dataclass(frozen=True)
class Breach:
    """Something that does not hold, and the shortest way to it."""

    finding: Finding
    node: Node


class Walk:
    """One walk through a track. `readers` see other elements on the same way; their pages are looked at too."""

    def __init__(self, guide: Guide, readers: Sequence[Guide]) -> None:
        self.guide = guide
        self.readers = [(one, Secrets(one)) for one in readers]
        self.seen: dict[Folded, Node] = {}
        self._waiting: deque[Node] = deque()
        self._led_from: dict[Folded, set[Folded]] = {}
        self._looked_at: set[object] = set()

    def breaches(self) -> Iterator[Breach]:
        """Everything that does not hold, each once, by the shortest way. A text is told once, wherever it is shown."""
        found: set[Finding] = set()
        for breach in self._all():
            one = breach.finding._replace(step=None) if breach.finding.words else breach.finding
            if one not in found:
                found.add(one)
                yield breach

    def _all(self) -> Iterator[Breach]:
        for entry in self.guide.track.entries.values():
            self._reached(begin(self.guide, entry.id, entry.label))
        while self._waiting or self._under_the_alarm():
            node = self._waiting.popleft()
            here = folded(self.guide, node)
            yield from (Breach(one, node) for one in self._findings(node))
            for move in (*moves(self.guide, node), *self._beside_the_way(node)):
                yield from self._try(node, here, move)
            if len(self.seen) > MOST_STATES:
                yield Breach(Finding(Code.TOO_MANY_STATES), node)
                return
        yield from self._without_end()

    def _findings(self, node: Node) -> Iterator[Finding]:
        """What is looked at once for each place: under each alarm, and beside each set of open lanes."""
        yield from in_state(self.guide, node)
        yield from self._told(node)
        alarm = folded_alarm(self.guide, node)
        lanes = self._lanes(node)
        for place in node.state.open_positions:
            step = place.here.step
            if self._new(step, alarm, lanes):
                yield from at_place(self.guide, node, place)
            if self._new(step, alarm):
                yield from beside(self.guide, node, place)
                if replay(self.guide, node.all_events()) != node.state:
                    yield Finding(Code.RESUMED_DIFFERENTLY, step)

    def _beside_the_way(self, node: Node) -> Iterator[Move]:
        alarm = folded_alarm(self.guide, node)
        for place in node.state.open_positions:
            if self._new("moves", place.here.step, alarm):
                yield from beside_the_way(self.guide, node, place)

    def _new(self, *place: object) -> bool:
        """Whether this is seen for the first time."""
        new = place not in self._looked_at
        self._looked_at.add(place)
        return new

    def _told(self, node: Node) -> Iterator[Finding]:
        """Every page under every alarm for the first reader, and once for each of the others."""
        if not node.promise.closed:
            return
        alarm = folded_alarm(self.guide, node)
        for guide, secrets in self.readers:
            first = guide is self.readers[0][0]
            if self._new("around", guide, alarm if first else None):
                yield from told_around(guide, secrets, node)
            for place in node.state.open_positions:
                if self._new("at", guide, place.here.step, (alarm, self._lanes(node)) if first else None):
                    yield from told_at(guide, secrets, node, place)

    def _try(self, node: Node, here: Folded, move: Move) -> Iterator[Breach]:
        now = take_somehow(self.guide, node, move)
        if isinstance(now, Node):
            yield from (Breach(one, now) for one in after_move(self.guide, node, move, now))
            yield from self._back_again(node, here, now)
            self._reached(now, here)

    def _back_again(self, before: Node, where: Folded, now: Node) -> Iterator[Breach]:
        """Back leads where one came from, and the alarm is as it was: once for each way on beside the same lanes."""
        act = now.move.acts[-1]
        if not isinstance(act, a.Decided):
            return
        here = before.state.positions[act.position].here.step
        if not self._new("back", here, act.outcome, self._lanes(before), where.alarm):
            return
        position = now.state.positions[act.position]
        returned = take(self.guide, now, back(position.id))
        if isinstance(returned, Node):
            yield from (Breach(one, returned) for one in after_move(self.guide, now, returned.move, returned))
            stands_at = returned.state.positions[position.id].here
            moved = position.ended is not None or position.here != before.state.positions[position.id].here
            if moved and stands_at != before.state.positions[position.id].here:
                yield Breach(Finding(Code.BACK_ASTRAY, stands_at.step), returned)

    def _reached(self, now: Node, before: Folded | None = None) -> None:
        """A state is gone on from when it is new, or when the alarm is new at one of its steps.

        While F9 waits for an answer or a call nothing but a routine moves on, so that each step and each set of open
        lanes is looked at, not every state anew.
        """
        where, alarm = folded(self.guide, now), folded_alarm(self.guide, now)
        new = [self._new("reached", one.here.step, alarm) for one in now.state.open_positions]
        new.append(self._new("waits", self._lanes(now), alarm) if now.promise.waits else where not in self.seen)
        if any(new):
            self.seen.setdefault(where, now)
            self._waiting.append(now)
        if before and _of_ones_own(now):
            self._led_from.setdefault(where, set()).add(before)

    def _under_the_alarm(self) -> bool:
        """Where the case stood without the alarm it is stood at under it too. False when that was all done before."""
        closed = {where.positions for where in self.seen if where.alarm == "closed"}
        for where, free in list(self.seen.items()):
            if where.alarm == "free" and where.positions not in closed:
                node = free
                for move in (F9, HOME, REACHED):
                    taken = take(self.guide, node, move)
                    node = taken if isinstance(taken, Node) else node
                self._reached(node)
        return bool(self._waiting)

    def _lanes(self, node: Node) -> frozenset[str]:
        return frozenset(self.guide.lane(one).id for one in node.state.open_positions)

    def _without_end(self) -> Iterator[Breach]:
        """States from which no end can be reached by what the user can do alone.

        Where F9's question is open it is answered first: what comes then is where the case stood before.
        """
        ending = {one for one in self.seen if not one.positions and one.alarm != "asked"}
        new = set(ending)
        while new:
            new = {one for where in new for one in self._led_from.get(where, ())} - ending
            ending |= new
        for where, node in self.seen.items():
            if where not in ending and where.alarm != "asked":
                yield Breach(Finding(Code.NO_END, next(iter(where.positions))[0]), node)


def _of_ones_own(now: Node) -> bool:
    """Advice that opens, a wrong case, a mistake, answering F9: they do not count as ways to an end."""
    act = now.move.acts[-1]
    opens = isinstance(act, a.AdviceRecorded) and act.clears
    asked = now.came_from is not None and now.came_from.promise.asked
    return not (asked or opens or isinstance(act, a.AlarmMoved | a.Misfiled))
