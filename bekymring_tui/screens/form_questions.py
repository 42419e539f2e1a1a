"""The questions of one sheet on its page: built when they are needed, shown as far as the answers ask for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from textual.widget import Widget

from bekymring_tui.case.anonymise import name_in
from bekymring_tui.case.state import State
from bekymring_tui.forms.answers import Answers, wrong
from bekymring_tui.forms.model import GRADE, Form, Section
from bekymring_tui.forms.shown import shown
from bekymring_tui.screens.form_fields import Block
from bekymring_tui.texts import text
from bekymring_tui.widgets.tekst import Tekst


class Questions:
    """`answers` are those of the page, as they change; `shut`: sections that are «stengt»; `given`: filled in by us."""

    def __init__(
        self, state: State, form: Form, answers: Answers, shut: Collection[str], given: Collection[str], now: datetime
    ) -> None:
        self._state = state
        self._form = form
        self._answers = answers
        self._shut = shut
        self._given = frozenset(given)
        self._now = now
        self._heads: dict[str, list[Widget]] = {}
        self._blocks: dict[str, Block] = {}
        conditions = [one.shown_if for one in form.sections] + [one.shown_if for one in form.questions]
        self._deciding = {one.field for one in conditions if one}

    def parts(self) -> Iterator[list[Widget]]:
        """The widgets of each question in turn, with the heading of its section where one begins."""
        for section in self._form.sections:
            head = self._heads[section.id] = self._head(section)
            if section.id in self._shut:
                self._place(section)
                yield head
                continue
            for field in section.fields:
                given = field.id in self._given or field.id + GRADE in self._given
                self._blocks[field.id] = block = Block(field, self._answers, self._now, given=given)
                self._place(section)
                self._look_at(field.id)
                yield [*head, *block.widgets]
                head = []

    def _head(self, section: Section) -> list[Widget]:
        if section.id in self._shut:
            return [Tekst(text("forms.closed"), kind="muted", classes="gap")]
        title = [Tekst(section.title, kind="heading")] if len(self._form.sections) > 1 else []
        return [*title, *([Tekst(section.intro, kind="muted")] if section.intro else [])]

    def follow(self, name: str) -> None:
        """What another answer to this field brings with it."""
        question = name.removesuffix(GRADE)
        if block := self._blocks.get(question):
            block.own()
            self._look_at(question)
        if name in self._deciding:
            self._place(*self._form.sections)

    def _place(self, *sections: Section) -> None:
        """Show what is asked in these sections as the answers stand; what is written in the rest is kept."""
        numbers = {one.id: number for number, one in enumerate(shown(self._form, self._answers), 1)}
        for section in sections:
            asked = [one.id for one in section.fields if one.id in numbers]
            head = self._heads.get(section.id, [])
            for widget in head:
                widget.display = bool(asked)
            for field in section.fields:
                if block := self._blocks.get(field.id):
                    block.place(numbers.get(field.id, 0), gap=not head or asked[:1] != [field.id])

    def _look_at(self, question: str) -> None:
        """Say what to look at in an answer. It holds nothing back."""
        block, given = self._blocks[question], self._answers.get(question, "")
        named = name_in(self._state, given) if self._form.nameless else ""
        # A day says itself how it was understood.
        complaint = "" if block.field.type == "date" else wrong(block.field, given) or ""
        block.say(text("form.named", name=named) if named else complaint)
