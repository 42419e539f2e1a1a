"""The app as its pages see it: the open case, the ways between pages, the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from bekymring_tui.errors import Failure
from bekymring_tui.flow.problems import FlowProblems
from bekymring_tui.profile import Profile
from bekymring_tui.screens.menu_rows import menu_rows
from bekymring_tui.screens.routes import PAGES, page_class
from bekymring_tui.settings import Settings
from bekymring_tui.texts import text
from bekymring_tui.widgets.arrived import keys_have_arrived
from bekymring_tui.widgets.menu import SAFETY_ROW, Menu
from bekymring_tui.widgets.safe_app import SafeApp

if TYPE_CHECKING:
    from bekymring_tui.case.acts import Act
    from bekymring_tui.desk.desk import Desk
    from bekymring_tui.desk.drafts import DraftKeeper
    from bekymring_tui.desk.open_case import OpenCase
    from bekymring_tui.desk.own_flows import OwnFlows
    from bekymring_tui.flow.procedure import Procedure
    from bekymring_tui.screens.page import AppPage


class Shell(SafeApp):
    """Base of `app.BekymringApp`, which does what is only named here: vault, acts, saving, lock."""

    settings: Settings
    """Beside the vault, in `settings.folder`."""
    now: Callable[[], datetime]
    desk: Desk | None = None
    """None until the vault is open."""
    case: OpenCase | None = None
    """The case being worked on."""
    keeper: DraftKeeper | None = None
    """Typed text on its way to the vault."""
    profile: Profile = Profile()
    """The municipality's own contacts, as they were when the vault was opened, and since changed."""
    practice: str = ""
    """The passphrase of a throw-away vault; empty when the vault is a real one."""

    # What the app does -----------------------------------------------------------------------------------

    async def create_vault(self, passphrase: str) -> None:
        """A new vault, open. Raises Failure."""
        raise NotImplementedError

    async def open_vault(self, secret: str, *, by_code: bool = False) -> None:
        """Open by passphrase or recovery code, and go on where the user was. Raises Failure."""
        raise NotImplementedError

    def take(self, act: Act) -> bool:
        """Propose an act on the open case. True when it is stored; else the user has been told why not."""
        raise NotImplementedError

    def flush(self) -> bool:
        """Save what is typed, now. False when the disk does not take it; the user has been told."""
        raise NotImplementedError

    def tell_unsaved(self, error: BaseException) -> None:
        """Say in the bar and in a notice that something is not saved, and why."""
        raise NotImplementedError

    def note_place(self) -> None:
        """Remember where the user is, for the lock and the next start."""
        raise NotImplementedError

    def keep_settings(self, settings: Settings) -> None:
        """Use these settings from now on, and keep them."""
        raise NotImplementedError

    def keep_profile(self, changed: Callable[[Profile], Profile]) -> bool:
        """Carry out a change on the contacts, and keep them. False when the file is not written; the user is told."""
        raise NotImplementedError

    def look_at_own(self) -> None:
        """Find out which of the user's own procedures hold, where that is not known. The page is told when it is."""
        raise NotImplementedError

    def lock(self) -> None:
        """Nothing of any case is left on the screen until the passphrase is given."""
        raise NotImplementedError

    def leave(self) -> None:
        """Close the vault and the program."""
        raise NotImplementedError

    # Ways ------------------------------------------------------------------------------------------------

    def go_home(self) -> None:
        self.case = None
        self.stand_on(page_class("home")())

    def open_case(self, case_id: str) -> None:
        """Open the case, and stand where it stands. A new edition of its procedure is shown until the user chooses."""
        if self._read_case(case_id):
            self.go_to_case()
            self._ask_edition()

    def go_to_case(self) -> None:
        """The open case's own page: the alarm's while nobody has been reached, else the step's."""
        assert self.case is not None, "a case is open"
        alarm = self.case.state.alarm
        kind = page_class("alarm" if alarm.raised and alarm.pending else "case")
        if not self._back_to(kind):
            self.stand_on(page_class("home")(), kind())
        if alarm.asked:
            self.show_f9()

    def go_to_place(self, place: Mapping[str, str]) -> None:
        """The page, case and field where the user was (`where`)."""
        if "case" not in place:
            self.go_home()
        elif self._read_case(place["case"]):
            self.go_to_case()
        else:
            return self.go_home()
        if self.case and self.case.state.alarm.pending:
            return None
        name = place.get("page")
        if name in PAGES and name not in ("home", "case", "alarm"):
            self.push_screen(page_class(name).at(place))
        else:
            self._ask_edition()
        field = place.get("field", "")
        self.call_after_refresh(self.page_does, lambda page: page.focus_field(field))
        return None

    def where(self) -> dict[str, str]:
        """The topmost page that can be found again, its case, and the field with focus."""
        for page in reversed(self.screen_stack):
            if getattr(page, "NAME", ""):
                case = {"case": self.case.id} if self.case else {}
                return {**page.place(), **case, "field": page.focused_field()}
        return {}

    def show_f9(self) -> None:
        """The numbers, from anywhere (P1)."""
        self.show_once("numbers")

    def show_once(self, name: str) -> None:
        """The page of this name: the one that stands already, or a new one on top."""
        kind = page_class(name)
        if self._back_to(kind):
            return
        self._close_passing()
        self.push_screen(kind())

    def page_below(self, page: Screen[Any]) -> AppPage[Any] | None:
        """The page that this one stands on, if it is one of ours."""
        from bekymring_tui.screens.page import AppPage

        below = self.screen_stack[self.screen_stack.index(page) - 1]
        return below if isinstance(below, AppPage) else None

    def stand_on(self, *pages: Screen[Any]) -> None:
        """These pages, and none of those that stood."""
        self.close_pages(self.screen_stack[1:])
        for page in pages:
            self.push_screen(page)

    def page_does(self, work: Callable[[AppPage[Any]], None]) -> None:
        """Let the topmost page do something, if it is one of ours."""
        from bekymring_tui.screens.page import AppPage

        if isinstance(self.screen, AppPage):
            work(self.screen)

    def _close_passing(self) -> None:
        """Menu, help and source close when another page opens."""
        if isinstance(self.screen, Menu) or getattr(self.screen, "PASSING", False):
            self.pop_screen()

    def _back_to(self, kind: type[AppPage[Any]]) -> bool:
        """Close what stands above the page of this kind. False when there is none."""
        standing = [number for number, one in enumerate(self.screen_stack) if isinstance(one, kind)]
        if standing:
            self.close_pages(self.screen_stack[standing[-1] + 1 :])
        return bool(standing)

    def close_pages(self, pages: Sequence[Screen[Any]]) -> None:
        """Take the topmost pages away, each after it has saved what is on it."""
        for page in reversed(pages):
            if self.desk and (leaving := getattr(page, "leaving", None)):
                leaving()
            self.pop_screen()

    def _read_case(self, case_id: str) -> bool:
        assert self.desk is not None, "cases lie in the open vault"
        try:
            self.case = self.desk.open_case(case_id)
        except Failure as failure:
            self.notify(str(failure), severity="error")
            return False
        procedure = self.case.guide.procedure
        if not self.desk.editions.own.is_now(procedure):
            self.run_worker(partial(self._look_at_edition, self.desk.editions.own, procedure), thread=True)
        return True

    def _look_at_edition(self, own: OwnFlows, procedure: Procedure) -> None:
        """In a thread: the edition that the case was made with is walked before it is trusted (P2)."""
        if not own.edition_holds(procedure):
            self.call_later(partial(self.notify, text("editions.pinned_broken"), severity="warning", timeout=30))

    def procedure(self) -> Procedure | None:
        """The one where the user works, as it is now. None while none is chosen, or one's own can't be read."""
        from bekymring_tui.flow.own import flow_of

        if not self.settings.municipality:
            return None
        try:
            return flow_of(self.settings.municipality, self.settings.folder)
        except FlowProblems:
            return None

    def _ask_edition(self) -> None:
        if self.case and self.case.asks_edition():
            self.show_once("edition")

    # Keys ------------------------------------------------------------------------------------------------

    def action_safety(self) -> None:
        self.show_f9()

    def action_help(self) -> None:
        self.show_once("help")

    def action_source(self) -> None:
        self.show_once("source")

    def action_look_up(self) -> None:
        self.show_once("reference")

    def action_uro(self) -> None:
        self._in_case("uro")

    def action_log(self) -> None:
        self._in_case("log")

    def action_forms(self) -> None:
        self._in_case("forms")

    def action_deadlines(self) -> None:
        if self.desk:
            self.show_once("deadlines")

    def action_new(self) -> None:
        if self.desk:
            self.show_once("new_case")

    async def action_lock(self) -> None:
        await keys_have_arrived(self.screen)
        self.lock()

    async def action_quit(self) -> None:
        """Once to be told that all is saved, once more to go; at once where no vault is open."""
        await keys_have_arrived(self.screen)
        from bekymring_tui.screens.leave import LeavePage

        if self.desk is None:
            self.leave()
        elif isinstance(self.screen, LeavePage):
            self.screen.go()
        else:
            self.show_once("leave")

    def action_menu(self) -> None:
        if isinstance(self.screen, Menu):
            self.screen.action_back()
        else:
            self._close_passing()
            self.push_screen(Menu(menu_rows(self)), self._carry_out)

    def _carry_out(self, chosen: str | None) -> None:
        if chosen == SAFETY_ROW:
            self.show_f9()
        elif chosen:
            self.call_next(self.run_action, chosen)

    # Rows of the menu ------------------------------------------------------------------------------------

    def action_page(self, name: str) -> None:
        self.show_once(name)

    def action_go_home(self) -> None:
        self.go_home()

    def action_go_to_case(self) -> None:
        self.go_to_case()

    def action_settings(self, changes: dict[str, Any]) -> None:
        """Some of the settings, by name."""
        self.keep_settings(replace(self.settings, **changes))
        self.page_does(lambda page: page.settings_changed())

    def _in_case(self, name: str) -> None:
        if self.case:
            self.show_once(name)
        elif self.desk:
            self.notify(text("app.no_case"))
