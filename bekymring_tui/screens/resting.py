"""The blank screen and the lock when nobody has touched the program for a while (P4)."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from bekymring_tui.screens.blank import BlankPage
from bekymring_tui.screens.idle import Idle
from bekymring_tui.screens.shell import Shell

LOOK = 2.0
"""Seconds between looks at the clock."""

SAFETY_KEYS = ("f9", "ctrl+g")


class Resting(Shell):
    """The app, as far as it rests and wakes."""

    idle: Idle
    clock: Callable[[], float]
    """Seconds by the wall clock."""

    def on_mount(self) -> None:
        self.set_interval(LOOK, self.look_at_the_clock)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.MouseEvent | events.Paste) and not event.is_forwarded:
            wakes = self._wakes()
            if wakes and not (isinstance(event, events.Key) and event.key in SAFETY_KEYS):
                return
        await super().on_event(event)

    def _wakes(self) -> bool:
        """Someone is here. True when that only brought the screen back, or found that it should have locked."""
        before = self.desk
        self.look_at_the_clock()
        self.idle.seen(self.clock())
        blank = isinstance(self.screen, BlankPage)
        if blank:
            self.pop_screen()
        return blank or self.desk is not before

    def look_at_the_clock(self) -> None:
        rest = self.idle.rest(self.clock())
        if rest == "locked" and (self.desk or self._reads()):
            self.lock()
        elif rest != "awake" and not isinstance(self.screen, BlankPage):
            self.push_screen(BlankPage())

    def _reads(self) -> bool:
        """Something stands above the first page before the vault is open: a bundle, perhaps."""
        return any(not isinstance(one, BlankPage) for one in self.screen_stack[2:])
