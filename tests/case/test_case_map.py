"""The map tells the truth: where the case stands and has been, what can be reached; under the alarm no secret."""

from __future__ import annotations

import pytest
from case_intents import intents
from case_samples import SMALL, Bench, advice
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_case_mask import SECRETS

from bekymring_tui.case import acts as a
from bekymring_tui.case.map import MapLane, MapStep, map_of
from bekymring_tui.case.refusal import Refusal
from bekymring_tui.case.rules import accept
from bekymring_tui.case.said import said
from bekymring_tui.case.state import State
from bekymring_tui.flow.wording import names_a_guardian


def lanes(bench: Bench) -> dict[str, MapLane]:
    return {one.id: one for one in map_of(bench.guide, bench.state)}


def steps(bench: Bench) -> dict[str, MapStep]:
    return {step.id: step for lane in map_of(bench.guide, bench.state) for step in lane.steps}


def standings(bench: Bench) -> dict[str, str]:
    return {name: step.standing for name, step in steps(bench).items()}


def test_where_it_stands_has_been_and_can_come() -> None:
    bench = Bench()
    assert standings(bench)["a"] == "here"
    assert standings(bench)["c"] == "ahead"
    bench.wait(days=2)
    bench.decide("worry")
    found = steps(bench)
    assert (found["a"].standing, found["a"].left) == ("been", bench.now.isoformat())
    assert (found["c"].standing, found["c"].positions) == ("here", ("p1",))
    assert [one.id for one in found["a"].ways if one.taken] == ["worry"]
    assert found["d"].standing == "ahead"


def test_every_open_position_is_shown() -> None:
    bench = Bench()
    bench.decide("worry")
    bench.decide("both", basis="anonymous")
    bench.take(a.Entered(name="report"))
    shown = {name: step.positions for name, step in steps(bench).items() if step.positions}
    assert sorted(one for each in shown.values() for one in each) == sorted(
        one.id for one in bench.state.open_positions
    )
    assert len(shown) == 3


def test_back_is_no_longer_a_step_that_was_left() -> None:
    bench = Bench()
    bench.decide("worry")
    bench.back()
    found = steps(bench)
    assert found["a"].standing == "here"
    assert not any(one.taken for one in found["a"].ways)
    assert (found["c"].standing, found["c"].left) == ("been", None)


def test_a_closed_case_stands_nowhere_and_has_nothing_ahead() -> None:
    bench = Bench()
    bench.decide("none")
    assert bench.state.closed
    found = steps(bench)
    assert (found["a"].standing, found["a"].ended) == ("been", "no_concern")
    assert {one.standing for one in found.values()} == {"been", "aside"}


def test_a_way_tells_where_it_leads_what_it_opens_and_what_it_ends() -> None:
    ways = {one.id: one for one in steps(Bench())["c"].ways}
    plus = ways["plus"]
    assert (plus.leads_to, plus.ends) == (None, None)
    assert plus.opens == ("d", SMALL.track.lanes["report"].entry)
    assert ways["better"].ends
    assert lanes(Bench())["report"].any_time
    assert not lanes(Bench())["n1"].any_time


@pytest.mark.parametrize("reached", [False, True])
def test_under_the_alarm_it_tells_no_secret_and_every_way_stays(reached: bool) -> None:
    bench = Bench()
    bench.decide("worry")
    before = steps(bench)
    assert "Samtale" in said(list(before.values()))
    bench.alarm(reached=reached)
    after = steps(bench)
    told = said(map_of(bench.guide, bench.state))
    assert not set(SECRETS) & set(told)
    assert [one for one in told if names_a_guardian(one)] == []
    assert {name: [way.id for way in step.ways] for name, step in after.items()} == {
        name: [way.id for way in step.ways] for name, step in before.items()
    }
    assert (after["c"].title, after["c"].closed, after["c"].standing) == (None, True, "here")
    assert after["d"].closed == (not reached), "until the call only the report goes on"
    assert not after[SMALL.track.lanes["report"].entry].closed
    if reached:
        bench.take(advice("g1", "g2"))
        assert {name: step.title for name, step in steps(bench).items()} == {
            name: step.title for name, step in before.items()
        }


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_is_done_the_map_agrees_with_the_case(data: st.DataObject) -> None:
    bench = Bench()
    for _ in range(12):
        act = data.draw(intents(bench))
        if not isinstance(accept(bench.guide, bench.state, act, bench.now), Refusal):
            bench.take(act)
        _agrees(bench, bench.state)


def _agrees(bench: Bench, state: State) -> None:
    found = steps(bench)
    assert set(found) == set(bench.guide.track.steps)
    for name, step in found.items():
        here = {one.id for one in state.open_positions if one.here.step == name}
        assert set(step.positions) == here
        assert (step.standing == "here") == bool(here)
        assert [one.id for one in step.ways] == [one.id for one in bench.guide.outcomes(bench.guide.track.steps[name])]
        if step.standing in ("here", "ahead"):
            goals = [one.leads_to for one in step.ways if one.leads_to] + [to for one in step.ways for to in one.opens]
            assert all(found[goal].standing != "aside" for goal in goals)
    if state.masks:
        assert not set(SECRETS) & set(said(list(found.values())))
