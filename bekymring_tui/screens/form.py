"""Any form, from its definition. What is typed is saved at once; leaving makes it part of the case."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import ClassVar, Self

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from bekymring_tui.case.acts import FormSaved
from bekymring_tui.case.mask import closed_contacts
from bekymring_tui.desk.open_case import OpenCase, draft_key
from bekymring_tui.errors import Failure
from bekymring_tui.flow.sources import SourceLine, provenance
from bekymring_tui.forms.answers import encode, progress, standing, summary
from bekymring_tui.forms.model import Field, Form
from bekymring_tui.screens import surroundings
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.closed import is_closed
from bekymring_tui.screens.day_field import DayField
from bekymring_tui.screens.form_fields import field_widgets, grade_given, grade_value
from bekymring_tui.screens.step_rows import form_note
from bekymring_tui.screens.typed import all_drafts, answers_now, widget_id
from bekymring_tui.texts import text
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.keys import Key, key, keys
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.rail import Rail, RailData, Step
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.uro import UNKNOWN, Uro, with_bar
from bekymring_tui.widgets.valg import Valg

AT_ONCE = 4
"""Questions mounted before the first paint; the rest follow it."""


class FormPage(CasePart):
    """One form of the open case. Under the alarm what is closed cannot be seen, and nothing can be changed."""

    NAME = "form"

    DEFAULT_CSS = "FormPage Valg { margin-top: 0; }"

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f8", "unknown", show=False, priority=True)]

    def __init__(self, form: str, instance: str = "1") -> None:
        super().__init__()
        self._form = form
        self._instance = instance
        self._answers: dict[str, str] = {}
        self._here = ""
        self._wanted = ""
        self._in_use = False

    @classmethod
    def at(cls, place: Mapping[str, str]) -> Self:
        return cls(place["form"], place["instance"])

    def place(self) -> dict[str, str]:
        return {"page": self.NAME, "form": self._form, "instance": self._instance}

    def keys(self) -> tuple[Key, ...]:
        return (*keys("f9", "f1", "f2", "f6", "ctrl+p", "ctrl+l"), key("escape", text("form.finish")))

    @property
    def form(self) -> Form:
        return self._case.guide.forms[self._form]

    # What stands here ------------------------------------------------------------------------------------

    def column(self) -> ComposeResult:
        self._case: OpenCase = self.case
        self._in_use = True
        self._answers = dict(answers_now(self._case, all_drafts(self.app, self._case), self._form, self._instance))
        self._read_only, self._shut = self._lock_now()
        self._names = {widget_id(one.id): one.id for one in self.form.fields}
        self._questions = {one.id: one for one in self.form.questions if one.id not in self._hidden()}
        borrowed = text("forms.borrowed", source=self.form.borrowed_from) if self.form.borrowed_from else ""
        yield Tekst(self.form.title, (f"  {borrowed}", "not bold $muted"), kind="title")
        if self._read_only:
            yield Tekst(text("form.read_only"), kind="warn", classes="gap")
            for line in summary(self.form, self._answers, closed_contacts(self._case.state))[1:]:
                yield Tekst(line)
            return
        if self.form.intro:
            yield Tekst(self.form.intro, kind="muted")
        yield Tekst(text("form.unknown_hint"), kind="muted")
        self._rest = self._blocks()
        for _ in range(AT_ONCE):
            yield from next(self._rest, ())
        yield Knapper(Knapp("finish", text("form.finish")), id="foot")

    def _blocks(self) -> Iterator[list[Widget]]:
        """The widgets of each question, with the heading of its section where one begins."""
        number = 0
        for section in self.form.sections:
            if section.id in self._shut:
                yield [Tekst(text("forms.closed"), kind="muted", classes="gap")]
                number += len(section.fields)
                continue
            head: list[Widget] = []
            if len(self.form.sections) > 1:
                head.append(Tekst(section.title, kind="heading"))
            if section.intro:
                head.append(Tekst(section.intro, kind="muted"))
            for field in section.fields:
                number += 1
                yield [*head, *field_widgets(field, number, self._answers, self.app.now(), gap=not head)]
                head = []

    def _lock_now(self) -> tuple[bool, frozenset[str]]:
        """Whether nothing can be changed now, and the sections that are «stengt»."""
        state = self._case.state
        closed = frozenset(one.id for one in self.form.sections if is_closed(state, one))
        return state.alarm.pending or is_closed(state, self.form), closed

    def _hidden(self) -> set[str]:
        sections = [one for one in self.form.sections if one.id in self._shut]
        return {field.id for section in sections for field in section.fields}

    def places(self) -> tuple[str, ...]:
        names = [one.id for one in self.form.questions]
        at = names.index(self._here) + 1 if self._here in names else 1
        return (self.form.title.lower(), text("form.field_of", number=at, total=len(names)))

    def on_mount(self) -> None:
        self._draw_rail()
        if not self._read_only:
            self.call_after_refresh(self._mount_rest)

    async def _mount_rest(self) -> None:
        foot = self.query_one("#foot")
        await foot.parent.mount(*(one for block in self._rest for one in block), before=foot)  # type: ignore[union-attr]
        if self._wanted:
            self.focus_field(self._wanted)
        elif self.focused and self._here != self.form.questions[0].id:
            self.focused.scroll_visible(animate=False)

    def first_focus(self) -> Widget | None:
        """The first question that stands empty."""
        empty = [widget_id(name) for name, one in self._questions.items() if standing(one, self._answers) == "open"]
        found = {one.id: one for one in self.query("*") if one.id and one.focusable}
        return next((found[one] for one in empty if one in found), None) or super().first_focus()

    def focus_field(self, field: str) -> None:
        super().focus_field(field)
        self._wanted = "" if self.focused_field() == field else field

    # Typing ----------------------------------------------------------------------------------------------

    def key(self) -> str:
        return draft_key(self._form, self._instance)

    def keep(self, field: str, value: str) -> None:
        """Under the form's own name of the field, and only when it is another value."""
        name = self._names.get(field)
        if name is None or self._answers.get(name, "") == value:
            return
        self._answers[name] = value
        super().keep(name, value)
        self._draw_rail()

    @on(DayField.Changed)
    def _keep_as_date(self, event: DayField.Changed) -> None:
        event.prevent_default()
        day = event.control.day
        self.keep(event.control.field, encode(day) if day else event.control.words)

    @on(Uro.Changed)
    def _keep_grade(self, event: Uro.Changed) -> None:
        self.keep(event.uro.id or "", grade_given(event.value))

    @on(Valg.Toggled)
    def _keep_ticks(self, event: Valg.Toggled) -> None:
        self.keep(event.valg.id or "", encode(frozenset(event.valg.chosen)))

    def action_unknown(self) -> None:
        """F8: «vet ikke» in the field with focus, as far as it is empty."""
        here = self.focused
        picker = here if isinstance(here, Uro) else self._grade_beside(here)
        if picker:
            picker.action_set(UNKNOWN)
        elif isinstance(here, Felt) and not here.text.strip():
            here.load_text(text("form.unknown_words"))
        elif isinstance(here, Linje) and not here.value.strip():
            here.value = text("form.unknown_words")

    def _grade_beside(self, widget: Widget | None) -> Uro | None:
        """The picker of a question in words that has one."""
        found = (one for name, one in self._questions.items() if widget and widget.id == widget_id(name))
        field = next(found, None)
        return self.query_one(f"#{widget_id(field.grade.id)}", Uro) if field and field.grade else None

    @on(Knapper.Pressed, "#foot")
    def _finish(self) -> None:
        self.action_back()

    # Leaving ---------------------------------------------------------------------------------------------

    def leaving(self) -> None:
        """Make what is filled in part of the case, when it says something else than before."""
        in_use, self._in_use = self._in_use, False
        if self._read_only or not in_use:
            return
        self.app.flush()
        before = self._case.state.forms.get((self._form, self._instance))
        answers = {name: value for name, value in self._answers.items() if value}
        if answers != (dict(before.answers) if before else {}):
            self._take(FormSaved(form=self._form, instance=self._instance, answers=answers))

    def _take(self, act: FormSaved) -> None:
        """Into the case this page was opened in, also when the app has gone on to another."""
        if self.app.case is self._case:
            self.app.take(act)
        else:
            with contextlib.suppress(Failure):
                self._case.take(act)

    def case_changed(self) -> None:
        """The alarm may have closed the form, or a part of it, or opened it again."""
        if self._in_use and (self._read_only, self._shut) != self._lock_now():
            self.app.pop_screen()
            self.app.push_screen(FormPage(self._form, self._instance))

    # Drawing ---------------------------------------------------------------------------------------------

    @on(events.DescendantFocus)
    def _note_here(self, event: events.DescendantFocus) -> None:
        for name, field in self._questions.items():
            if event.widget.id in (widget_id(name), field.grade and widget_id(field.grade.id)):
                self._here = name
                self.show_where(surroundings.where(self._case, *self.places()))
                self._draw_rail()

    @on(Rail.StepClicked)
    def _clicked(self, event: Rail.StepClicked) -> None:
        self.focus_field(event.step_id)

    def _draw_rail(self) -> None:
        data = self._rail_data()
        if data != self.rail.data:
            self.show_rail(data)

    def _rail_data(self) -> RailData:
        steps: list[Step | str] = []
        number = 0
        for section in self.form.sections:
            if len(self.form.sections) > 1 and number:
                steps.append(text("widgets.closed") if section.id in self._shut else section.title)
            for field in section.fields:
                number += 1
                steps.append(self._step(field, number, section.id in self._shut))
        told = form_note(progress(self.form, self._answers))
        return RailData(self.form.title, intro=told, steps=tuple(steps))

    def _step(self, field: Field, number: int, closed: bool) -> Step:
        if closed:
            return Step(text("widgets.closed"), "off", str(number))
        open_ = standing(field, self._answers) == "open"
        state = "here" if field.id == self._here else "ahead" if open_ else "done"
        grade = grade_value(field.grade, self._answers.get(field.grade.id, "")) if field.grade else None
        note = with_bar(grade) if field.grade else ""
        return Step(field.short, state, str(number), note, widget_id(field.id))  # type: ignore[arg-type]

    # F1, F2 ----------------------------------------------------------------------------------------------

    def help_text(self) -> str:
        return text("form.help", title=self.form.title)

    def sources(self) -> list[SourceLine]:
        return provenance(self.form, flow=None)
