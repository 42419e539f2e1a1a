"""Ctrl+Q: everything is saved, and where to go on; a backup is taken. The last call for writing the code down."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from bekymring_tui.desk.backups import Backups, Stopped
from bekymring_tui.errors import Failure
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.recovery import RecoveryPage
from bekymring_tui.screens.shell import Shell
from bekymring_tui.texts import catalog, text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst


class LeavePage(AppPage[None]):
    """Ctrl+Q once more, or Enter, leaves."""

    CENTRED = True
    KEYS: ClassVar[tuple[str, ...]] = ("f9", "ctrl+l", "ctrl+q", "escape")

    def __init__(self) -> None:
        super().__init__()
        self._at_work = False
        """A backup is being taken."""
        self._begun = False
        self._going = False
        """The user has said to leave, and the backup is waited for."""

    def column(self) -> ComposeResult:
        yield Tekst(id="saved", kind="title")
        yield Tekst(id="next", classes="gap")
        yield Tekst(id="backup", classes="gap")
        yield Tekst(id="backup-warn", kind="warn")
        yield Tekst(id="code", kind="warn", classes="gap")
        yield Tekst(text("leave.forgotten"), id="forgotten", kind="warn", classes="gap")
        yield Knapper()

    def on_mount(self) -> None:
        self._tell("backup", "")
        self._tell("backup-warn", "")
        self.case_changed()

    def go(self) -> None:
        """Leave, once what is typed is saved. The backup is waited for, but whoever asks again goes at once."""
        if not self.app.flush():
            self.case_changed()
        elif self._at_work and not self._going:
            self._going = True
            self._tell("backup", text("leave.backup_wait"))
        else:
            self.app.leave()

    def _begin_backup(self) -> None:
        """Not in practice, where all is thrown away."""
        if self.app.desk and not self.app.practice:
            self._begun = self._at_work = True
            self._tell("backup", text("leave.backup_working"))
            self.run_worker(partial(self._back_up, self.app, Backups(self.app.desk, self.app.settings)), thread=True)

    def _back_up(self, app: Shell, backups: Backups) -> None:
        """In a thread. What goes wrong is told, and keeps nobody from leaving."""
        # A page that was left knows no app any more, so it is handed over.
        try:
            taken = backups.take() if backups.is_due() else None
        except Stopped:
            return
        except Failure as failure:
            app.call_later(self._backed_up, [], [text("leave.backup_failed", why=failure)])
        else:
            said, warned = (taken.said, taken.warned) if taken else ([text("leave.backup_newest")], [])
            app.call_later(self._backed_up, said, warned)

    def _backed_up(self, said: Sequence[str], warned: Sequence[str]) -> None:
        self._at_work = False
        if not self.is_attached:
            return
        self._tell("backup", "\n".join(said))
        self._tell("backup-warn", "\n".join(f"! {one}" for one in warned))
        # Whoever reads the numbers above, or the code, goes on reading (P1).
        if self._going and not warned and self.on_top:
            self.app.leave()
        self._going = False

    def _tell(self, where: str, told: str) -> None:
        line = self.query_one(f"#{where}", Tekst)
        line.display = bool(told)
        line.show(told)

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
        leave = Knapp("leave", text("leave.leave")) if saved else Knapp("anyway", text("leave.leave_anyway"))
        stay = Knapp("stay", text("leave.stay"))
        show = (Knapp("code", text("leave.show_code")),) if code else ()
        again = () if saved else (Knapp("again", text("leave.again")),)
        new = (Knapp("passphrase", text("leave.new_passphrase")),) if forgotten else ()
        self.query_one(Knapper).show(*((*show, leave, stay, *new) if saved else (*again, stay, leave)))
        if saved and not self._begun:
            self._begin_backup()

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
                self.go()
            case "anyway":
                self.app.leave()
            case "code":
                self.app.push_screen(RecoveryPage())
            case "passphrase":
                self.app.show_once("passphrase")
            case "again":
                self.case_changed()
            case _:
                self.action_back()
