"""What the alarm page lists: whom to call, what else can be done from there, and the steps that stand still."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bekymring_tui.case.acts import Called
from bekymring_tui.case.alarm_view import AlarmView, alarm_view
from bekymring_tui.case.contacts import POLICE, WATCH
from bekymring_tui.case.numbers import POLICE_NOW, Number, national
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.screens.number_list import NUMBER_WIDTH
from bekymring_tui.screens.report import report_lane
from bekymring_tui.screens.sheet_list import begun_sheets
from bekymring_tui.screens.typed import Drafts
from bekymring_tui.texts import text
from bekymring_tui.widgets.plain_text import Part
from bekymring_tui.widgets.rail import RailData, Step
from bekymring_tui.widgets.valg import Heading, Row

ALWAYS: tuple[Called, ...] = ("police", "other")
"""Who can have been called, besides those the procedure lists."""


def call_rows(case: OpenCase, numbers: Sequence[Number], chosen: Collection[str]) -> list[Row | Heading]:
    """Whom to call, the next one first; those who did not answer say so. `numbers`: the municipality's."""
    view = alarm_view(case.guide, case.state)
    filled: tuple[Called, ...] = (WATCH,) if any(one.id == WATCH for one in numbers) else ()
    rows = [
        Row(one, number_and_label(numbers, one), "choice", on=one in chosen,
            note=text("call.unanswered") if one in view.unanswered else "", sub=_sub(numbers, one))
        for one in dict.fromkeys((view.next, *view.order, *filled, *ALWAYS))
    ]  # fmt: skip
    return [Heading(text("call.whom")), *rows]


def number_and_label(numbers: Sequence[Number], called: Called) -> str:
    """«900 53 304  Barnevernsvakta i Telemark»; the police at 112."""
    found = next((one for one in numbers if one.id == called), None)
    if called == POLICE:
        found = national(POLICE_NOW)
    number, label = (found.number, found.label) if found else ("", text(f"call.{called}"))
    return f"{number:<{NUMBER_WIDTH}}{label}"


def _sub(numbers: Sequence[Number], called: Called) -> str:
    """How sure the number is, or who helps where it is missing; under «someone else» the municipality's own."""
    if called == "other":
        return "\n".join(f"{one.number:<{NUMBER_WIDTH}}{one.label}" for one in numbers if not one.id)
    found = next((one for one in numbers if one.id == called and called != POLICE), None)
    return (found.told if found.number else text("call.missing")) if found else ""


def printed_parts(view: AlarmView) -> list[Part]:
    """What the procedure says to do, and how, as far as it is not «stengt»; empty when it says nothing."""
    shown = [one for one in view.actions if one.do]
    heading: list[Part] = [(text("alarm_page.printed"), "bold $accent")] if shown else []
    lines = [(f"\n· {one.do}", (f"\n  {one.how}" if one.how else "", "$muted")) for one in shown]
    return heading + [part for line in lines for part in line]


def other_rows(case: OpenCase, drafts: Drafts) -> list[Row | Heading]:
    """What stays within reach while the case stands still."""
    state = case.state
    noted = text("alarm_page.log_count", count=len(state.log)) if state.log else ""
    rows = [Row("page:log", text("alarm_page.log"), note=noted)]
    rows += [Row("report", text("alarm_page.report"))] if report_lane(case) else []
    rows += [Row(one.row, text("alarm_page.read", form=one.title)) for one in begun_sheets(case, drafts)]
    rows += [Row("page:knows", text("alarm_page.knows"))] if state.guardians else []
    rows += [Row("page:export", text("alarm_page.export")), Row("page:move_alarm", text("alarm_page.move"))]
    return [Heading(text("alarm_page.others")), *rows]


def halted_rail(rail: RailData) -> RailData:
    """The same steps standing still, below the one thing to do."""
    steps = [one if isinstance(one, str) else _halted(one) for one in rail.steps]
    return replace(rail, steps=(Step(text("alarm_page.calling"), "alarm"), *steps), due=None)


def _halted(step: Step) -> Step:
    return replace(step, state="off", note=text("alarm_page.stood_here") if step.state == "here" else step.note)
