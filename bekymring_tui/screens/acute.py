"""Acute danger without suspicion: ring first; what was done and why is asked afterwards, never before (P7)."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.acts import AcuteAfterwards
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.number_list import NumberList, numbers_of
from bekymring_tui.texts import text
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst


class AcutePage(CasePart):
    """The numbers, and room for what happened. It waits in the case until it is written."""

    NAME = "acute"
    WHERE = "acute.where"
    HELP = "acute.help"

    def key(self) -> str:
        return "acute/afterwards"

    def column(self) -> ComposeResult:
        yield Tekst(text("acute.title"), kind="title")
        yield NumberList(numbers_of(self.app, self.case.guide))
        yield Tekst(text("acute.alarm_stands" if self.case.state.masks else "acute.no_alarm"), classes="gap")
        yield Tekst(text("acute.afterwards"), (" " + text("acute.afterwards_hint"), "$muted"), kind="heading")
        yield Felt(self.typed().read().get("words", ""), id="words")
        yield Knapper(Knapp("save", text("acute.save")), Knapp("later", text("acute.later")))

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        words = self.query_one(Felt).text.strip()
        if event.knapp.id == "later":
            self.action_back()
        elif words:
            self.finish(AcuteAfterwards(text=words))
        else:
            self.show_refusal(text("acute.empty"), "words")
