"""Another recovery code: offered after the old one was used, or asked for in the menu."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from bekymring_tui.screens.owner import OwnerPage
from bekymring_tui.screens.recovery import Fresh, RecoveryPage
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst


class NewCodePage(OwnerPage):
    """`used`: the old code, and then a new passphrase, were typed just now."""

    def __init__(self, *, used: bool = False) -> None:
        super().__init__()
        self._used = used

    @property
    def asks(self) -> bool:
        return super().asks and not self._used

    def column(self) -> ComposeResult:
        yield Tekst(text("new_code.title"), kind="title")
        yield Tekst(text("new_code.why_used" if self._used else "new_code.why"), kind="muted", classes="gap")
        yield Tekst(text("new_code.why_now"), kind="muted", classes="gap")
        yield from self.asking()
        yield Knapper(Knapp("make", text("new_code.make")), Knapp("keep", text("new_code.later")))

    def help_text(self) -> str:
        return text("help.new_code")

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "make":
            self.ask()
        else:
            self.action_back()

    def go_on(self) -> None:
        assert self.app.desk is not None, "a code for the open vault"
        code, renew = self.ways.new_code(), self.app.desk.renew_code
        self.app.pop_screen()
        self.app.push_screen(RecoveryPage(fresh=Fresh(code, "new_code", lambda: renew(code))))
