"""Days as people say them, in Norwegian: reading «om 3 uker», writing «man 14. des.», holidays."""

from __future__ import annotations

import re
from calendar import monthrange
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
    "sju": 7, "syv": 7, "åtte": 8, "ni": 9, "ti": 10, "elleve": 11, "tolv": 12, "fjorten": 14,
}  # fmt: skip
_PLAIN = {"i dag": 0, "idag": 0, "i morgen": 1, "imorgen": 1, "i overmorgen": 2, "i går": -1, "i forgårs": -2}
_UNITS = {"dag": "D", "uke": "W", "måned": "M", "år": "Y"}
_SPAN = r"([0-9]{1,4}|[a-zåé]+) (dag|uke|måned|år)(?:er|r)?"
_AHEAD = re.compile(rf"om {_SPAN}")
_AGO = re.compile(rf"for {_SPAN} siden")
_WEEKDAY = r"(?:(man|tir|ons|tor|fre|lør|søn)s?(?:dag)?[.,]? )?"
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMERIC = re.compile(rf"{_WEEKDAY}([0-9]{{1,2}})[./-]([0-9]{{1,2}})(?:[./-]([0-9]{{4}}|[0-9]{{2}})?)?\.?")
_NAMED = re.compile(rf"{_WEEKDAY}([0-9]{{1,2}})\.? ([a-z]{{3,9}})\.?(?: ([0-9]{{4}}))?")
_CLOCK = re.compile(r"(?:(?!kl)(?P<day>.+?)[ ,]+)?(?P<kl>kl\.? ?)?(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})")


def add(day: date, period: str) -> date:
    """The day after an ISO 8601 period such as P3W or P3M; the month's last day where the day does not exist."""
    return _later(day, int(period[1:-1]), period[-1])


def _later(day: date, count: int, unit: str) -> date:
    if unit in "DW":
        return day + timedelta(days=count * (7 if unit == "W" else 1))
    months = day.month - 1 + count * (12 if unit == "Y" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


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
    weekday = said.removeprefix("på ")
    if weekday in WEEKDAYS:
        return today + timedelta(days=(WEEKDAYS.index(weekday) - today.weekday() - 1) % 7 + 1)
    try:
        return _counted(said, today) or _written(said, today)
    except (ValueError, OverflowError):
        return None


def _counted(said: str, today: date) -> date | None:
    """«om 3 uker», «for to dager siden»."""
    for pattern, sign in ((_AHEAD, 1), (_AGO, -1)):
        if match := pattern.fullmatch(said):
            return _later(today, sign * (_NUMBERS.get(match[1]) or int(match[1])), _UNITS[match[2]])
    return None


def _written(said: str, today: date) -> date | None:
    if _ISO.fullmatch(said):
        return date.fromisoformat(said)
    if match := _NUMERIC.fullmatch(said):
        return _dated(match[1], int(match[2]), int(match[3]), match[4], today)
    if match := _NAMED.fullmatch(said):
        names = [number for number, name in enumerate(MONTHS, 1) if name.startswith(match[3])]
        return _dated(match[1], int(match[2]), names[0], match[4], today) if len(names) == 1 else None
    return None


def _dated(weekday: str | None, day: int, month: int, year: str | None, today: date) -> date | None:
    """A written date. Without a year: the one nearest to today. A weekday beside it must be that day's."""
    years = [int(year) + (2000 if len(year) == 2 else 0)] if year else [today.year + one for one in (-1, 0, 1)]
    days = [date(one, month, day) for one in years if 1 <= day <= monthrange(one, month)[1]]
    meant = [one for one in days if weekday is None or WEEKDAYS[one.weekday()].startswith(weekday)]
    return min(meant, key=lambda one: abs(one - today), default=None)


def read_moment(words: str, now: datetime) -> datetime | None:
    """A day with or without a time («i dag 14:05»), in the zone of `now`; without a time, noon.

    None when it can't be read, or when it can be read both as a day and as a time («10.11»).
    """
    said = " ".join(words.casefold().split())
    match = _CLOCK.fullmatch(said)
    clock, beside = (_clock(match), match["day"]) if match else (None, None)
    if day := read_day(said, now.date()):
        return None if clock and not beside else datetime.combine(day, time(12), now.tzinfo)
    day = read_day(beside, now.date()) if beside else now.date()
    return datetime.combine(day, clock, now.tzinfo) if day and clock else None


def _clock(match: re.Match[str]) -> time | None:
    hour, minute = int(match["hour"]), int(match["minute"])
    return time(hour, minute) if hour < 24 and minute < 60 else None


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
