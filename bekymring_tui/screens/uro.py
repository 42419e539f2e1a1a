"""F5: the zones. How worried are you now, and what does that rest on?"""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bekymring_tui.case.acts import Graded
from bekymring_tui.flow.sources import SourceLine, provenance
from bekymring_tui.forms.uro import HIGHEST, LOWEST, scale
from bekymring_tui.screens import worded
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.headings import heading
from bekymring_tui.screens.uro_over_time import UroOverTimePage
from bekymring_tui.screens.zone_list import ZoneList
from bekymring_tui.texts import text
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.keys import Key, keys
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Row, Valg


class UroPage(CasePart):
    """Takes the case's own grade. 6 and 7 name F9; they never press it."""

    NAME = "uro"
    WHERE = "uro.where"
    HELP = "uro.help"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(grade), f"grade({grade})", show=False) for grade in range(LOWEST, HIGHEST + 1)
    ]

    def keys(self) -> tuple[Key, ...]:
        return keys("f9", "f1", "f2", "f6", "ctrl+p", "ctrl+l", "escape")

    def key(self) -> str:
        return "uro"

    def column(self) -> ComposeResult:
        kept = self.typed().read()
        self._grade = int(kept["zones"]) if kept.get("zones") else None
        borrowed = text("uro.borrowed", source=scale().borrowed_from)
        yield Tekst(text("uro.title"), (f"  {borrowed}", "not bold $muted"), kind="title")
        yield Tekst(*self._lead(), kind="muted", id="lead")
        yield ZoneList(scale(), self._grade, self._begin(), id="zones")
        yield heading(text("uro.rests_on"), text("uro.one_line"))
        yield Felt(kept.get("rests_on", ""), id="rests_on")
        yield Knapper(id="save")
        yield Valg(*self._over_time(), id="over_time")

    def _lead(self) -> list[str | tuple[str, str]]:
        """How to answer, and the newest grade."""
        return [text("uro.press"), " ", *worded.newest_grade(self.case.state.grades)]

    def _begin(self) -> int:
        """Where the cursor begins: at the grade that is picked, or at the newest."""
        known = [one.grade for one in self.case.state.grades if one.grade is not None]
        return self._grade or (known[-1] if known else LOWEST)

    def _over_time(self) -> list[Row]:
        """Where the grades before stand, and how far the newest has gone from them."""
        grades = self.case.state.grades
        return [Row("over_time", text("uro.over_time"), note=worded.grade_change(grades))] if grades else []

    def draw(self) -> None:
        self._offer()
        self.query_one("#lead", Tekst).show(*self._lead())
        self.query_one("#over_time", Valg).show(*self._over_time())

    def _offer(self) -> None:
        save = [Knapp("save", text("uro.save", grade=self._grade))] if self._grade else []
        self.query_one("#save", Knapper).show(*save, Knapp("unknown", text("uro.unknown")))

    def action_grade(self, grade: int) -> None:
        """A digit."""
        self._grade = grade
        self.typed().note("zones", str(grade))
        self.query_one("#zones", ZoneList).show(grade)
        self._offer()

    @on(ZoneList.Picked)
    def _pick(self, event: ZoneList.Picked) -> None:
        """A second time goes on to the words."""
        again = self._grade == event.grade
        self.action_grade(event.grade)
        if again:
            self.query_one("#rests_on", Felt).focus()

    @on(Valg.Opened, "#over_time")
    def _open(self) -> None:
        self.app.push_screen(UroOverTimePage())

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        grade = None if event.knapp.id == "unknown" else self._grade
        self.finish(Graded(grade=grade, rests_on=self.query_one("#rests_on", Felt).text.strip()))

    def sources(self) -> list[SourceLine]:
        return provenance(scale(), flow=None)
