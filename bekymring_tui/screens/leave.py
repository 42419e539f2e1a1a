"""Ctrl+Q: everything is saved, and where to go on. The last call for writing the recovery code down."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.recovery import RecoveryPage
from bekymring_tui.texts import catalog, text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst


class LeavePage(AppPage[None]):
    """Ctrl+Q once more, or Enter, leaves."""

    CENTRED = True
    KEYS: ClassVar[tuple[str, ...]] = ("f9", "ctrl+l", "ctrl+q", "escape")

    def column(self) -> ComposeResult:
        yield Tekst(id="saved", kind="title")
        yield Tekst(id="next", classes="gap")
        yield Tekst(id="code", kind="warn", classes="gap")
        yield Tekst(text("leave.forgotten"), id="forgotten", kind="warn", classes="gap")
        yield Knapper()

    def on_mount(self) -> None:
        self.case_changed()

    def case_changed(self) -> None:
        """Look again: something may be saved by now, or the code written down."""
        saved = self.app.flush()
        code = bool(self.app.desk and self.app.desk.code_to_write_down()) and not self.app.practice
        self.query_one("#saved", Tekst).show(text("leave.saved") if saved else f"! {text('leave.unsaved')}")
        self.query_one("#next", Tekst).show(self._next() if saved else text("leave.unsaved_why"))
        self.query_one("#code", Tekst).show(text("leave.code"))
        self.query_one("#code").display = code
        forgotten = bool(self.app.desk and self.app.desk.vault.ways.passphrase_unknown)
        self.query_one("#forgotten").display = forgotten
        leave = Knapp("leave", text("leave.leave" if saved else "leave.leave_anyway"))
        stay = Knapp("stay", text("leave.stay"))
        show = (Knapp("code", text("leave.show_code")),) if code else ()
        again = () if saved else (Knapp("again", text("leave.again")),)
        new = (Knapp("passphrase", text("leave.new_passphrase")),) if forgotten else ()
        self.query_one(Knapper).show(*((*show, leave, stay, *new) if saved else (*again, stay, leave)))

    def help_text(self) -> str:
        return text("help.leave")

    def _next(self) -> str:
        if self.app.practice:
            return text("leave.practice")
        place = self.app.where()
        if self.app.case is None or self.app.case.state.subject is None:
            return text("leave.next_home")
        page = catalog().get(f"home.page_{place.get('page')}", "")
        return text("leave.next", case=self.app.case.state.subject.call_name, page=page)

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        match event.knapp.id:
            case "leave":
                self.app.leave()
            case "code":
                self.app.push_screen(RecoveryPage())
            case "passphrase":
                self.app.show_once("passphrase")
            case "again":
                self.case_changed()
            case _:
                self.action_back()
