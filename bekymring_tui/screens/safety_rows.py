"""What safety says and asks for in a case, for its own page. A row that opens a page is `page:` and its name."""

from __future__ import annotations

from collections.abc import Collection

from bekymring_tui.case.alarm_view import alarm_view
from bekymring_tui.case.clearance import clearance_words
from bekymring_tui.case.state import State
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.texts import text
from bekymring_tui.widgets.plain_text import Part
from bekymring_tui.widgets.valg import Heading, Row

MORE = "alarm"
"""What unfolds our own advice, and what is seldom asked for about an alarm."""


def safety_parts(state: State) -> list[Part]:
    """What the alarm closes, who is cleared and who waits; or why it is open again. Empty without an alarm."""
    words = clearance_words(state)
    if not state.masks:
        return ["\n".join(words)] if words else []
    lines = words or [text("alarm.not_at_home")]
    return [(text("case_page.safety") + "\n", "$warn"), "\n".join(f"· {one}" for one in lines)]


def safety_rows(case: OpenCase, unfolded: Collection[str]) -> list[Row | Heading]:
    """Empty when nothing is asked. `unfolded`: what is shown whole."""
    state = case.state
    stands = state.alarm.raised is not None and not state.alarm.pending
    names = ["duty"] if state.duty_open else []
    names += ["acute"] if state.alarm.acute_open else []
    rows = [_row(name) for name in names]
    rows += [_advice(case)] if stands else []
    rows += _more(case, MORE in unfolded, stands=stands)
    return [Heading(text("safety.heading")), *rows] if rows else []


def _row(name: str, note: str = "", sub: str = "") -> Row:
    return Row(f"page:{name}", text(f"safety.{name}"), note=note, sub=sub)


def _advice(case: OpenCase) -> Row:
    tell, given = alarm_view(case.guide, case.state).tell, len(case.state.alarm.advice)
    note = text("safety.given", count=given) if given else ""
    return _row("advice", note, text(f"alarm_page.tell_{tell}") if tell else "")


def _more(case: OpenCase, whole: bool, *, stands: bool) -> list[Row]:
    """Our own advice, which stands in the place of what is «stengt», and the other pages of the alarm."""
    advice = "\n".join(f"· {text(one)}" for one in alarm_view(case.guide, case.state).advice)
    if not (advice or stands):
        return []
    fold = fold_row(MORE, text("safety.more" if advice else "safety.more_open"), whole, advice if whole else "")
    pages = ["move_alarm"] if stands and whole else []
    pages = ["knows", *pages] if pages and case.state.guardians else pages
    return [fold, *map(_row, pages)]


def fold_row(name: str, label: str, whole: bool, sub: str = "") -> Row:
    """A row that shows what belongs to it, and hides it again."""
    return Row(f"fold:{name}", label, note=text("safety.fold" if whole else "safety.unfold"), sub=sub)
