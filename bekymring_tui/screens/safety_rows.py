"""What safety asks for in a case, for its own page to list. The id of a row is `page:` and a name of `routes.PAGES`."""

from __future__ import annotations

from bekymring_tui.case.alarm_view import alarm_view
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.texts import text
from bekymring_tui.widgets.valg import Heading, Row


def safety_rows(case: OpenCase) -> list[Row | Heading]:
    """Empty when nothing is asked."""
    state = case.state
    names = ["duty"] if state.duty_open else []
    names += ["acute"] if state.alarm.acute_open else []
    if state.alarm.raised and not state.alarm.pending:
        names += ["advice", *(["knows"] if state.guardians else []), "move_alarm"]
    tell = alarm_view(case.guide, state).tell
    subs = {"advice": text(f"alarm_page.tell_{tell}") if tell else ""}
    rows = [Row(f"page:{name}", text(f"safety.{name}"), sub=subs.get(name, "")) for name in names]
    return [Heading(text("safety.heading")), *rows] if rows else []
