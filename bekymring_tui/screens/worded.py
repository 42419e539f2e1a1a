"""Words for what a case holds: an outcome, a grade, a deadline, an answer. Masked where the alarm asks for it."""

from __future__ import annotations

from datetime import date

from bekymring_tui.case.acts import STAY, TAKEN_OVER
from bekymring_tui.case.dates import WEEKDAYS, day_of, plain, short
from bekymring_tui.case.due import LOOK_AGAIN, Due
from bekymring_tui.case.map import MapWay
from bekymring_tui.case.mask import drawn_words
from bekymring_tui.case.state import Grade, State
from bekymring_tui.case.uro_over_time import change
from bekymring_tui.case.view import Asked, Choice, Line, option_words, step_title
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.flow.terms import Contact
from bekymring_tui.forms.uro import scale
from bekymring_tui.texts import text
from bekymring_tui.widgets.uro import with_bar

DAY = len("søn 28. feb. 2027")
"""Cells that the longest day takes, as `due_when` writes it."""


def day_and_month(when: str) -> str:
    """«20. nov.»."""
    return plain(day_of(when)).rsplit(" ", 1)[0]


def lower_first(words: str) -> str:
    """As in the middle of a sentence. «SFO» stays as it is."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def day_and_year(when: str | date) -> str:
    """«20. nov. 2026», which can be read back."""
    return plain(day_of(when) if isinstance(when, str) else when)


def weekday_and_day(day: date) -> str:
    """«man 14. des. 2026»."""
    return f"{WEEKDAYS[day.weekday()][:3]} {plain(day)}"


def zone(grade: int | None) -> str:
    """«gråsone», «vet ikke»."""
    return text("widgets.uro_unknown") if grade is None else scale().zone(grade).name.lower()


def graded(grade: int | None) -> str:
    """«5▅ gråsone», «vet ikke»."""
    return zone(grade) if grade is None else f"{with_bar(grade)} {zone(grade)}"


def newest_grade(grades: tuple[Grade, ...]) -> list[str | tuple[str, str]]:
    """«Sist: 5▅ gråsone 20. nov.», in parts; none when there is no grade."""
    if not grades:
        return []
    newest = grades[-1]
    return [text("uro.last") + " ", (graded(newest.grade), "bold $foreground"), " " + day_and_month(newest.at)]


def grade_change(grades: tuple[Grade, ...]) -> str:
    """How far the newest grade has gone: «opp 2 siden 3. nov.»; empty when there is none before."""
    if (found := change(grades)) is None:
        return ""
    way = "uro.same" if found.steps == 0 else "uro.up_by" if found.steps > 0 else "uro.down_by"
    return text(way, by=abs(found.steps), day=day_and_month(found.before.at))


def grade_moved(grades: tuple[Grade, ...]) -> str:
    """From what it has gone: «økt fra 4 siden 17. nov.»; empty when there is none before."""
    if (found := change(grades)) is None:
        return ""
    way = "uro.same" if found.steps == 0 else "uro.up" if found.steps > 0 else "uro.down"
    return text(way, grade=found.before.grade, day=day_and_month(found.before.at))


def services(names: tuple[Contact, ...] | list[Contact]) -> str:
    """Other services, as one says them."""
    return ", ".join(text(f"flow.contact.{name}") for name in names)


def giver(state: State, name: str) -> str:
    """Who gives consent: the label of a guardian, or the child."""
    found = state.guardians.get(name)
    return found.label if found else text("consent.child")


def doing(action: Line) -> str:
    """What is to be done, and by whom: «Inviter foresatte – virksomhetsleder»."""
    by = text("case_page.and").join(map(lower_first, action.by))
    return f"{action.text or ''} – {by}" if by else action.text or ""


def answer(asked: Asked) -> str:
    """The answer to a question of the procedure, in words; empty when it has none."""
    given = asked.answer or ""
    match asked.element.type:
        case "choice" if given:
            return option_words(given)
        case "date" if given:
            return day_and_year(given)
        case "grade" if given:
            return graded(int(given) if given.isdecimal() else None)
        case _:
            return given


def choice(case: OpenCase, one: Choice | MapWay) -> str:
    """A way on. Where its label is closed, only where it leads, to whom it refers and what it opens."""
    if one.id in (STAY, TAKEN_OVER):
        return text(f"case_page.{one.id}")
    if one.label is not None:
        return one.label
    neutral, element = _neutral(case, one), one.element if isinstance(one, Choice) else None
    if element and element.refer:
        neutral = text("case_page.referring", way=neutral, services=services(element.refer))
    if element and element.open:
        neutral = text("case_page.opening", way=neutral, lanes=", ".join(_opened(case, element.open)))
    return neutral


def _opened(case: OpenCase, names: list[str]) -> list[str]:
    track = case.guide.track
    titles = (track.lanes[track.lane_of[track.opened(one)]].title for one in names)
    return [drawn_words(case.state, one) or text("widgets.closed") for one in titles]


def _neutral(case: OpenCase, one: Choice | MapWay) -> str:
    if one.ends:
        return text("case_page.ends", reason=text(f"flow.end.{one.ends}"))
    if one.leads_to is None:
        return text("case_page.stays")
    title = step_title(case.guide, case.state, one.leads_to)
    if title is not None:
        return text("case_page.goes_to", title=title)
    lane = case.guide.track.lanes[case.guide.track.lane_of[one.leads_to]]
    return text("case_page.goes_to_number", lane=lane.title, number=case.guide.track.numbers[one.leads_to])


def due_label(one: Due) -> str:
    """What is due."""
    if one.closed:
        return text("widgets.closed")
    if one.id == LOOK_AGAIN:
        return text("deadlines.look_again")
    return one.label or ""


def due_mark(on: date, today: date, soon: bool) -> str:
    """`!!` overdue, `!` soon."""
    return "!!" if on < today else "!" if soon else ""


def due_when(on: date, today: date) -> str:
    """«2 dager over», «i morgen», «tir 1. des.»."""
    late = (today - on).days
    if late == 1:
        return text("deadlines.one_day_late")
    return text("deadlines.days_late", days=late) if late > 1 else short(on, today)
