"""Every way on of every track on the real engine: the first time, after Back, a second time round, under the alarm."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from bekymring_tui.case import acts as a
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.state import Position
from bekymring_tui.case.view import step_view
from bekymring_tui.flow.load import load_shipped, shipped_flows
from bekymring_tui.forms.load import all_forms
from bekymring_tui.prove.checks import MAY_END, take_somehow
from bekymring_tui.prove.journey import TODAY, Move, Node, begin
from bekymring_tui.prove.moves import F9, HOME, REACHED, back, decisions
from bekymring_tui.screens import worded

if TYPE_CHECKING:
    from bekymring_tui.desk.open_case import OpenCase

TRACKS = [(name, track) for name in shipped_flows() for track in load_shipped(name).tracks]
each_track = pytest.mark.parametrize(("name", "track"), TRACKS, ids=["-".join(one) for one in TRACKS])


def readers(name: str, track: str) -> Iterator[Guide]:
    procedure = load_shipped(name)
    for service in procedure.tracks[track].services:
        for group in procedure.flow.services[service].groups or [None]:
            yield Guide(procedure, service, group, all_forms())


def taken(guide: Guide, node: Node, move: Move) -> Node:
    now = take_somehow(guide, node, move)
    assert isinstance(now, Node), (move.acts, now)
    return now


def ways(guide: Guide, node: Node, place: Position) -> list[Move]:
    """The procedure's own ways on from here; staying and handing over are the engine's."""
    own = {one.id for one in guide.outcomes(guide.step(place))}
    return [one for one in decisions(guide, node.state, place) if _outcome(one) in own]


def _outcome(move: Move) -> str:
    act = move.acts[-1]
    assert isinstance(act, a.Decided)
    return act.outcome


def standing(node: Node, step: str) -> Position:
    return next(one for one in node.state.open_positions if one.here.step == step)


def arrivals(guide: Guide) -> dict[str, Node]:
    """For each step the shortest way there, by decisions, routines and openings."""
    found: dict[str, Node] = {}
    waiting = deque(begin(guide, entry.id, entry.label) for entry in guide.track.entries.values())
    while waiting:
        node = waiting.popleft()
        new = [one for one in node.state.open_positions if one.here.step not in found]
        for place in new:
            found[place.here.step] = node
        for place in new:
            waiting.extend(taken(guide, node, way) for way in ways(guide, node, place))
        for lane in guide.track.lanes.values() if new else ():
            if lane.routine and lane.entry not in found:
                waiting.append(taken(guide, node, Move("", {}, (a.Entered(name=lane.id),))))
    return found


@each_track
def test_every_step_is_reached_and_every_way_on_is_taken_and_taken_again_after_back(name: str, track: str) -> None:
    for guide in readers(name, track):
        found = arrivals(guide)
        assert set(found) == set(guide.track.steps)
        for step, node in found.items():
            place = standing(node, step)
            for way in ways(guide, node, place):
                now = taken(guide, node, way)
                if now.state.positions[place.id].here == place.here and now.state.positions[place.id].ended is None:
                    continue  # it stays
                returned = taken(guide, now, back(place.id))
                assert returned.state.positions[place.id].here == place.here
                again = taken(guide, returned, way)
                assert again.state.positions[place.id].here == now.state.positions[place.id].here, "the same visit"
                assert again.state.positions[place.id].ended == now.state.positions[place.id].ended


@each_track
def test_every_ending_of_the_document_is_reached(name: str, track: str) -> None:
    for guide in readers(name, track):
        wanted = {one.to.end for step in guide.track.steps.values() for one in guide.outcomes(step) if one.to.end}
        ended = set()
        for step, node in arrivals(guide).items():
            place = standing(node, step)
            ended |= {taken(guide, node, way).state.positions[place.id].ended for way in ways(guide, node, place)}
        assert wanted <= ended


@each_track
def test_a_second_time_round_is_a_new_visit_with_all_its_ways_on(name: str, track: str) -> None:
    for guide in readers(name, track):
        for step, node in arrivals(guide).items():
            place = standing(node, step)
            if again := _round(guide, node, place):
                here = again.state.positions[place.id]
                assert here.here.step == step
                assert here.here.number > place.here.number
                for way in ways(guide, again, here):
                    taken(guide, again, way)


def _round(guide: Guide, node: Node, place: Position) -> Node | None:
    """The shortest way of this position back to the step where it stands; None where there is none."""
    seen: set[str] = set()
    waiting = deque([node])
    while waiting:
        now = waiting.popleft()
        here = now.state.positions[place.id]
        for way in ways(guide, now, here):
            then = taken(guide, now, way)
            there = then.state.positions[place.id]
            if there.ended is None and there.here.step == place.here.step and there.here != place.here:
                return then
            if there.ended is None and there.here.step not in seen:
                seen.add(there.here.step)
                waiting.append(then)
    return None


@each_track
def test_under_the_alarm_every_way_on_is_taken_but_those_that_end_the_case_untimely(name: str, track: str) -> None:
    for guide in readers(name, track):
        for step, free in arrivals(guide).items():
            node = free
            for move in (F9, HOME, REACHED):
                node = taken(guide, node, move)
            place = standing(node, step)
            outcomes = {one.id: one for one in guide.outcomes(guide.step(place))}
            for way in ways(guide, node, place):
                end = outcomes[_outcome(way)].to.end
                allowed = end is None or end in MAY_END - {"dismissed"}
                assert isinstance(take_somehow(guide, node, way), Node) == allowed, (step, _outcome(way))


@each_track
def test_under_the_alarm_no_two_ways_on_read_the_same(name: str, track: str) -> None:
    for guide in readers(name, track):
        for step, free in arrivals(guide).items():
            node = free
            for move in (F9, HOME, REACHED):
                node = taken(guide, node, move)
            case = cast("OpenCase", SimpleNamespace(guide=guide, state=node.state))
            view = step_view(guide, node.state, standing(node, step), TODAY)
            told = [worded.choice(case, one) for one in view.choices]
            assert [one for one in told if told.count(one) > 1] == [], step
