"""Whether the vault is whole: looked at in a thread, told as by `vault check`."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult

from bekymring_tui.desk.check_lines import lines
from bekymring_tui.desk.checking import Checked, check
from bekymring_tui.desk.desk import Desk
from bekymring_tui.errors import Failure, Locked
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.shell import Shell
from bekymring_tui.texts import text
from bekymring_tui.vault.backup import Stopped
from bekymring_tui.widgets.bar import Where
from bekymring_tui.widgets.tekst import Tekst


class CheckPage(AppPage[None]):
    """It begins at once, and may be left at any time."""

    KEYS: ClassVar[tuple[str, ...]] = ("f9", "f1", "f3", "ctrl+p", "ctrl+l", "escape")

    def column(self) -> ComposeResult:
        yield Tekst(text("check_page.title"), kind="title")
        yield Tekst(text("check_page.what"), kind="muted")
        yield Tekst(text("check_page.working"), id="found", classes="gap")

    def on_mount(self) -> None:
        self.show_where(Where((text("check_page.title"),)))
        assert self.app.desk is not None, "the open vault is looked at"
        self.run_worker(partial(self._look, self.app, self.app.desk), thread=True)

    def help_text(self) -> str:
        return text("help.check")

    def _look(self, app: Shell, desk: Desk) -> None:
        """In a thread. A page that was left knows no app any more, so it is handed over."""

        def progress(step: str, done: int, of: int) -> None:
            app.call_later(self._show, text("check_page.step", step=text(step), part=100 * done // max(of, 1)))

        try:
            found = check(desk.vault.path, desk.vault, None, progress, desk.now)
        except (Locked, Stopped):
            return
        except Failure as failure:
            app.call_later(self._show, f"× {failure}")
        else:
            app.call_later(self._show, _said(found))

    def _show(self, words: str) -> None:
        if self.is_attached:
            self.query_one("#found", Tekst).show(words)


def _said(found: Checked) -> str:
    """One sign in front: whole, or something to see to."""
    return f"{'✓' if found.whole else '!'} " + "\n".join(lines(found))
