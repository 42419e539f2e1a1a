"""F7: what is due in this case and in all cases, and the dates that the user sets."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.acts import DeadlineSet
from bekymring_tui.case.dates import short
from bekymring_tui.case.due import LOOK_AGAIN, SOON, Due, met_dates
from bekymring_tui.case.open_dates import DateToSet, dates_to_set
from bekymring_tui.case.summary import DueLine
from bekymring_tui.case.view import step_title
from bekymring_tui.screens import surroundings, worded
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.day_field import DayField
from bekymring_tui.screens.headings import heading
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.worded import DAY
from bekymring_tui.texts import text
from bekymring_tui.widgets.bar import Where
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.liste import Column, Item, Liste, Section
from bekymring_tui.widgets.tekst import Tekst

HERE = (Column("", 2), Column("", DAY), Column("", 24, grows=True), Column("", 22, leaves=1))
EVERYWHERE = (Column("", 2), Column("", DAY), Column("", 12), Column("", 24, grows=True))
MET = (Column("", 2), Column("", DAY), Column("", 24, grows=True))
TO_SET = (Column("", 24, grows=True), Column("", 20, leaves=1))


class DeadlinesPage(AppPage[None]):
    """Also without an open case: then only what is due in all of them."""

    NAME = "deadlines"
    WIDE = True

    def column(self) -> ComposeResult:
        yield Tekst(text("deadlines.title"), kind="title")
        yield Liste(*self._sections(), classes="gap")

    def on_mount(self) -> None:
        words = text("deadlines.where")
        self.show_where(surroundings.where(self.case, words) if self.app.case else Where((words,)))

    def case_changed(self) -> None:
        self.query_one(Liste).show(*self._sections())

    def help_text(self) -> str:
        return text("deadlines.help")

    # Rows ------------------------------------------------------------------------------------------------

    def _sections(self) -> list[Section]:
        today = self.app.now().date()
        sections = []
        if self.app.case:
            due = self.case.due()
            rows = [self._due(number, one, today) for number, one in enumerate(due)]
            shown = len(HERE) if any(row.cells[-1] for row in rows) else len(HERE) - 1
            items = tuple(Item(row.id, row.cells[:shown]) for row in rows)
            sections.append(Section(text("deadlines.here"), HERE[:shown], items, text("deadlines.nothing_here")))
            to_set = dates_to_set(self.case.guide, self.case.state)
            unset = [self._unset(one) for one in to_set if one.on is None and one.label and not one.met]
            met = [self._met(one, today) for one in met_dates(self.case.guide, self.case.state)]
            under = ((text("deadlines.to_set"), TO_SET, unset), (text("deadlines.met"), MET, met))
            sections += [Section(title, columns, tuple(rows)) for title, columns, rows in under if rows]
        everywhere = tuple(self._everywhere(today))
        return [*sections, Section(text("deadlines.everywhere"), EVERYWHERE, everywhere, text("deadlines.nothing"))]

    def _due(self, number: int, one: Due, today: date) -> Item:
        marks = (("deadlines.binds_other", one.binds_other), ("deadlines.proposed", one.proposed))
        note = ", ".join(text(key) for key, holds in marks if holds)
        label = worded.due_label(one)
        if one.id == LOOK_AGAIN and one.step:
            label += f": {step_title(self.case.guide, self.case.state, one.step) or text('widgets.closed')}"
        mark = worded.due_mark(one.on, today, one.soon(today))
        return Item(f"due:{number}:{one.id}", (mark, worded.due_when(one.on, today), label, note))

    def _unset(self, one: DateToSet) -> Item:
        note = step_title(self.case.guide, self.case.state, one.step, brief=True) if one.step else None
        return Item(f"set:{one.step}/{one.deadline}", (one.label or "", note or ""))

    def _met(self, one: Due, today: date) -> Item:
        return Item(f"met:{one.id}", ("✓", short(one.on, today), worded.due_label(one)))

    def _everywhere(self, today: date) -> list[Item]:
        assert self.app.desk is not None, "deadlines lie in the open vault"
        rows = [(one, case_id, summary.call_name) for case_id, summary in self.app.desk.cases() for one in summary.due]
        rows.sort(key=lambda row: row[0].on)
        return [self._elsewhere(number, *row, today) for number, row in enumerate(rows)]

    def _elsewhere(self, number: int, one: DueLine, case_id: str, name: str, today: date) -> Item:
        on = date.fromisoformat(one.on)
        label = text("widgets.closed") if one.closed else one.label or text("deadlines.look_again")
        mark = worded.due_mark(on, today, today <= on <= today + SOON)
        return Item(f"case:{number}:{case_id}", (mark, worded.due_when(on, today), name, label))

    # Doing -----------------------------------------------------------------------------------------------

    @on(Liste.Opened)
    def _open(self, event: Liste.Opened) -> None:
        kind, _, name = event.item_id.partition(":")
        if kind == "case":
            self.app.open_case(name.partition(":")[2])
            return
        if kind == "met":
            self.notify(text("deadlines.met_stands"))
            return
        wanted = name if kind == "set" else name.partition(":")[2]
        found = dates_to_set(self.case.guide, self.case.state)
        one = next((each for each in found if f"{each.step}/{each.deadline}" == wanted and each.label), None)
        if one:
            self.app.push_screen(SetDatePage(one))
        else:
            self.notify(text("deadlines.fixed"))


class SetDatePage(CasePart):
    """Sets one date that the procedure leaves to the user."""

    WHERE = "deadlines.where"
    HELP = "deadlines.set_help"
    DRAWN_ONCE = True

    def __init__(self, date_to_set: DateToSet) -> None:
        super().__init__()
        self._date = date_to_set

    def key(self) -> str:
        return f"deadline/{self._date.step}/{self._date.deadline}"

    def column(self) -> ComposeResult:
        one = self._date
        yield Tekst(one.label or "", kind="title")
        yield Tekst(self._belongs(), kind="muted")
        if one.note:
            yield Tekst(one.note, kind="muted")
        yield heading(text("deadlines.when"))
        now = self.app.now()
        words = self.typed().read().get("on", worded.day_and_year(one.on) if one.on else "")
        yield DayField(words, now, field="on", hint=text("action.due_hint"), working=True)
        if not one.begun:
            yield Tekst(text("deadlines.not_begun"), kind="warn")
        yield Knapper(Knapp("save", text("deadlines.save")))

    def _belongs(self) -> str:
        if not self._date.step:
            return text("deadlines.whole_case")
        title = step_title(self.case.guide, self.case.state, self._date.step)
        return text("deadlines.belongs", title=title or text("widgets.closed"))

    @on(Knapper.Pressed)
    def _save(self) -> None:
        day = self.query_one(DayField).day
        if day:
            self.finish(DeadlineSet(step=self._date.step, deadline=self._date.deadline, on=day.isoformat()))
        elif self.days_hold():
            self.show_refusal(text("deadlines.empty"), "on")
