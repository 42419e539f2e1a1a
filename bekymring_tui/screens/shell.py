"""The app as its pages see it: the open case, the ways between pages, the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from bekymring_tui.errors import Failure
from bekymring_tui.screens.routes import PAGES, page_class
from bekymring_tui.settings import Settings
from bekymring_tui.texts import text
from bekymring_tui.widgets.menu import Menu
from bekymring_tui.widgets.safe_app import SafeApp

if TYPE_CHECKING:
    from bekymring_tui.case.acts import Act
    from bekymring_tui.desk.desk import Desk
    from bekymring_tui.desk.drafts import DraftKeeper
    from bekymring_tui.desk.open_case import OpenCase
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

    def keep_settings(self, settings: Settings) -> None:
        """Use these settings from now on, and keep them."""
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
        """Open the case, and stand where it stands."""
        if self._read_case(case_id):
            self.go_to_case()

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
        if isinstance(self.screen, Menu) or getattr(self.screen, "PASSING", False):
            self.pop_screen()
        self.push_screen(kind())

    def stand_on(self, *pages: Screen[Any]) -> None:
        """These pages, and none of those that stood."""
        self._close(self.screen_stack[1:])
        for page in pages:
            self.push_screen(page)

    def page_does(self, work: Callable[[AppPage[Any]], None]) -> None:
        """Let the topmost page do something, if it is one of ours."""
        from bekymring_tui.screens.page import AppPage

        if isinstance(self.screen, AppPage):
            work(self.screen)

    def _back_to(self, kind: type[AppPage[Any]]) -> bool:
        """Close what stands above the page of this kind. False when there is none."""
        standing = [number for number, one in enumerate(self.screen_stack) if isinstance(one, kind)]
        if standing:
            self._close(self.screen_stack[standing[-1] + 1 :])
        return bool(standing)

    def _close(self, pages: Sequence[Screen[Any]]) -> None:
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
        return True

    # Keys ------------------------------------------------------------------------------------------------

    def action_safety(self) -> None:
        self.show_f9()

    def action_help(self) -> None:
        self.show_once("help")

    def action_source(self) -> None:
        self.show_once("source")

    def action_uro(self) -> None:
        self._in_case("uro")

    def action_log(self) -> None:
        self._in_case("log")

    def action_deadlines(self) -> None:
        if self.desk:
            self.show_once("deadlines")

    def action_new(self) -> None:
        if self.desk:
            self.show_once("new_case")

    def action_lock(self) -> None:
        self.lock()

    def _in_case(self, name: str) -> None:
        if self.case:
            self.show_once(name)
        elif self.desk:
            self.notify(text("app.no_case"))
