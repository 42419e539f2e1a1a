"""The rows of a step: what is done is not undone by one Enter too many."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from bekymring_tui.widgets.page import TextColumn
from bekymring_tui.widgets.valg import Valg


class StepList(Valg):
    """Space marks an action done, and not done again. Enter and a click mark it too, and open what is marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", show=False),
        Binding("enter", "choose", show=False),
    ]

    def action_tick(self) -> None:
        if self.cursor is not None and self._was_seen():
            super()._choose(self._at)

    def action_choose(self) -> None:
        if self._was_seen():
            super().action_choose()

    def _was_seen(self) -> bool:
        """Whether the row under the cursor stands on the screen. On a small one it may not: then it is shown first."""
        column = next((one for one in self.ancestors if isinstance(one, TextColumn)), None)
        before = column.scroll_offset if column else None
        self.reveal()
        return column is None or column.scroll_offset == before

    def _choose(self, index: int) -> None:
        row = self._row(index)
        if row.kind == "action" and row.on:
            self.post_message(self.Opened(self, row))
        else:
            super()._choose(index)

    def _first_undone(self) -> int:
        """Never an answer, which one Enter too many would give."""
        waiting = (i for i in self._open_rows() if self._waits(i) and not self._row(i).id.startswith("answer:"))
        return next(waiting, super()._first_undone())

    def first_undone(self) -> None:
        """Put the cursor on the first thing that is not done."""
        self._at = self._first_undone()
        self.redraw()

    def go_to(self, kind: str) -> None:
        """Put the cursor on the first row of this kind."""
        found = [index for index in self._open_rows() if self._row(index).id.startswith(f"{kind}:")]
        if found:
            self._go(found[0])
