"""After a decision: that it is stored, where the case stands now, and how to change it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.dates import day_of
from bekymring_tui.case.due import NO_DATE
from bekymring_tui.case.shredding import without_concern
from bekymring_tui.case.view import step_title
from bekymring_tui.screens import positions, surroundings, worded
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst


class DecidedPage(CasePart):
    """The receipt. It also takes the second Enter of a hurried hand, which would else do something in the next step."""

    WHERE = "decided.where"
    HELP = "decided.help"

    def __init__(self, position: str) -> None:
        super().__init__()
        self._position = position

    def column(self) -> ComposeResult:
        yield Tekst(text("decided.title"), kind="title")
        yield Tekst("\n".join(self._standing()), id="standing", classes="gap")
        yield Tekst(text("decided.change"), kind="muted", classes="gap")
        yield Tekst(text("decided.shred_about"), kind="muted", id="shred-about", classes="gap")
        yield Knapper(id="on")

    def _standing(self) -> list[str]:
        """Where the case stands, and when it is looked at again."""
        state = self.case.state
        if state.closed:
            lines = [text("case_page.case_closed")]
        else:
            lines = [
                f"{positions.where_words(self.case, one)}: "
                + (step_title(self.case.guide, state, one.here.step) or text("widgets.closed"))
                for one in state.open_positions
            ]
        decision = state.standing(self._position)
        again = decision.act.look_again if decision else None
        if again and again != NO_DATE:
            lines.append(text("decided.again", day=worded.weekday_and_day(day_of(again))))
        return lines

    def draw(self) -> None:
        self.query_one("#standing", Tekst).show("\n".join(self._standing()))
        over = without_concern(self.case.state)
        self.query_one("#shred-about").display = over
        shred = [Knapp("shred", text("decided.shred"))] if over else []
        self.query_one("#on", Knapper).show(
            Knapp("on", text("decided.on")), Knapp("home", text("decided.home")), *shred
        )

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "home":
            self.app.go_home()
        elif event.knapp.id == "shred":
            self.app.show_once("shred")
        else:
            self.action_back()

    def action_back(self) -> None:
        super().action_back()
        onward = surroundings.onward(self.case, self._position)
        self.app.page_does(lambda page: getattr(page, "show_position", lambda _: None)(onward.id))
