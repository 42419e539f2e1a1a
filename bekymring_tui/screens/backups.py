"""The backups of this vault: which there are, taking one now, and where the next ones lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.dates import short
from bekymring_tui.desk.backups import Backup, Backups, Stopped, Taken, said_size
from bekymring_tui.errors import Failure
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.shell import Shell
from bekymring_tui.settings import LONGEST_PATH
from bekymring_tui.texts import text
from bekymring_tui.widgets.bar import Where
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst


class BackupsPage(AppPage[None]):
    """What takes time runs in a thread, one thing at a time."""

    KEYS: ClassVar[tuple[str, ...]] = ("f9", "f1", "f3", "ctrl+p", "ctrl+l", "escape")

    def __init__(self) -> None:
        super().__init__()
        self._at_work = False
        self._warned: Path | None = None
        """The folder whose drawbacks the user has been told of, and may choose all the same."""

    def column(self) -> ComposeResult:
        yield Tekst(text("backups.title"), kind="title")
        yield Tekst(text("backups.what"), kind="muted")
        yield Tekst(id="said", kind="ok", classes="gap")
        yield Tekst(id="warned", kind="warn")
        yield Knapper(Knapp("take", text("backups.take")), id="taking")
        yield Tekst(text("backups.lie"), kind="heading")
        yield Tekst(text("backups.reading"), id="listed")
        yield Tekst(text("backups.where"), kind="heading")
        yield Tekst(text("backups.where_hint"), kind="muted")
        chosen, hint = self.app.settings.backup_folder, text("backups.folder_hint")
        yield Linje(chosen, hint=hint, limit=LONGEST_PATH, id="folder")
        yield Tekst(id="told", kind="warn")
        yield Knapper(Knapp("use", text("backups.use")), id="using")

    def on_mount(self) -> None:
        self.show_where(Where((text("backups.title"),)))
        self._tell()
        self._tell_folder("")
        self._begin(Backups.looked_over)

    def help_text(self) -> str:
        return text("help.backups")

    # Taking ----------------------------------------------------------------------------------------------

    @on(Knapper.Pressed, "#taking")
    def _take(self) -> None:
        if not self._at_work:
            self._tell([text("leave.backup_working")])
            self._begin(Backups.take)

    def _begin(self, work: Callable[[Backups], Taken]) -> None:
        assert self.app.desk is not None, "backups of the open vault"
        self._at_work = True
        self.run_worker(partial(self._work, self.app, Backups(self.app.desk, self.app.settings), work), thread=True)

    def _work(self, app: Shell, backups: Backups, work: Callable[[Backups], Taken]) -> None:
        """In a thread, so the app is handed over: a page that was left knows none. What lies there is listed anew."""
        try:
            taken = work(backups)
            listed = backups.listed()
        except Stopped:
            return
        except Failure as failure:
            app.call_later(self._worked, None, [], [text("backups.failed", why=failure)])
        else:
            app.call_later(self._worked, listed, taken.said, taken.warned)

    def _worked(self, listed: list[Backup] | None, said: Sequence[str], warned: Sequence[str]) -> None:
        self._at_work = False
        if self.is_attached:
            self._tell(said, warned)
            if listed is not None:
                self.query_one("#listed", Tekst).show("\n".join(self._rows(listed)))

    def _rows(self, listed: list[Backup]) -> list[str]:
        """One line each; the folder where it changes."""
        if not listed:
            return [text("backups.none")]
        rows, today, folder = list[str](), self.app.now().date(), None
        for one in listed:
            if one.path.parent != folder:
                folder = one.path.parent
                rows.append(text("backups.in_folder", folder=folder))
            day = short(one.header.at.date(), today)
            rows.append(text("backups.row", day=day, time=f"{one.header.at:%H:%M}", size=said_size(one.size)))
        return rows

    def _tell(self, said: Sequence[str] = (), warned: Sequence[str] = ()) -> None:
        for where, lines in (("said", said), ("warned", [f"! {one}" for one in warned])):
            line = self.query_one(f"#{where}", Tekst)
            line.display = bool(lines)
            line.show("\n".join(lines))

    # Where they lie --------------------------------------------------------------------------------------

    @on(Linje.Submitted, "#folder")
    @on(Knapper.Pressed, "#using")
    def _use(self) -> None:
        """The folder as typed; empty means the vault's own. Its drawbacks are told once before it is taken."""
        typed = self.query_one("#folder", Linje).value.strip().strip('"')
        folder = Path(typed) if typed else None
        if folder is not None and folder != self._warned:
            assert self.app.desk is not None, "backups of the open vault"
            try:
                warnings = Backups(self.app.desk, self.app.settings).warnings(folder)
            except Failure as failure:
                return self._tell_folder(f"× {failure}")
            if warnings:
                self._warned = folder
                return self._tell_folder("\n".join((*(f"! {one}" for one in warnings), text("backups.once_more"))))
        self.app.keep_settings(replace(self.app.settings, backup_folder=str(folder or "")))
        return self._tell_folder(text("backups.used", folder=folder) if folder else text("backups.used_own"))

    def _tell_folder(self, words: str) -> None:
        told = self.query_one("#told", Tekst)
        told.display = bool(words)
        told.show(words)
        told.call_after_refresh(told.scroll_visible, animate=False)
