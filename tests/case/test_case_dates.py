from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import holidays as oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bekymring_tui.case.dates import add, easter, free, holidays, plain, read_day, read_moment, short, working_day

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 14, 10, tzinfo=timezone(timedelta(hours=1)))
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def test_holidays_are_those_of_the_oracle() -> None:
    for year in range(1990, 2101):
        assert holidays(year) == frozenset(oracle.country_holidays("NO", years=year)), year


@given(DAYS)
def test_a_day_is_free_as_the_oracle_says(day: date) -> None:
    assert free(day) == (day in oracle.country_holidays("NO", years=day.year) or day.weekday() == 6)


@given(DAYS)
def test_a_working_day_is_the_first_one_that_is_not_free(day: date) -> None:
    found = working_day(day)
    off = oracle.country_holidays("NO", years=(day.year, day.year + 1))
    between = [day + timedelta(days=one) for one in range((found - day).days)]
    assert all(one.weekday() >= 5 or one in off for one in between)
    assert found.weekday() < 5
    assert found not in off


def test_easter_of_known_years() -> None:
    known = {1818: (3, 22), 1943: (4, 25), 2024: (3, 31), 2025: (4, 20), 2038: (4, 25), 2285: (3, 22)}
    assert {year: (easter(year).month, easter(year).day) for year in known} == known


@pytest.mark.parametrize(
    ("day", "period", "expected"),
    [
        (date(2026, 11, 22), "P3W", date(2026, 12, 13)),
        (date(2026, 1, 31), "P1M", date(2026, 2, 28)),
        (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
        (date(2026, 11, 30), "P3M", date(2027, 2, 28)),
        (date(2026, 12, 31), "P6M", date(2027, 6, 30)),
        (date(2026, 12, 31), "P2D", date(2027, 1, 2)),
    ],
)
def test_a_period_is_added(day: date, period: str, expected: date) -> None:
    assert add(day, period) == expected


@given(DAYS, st.integers(1, 99), st.sampled_from("MY"))
def test_months_and_years_keep_the_day_or_take_the_last(day: date, count: int, unit: str) -> None:
    found = add(day, f"P{count}{unit}")
    months = (found.year - day.year) * 12 + found.month - day.month
    assert months == count * (12 if unit == "Y" else 1)
    assert found.day == day.day or (found + timedelta(days=1)).day == 1


@given(DAYS, DAYS)
def test_what_is_written_is_read_back(day: date, today: date) -> None:
    assert read_day(short(day, today), today) == day
    assert read_day(plain(day), today) == day
    assert read_day(day.isoformat(), today) == day
    assert read_day(f"{day.day}.{day.month}.{day.year}", today) == day


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("i dag", TODAY),
        ("  I  MORGEN ", date(2026, 11, 23)),
        ("i overmorgen", date(2026, 11, 24)),
        ("i går", date(2026, 11, 21)),
        ("i forgårs", date(2026, 11, 20)),
        ("søndag", date(2026, 11, 29)),
        ("mandag", date(2026, 11, 23)),
        ("på fredag", date(2026, 11, 27)),
        ("om 3 uker", date(2026, 12, 13)),
        ("om ei uke", date(2026, 11, 29)),
        ("om åtte dager", date(2026, 11, 30)),
        ("om fjorten dager", date(2026, 12, 6)),
        ("om to måneder", date(2027, 1, 22)),
        ("om ett år", date(2027, 11, 22)),
        ("for to dager siden", date(2026, 11, 20)),
        ("for 1 uke siden", date(2026, 11, 15)),
        ("for 1 måned siden", date(2026, 10, 22)),
        ("1.12", date(2026, 12, 1)),
        ("1.12.", date(2026, 12, 1)),
        ("01/12/26", date(2026, 12, 1)),
        ("24-12-2026", date(2026, 12, 24)),
        ("14. desember", date(2026, 12, 14)),
        ("14 des", date(2026, 12, 14)),
        ("tir 1. des.", date(2026, 12, 1)),
        ("tirsdag, 1. desember", date(2026, 12, 1)),
        ("man 1.12", date(2025, 12, 1)),
        ("2. januar", date(2027, 1, 2)),
        ("30. oktober", date(2026, 10, 30)),
        ("29. februar 2028", date(2028, 2, 29)),
    ],
)
def test_days_as_people_say_them(words: str, expected: date) -> None:
    assert read_day(words, TODAY) == expected


@pytest.mark.parametrize(
    "words",
    [
        "", "snart", "31.2", "32.1.2026", "0.5", "1.13.2026", "29. februar", "29. februar 2026", "om mange uker",
        "om 9999 år", "om 99999999 dager", "for 9999 år siden", "tors 1. des.", "lør 1. des. 2026", "1. ma",
        "1. desembert", "2026-13-01", "2026-1-1", "0000-00-00", "١.١٢", "1.12.99999", "om -1 dag", "\x00", "🙂",
    ],
)  # fmt: skip
def test_what_is_no_day_is_not_guessed(words: str) -> None:
    assert read_day(words, TODAY) is None


def test_a_leap_day_is_read_in_a_year_that_has_it() -> None:
    assert read_day("29. feb", date(2027, 6, 1)) == date(2028, 2, 29)


@given(st.text(max_size=40))
def test_any_words_are_read_or_refused(words: str) -> None:
    assert read_day(words, TODAY) is None or isinstance(read_day(words, TODAY), date)
    assert read_moment(words, NOW) is None or isinstance(read_moment(words, NOW), datetime)


@given(DAYS, DAYS, st.times().map(lambda one: one.replace(second=0, microsecond=0, tzinfo=None)))
def test_a_day_with_a_time_is_read(day: date, today: date, clock: object) -> None:
    now = datetime.combine(today, NOW.timetz())
    assert read_moment(f"{short(day, today)} {clock:%H:%M}", now) == datetime.combine(day, clock, now.tzinfo)  # type: ignore[arg-type, str-format]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("i dag 14:05", (22, 14, 5)),
        ("i dag, kl. 14.05", (22, 14, 5)),
        ("14:05", (22, 14, 5)),
        ("kl 9.30", (22, 9, 30)),
        ("13.50", (22, 13, 50)),
        ("i går 8.15", (21, 8, 15)),
        ("20.11 14.05", (20, 14, 5)),
        ("20.11.26", (20, 12, 0)),
        ("i går", (21, 12, 0)),
        ("fre 20.11", (20, 12, 0)),
    ],
)
def test_moments_as_people_say_them(words: str, expected: tuple[int, int, int]) -> None:
    day, hour, minute = expected
    assert read_moment(words, NOW) == NOW.replace(day=day, hour=hour, minute=minute)


@pytest.mark.parametrize("words", ["14.05", "10.11", "25:00", "14:60", "i dag 25:00", "tull 14:05", "snart", ""])
def test_a_moment_that_could_be_two_things_is_not_guessed(words: str) -> None:
    assert read_moment(words, NOW) is None
