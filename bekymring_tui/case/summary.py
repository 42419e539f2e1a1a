"""One case in the list of cases. Made from the state; safety never reads it (P1)."""

from __future__ import annotations

from bekymring_tui.case.acts import CaseShredded
from bekymring_tui.case.due import due_dates
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.state import Stage, State
from bekymring_tui.case.view import step_title
from bekymring_tui.checked import checked
from bekymring_tui.flow.model import Strict
from bekymring_tui.texts import text


class DueLine(Strict):
    """One date of a case: ISO day, label (None: «stengt» or to look again), id."""

    on: str
    id: str
    label: str | None
    closed: bool


class Summary(Strict):
    """What the list shows. `where` holds lane, step number and short title (None: «stengt») per open position.

    `shredded`: of a case that is gone, the day it was opened.
    """

    call_name: str
    flow: str
    service: str
    where: list[tuple[str, str, str | None]]
    grade: int | None
    due: list[DueLine]
    changed: str
    alarm: Stage
    closed: bool
    shredded: str | None = None


def read_summary(stored: str) -> Summary | None:
    """A stored summary; None when another version wrote it, and it is to be made anew."""
    return checked(lambda: Summary.model_validate_json(stored))


def summary_of_shredded(act: CaseShredded, at: str) -> Summary:
    """What is left of a case that was shredded: its procedure, the day it was opened, when it was shredded."""
    return Summary(
        call_name="", flow=act.flow, service="", where=[], grade=None, due=[], changed=at, alarm="quiet",
        closed=True, shredded=act.opened_on,
    )  # fmt: skip


def summary_of_unread(at: str) -> Summary:
    """Of a case whose events cannot be read: it stands in the list, and opening it tells what is wrong."""
    return Summary(
        call_name=text("summary.unread"), flow="", service="", where=[], grade=None, due=[], changed=at, alarm="quiet",
        closed=False,
    )  # fmt: skip


def summarise(guide: Guide, state: State) -> Summary:
    """The summary of a case; at most the five next dates."""
    where = []
    for position in state.open_positions:
        lane = guide.lane(position)
        title = step_title(guide, state, position.here.step, brief=True)
        where.append((lane.title, guide.track.numbers[position.here.step], title))
    dates = [DueLine(on=one.on.isoformat(), id=one.id, label=one.label, closed=one.closed)
             for one in due_dates(guide, state)[:5]]  # fmt: skip
    grades = [one.grade for one in state.grades if one.grade is not None]
    return Summary(
        call_name=state.subject.call_name if state.subject else "",
        flow=state.opened.flow if state.opened else "",
        service=guide.service,
        where=where,
        grade=grades[-1] if grades else None,
        due=dates,
        changed=state.changed,
        alarm=state.stage,
        closed=state.closed,
    )
