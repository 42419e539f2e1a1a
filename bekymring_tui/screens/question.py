"""A question of a step: as a field on a page of its own, and where a decision asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from bekymring_tui.case.acts import Answered
from bekymring_tui.case.view import Asked
from bekymring_tui.flow.sources import SourceLine, provenance
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.day_field import DayField
from bekymring_tui.screens.headings import heading
from bekymring_tui.screens.step_rows import answer_rows
from bekymring_tui.screens.typed import widget_id
from bekymring_tui.texts import text
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Valg


class QuestionField(Vertical):
    """One question with the field that its type asks for; the field's id is the question's.

    A choice is answered when it is made (`Valg.Chosen`, row `answer:<question>/<value>`); anything else has its
    `value` taken when the page is left.
    """

    DEFAULT_CSS = "QuestionField { height: auto; }"

    def __init__(self, asked: Asked, kept: Mapping[str, str], now: datetime) -> None:
        super().__init__()
        self.asked = asked
        self._now = now
        self._field = widget_id(asked.id)
        self._value = kept.get(self._field, asked.answer or "")

    def compose(self) -> ComposeResult:
        yield heading(self.asked.text or "")
        if self.asked.element.note:
            yield Tekst(self.asked.element.note, kind="muted")
        kind = self.asked.element.type
        if kind == "choice":
            yield Valg(*answer_rows(self.asked), id=self._field)
        elif kind == "date":
            yield DayField(self._value, self._now, field=self._field)
        elif kind == "text":
            yield Felt(self._value, id=self._field)
        else:
            yield Linje(self._value, id=self._field)

    @property
    def value(self) -> str:
        """What is written, for any type but a choice."""
        if self.query(Felt):
            return self.query_one(Felt).text.strip()
        if self.query(DayField):
            day = self.query_one(DayField).day
            return day.isoformat() if day else ""
        return self.query_one(Linje).value.strip() if self.query(Linje) else ""

    @property
    def answered(self) -> bool:
        """Whether what is written is new."""
        return bool(self.value) and self.value != self.asked.answer


class QuestionPage(CasePart):
    """Answers one question that is not a choice."""

    WHERE = "question.where"
    HELP = "question.help"
    DRAWN_ONCE = True

    def __init__(self, position: str, question: str) -> None:
        super().__init__()
        self._position = position
        self._question = question

    def key(self) -> str:
        here = self.case.state.positions[self._position].here
        return f"question/{here.step}/{here.number}"

    def asked(self) -> Asked | None:
        """The question as it may be shown; None when it is «stengt»."""
        view = self.case.view(self.case.state.positions[self._position])
        return next((one for one in view.questions if one.id == self._question and one.text), None)

    def column(self) -> ComposeResult:
        asked = self.asked()
        if asked is None:
            yield Tekst(text("case_page.closed_why"))
            return
        yield QuestionField(asked, self.typed().read(), self.app.now())
        yield Knapper(Knapp("save", text("question.save")))

    @on(Knapper.Pressed)
    def _press(self) -> None:
        if self.days_hold():
            value = self.query_one(QuestionField).value
            self.finish(Answered(position=self._position, question=self._question, value=value))

    def sources(self) -> list[SourceLine]:
        asked = self.asked()
        step = self.case.guide.step(self.case.state.positions[self._position])
        return provenance(asked.element, step, flow=self.case.guide.flow) if asked else []
