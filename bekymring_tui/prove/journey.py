"""A case on its way through the walk: real acts, accepted and applied by the real engine, each read back as stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bekymring_tui.case import acts as a
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.people import Guardian, Subject, Worker
from bekymring_tui.case.refusal import Refusal
from bekymring_tui.case.replay import advance
from bekymring_tui.case.rules import accept
from bekymring_tui.case.state import State
from bekymring_tui.prove.promise import Promise, after, promised

NOW = datetime.fromisoformat("2026-11-22T12:00:00+01:00")
TODAY: date = NOW.date()
_SOMEONE = Worker(name="x", role="x", service="x", unit="x")
_GUARDIANS = [Guardian(id="g1", label="1"), Guardian(id="g2", label="2")]


@dataclass(frozen=True, eq=False)
class Move:
    """Something a user may do: the acts as they come back from where they are stored, and how it is told."""

    told: str
    """Id of a text."""
    values: dict[str, str]
    acts: tuple[a.Act, ...]


def move(told: str, *acts: a.Act, **values: str) -> Move:
    return Move(f"prove.move.{told}", values, tuple(map(stored, acts)))


@dataclass(frozen=True, eq=False)
class Node:
    """A case after a move: the engine's state, what P1 demands, and the way here."""

    state: State
    promise: Promise
    came_from: Node | None
    move: Move
    events: tuple[a.Event, ...]

    def way(self) -> list[Node]:
        """This node and all before it, the first first."""
        found: list[Node] = []
        one: Node | None = self
        while one is not None:
            found.append(one)
            one = one.came_from
        return found[::-1]

    def all_events(self) -> list[a.Event]:
        return [event for one in self.way() for event in one.events]


def begin(guide: Guide, entry: str, label: str) -> Node:
    """A new case on an entry, about a child with two guardians."""
    opened = a.Opened(
        flow=guide.flow.id,
        route_hash="",
        text_hash="",
        forms_hash="",
        service=guide.service,
        group=guide.group,
        entry=entry,
        subject=Subject(kind="child", call_name="x", age=9),
        guardians=_GUARDIANS,
    )
    nothing = Node(State(), Promise(), None, move(""), ())
    found = take(guide, nothing, move("opened", opened, entry=label))
    assert isinstance(found, Node), found
    return Node(found.state, found.promise, None, found.move, found.events)


def take(guide: Guide, node: Node, move: Move) -> Node | Refusal:
    """The case after a move, or why the engine does not take it."""
    state, promise, events = node.state, node.promise, list[a.Event]()
    for proposed in move.acts:
        answer = accept(guide, state, proposed, NOW)
        if isinstance(answer, Refusal):
            return answer
        for act in (proposed, *map(stored, answer[1:])):
            event = a.Event(seq=state.seq + 1, at=NOW.isoformat(), kind=act.kind, by=_SOMEONE, act=act)
            events.append(event)
            if isinstance(act, a.Misfiled):
                listed = [*node.all_events(), *events]
                state, promise = advance(guide, listed, state, event), promised(numbered(listed))
            else:
                state, promise = advance(guide, events, state, event), after(promise, act)
    return Node(state, promise, node, move, tuple(events))


def numbered(events: list[a.Event]) -> Iterator[tuple[int, a.Act]]:
    return ((one.seq, one.act) for one in events if one.act is not None)


def stored(act: a.Act) -> a.Act:
    """The act as it comes back from where it was stored."""
    return a.PAYLOAD.validate_json(a.Payload(by=_SOMEONE, act=act).model_dump_json()).act
