"""The app: which page stands first, which vault is open, locking and leaving. It decides nothing about a case."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from bekymring_tui.clock import local_now
from bekymring_tui.desk.preload import preload
from bekymring_tui.desk.set_aside import Aside
from bekymring_tui.desk.watch import Watch
from bekymring_tui.errors import Failure, Locked
from bekymring_tui.profile import read_profile
from bekymring_tui.screens.idle import Idle
from bekymring_tui.screens.routes import page_class
from bekymring_tui.screens.saving import Saving
from bekymring_tui.settings import Settings
from bekymring_tui.texts import text
from bekymring_tui.widgets.bar import Saved
from bekymring_tui.words import normalise

if TYPE_CHECKING:
    from textual.screen import Screen

    from bekymring_tui.desk.desk import Desk
    from bekymring_tui.desk.own_flows import OwnFlows
    from bekymring_tui.vault.store import Vault


class BekymringApp(Saving):
    """Opens on the unlock page, on the first start where there is no vault, or on the vault handed to it.

    `above`: makes a page to begin on, above the first one.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        vault: Vault | None = None,
        above: Callable[[], Screen[None]] | None = None,
        practice: str = "",
        now: Callable[[], datetime] = local_now,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.practice = practice
        self.training = bool(practice)
        self.crash_folder = None if practice else settings.folder
        self.now = now
        self.clock = clock
        self.idle = Idle(settings.blank_minutes * 60, settings.lock_minutes * 60, clock())
        self._handed = vault
        self._above = above
        self._place: dict[str, str] = {}
        """Where the user is. Kept up to date, since a signal may end the program on another thread."""
        self._locked_at: dict[str, str] = {}
        self._aside = Aside()
        self._watch = Watch(settings.folder)

    def on_mount(self) -> None:
        self.theme = self.settings.theme
        if self._handed:
            vault, self._handed = self._handed, None
            self._enter(vault)
        else:
            self._stand_outside()
            if self._above:
                self.push_screen(self._above())
        self.call_after_refresh(gc.enable)
        self.call_after_refresh(self.run_worker, partial(preload, self.settings.municipality), thread=True)

    def _stand_outside(self) -> None:
        """The page before the vault is open, and nothing above it."""
        from bekymring_tui.vault.places import exists

        self.stand_on(page_class("unlock" if exists(self.settings.folder) else "start")())

    def on_unmount(self) -> None:
        self.close_vault()

    # The vault -------------------------------------------------------------------------------------------

    async def create_vault(self, passphrase: str) -> None:
        from bekymring_tui.vault.store import Vault

        vault, code = await asyncio.to_thread(Vault.create, self.settings.folder, normalise(passphrase))
        self._work_in(vault)
        assert self.desk is not None
        self.desk.keep_code(code)

    async def open_vault(self, secret: str, *, by_code: bool = False) -> None:
        from bekymring_tui.vault.store import Vault

        way, key = (Vault.recover, secret) if by_code else (Vault.open, normalise(secret))
        self._enter(await asyncio.to_thread(way, self.settings.folder, key))
        if self.desk and self.desk.vault.ways.passphrase_unknown:
            self._offer_passphrase()

    def _offer_passphrase(self) -> None:
        """At once, but for numbers and alarm: they come first (P1), and the offer stands in the menu."""
        if isinstance(self.screen, (page_class("numbers"), page_class("alarm"))):
            self.notify(text("passphrase.forgotten_still"), timeout=20)
        else:
            self.show_once("passphrase")

    def _enter(self, vault: Vault) -> None:
        """Go on where the lock came down, else begin at home."""
        numbers = isinstance(self.screen, page_class("numbers"))
        self._work_in(vault)
        assert self.desk is not None
        if self.desk.who() is None or not self.settings.municipality:
            self.stand_on(page_class("who")())
        elif self._locked_at:
            self.go_to_place(self._locked_at)
        else:
            self.go_home()
        if numbers:
            # Pressed while the vault was being opened: whoever reads the numbers goes on reading them.
            self.show_f9()

    def _work_in(self, vault: Vault) -> None:
        """Raises Failure; the vault is closed then, so that the next try finds it free."""
        try:
            self._begin_work(vault)
        except Failure:
            self.desk = self.keeper = None
            vault.close()
            raise

    def _begin_work(self, vault: Vault) -> None:
        from bekymring_tui.desk.desk import Desk
        from bekymring_tui.desk.drafts import DraftKeeper
        from bekymring_tui.desk.log_search import index_in_background

        self.desk = Desk(vault, self.now)
        self.keeper = DraftKeeper(vault, self.now, self._saved_at, self._not_saved)
        for row in self._aside.opened(vault):
            self.keeper.note(row.case_id, row.form, row.field, row.text)
        self.idle.wake(self.clock())
        self.profile, problems = read_profile(self.settings.folder)
        notices = (*self.desk.notices(), *self._aside.notices, *self._watch.at_opening(vault, self.now()))
        for notice in (*notices, *problems[:1]):
            self.notify(notice, severity="warning", timeout=20)
        self.desk.notices_told()
        self.look_at_own()
        self.run_worker(partial(self._look_for_older, self.desk), thread=True)
        index_in_background(vault)

    def _look_for_older(self, desk: Desk) -> None:
        """In a thread: every draft is read for it."""
        from bekymring_tui.desk.older import told_older

        try:
            told = told_older(desk)
        except Failure as failure:
            told = [] if isinstance(failure, Locked) else [str(failure)]
        for words in told:
            self.call_later(partial(self.notify, words, severity="warning", timeout=30))

    def look_at_own(self) -> None:
        assert self.desk is not None, "one's own procedures lie beside the open vault"
        if self.desk.editions.own.unchecked():
            self.notify(text("editions.own_checking"))
            self.run_worker(partial(self._look_at, self.desk.editions.own), thread=True)

    def _look_at(self, own: OwnFlows) -> None:
        """In a thread: a walk takes a second."""
        for name in own.unchecked():
            if wrong := own.wrong(name):
                self.call_later(partial(self.notify, wrong, severity="warning", timeout=20))
        self.call_later(self.page_does, lambda page: page.case_changed())

    def note_place(self) -> None:
        before, self._place = self._place, self.where()
        if self.desk and before.get("page") != self._place.get("page"):
            desk, place = self.desk, self._place
            desk.vault.submit(lambda: _keep_place(desk, place))

    def close_vault(self) -> None:
        """Save what is typed and where the user is, then forget the key. For every way of leaving; never raises."""
        self.clear_clipboard()
        desk, keeper = self.desk, self.keeper
        self.desk = self.case = self.keeper = None
        if desk is None or keeper is None:
            return
        with contextlib.suppress(Failure):
            keeper.flush()
            _keep_place(desk, self._place)
        self._aside.locked(keeper.close())
        desk.vault.close()

    def lock(self) -> None:
        """Nothing of any case is left on the screen or in the program's hands until it is unlocked."""
        if self.desk is None:
            self.clear_clipboard()
            self.close_pages(self.screen_stack[2:])
            return
        self._locked_at = self._place
        self.close_vault()
        self.clear_notifications()
        self.saved = Saved()
        self.stand_on(page_class("lock")())

    def leave(self) -> None:
        self.close_vault()
        self.exit()


def _keep_place(desk: Desk, place: dict[str, str]) -> None:
    """Home is where everyone begins: being there does not make the program forget where the work stood."""
    if place.get("page", "home") != "home":
        desk.set_place(**place)
