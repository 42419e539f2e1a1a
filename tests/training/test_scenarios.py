"""The invented cases: read strictly, played on the real road, and standing where they should on any day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bekymring_tui.case.acts import Decided, Logged
from bekymring_tui.case.dates import day_of, free
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.open_case import Refused
from bekymring_tui.desk.play import dated, play, play_all
from bekymring_tui.flow.problems import FlowProblems
from bekymring_tui.plain.telling import tell
from bekymring_tui.shipped import shipped
from bekymring_tui.training.scenario import Scenario, load, scenarios
from bekymring_tui.vault.store import Vault

OSLO = timezone(timedelta(hours=1))
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=OSLO)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    made, _ = Vault.create(tmp_path_factory.mktemp("scenarier") / "hvelv", "tog fjord lampe kaffe brygge furu")
    with made:
        yield made


def test_three_cases_in_different_places(vault: Vault) -> None:
    play_all(vault, scenarios(), NOON)
    desk = Desk(vault, lambda: NOON)
    found = {summary.call_name: summary for _, summary in desk.cases()}
    assert {name: [one[:2] for one in summary.where] for name, summary in found.items()} == {
        "Rød rev": [("Nivå 1", "1")],
        "Blå ugle": [("Nivå 1", "3")],
        "Grå hare": [("Nivå 2", "1")],
    }
    assert all(one.alarm == "quiet" for one in found.values())
    assert [one.on < NOON.date().isoformat() for one in found["Grå hare"].due] == [True]


@pytest.mark.parametrize("today", ["2026-12-27", "2027-01-02", "2027-03-30", "2027-05-18", "2028-02-29"])
def test_the_overdue_date_is_overdue_around_every_holiday(vault: Vault, today: str) -> None:
    now = datetime.combine(date.fromisoformat(today), NOON.timetz())
    *_, last = play(vault, scenarios()[2], now)
    assert any(one.late(now.date()) for one in last.case.due())


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda one: one.id)
def test_every_scenario_can_be_told(vault: Vault, scenario: Scenario) -> None:
    lines = [line for number, played in enumerate(play(vault, scenario, NOON), 1) for line in tell(played, number)]
    assert not [one for one in lines if "Saken er oppdatert" in one and scenario.id != "drofting"]
    assert all(len(one) < 400 for one in lines)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(OSLO)), st.integers(1, 10))
def test_a_day_to_look_again_is_never_a_sunday_or_holiday(moment: datetime, weeks: int) -> None:
    act = Decided(position="p1", outcome="x", reason="y", decided_by="z", look_again=f"om {weeks} uker")
    found = dated(act, moment)
    assert isinstance(found, Decided)
    assert found.look_again is not None
    assert not free(day_of(found.look_again))
    assert day_of(found.look_again) >= moment.date()


def test_moments_are_seen_from_the_day_of_the_act() -> None:
    found = dated(Logged(aspect="seen", text="x", observed="i går 15:30"), NOON)
    assert isinstance(found, Logged)
    assert found.observed == "2026-11-21T15:30:00+01:00"


def test_what_the_rules_refuse_is_not_played(vault: Vault) -> None:
    first = scenarios()[0]
    wrong = first.lines[0].model_copy(update={"act": Logged(aspect="seen", text=" ", observed="i dag")})
    with pytest.raises(Refused):
        list(play(vault, first.model_copy(update={"lines": [wrong]}), NOON))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("aspect: seen", "aspect: tasted"),
        ("kind: logged", "kind: logget"),
        ("days_ago: 4", "days_ago: -4"),
        ('at: "14:20"', 'at: "24:20"'),
        ("flow: porsgrunn", "flow: porsgrunn\nflyt: x"),
    ],
)
def test_a_wrong_line_is_told_with_its_place(tmp_path: Path, old: str, new: str) -> None:
    file = tmp_path / "feil.yaml"
    original = shipped("data", "scenarios", "1-undring.yaml").read_text("utf-8")
    assert old in original
    file.write_text(original.replace(old, new, 1), "utf-8")
    with pytest.raises(FlowProblems) as raised:
        load(file)
    line = original[: original.index(old)].count("\n") + 1
    assert any(abs(one.line - line) <= 2 for one in raised.value.problems)
