"""Any form, from its definition. What is typed is saved at once; leaving makes it part of the case."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import ClassVar, Self

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from bekymring_tui.case.acts import FormSaved
from bekymring_tui.case.sheets import FIRST, closed_in, sheet_is_closed
from bekymring_tui.desk.open_case import OpenCase, draft_key
from bekymring_tui.errors import Failure
from bekymring_tui.flow.sources import SourceLine, provenance
from bekymring_tui.forms.answers import Answers, encode, missing_musts, standing, summary
from bekymring_tui.forms.model import GRADE, Form
from bekymring_tui.forms.shown import shown
from bekymring_tui.screens import surroundings, worded
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.day_field import DayField
from bekymring_tui.screens.form_fields import grade_given, say_unknown
from bekymring_tui.screens.form_questions import Questions
from bekymring_tui.screens.form_rail import form_rail
from bekymring_tui.screens.form_text import FormTextPage
from bekymring_tui.screens.misfile import MisfilePage
from bekymring_tui.screens.sheet_list import known_to, saved_events, title_now
from bekymring_tui.screens.typed import all_drafts, answers_now, is_new, widget_id
from bekymring_tui.texts import text
from bekymring_tui.widgets.keys import Key, key, keys
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.rail import Rail, RailData
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.uro import Uro
from bekymring_tui.widgets.valg import Valg

AT_ONCE = 4
"""Questions mounted before the first paint; the rest follow it."""


class FormPage(CasePart):
    """One form of the open case. Under the alarm what is closed cannot be seen, and nothing can be changed."""

    NAME = "form"

    DEFAULT_CSS = "FormPage Valg { margin-top: 0; }"

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f8", "unknown", show=False, priority=True)]

    def __init__(self, form: str, instance: str = FIRST) -> None:
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
        self._offered = self._known()
        self._answers |= self._offered
        self._names = {widget_id(one.id): one.id for one in self.form.fields}
        self._questions = {one.id: one for one in self.form.questions if one.id not in self._hidden()}
        self._asked = Questions(self._case.state, self.form, self._answers, self._shut, self._offered, self.app.now())
        borrowed = text("forms.borrowed", source=self.form.borrowed_from) if self.form.borrowed_from else ""
        yield Tekst(self._title(), (f"  {borrowed}", "not bold $muted"), kind="title")
        if self._read_only:
            yield Tekst(text("form.read_only"), kind="warn", classes="gap")
            closed = closed_in(self._case.state, self.form, self._instance)
            for line in summary(self.form, self._answers, closed)[1:]:
                yield Tekst(line)
            return
        yield from self._before_questions()
        self._rest = self._asked.parts()
        for _ in range(AT_ONCE):
            yield from next(self._rest, ())
        yield Knapper(*self._buttons(), id="foot")

    def _before_questions(self) -> ComposeResult:
        if self.form.intro:
            yield Tekst(self.form.intro, kind="muted")
        if self.form.nameless:
            yield Tekst(text("form.nameless"), kind="warn")
        if self._offered:
            yield Tekst(text("form.offered"), kind="muted")
        musts = any(one.need == "must" for one in self.form.questions)
        yield Tekst(text("form.must_hint" if musts else "form.unknown_hint"), kind="muted")

    def _buttons(self) -> list[Knapp]:
        saved = saved_events(self._case, self._form, self._instance)
        names = [*(["keep"] if self._offered else []), "finish", "read", *(["misfile"] if saved else [])]
        return [Knapp(one, text(f"form.{one}")) for one in names]

    def _known(self) -> dict[str, str]:
        """What the case fills in, as far as it may be shown."""
        if self._read_only or self._answers:
            return {}
        known = known_to(self._case, self.form, self._instance, self.app.now().date())
        return {name: given for name, given in known.items() if name.removesuffix(GRADE) not in self._hidden()}

    def _lock_now(self) -> tuple[bool, frozenset[str]]:
        """Whether nothing can be changed now, and the sections that are «stengt»."""
        state = self._case.state
        closed = closed_in(state, self.form, self._instance)
        shut = frozenset(one.id for one in self.form.sections if closed & set(one.contacts))
        return state.alarm.pending or bool(closed & set(self.form.contacts)), shut

    def _hidden(self) -> set[str]:
        sections = [one for one in self.form.sections if one.id in self._shut]
        return {field.id for section in sections for field in section.fields}

    def _title(self) -> str:
        return title_now(self._case, self.form, self._instance)

    def places(self) -> tuple[str, ...]:
        title = worded.lower_first(self._title())
        if self._read_only:
            return (title,)
        names = [one.id for one in shown(self.form, self._answers)]
        at = names.index(self._here) + 1 if self._here in names else 1
        return (title, text("form.field_of", number=at, total=len(names)))

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
        found = {one.id: one for one in self.query("*") if one.id and one.focusable and one.display}
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
        self._accept()
        super().keep(name, value)
        self._asked.follow(name)
        self._draw_rail()

    def _accept(self) -> None:
        """What the case filled in is the user's own from the first thing they write, or when they say so."""
        offered, self._offered = self._offered, {}
        for name, given in offered.items():
            super().keep(name, given)
        if offered:
            self.query_one("#foot", Knapper).show(*self._buttons())

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
        say_unknown(here if isinstance(here, Uro) else self._grade_beside(here) or here)

    def _grade_beside(self, widget: Widget | None) -> Uro | None:
        """The picker of a question in words that has one."""
        found = (one for name, one in self._questions.items() if widget and widget.id == widget_id(name))
        field = next(found, None)
        return self.query_one(f"#{widget_id(field.grade.id)}", Uro) if field and field.grade else None

    @on(Knapper.Pressed, "#foot")
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "read":
            self.app.push_screen(FormTextPage(self._form, self._instance))
            return
        if event.knapp.id == "keep":
            self._accept()
        self.action_back()
        if event.knapp.id == "misfile":
            *earlier, newest = saved_events(self._case, self._form, self._instance)
            self.app.push_screen(MisfilePage(newest, self._title(), earlier))

    # Leaving ---------------------------------------------------------------------------------------------

    def leaving(self) -> None:
        """Make what is filled in part of the case, when it says something else than before."""
        in_use, self._in_use = self._in_use, False
        if self._read_only or not in_use:
            return
        self.app.flush()
        answers = {name: value for name, value in self._answers.items() if value}
        if not self._offered and is_new(self._case, self._form, self._instance, answers):
            self._take(FormSaved(form=self._form, instance=self._instance, answers=answers))
            self._tell_missing(answers)

    def _tell_missing(self, answers: Answers) -> None:
        """What the form is no use without, by number and name: told while it is left, which nothing hinders."""
        numbers = {one.id: number for number, one in enumerate(shown(self.form, answers), 1)}
        missing = [one for one in missing_musts(self.form, answers) if one.id in self._questions]
        if missing:
            fields = ", ".join(text("form.label", number=numbers[one.id], label=one.short) for one in missing)
            self.app.notify(text("form.missing", title=self._title(), fields=fields), severity="warning", timeout=12)

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
        if sheet_is_closed(self._case.state, self.form, self._instance):
            return RailData(self._title())
        asked = shown(self.form, self._answers)
        return form_rail(self.form, self._title(), self._answers, asked=asked, shut=self._shut, here=self._here)

    # F1, F2 ----------------------------------------------------------------------------------------------

    def help_text(self) -> str:
        return text("form.help", title=self._title())

    def sources(self) -> list[SourceLine]:
        return provenance(self.form, flow=None)
