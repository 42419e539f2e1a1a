"""One step back, or an ended way opened again: what happens, before it happens (P10)."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.acts import WentBack
from bekymring_tui.case.lanes import ended_with
from bekymring_tui.case.view import step_title
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.positions import where_words
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst


class GoBackPage(CasePart):
    """Asks once, so that one Enter too many does not go back two steps."""

    WHERE = "go_back.where"
    HELP = "go_back.help"
    DRAWN_ONCE = True

    def __init__(self, position: str) -> None:
        super().__init__()
        self._position = position

    def column(self) -> ComposeResult:
        position = self.case.state.positions[self._position]
        target = position.here if position.ended or len(position.trail) < 2 else position.trail[-2]
        title = step_title(self.case.guide, self.case.state, target.step) or text("case_page.closed_title")
        yield Tekst(text("go_back.reopen" if position.ended else "go_back.title", title=title), kind="title")
        yield Tekst(text("go_back.about"), classes="gap")
        if places := [where_words(self.case, one) for one in ended_with(self.case.guide, self.case.state, position)]:
            yield Tekst(text("go_back.together", places=", ".join(places)), classes="gap")
        yield Knapper(Knapp("go", text("go_back.go")), Knapp("stay", text("go_back.stay")))

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "go":
            self.finish(WentBack(position=self._position))
        else:
            self.action_back()
