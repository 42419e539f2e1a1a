"""What every page of the app has: the app it stands in, the open case, where it is found again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from textual import events, getters

from bekymring_tui.screens.shell import Shell
from bekymring_tui.texts import text
from bekymring_tui.widgets.page import Page

if TYPE_CHECKING:
    from bekymring_tui.desk.open_case import OpenCase
    from bekymring_tui.flow.sources import SourceLine

Result = TypeVar("Result")


class AppPage(Page[Result]):
    """A page of the app. `NAME`: under which it is found again after a lock or a restart; empty: not at all."""

    NAME: ClassVar[str] = ""
    PASSING: ClassVar[bool] = False
    """It closes when another page is opened from it."""
    KEYS: ClassVar[tuple[str, ...]] = ("f9", "f1", "f2", "f3", "f5", "f6", "f7", "ctrl+p", "ctrl+l", "escape")

    _shown_before = False
    _sized_before = False

    app = getters.app(Shell)

    @property
    def case(self) -> OpenCase:
        """The open case, for pages that stand in one."""
        assert self.app.case is not None, "this page stands in a case"
        return self.app.case

    def help_text(self) -> str:
        """F1: where the user stands, and what to do here."""
        return text("help.anywhere")

    def sources(self) -> list[SourceLine]:
        """F2: where what stands here comes from."""
        return []

    def place(self) -> dict[str, str]:
        """Where this is: `page`, and what else `at` needs. Ids only, never text. The app adds case and field."""
        return {"page": self.NAME}

    @classmethod
    def at(cls, place: Mapping[str, str]) -> Self:  # noqa: ARG003
        """The page that once gave this place."""
        return cls()

    def focused_field(self) -> str:
        """Id of the field with focus, by which `focus_field` finds it again; empty when it has none."""
        return (self.focused.id if self.focused else None) or ""

    def focus_field(self, field: str) -> None:
        """Put the cursor in a field, if it is here."""
        found = next((one for one in self.focus_chain if field and one.id == field), None)
        if found:
            self.set_focus(found)

    def show_refusal(self, words: str, ask: str | None) -> None:
        """An act was not taken: say why, and put the cursor where the answer is missing."""
        self.focus_field(ask or "")
        self.notify(words, severity="warning")

    def leaving(self) -> None:
        """The page closes, by Esc or another way: take what is filled in (`FormSaved`). The vault is still open."""

    def action_back(self) -> None:
        self.leaving()
        super().action_back()

    def case_changed(self) -> None:
        """The case has another state, or the page comes to the top again: show what holds now."""

    def settings_changed(self) -> None:
        """The user has chosen another setting in the menu."""

    def on_screen_resume(self) -> None:
        if self._shown_before and self.on_top:
            self.case_changed()
        self._shown_before = True
        self.app.note_place()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        """In a window of another size the cursor is still in view. The first size is that of opening: from the top."""
        if self._sized_before and self.focused:
            self.call_after_refresh(self.focused.scroll_visible, animate=False)
        self._sized_before = True

    def on_descendant_focus(self) -> None:
        self.app.note_place()
