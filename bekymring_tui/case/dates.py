"""Days as people say them, in Norwegian: reading «om 3 uker», writing «man 14. des.», holidays."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import cache

SANE = timedelta(days=20 * 366)
"""A date further from today than this is a slip of the finger."""

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip
_SHORT_MONTHS = ("jan.", "feb.", "mars", "april", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des.")
_NUMBERS = {
    "en": 1, "én": 1, "ei": 1, "et": 1, "ett": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6,
    "sju": 7, "syv": 7, "åtte": 8, "ni": 9, "ti": 10,
}  # fmt: skip
_PLAIN = {"i dag": 0, "idag": 0, "i morgen": 1, "imorgen": 1, "i overmorgen": 2, "i går": -1, "i forgårs": -2}
_AHEAD = re.compile(r"^om (\w+) (dag|dager|uke|uker|måned|måneder|år)$")
_NUMERIC = re.compile(r"^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2})?)?\.?$")
_NAMED = re.compile(r"^(\d{1,2})\.? ([a-zæøå]{3,9})\.?(?: (\d{4}))?$")
_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_CLOCK = re.compile(r"^(.*?)(?:,? ?(?:kl\.? ?)?(\d{1,2})[:.](\d{2}))?$")


def add(day: date, period: str) -> date:
    """The day after an ISO 8601 period such as P3W or P3M; the month's last day where the day does not exist."""
    count, unit = int(period[1:-1]), period[-1]
    if unit in "DW":
        return day + timedelta(days=count * (7 if unit == "W" else 1))
    months = day.month - 1 + count * (12 if unit == "Y" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """The public holidays of Norway that are no Sundays by nature, and the moving Sundays."""
    sunday = easter(year)
    moving = (-3, -2, 0, 1, 39, 49, 50)
    fixed = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
    return frozenset({sunday + timedelta(days=one) for one in moving} | {date(year, *one) for one in fixed})


def free(day: date) -> bool:
    """Sundays and holidays."""
    return day.weekday() == 6 or day in holidays(day.year)


def working_day(day: date) -> date:
    """The day itself, or the next that is no Saturday, Sunday or holiday."""
    while day.weekday() >= 5 or day in holidays(day.year):
        day += timedelta(days=1)
    return day


def read_day(words: str, today: date) -> date | None:
    """The day that a person means, or None when the words are no day."""
    said = " ".join(words.casefold().split())
    if said in _PLAIN:
        return today + timedelta(days=_PLAIN[said])
    if said in WEEKDAYS:
        return today + timedelta(days=(WEEKDAYS.index(said) - today.weekday() - 1) % 7 + 1)
    try:
        return _ahead(said, today) or _written(said, today)
    except (ValueError, OverflowError):
        return None


def _ahead(said: str, today: date) -> date | None:
    match = _AHEAD.match(said)
    if not match:
        return None
    count = _NUMBERS.get(match[1]) or int(match[1])
    unit = {"d": "D", "u": "W", "m": "M", "å": "Y"}[match[2][0]]
    return add(today, f"P{count}{unit}")


def _written(said: str, today: date) -> date | None:
    if _ISO.match(said):
        return date.fromisoformat(said)
    if match := _NUMERIC.match(said):
        year = int(match[3]) if match[3] else None
        return _in_year(int(match[1]), int(match[2]), year + 2000 if year is not None and year < 100 else year, today)
    if match := _NAMED.match(said):
        names = [number for number, name in enumerate(MONTHS, 1) if name.startswith(match[2])]
        if len(names) == 1:
            return _in_year(int(match[1]), names[0], int(match[3]) if match[3] else None, today)
    return None


def _in_year(day: int, month: int, year: int | None, today: date) -> date:
    """Without a year: the one nearest to today."""
    if year is not None:
        return date(year, month, day)
    near = [date(today.year + one, month, day) for one in (-1, 0, 1)] if (day, month) != (29, 2) else []
    return min(near, key=lambda one: abs(one - today)) if near else date(today.year, month, day)


def read_moment(words: str, now: datetime) -> datetime | None:
    """A day with or without a time («i dag 14:05»), in the zone of `now`; without a time, noon. None: not readable."""
    match = _CLOCK.match(" ".join(words.casefold().split()))
    if match is None:
        return None
    day = read_day(match[1] or "i dag", now.date())
    if day is None:
        return None
    try:
        clock = time(int(match[2]), int(match[3])) if match[2] else time(12)
    except ValueError:
        return None
    return datetime.combine(day, clock, now.tzinfo)


def short(day: date, today: date) -> str:
    """«i dag», «i morgen», «tir 1. des.», with the year when it is another."""
    near = {-1: "i går", 0: "i dag", 1: "i morgen"}.get((day - today).days)
    if near:
        return near
    year = f" {day.year}" if day.year != today.year else ""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day}. {_SHORT_MONTHS[day.month - 1]}{year}"


def plain(day: date) -> str:
    """«20. nov. 2026»."""
    return f"{day.day}. {_SHORT_MONTHS[day.month - 1]} {day.year}"


def day_of(when: str) -> date:
    """The day of an ISO day or moment."""
    return datetime.fromisoformat(when).date()
