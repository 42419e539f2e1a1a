"""Playing an invented case through the desk, on the same road as every other act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bekymring_tui.case.acts import Act
from bekymring_tui.case.dates import read_day, read_moment, working_day
from bekymring_tui.case.state import State
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.training.scenario import Line, Scenario
from bekymring_tui.vault.store import Vault

_MOMENTS = ("observed", "at")
_DAYS = ("on", "look_again", "until")


@dataclass(frozen=True)
class Played:
    """One act that was taken: the case after it, the state before it, and when."""

    case: OpenCase
    before: State
    act: Act
    at: datetime


def play(vault: Vault, scenario: Scenario, now: datetime) -> Iterator[Played]:
    """Open the case and take its acts one by one, each at its own time before `now`. Raises Refused."""
    first = scenario.lines[0]
    clock = [_moment(first, now)]
    desk = Desk(vault, lambda: clock[0])
    desk.set_who(scenario.worker)
    case = desk.new_case(scenario.flow, scenario.service, scenario.entry, scenario.subject, scenario.guardians)
    for line in scenario.lines:
        clock[0] = _moment(line, now)
        before, act = case.state, dated(line.act, clock[0])
        case.take(act)
        yield Played(case, before, act, clock[0])


def play_all(vault: Vault, scenarios: list[Scenario], now: datetime) -> None:
    """Every case to its end."""
    for scenario in scenarios:
        for _ in play(vault, scenario, now):
            pass


def dated(act: Act, moment: datetime) -> Act:
    """The act with real dates instead of words, seen from this moment. A day for people to act on is no Sunday."""
    found: dict[str, str] = {}
    for name in _MOMENTS:
        if words := getattr(act, name, None):
            read = read_moment(words, moment)
            assert read is not None, f"no moment: {words}"
            found[name] = read.isoformat()
    for name in _DAYS:
        if (words := getattr(act, name, None)) and words != "none":
            day = read_day(words, moment.date())
            assert day is not None, f"no day: {words}"
            found[name] = (working_day(day) if name == "look_again" else day).isoformat()
    return act.model_copy(update=found)


def _moment(line: Line, now: datetime) -> datetime:
    day = (now - timedelta(days=line.days_ago)).date()
    return datetime.combine(day, time.fromisoformat(line.at), now.tzinfo)
