"""One action: when it was done, a note, and what else must be asked before it can be marked."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.acts import Act, ActionMarked, DeadlineSet
from bekymring_tui.case.dates import plain
from bekymring_tui.case.open_dates import DateToSet, dates_to_set
from bekymring_tui.case.view import Line
from bekymring_tui.flow.sources import SourceLine
from bekymring_tui.screens import worded
from bekymring_tui.screens.basis import Basis
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.day_field import DayField
from bekymring_tui.screens.headings import heading
from bekymring_tui.screens.step_sources import step_sources
from bekymring_tui.texts import text
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst

DUE = "due-"
"""Before the id of a deadline, in the id of its field."""


class ActionPage(CasePart):
    """Marks an action with a day and a note, or not done after all."""

    WHERE = "action.where"
    HELP = "action.help"
    DRAWN_ONCE = True

    def __init__(self, position: str, action: str) -> None:
        super().__init__()
        self._position = position
        self._action = action

    def key(self) -> str:
        here = self.case.state.positions[self._position].here
        return f"action/{here.step}/{here.number}/{self._action}"

    def line(self) -> Line | None:
        """The action as it may be shown; None when it is not there any more, or «stengt»."""
        view = self.case.view(self.case.state.positions[self._position])
        found = (one for one in (*view.actions, *view.at_decision) if one.id == self._action)
        return next((one for one in found if not one.closed), None)

    def _dates(self, line: Line) -> list[DateToSet]:
        """Days that follow from this action and that the user sets, such as the meeting that was agreed."""
        step = self.case.state.positions[self._position].here.step
        records = getattr(line.element, "records", ())
        found = dates_to_set(self.case.guide, self.case.state)
        return [one for one in found if one.step == step and one.milestone in records and one.label]

    def column(self) -> ComposeResult:
        line = self.line()
        if line is None:
            yield Tekst(text("case_page.closed_title"), kind="title")
            yield Tekst(text("case_page.closed_why"))
            return
        kept, now = self.typed().read(), self.app.now()
        yield Tekst(worded.doing(line), kind="title")
        if line.how:
            yield Tekst(line.how, kind="muted")
        yield from self._day(line, kept)
        for one in self._dates(line):
            yield heading(text("action.when_due", label=one.label))
            day = kept.get(DUE + one.deadline, worded.day_and_year(one.on) if one.on else "")
            yield DayField(day, now, field=DUE + one.deadline, hint=text("action.due_hint"), working=True)
        yield heading(text("action.note"), text("action.note_hint"))
        yield Felt(kept.get("detail", line.done.detail if line.done else ""), id="detail")
        if line.needs_basis and not line.done:
            yield Basis(line.needs_basis, kept)
        undo = [Knapp("undo", text("action.undo"))] if line.done else []
        yield Knapper(Knapp("save", text("action.save_done" if line.done else "action.save")), *undo)

    def _day(self, line: Line, kept: Mapping[str, str]) -> ComposeResult:
        """When it was done. Where deadlines count from that day nothing is filled in, for today is seldom the day."""
        now, counts = self.app.now(), _counts(line)
        hint = text("action.when_hint")
        yield heading(text("action.which_day" if counts else "action.when"), hint if counts else "", must=counts)
        today = "" if counts else text("action.today")
        done_on = worded.day_and_year(line.done.on) if line.done else today
        yield DayField(kept.get("on", done_on), now, field="on", hint=hint, past=True)
        if counts and not line.done:
            yield Knapper(Knapp("today", text("action.today_key")))

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "today":
            self._fill_in_today()
        elif event.knapp.id == "undo":
            self.finish(ActionMarked(position=self._position, action=self._action, done=False))
        elif self.days_hold() and self._has_day():
            self.finish(*self._acts())

    def _fill_in_today(self) -> None:
        self.query_one("#on", Linje).value = text("action.today")
        self.typed().note("on", plain(self.app.now().date()))
        self.set_focus(self.query_one("#detail"))

    def _has_day(self) -> bool:
        line = self.line()
        if line and _counts(line) and not self.query_one("#on", Linje).value.strip():
            self.show_refusal(text("action.no_day"), "on")
            return False
        return True

    def _acts(self) -> list[Act]:
        days = {one.field: one.day for one in self.query(DayField)}
        on = days.pop("on", None)
        basis = self.query(Basis).first() if self.query(Basis) else None
        step = self.case.state.positions[self._position].here.step
        marked = ActionMarked(
            position=self._position,
            action=self._action,
            done=True,
            on=on.isoformat() if on else None,
            detail=self.query_one("#detail", Felt).text.strip(),
            basis=basis.chosen if basis else None,
            basis_reason=basis.reason if basis else "",
        )
        set_ = [
            DeadlineSet(step=step, deadline=name[len(DUE) :], on=day.isoformat()) for name, day in days.items() if day
        ]
        return [marked, *set_]

    def sources(self) -> list[SourceLine]:
        view = self.case.view(self.case.state.positions[self._position])
        return step_sources(self.case, view, f"action:{self._action}") if self.line() else []


def _counts(line: Line) -> bool:
    """Whether a deadline may count from the day of this action."""
    return bool(getattr(line.element, "records", ()))
