"""A page whose work goes on in a thread, and that gives way to another page when it is done."""

from __future__ import annotations

from typing import Any

from bekymring_tui.screens.page import AppPage


class GivingWay(AppPage[None]):
    """F9 may be pressed meanwhile: what stands on top is never taken away, the other page waits below it."""

    _waiting: AppPage[Any] | None = None

    def give_way_to(self, page: AppPage[Any]) -> None:
        """Show this page instead, at once or when what stands above is gone."""
        if self.on_top:
            self.app.switch_screen(page)
        else:
            self._waiting = page

    def case_changed(self) -> None:
        page, self._waiting = self._waiting, None
        if page:
            self.app.switch_screen(page)
        else:
            super().case_changed()
