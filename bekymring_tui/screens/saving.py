"""An act on its way to the vault, what it opens, and what the user is told of saving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from bekymring_tui.desk.watch import Watch
from bekymring_tui.errors import Damaged, Failure, Locked, Unwritable
from bekymring_tui.profile import Profile, change_profile
from bekymring_tui.screens.resting import Resting
from bekymring_tui.settings import Settings
from bekymring_tui.texts import text
from bekymring_tui.widgets.bar import Saved

if TYPE_CHECKING:
    from bekymring_tui.case.acts import Act

UNSAVED: dict[type[BaseException], str] = {
    Unwritable: "app.unsaved_disk",
    Damaged: "app.unsaved_damaged",
    Locked: "app.unsaved_locked",
}


class Saving(Resting):
    """The app, as far as it takes acts and keeps what the user has chosen."""

    _watch: Watch
    """Of clock and folder."""

    def take(self, act: Act) -> bool:
        from bekymring_tui.desk.open_case import Refused

        case = self.case
        assert case is not None, "acts are taken in an open case"
        for notice in self._watch.at_saving(self.now()):
            self.notify(notice, severity="warning", timeout=20)
        before = case.state
        try:
            after = case.take(act)
        except Refused as refused:
            words, ask = str(refused), refused.ask
            self.page_does(lambda page: page.show_refusal(words, ask))
            return False
        except Failure as failure:
            self.tell_unsaved(failure)
            return False
        self._saved_at(self.now())
        for said in after.said:
            self.notify(text(said))
        self.page_does(lambda page: page.case_changed())
        if (after.alarm.asked, after.duty_open) != (before.alarm.asked, before.duty_open):
            # Later, since this may happen while the page is being left.
            self.call_later(self._show_what_opened)
        return True

    def _show_what_opened(self) -> None:
        """F9's question, or that of meldeplikt, when the act opened it and it still stands open."""
        if self.case is None:
            return
        if self.case.state.alarm.asked:
            self.show_f9()
        elif self.case.state.duty_open and not self.case.state.alarm.pending:
            self.show_once("duty")

    def flush(self) -> bool:
        if self.keeper is None:
            return True
        try:
            self.keeper.flush()
        except Failure as failure:
            self.tell_unsaved(failure)
            return False
        return True

    def tell_unsaved(self, error: BaseException) -> None:
        problem = text(UNSAVED.get(type(error), "app.unsaved_other"))
        if self.saved.problem != problem:
            # The keeper tries again twice a second: said once, it stays in the bar.
            self.notify(str(error) if isinstance(error, Failure) else problem, severity="error", timeout=20)
        self.saved = Saved(problem=problem)

    def _saved_at(self, moment: datetime) -> None:
        """Called from the keeper's threads too."""
        self.call_later(setattr, self, "saved", Saved(at=f"{moment:%H:%M}"))

    def _not_saved(self, error: BaseException) -> None:
        self.call_later(self.tell_unsaved, error)

    def keep_settings(self, settings: Settings) -> None:
        self.settings = settings
        self.theme = settings.theme
        self.idle.blank_after, self.idle.lock_after = settings.blank_minutes * 60, settings.lock_minutes * 60
        if self.practice:
            return
        try:
            settings.save()
        except Failure as failure:
            self.notify(str(failure), severity="warning")

    def keep_profile(self, changed: Callable[[Profile], Profile]) -> bool:
        try:
            self.profile = change_profile(self.settings.folder, changed)
        except Failure as failure:
            self.notify(str(failure), severity="error", timeout=20)
            return False
        return True
