"""The case's own grades of uro in time: a chart, and below it all of them, with who set each and on what."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.state import Grade
from bekymring_tui.flow.sources import SourceLine, provenance
from bekymring_tui.forms.uro import scale
from bekymring_tui.screens import surroundings, worded
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.misfile import MisfilePage
from bekymring_tui.screens.step_rows import split
from bekymring_tui.screens.top_list import TopList
from bekymring_tui.texts import text
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.uro_chart import UroChart
from bekymring_tui.widgets.valg import Heading, Row, Valg


class UroOverTimePage(CasePart):
    """The newest stands first. Enter on a grade marks it as «feilført»."""

    NAME = "uro_over_time"
    WHERE = "uro.over_time_where"
    HELP = "uro.over_time_help"

    def column(self) -> ComposeResult:
        yield Tekst(text("uro.over_time"), kind="title")
        yield Tekst(id="newest")
        yield UroChart(id="chart")
        yield TopList(id="grades")

    def draw(self) -> None:
        grades = self.case.state.grades
        change = worded.grade_change(grades)
        newest = [*worded.newest_grade(grades), f", {change}" if change else ""]
        self.query_one("#newest", Tekst).show(*(newest if grades else [text("uro.none")]))
        self.query_one("#chart", UroChart).show(surroundings.uro_points(grades))
        head = [Heading(text("uro.all"), text("uro.all_hint"))] if grades else []
        self.query_one("#grades", TopList).show(*head, *map(_row, reversed(grades)))

    @on(Valg.Opened)
    def _open(self, event: Valg.Opened) -> None:
        seq = int(split(event.row.id)[1])
        one = next(one for one in self.case.state.grades if one.seq == seq)
        told = text("uro.entry", grade=worded.graded(one.grade), day=worded.day_and_month(one.at))
        self.app.push_screen(MisfilePage(seq, told))

    def sources(self) -> list[SourceLine]:
        return provenance(scale(), flow=None)


def _row(one: Grade) -> Row:
    note = text("uro.by", day=worded.day_and_year(one.at), who=one.by.name)
    return Row(f"grade:{one.seq}", worded.graded(one.grade), note=note, sub=one.rests_on)
