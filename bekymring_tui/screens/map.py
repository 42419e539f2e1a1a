"""The map of the case's procedure: level by level, where the case stands, and where every way leads."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.map import MapLane, map_of
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.map_rows import map_rows, standing_rows
from bekymring_tui.screens.top_list import TopList
from bekymring_tui.texts import text
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Valg


class MapPage(CasePart):
    """Enter on a way follows it to where it leads; on a step where the case stands, it goes there."""

    NAME = "map"
    WHERE = "map.where"
    HELP = "map.help"

    def column(self) -> ComposeResult:
        yield Tekst(text("map.title"), kind="title")
        yield Tekst(id="standing")
        yield Tekst(text("map.signs"), kind="muted")
        yield TopList(id="map")

    def on_mount(self) -> None:
        """Begin where the case stands."""
        here = next((step for lane in self._lanes() for step in lane.steps if step.positions), None)
        if here:
            self.call_after_refresh(self._stand_on, here.id)

    def draw(self) -> None:
        lanes = self._lanes()
        self.query_one("#standing", Tekst).show("\n".join(standing_rows(lanes)))
        self.query_one(TopList).show(*map_rows(self.case, lanes))

    def _lanes(self) -> tuple[MapLane, ...]:
        return map_of(self.case.guide, self.case.state)

    def _stand_on(self, step: str) -> None:
        """The cursor on a step, with its ways below it in view."""
        shown = self.query_one(TopList)
        ways = [row.id for row in shown.rows if row.id.startswith(f"way:{step}/")]
        for name in (*ways[-1:], f"step:{step}"):
            shown.stand_on(name)

    @on(Valg.Opened)
    def _open(self, event: Valg.Opened) -> None:
        kind, _, name = event.row.id.partition(":")
        steps = {step.id: step for lane in self._lanes() for step in lane.steps}
        if kind == "step":
            self._go(steps[name].positions)
            return
        source, _, way = name.partition("/")
        one = next(one for one in steps[source].ways if one.id == way)
        if goal := one.leads_to or next(iter(one.opens), None):
            self._stand_on(goal)
        else:
            self.notify(text("map.ends_here" if one.ends else "map.stays_here"))

    def _go(self, positions: tuple[str, ...]) -> None:
        if not positions:
            self.notify(text("map.not_here"))
            return
        self.app.go_to_case()
        self.app.page_does(lambda page: getattr(page, "show_position", lambda _: None)(positions[0]))
