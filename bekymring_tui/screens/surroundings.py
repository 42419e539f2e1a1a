"""What stands around a page of a case: the bar, the rail or strip, the side panel."""

from __future__ import annotations

from datetime import date

from bekymring_tui.case.dates import day_of
from bekymring_tui.case.lanes import MERGED, leads_on
from bekymring_tui.case.listing import step_words
from bekymring_tui.case.mask import drawn_words
from bekymring_tui.case.state import Grade, Position, State
from bekymring_tui.case.view import step_title
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.screens import worded
from bekymring_tui.texts import text
from bekymring_tui.widgets.bar import Where
from bekymring_tui.widgets.rail import Due, RailData, Step, UroPoint, UroTrend
from bekymring_tui.widgets.side import LogLine, SideData

MOST_LOG_ENTRIES = 3
MOST_DUE = 5


def reachable(case: OpenCase) -> tuple[Position, ...]:
    """The positions that can be worked at: while the case is halted only routines, such as the report (P1)."""
    every = tuple(one for one in case.state.positions.values() if one.ended != MERGED)
    return tuple(one for one in every if case.guide.lane(one).routine) if case.state.alarm.pending else every


def standing(case: OpenCase) -> Position:
    """The position to begin with: the open one that is furthest in its levels, else one of a routine, else the last."""
    every = reachable(case) or tuple(case.state.positions.values())
    open_ones = [one for one in every if one.ended is None] or every
    levels = [one for one in open_ones if not case.guide.lane(one).routine]
    return (levels or open_ones)[-1]


def onward(case: OpenCase, name: str) -> Position:
    """Where the work goes on after a decision at this position: there, or in what its end opened."""
    position = case.state.positions[name]
    return (leads_on(case.guide, case.state, position) or standing(case)) if position.ended else position


def place(case: OpenCase, position: Position) -> str:
    """«nivå 1, trinn 2 av 4»."""
    lane = case.guide.lane(position)
    title = worded.lower_first(lane.title)
    step, track = position.here.step, case.guide.track
    return text("case_page.place", lane=title, step=step_words(track.numbers[step], track.counted(step)))


def where(case: OpenCase, *places: str) -> Where:
    """The bar: whose case, where in it, then what may go when it is narrow."""
    assert case.state.subject is not None, "an open case has a subject"
    flow = case.guide.flow
    halted = case.state.alarm.raised is not None and case.state.alarm.pending
    groups = (case.state.subject.call_name, *places, flow.services[case.guide.service].label, flow.title)
    return Where(groups, "halted" if halted else "plain")


def rail(case: OpenCase, position: Position, today: date) -> RailData:
    """Each level once: the position's own with its steps, then those that are open beside it, then the others."""
    lane = case.guide.lane(position)
    open_lanes = {case.guide.lane(one).id: one for one in reachable(case) if one.ended is None}
    beside = [one for name, one in open_lanes.items() if name != lane.id]
    levels = [one for one in case.guide.track.lanes.values() if not one.routine and one.id != lane.id]
    return RailData(
        title=_lane_title(case, lane.title),
        hint=(drawn_words(case.state, lane.subtitle) or "").lower(),
        steps=(
            *(_step(case, position, one, open_lanes.get(lane.id)) for one in lane.steps),
            *([text("case_page.beside")] if beside else []),
            *(_beside(case, one) for one in beside),
        ),
        others=tuple(_lane_title(case, one.title) for one in levels if one.id not in open_lanes),
        uro=trend(case.state),
        due=next(iter(dues(case, today)), None),
    )


def _step(case: OpenCase, position: Position, step: str, holder: Position | None) -> Step:
    """A step of the level. Where another position stands than the one shown, which has ended, it leads there."""
    been = {one.step for one in position.trail if one != position.here or position.ended}
    title = step_title(case.guide, case.state, step, brief=True) or text("widgets.closed")
    number = case.guide.track.numbers[step]
    if step == position.here.step and not position.ended:
        return Step(title, "here", number)
    if holder and holder.id != position.id and holder.here.step == step:
        return Step(title, "beside", number, id=holder.id)
    return Step(title, "done" if step in been else "ahead", number)


def _beside(case: OpenCase, position: Position) -> Step:
    lane = case.guide.lane(position)
    step, track = position.here.step, case.guide.track
    number, of = track.numbers[step], track.counted(step)
    note = f"{number}/{of}" if of else number
    title, short = _lane_title(case, lane.title), _lane_title(case, lane.short)
    return Step(title, "beside", note=note, id=position.id, short=short)


def _lane_title(case: OpenCase, title: str) -> str:
    return drawn_words(case.state, title) or text("widgets.closed")


def side(case: OpenCase, today: date) -> SideData:
    """Uro in time, what is due, consent, the last of the log."""
    state = case.state
    newest = sorted(state.log, key=lambda one: one.observed, reverse=True)[:MOST_LOG_ENTRIES]
    log = (LogLine(worded.day_and_month(one.observed), text(f"log.brief_{one.aspect}"), one.text) for one in newest)
    return SideData(trend(state), tuple(dues(case, today)), consent_words(state, today), tuple(log))


def trend(state: State) -> UroTrend | None:
    """The case's own grades, oldest first."""
    if not state.grades:
        return None
    newest = worded.zone(state.grades[-1].grade)
    return UroTrend(uro_points(state.grades), ", ".join(filter(None, (newest, worded.grade_change(state.grades)))))


def uro_points(grades: tuple[Grade, ...]) -> tuple[UroPoint, ...]:
    """Grades as they are drawn, «vet ikke» as 0."""
    return tuple(UroPoint(one.grade or 0, worded.day_and_month(one.at)) for one in grades)


def dues(case: OpenCase, today: date) -> list[Due]:
    """The next dates of the case."""
    return [
        Due(worded.due_mark(one.on, today, one.soon(today)), worded.due_when(one.on, today), worded.due_label(one))
        for one in case.due()[:MOST_DUE]
    ]


def consent_words(state: State, today: date) -> str:
    """In a sentence or two: for which services someone has given consent."""
    if state.masks:
        return text("consent.side_closed")
    newest = {(one.giver, service): one for one in state.consents for service in one.services}
    valid = [
        service
        for (_, service), one in newest.items()
        if one.answer == "given" and (one.until is None or day_of(one.until) >= today)
    ]
    if valid:
        return text("consent.side_given", services=worded.services(tuple(dict.fromkeys(valid))))
    return text("consent.side_anonymous" if state.anonymous else "consent.side_none")
