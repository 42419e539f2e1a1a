"""The open and ended ways through a case: which stands where, why it was opened, how it ended."""

from __future__ import annotations

from collections.abc import Collection

from bekymring_tui.case.state import Position
from bekymring_tui.case.view import step_title
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.screens import worded
from bekymring_tui.screens.safety_rows import fold_row
from bekymring_tui.screens.surroundings import reachable
from bekymring_tui.texts import text
from bekymring_tui.widgets.valg import Heading, Row

PLACES = "places"
ENDED = "ended"
"""What unfolds: every place while the alarm stands, since what is asked then comes first; the parts that ended."""


def position_rows(case: OpenCase, shown: Position, unfolded: Collection[str]) -> list[Row | Heading]:
    """One row for each position, when there is more than one to see. What is not in `unfolded` is one row."""
    seen = reachable(case)
    if len(seen) < 2:
        return []
    if case.state.masks:
        whole = PLACES in unfolded
        folded = fold_row(PLACES, text("case_page.places", count=len(seen)), whole)
        return [folded, *(_rows(case, shown, unfolded) if whole else [])]
    heading = Heading(text("case_page.positions"), text("case_page.positions_hint"))
    return [heading, *_rows(case, shown, unfolded)]


def _rows(case: OpenCase, shown: Position, unfolded: Collection[str]) -> list[Row]:
    """The open ones, then those that ended as one row, but where one of them is what is shown."""
    seen = reachable(case)
    ended = [one for one in seen if one.ended]
    whole = ENDED in unfolded or shown.ended is not None
    rows = [_row(case, one, shown) for one in seen if not one.ended]
    if ended and not shown.ended:
        rows.append(fold_row(ENDED, _ended_count(len(ended)), whole))
    return rows + [_row(case, one, shown) for one in ended if whole]


def _row(case: OpenCase, one: Position, shown: Position) -> Row:
    label = f"{where_words(case, one)}: {_title(case, one)}"
    note = text("case_page.position_ended") if one.ended else ""
    return Row(f"position:{one.id}", label, "choice", on=one.id == shown.id, note=note, sub=_why(case, one))


def _ended_count(count: int) -> str:
    return text("case_page.ended_one") if count == 1 else text("case_page.ended_more", count=count)


def where_words(case: OpenCase, position: Position) -> str:
    """«Nivå 1, trinn 2»."""
    lane = case.guide.lane(position)
    return text("case_page.lane_step", lane=lane.title, number=case.guide.track.numbers[position.here.step])


def _title(case: OpenCase, position: Position) -> str:
    return step_title(case.guide, case.state, position.here.step, brief=True) or text("widgets.closed")


def _why(case: OpenCase, position: Position) -> str:
    """Why it is open, when that is not where the case began."""
    if position.ended:
        return ""
    if position.orphaned:
        return text("case_page.orphaned")
    decision = next((one for one in case.state.decisions if one.seq == position.opened_by), None)
    if decision:
        return text("case_page.opened_by", day=worded.day_and_month(decision.at).rstrip("."))
    return text("case_page.opened_beside") if case.guide.lane(position).routine else ""


def ended_words(case: OpenCase, position: Position) -> str:
    """How and why a position ended, and when it is looked at again."""
    ended = position.ended or ""
    words = [text("case_page.ended_as", place=where_words(case, position), reason=text(f"flow.end.{ended}"))]
    decision = case.state.standing(position.id)
    if decision:
        day = worded.day_and_month(decision.at)
        words += [text("case_page.ended_by", day=day, who=decision.act.decided_by), decision.act.reason]
    if case.state.closed:
        words.append(text("case_page.case_closed"))
    return "\n".join(words)
