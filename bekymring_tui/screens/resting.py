"""The blank screen and the lock when nobody has touched the program for a while (P4)."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from bekymring_tui.screens.blank import BlankPage
from bekymring_tui.screens.idle import NOTICE, Idle, Rest
from bekymring_tui.screens.shell import Shell
from bekymring_tui.texts import text

LOOK = 2.0
"""Seconds between looks at the clock."""

SAFETY_KEYS = ("f9", "ctrl+g")


class Resting(Shell):
    """The app, as far as it rests and wakes."""

    idle: Idle
    clock: Callable[[], float]
    """Seconds by the wall clock."""
    _warning = ""
    """What stands on the screen of what comes."""

    def on_mount(self) -> None:
        self.set_interval(LOOK, self.look_at_the_clock)

    async def on_event(self, event: events.Event) -> None:
        nudged = isinstance(event, events.MouseMove) and isinstance(self.screen, BlankPage)
        if isinstance(event, events.Key | events.MouseEvent | events.Paste) and not event.is_forwarded and not nudged:
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
        self._warn("awake")
        return blank or self.desk is not before

    def action_blank(self) -> None:
        """At once, for somebody who comes by. The vault stays open; any key shows the page again."""
        if not isinstance(self.screen, BlankPage):
            self.push_screen(BlankPage())

    def look_at_the_clock(self) -> None:
        now = self.clock()
        rest, open_ = self.idle.rest(now), bool(self.desk or self._reads())
        if rest == "locked" and open_:
            self.lock()
        elif rest != "awake":
            self.action_blank()
        self._warn(self.idle.soon(now) if open_ else "awake")

    def _warn(self, comes: Rest) -> None:
        """Say what comes, once, where it can be read; when it is put off, say it no more."""
        blank = isinstance(self.screen, BlankPage)
        words = "" if comes == "awake" or (blank and comes == "blank") else text(f"idle.{comes}", seconds=round(NOTICE))
        if words == self._warning:
            return
        self.forget_notice(self._warning)
        self._warning = words
        if isinstance(self.screen, BlankPage):
            self.call_next(self.screen.tell, words)
        elif words:
            self.notify(words, timeout=NOTICE)

    def _reads(self) -> bool:
        """Something stands above the first page before the vault is open: a bundle, perhaps."""
        return any(not isinstance(one, BlankPage) for one in self.screen_stack[2:])
