"""«Les som tekst»: one sheet as it reads on paper, through the alarm's mask."""

from __future__ import annotations

from textual.app import ComposeResult

from bekymring_tui.case.sheets import FIRST, closed_in
from bekymring_tui.flow.sources import SourceLine, provenance
from bekymring_tui.forms.answers import summary
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.sheet_list import title_now
from bekymring_tui.screens.typed import all_drafts, answers_now
from bekymring_tui.texts import text
from bekymring_tui.widgets.tekst import Tekst


class FormTextPage(CasePart):
    """What is written in a sheet, also what was typed a moment ago."""

    WHERE = "form_text.where"
    HELP = "form_text.help"
    DRAWN_ONCE = True

    def __init__(self, form: str, instance: str = FIRST) -> None:
        super().__init__()
        self._form = form
        self._instance = instance

    def column(self) -> ComposeResult:
        state, form = self.case.state, self.case.guide.forms[self._form]
        answers = answers_now(self.case, all_drafts(self.app, self.case), self._form, self._instance)
        _, *lines = summary(form, answers, closed_in(state, form, self._instance))
        yield Tekst(title_now(self.case, form, self._instance), kind="title")
        if form.nameless:
            yield Tekst(text("form.nameless"), kind="warn")
        yield Tekst("\n".join(lines))

    def sources(self) -> list[SourceLine]:
        return provenance(self.case.guide.forms[self._form], flow=None)
