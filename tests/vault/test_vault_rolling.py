"""Which backups are kept, whatever the clock did."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bekymring_tui.vault.rolling import LAST, WEEKS, Made, kept

START = datetime(2026, 1, 5, 15, tzinfo=UTC)
"""A Monday."""

any_clock = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))
some_backups = st.lists(st.tuples(any_clock, st.integers(0, 300)), max_size=40).map(
    lambda found: {Made(number, at, size) for number, (at, size) in enumerate(found, 1)}
)


def week_of(one: Made) -> tuple[int, int]:
    return one.at.isocalendar()[:2]


def one_a_day(days: int) -> list[set[Made]]:
    """What lies there after each day, when one backup is made a day and the rest is removed."""
    lies: set[Made] = set()
    seen = []
    for day in range(days):
        lies = kept({*lies, Made(day + 1, START + timedelta(days=day), 1)})
        seen.append(lies)
    return seen


@given(some_backups)
def test_the_last_are_kept_and_one_of_each_of_the_last_weeks(backups: set[Made]) -> None:
    found = kept(backups)
    newest_first = sorted(backups, reverse=True)
    assert set(newest_first[:LAST]) <= found <= backups
    assert len(found) <= LAST + WEEKS
    weeks = list(dict.fromkeys(week_of(one) for one in newest_first))[:WEEKS]
    for week in weeks:
        assert max(one for one in backups if week_of(one) == week) in found
    for one in found - set(newest_first[:LAST]):
        assert week_of(one) in weeks
        assert one == max(other for other in backups if week_of(other) == week_of(one))


@given(some_backups, st.integers(0, 2000))
def test_size_is_bounded_and_the_newest_always_kept(backups: set[Made], most: int) -> None:
    found = kept(backups, most)
    assert found <= kept(backups)
    if backups:
        assert max(backups) in found
    assert len(found) <= 1 or sum(one.size for one in found) <= most
    dropped = kept(backups) - found
    assert all(gone < one for gone in dropped for one in found), "the oldest go first"


@given(some_backups)
def test_keeping_again_keeps_the_same(backups: set[Made]) -> None:
    assert kept(kept(backups)) == kept(backups)


@given(some_backups, any_clock)
def test_a_new_one_is_kept_whatever_the_clock_says(backups: set[Made], now: datetime) -> None:
    new = Made(max((one.number for one in backups), default=0) + 1, now, 1)
    assert new in kept({*backups, new})


def test_day_by_day_there_is_one_for_each_of_eight_weeks() -> None:
    for day, lies in enumerate(one_a_day(120)):
        ages = sorted((START + timedelta(days=day) - one.at).days for one in lies)
        assert ages[:LAST] == list(range(min(LAST, day + 1)))
        assert len({week_of(one) for one in lies}) == min(WEEKS, day // 7 + 1)


def test_a_clock_once_set_forward_is_forgotten_in_time() -> None:
    lies = {Made(number, datetime(2040, 1, number, tzinfo=UTC), 1) for number in range(1, 8)}
    for day in range(70):
        lies = kept({*lies, Made(8 + day, START + timedelta(days=day), 1)})
    assert all(one.at.year == 2026 for one in lies)
