"""The rail of a case: each level and each open lane once, by a name that tells it from the others.

And what a way on opens beside, where its own words are closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from screen_samples import WORKER, Clock, Ready

from bekymring_tui.case import acts as a
from bekymring_tui.case.people import Guardian, Subject
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.screens import surroundings, worded
from bekymring_tui.widgets.rail import Rail, RailData, RailStrip, Step

MAPPED = ("next", "next", "handle", "next", "done")
"""From Åsnes's first door to where A, B or C is chosen."""


@pytest.fixture
def desk(ready: Ready, clock: Clock) -> Iterator[Desk]:
    with ready.open() as vault:
        yield Desk(vault, clock.now)


def begun(desk: Desk, municipality: str, service: str, entry: str) -> OpenCase:
    desk.set_who(WORKER)
    child = Subject(kind="child", call_name="Grå hare", age=9)
    return desk.new_case(municipality, service, entry, child, [Guardian(id="g1", label="Mor")])


def decide(case: OpenCase, *outcomes: str, position: str = "p1") -> None:
    for one in outcomes:
        for question in case.guide.step(case.state.positions[position]).questions:
            case.take(a.Answered(position=position, question=question.id, value=(question.options or ["x"])[0]))
            if case.state.alarm.asked:
                case.take(a.AlarmAnswered(answer="numbers"))
        more = {"reason": "Slik", "decided_by": "Kari", "look_again": "2026-12-14", "basis": "other"}
        case.take(a.Decided(position=position, outcome=one, basis_reason="x", **more))  # type: ignore[arg-type]


def rail(case: OpenCase, position: str) -> RailData:
    return surroundings.rail(case, case.state.positions[position], case.desk.now().date())


def named(data: RailData) -> list[str]:
    """Every level and lane that the rail names."""
    return [data.title, *(one.label for one in data.steps if isinstance(one, Step) and not one.number), *data.others]


@pytest.mark.parametrize(
    ("where", "ways", "lanes"),
    [
        (("asnes", "barnehage", "concern"), (*MAPPED, "A", "B", "C"), "+Alt. B +Alt. C +Melding"),
        (("nordreaker", "skole", "concern"), ("next", "next", "next", "next", "D2"), "+Nivå 2 +Melding"),
        (("porsgrunn", "skole", "concern"), (), "+Melding"),
        (("storelvdal", "alle", "concern"), (), "+Melding"),
        (("unv", "alle", "concern"), (), "+Melding"),
    ],
)
def test_each_level_and_each_open_lane_is_named_once_and_apart(
    desk: Desk, where: tuple[str, str, str], ways: tuple[str, ...], lanes: str
) -> None:
    case = begun(desk, *where)
    decide(case, *ways)
    case.take(a.Entered(name="report"))
    for position in case.state.open_positions:
        names = named(rail(case, position.id))
        assert len(names) == len(set(names))
        levels = [one.title for one in case.guide.track.lanes.values() if not one.routine]
        assert set(levels) <= set(names)
        assert all("…" not in line.text for line in Rail(rail(case, position.id)).lines(25)[1:] if "+" in line.text)
    (strip,) = RailStrip(rail(case, "p1")).lines(80)
    assert lanes in strip.text
    assert len(strip.text) <= 80


def test_an_ended_part_leads_to_the_one_that_stands_in_its_level(desk: Desk) -> None:
    case = begun(desk, "asnes", "barnehage", "concern")
    decide(case, *MAPPED, "A", "B", "end")
    decide(case, "A", position="p2")
    assert case.state.positions["p3"].here.step == "a"
    data = rail(case, "p1")
    assert data.steps[0] == Step("Vi klarer det selv", "beside", "1", id="p3")
    assert named(data) == ["Alternativ A", "Alternativ B", "Kartlegge og handle", "Alternativ C"]


def test_no_name_of_a_level_leads_to_guardians_under_the_alarm(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    case = begun(desk, "porsgrunn", "skole", "concern")
    lanes = case.guide.track.lanes
    monkeypatch.setitem(lanes, "n2", replace(lanes["n2"], title="Sammen med foresatte"))
    assert "Sammen med foresatte" in named(rail(case, "p1"))
    case.take(a.AlarmAsked(by="key"))
    assert "Sammen med foresatte" not in named(rail(case, "p1"))
    assert "stengt" in named(rail(case, "p1"))


def test_a_closed_way_on_still_tells_what_it_opens(desk: Desk) -> None:
    case = begun(desk, "asnes", "barnehage", "concern")
    decide(case, *MAPPED, "C")
    case.take(a.AlarmAsked(by="key"))
    case.take(a.AlarmAnswered(answer="home"))
    at = case.desk.now().isoformat()
    case.take(a.CallRecorded(called="barnevern", result="reached", at=at, spoke_with="vakta"))
    way = next(one for one in case.view(case.state.positions["p1"]).choices if one.id == "report")
    assert way.label is None
    assert worded.choice(case, way) == "Gå videre til Alternativ C, trinn 3, og åpne Melding til barnevernet"
