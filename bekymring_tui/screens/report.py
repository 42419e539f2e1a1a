"""The way to the report to barnevernet: the routine that the alarm and the duty to report open."""

from __future__ import annotations

from bekymring_tui.case.acts import Entered
from bekymring_tui.case.state import Position
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.routes import page_class
from bekymring_tui.screens.shell import Shell


def report_lane(case: OpenCase) -> str | None:
    """Id of the routine; None when the procedure has none."""
    return next((one for one in case.guide.flow.alarm.then_open if one in case.guide.track.lanes), None)


def report_position(case: OpenCase) -> Position | None:
    """Where the report stands, once it is opened."""
    lane = report_lane(case)
    return next((one for one in case.state.open_positions if case.guide.track.lane_of[one.here.step] == lane), None)


def report_page(app: Shell, case: OpenCase) -> AppPage[None] | None:
    """The report's own page, opened when it is not; None when it cannot be."""
    lane = report_lane(case)
    if lane and not report_position(case):
        app.take(Entered(name=lane))
    position = report_position(case)
    return page_class("case").at({"page": "case", "position": position.id}) if position else None


def go_to_report(app: Shell, case: OpenCase) -> None:
    """Stand on the report, or on the case where there is none."""
    page = report_page(app, case)
    if page:
        app.stand_on(page_class("home")(), page)
    else:
        app.go_to_case()
