"""The case's page from the suspicion until a call to barnevern or police is recorded. No way around it (P1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, cast

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from bekymring_tui.case.acts import Called, CallRecorded
from bekymring_tui.case.alarm_view import AlarmView, alarm_view
from bekymring_tui.case.numbers import Number
from bekymring_tui.flow.sources import SourceLine
from bekymring_tui.screens import surroundings
from bekymring_tui.screens.alarm_rows import call_rows, halted_rail, number_and_label, other_rows, printed_parts
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.day_field import DayField
from bekymring_tui.screens.number_list import numbers_of
from bekymring_tui.screens.numbers import safety_sources
from bekymring_tui.screens.report import go_to_report, report_page
from bekymring_tui.screens.routes import page_class
from bekymring_tui.screens.step_list import StepList
from bekymring_tui.screens.typed import all_drafts
from bekymring_tui.texts import text
from bekymring_tui.widgets.bar import Where
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.keys import Key, key, keys
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.page import TextColumn
from bekymring_tui.widgets.plain_text import Part
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Valg

Result = Literal["reached", "no_answer", "not_yet"]


class AlarmPage(CasePart):
    """Whom to call, and the form for the call. Log, report, export and written forms stay within reach."""

    NAME = "alarm"
    WHERE = "alarm_page.where"
    HELP = "alarm_page.help"

    DEFAULT_CSS = "AlarmPage.-smal #advice_now { padding: 0 2; }"

    def key(self) -> str:
        return "alarm/call"

    def keys(self) -> tuple[Key, ...]:
        return (*keys("f9", "f1", "f2", "f6", "f7", "ctrl+p", "ctrl+l"), key("escape", text("alarm_page.esc")))

    def show_where(self, where: Where) -> None:
        super().show_where(replace(where, ground="halted"))

    def column(self) -> ComposeResult:
        kept, now = self.typed().read(), self.app.now()
        yield Tekst(text("f9.call_now"), kind="title")
        yield Tekst(id="told", kind="danger")
        yield StepList(*call_rows(self.case, self._numbers(), [kept.get("called", "")]), id="called")
        yield Tekst(id="advice_now", kind="panel", classes="gap")
        yield Tekst(id="tell", classes="gap")
        yield Tekst(id="printed", classes="gap")
        yield Tekst(text("call.at"), kind="heading")
        yield DayField(kept.get("at") or text("call.now", time=f"{now:%H:%M}"), now, field="at", clock=True)
        yield Tekst(text("call.spoke_with"), kind="heading")
        yield Linje(kept.get("spoke_with", ""), hint=text("call.spoke_with_hint"), id="spoke_with")
        yield Tekst(text("call.advice"), (" " + text("call.advice_hint"), "$muted"), kind="heading")
        yield Felt(kept.get("advice", ""), id="advice")
        yield Knapper(*(Knapp(one, text(f"call.{one}")) for one in ("reached", "no_answer", "not_yet")), id="record")
        yield Tekst(text("alarm_page.stays"), kind="muted")
        yield Valg(id="others")

    def first_focus(self) -> Widget | None:
        return self.query_one(StepList)

    # Drawing ---------------------------------------------------------------------------------------------

    def _numbers(self) -> tuple[Number, ...]:
        return numbers_of(self.app, self.case.guide)

    def _view(self) -> AlarmView:
        return alarm_view(self.case.guide, self.case.state)

    def draw(self) -> None:
        view = self._view()
        place = surroundings.standing(self.case)
        self.show_rail(halted_rail(surroundings.rail(self.case, place, self.app.now().date())))
        self._say("told", self._told(view))
        self._say("advice_now", "\n".join(map(text, view.advice)))
        self._say("tell", text(f"alarm_page.tell_{view.tell}") if view.tell else "")
        self._say("printed", *printed_parts(view))
        called = self.query_one(StepList)
        called.show(*call_rows(self.case, self._numbers(), called.chosen))
        self.query_one("#others", Valg).show(*other_rows(self.case, all_drafts(self.app, self.case)))

    def _say(self, name: str, *parts: Part) -> None:
        shown = self.query_one(f"#{name}", Tekst)
        shown.display = any(parts)
        shown.show(*parts)

    def _told(self, view: AlarmView) -> str:
        """What follows from the last call that was tried since the alarm was raised."""
        alarm = self.case.state.alarm
        tried = [one.act for one in alarm.calls if one.seq > alarm.since]
        if not tried:
            return ""
        told = {"no_answer": "call.next", "not_yet": "call.not_yet_told", "reached": "call.does_not_count"}
        return text(told[tried[-1].result], number=" ".join(number_and_label(self._numbers(), view.next).split()))

    # The call --------------------------------------------------------------------------------------------

    @on(Knapper.Pressed, "#record")
    def _press(self, event: Knapper.Pressed) -> None:
        result = cast("Result", event.knapp.id)
        if result == "not_yet":
            self._take(CallRecorded(called=self._view().next, result="not_yet"))
        elif not self.query_one(StepList).chosen:
            self.notify(text("call.whom_first"), severity="warning")
            self.set_focus(self.query_one(StepList))
        elif self.days_hold():
            self._record(cast("Called", self.query_one(StepList).chosen[0]), result)

    def _record(self, called: Called, result: Result) -> None:
        moment = self.query_one(DayField).moment
        self._take(
            CallRecorded(
                called=called,
                result=result,
                at=moment.isoformat() if moment else None,
                spoke_with=self.query_one("#spoke_with", Linje).value.strip(),
                advice=self.query_one("#advice", Felt).text.strip(),
            )
        )

    def _take(self, act: CallRecorded) -> None:
        if not self.app.take(act):
            return
        if self.case.state.alarm.pending:
            self._call_on()
        else:
            self.typed().drop()
            go_to_report(self.app, self.case)

    def _call_on(self) -> None:
        """Back to the top: whom to call now is under the cursor, with the time as it is now."""
        called = self.query_one(StepList)
        called.show(*call_rows(self.case, self._numbers(), ()))
        called.first_undone()
        self.typed().note("called", "")
        self.query_one("#at", Linje).value = text("call.now", time=f"{self.app.now():%H:%M}")
        self.set_focus(called)
        self.query_one(TextColumn).scroll_home(animate=False)

    # From here -------------------------------------------------------------------------------------------

    @on(Valg.Opened, "#others")
    def _open(self, event: Valg.Opened) -> None:
        kind, _, name = event.row.id.partition(":")
        if kind == "form":
            form, _, instance = name.partition("/")
            self.app.push_screen(page_class("form").at({"form": form, "instance": instance}))
        elif kind == "page":
            self.app.show_once(name)
        elif page := report_page(self.app, self.case):
            self.app.push_screen(page)

    def action_back(self) -> None:
        self.app.go_home()

    def sources(self) -> list[SourceLine]:
        return safety_sources(self.app, self.case.guide.flow)
