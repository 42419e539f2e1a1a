"""A list below what is only read."""

from __future__ import annotations

from bekymring_tui.widgets.page import TextColumn
from bekymring_tui.widgets.valg import Valg


class TopList(Valg):
    """The arrows read on to the cursor before they move it, and from the first row up to the top of the page."""

    def action_move(self, by: int) -> None:
        column, (first, _) = self.screen.query_one(TextColumn), self.cursor_lines() or (0, 0)
        below = self.region.y + first >= column.region.bottom
        if below if by > 0 else self._at in self._open_rows()[:1]:
            column.scroll_relative(y=by * (column.size.height - 1), animate=False, immediate=True)
        else:
            super().action_move(by)

    def _go(self, index: int) -> None:
        """On the first row the top is in view, as far as there is room."""
        if index == self._open_rows()[0]:
            self.screen.query_one(TextColumn).scroll_home(animate=False, immediate=True)
        super()._go(index)
