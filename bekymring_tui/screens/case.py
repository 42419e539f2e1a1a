"""The page of a step: where the case stands, what to do there, and the ways on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Self

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from bekymring_tui.case.acts import ActionMarked, Answered
from bekymring_tui.case.state import Position
from bekymring_tui.case.view import Line, StepView
from bekymring_tui.flow.sources import SourceLine
from bekymring_tui.reference.shelf import page_named
from bekymring_tui.screens import positions, surroundings
from bekymring_tui.screens.action import ActionPage
from bekymring_tui.screens.anytime import AnytimePage
from bekymring_tui.screens.decide import DecidePage, decide_key
from bekymring_tui.screens.go_back import GoBackPage
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.question import QuestionPage
from bekymring_tui.screens.reference_list import ReferenceListPage
from bekymring_tui.screens.safety_rows import safety_parts, safety_rows
from bekymring_tui.screens.sheets import form_page
from bekymring_tui.screens.step_list import StepList
from bekymring_tui.screens.step_rows import more_rows, split, step_rows
from bekymring_tui.screens.step_sources import step_sources, who_and_source
from bekymring_tui.screens.tools import ToolsPage
from bekymring_tui.screens.typed import Drafts, Typed, all_drafts, settle
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.page import TextColumn
from bekymring_tui.widgets.rail import Rail
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Valg

OPENS: dict[str, Callable[[str, str], AppPage[None]]] = {
    "action": ActionPage,
    "question": QuestionPage,
    "tools": lambda position, _: ToolsPage(position),
    "anytime": AnytimePage,
    "reference": lambda _, name: ReferenceListPage(page_named(name)),
}
"""The page that a row opens, by the row's kind; given the position and the id."""

OUTCOME = "outcome"
"""The draft field that holds the way on that is chosen but not yet decided."""


class CasePage(AppPage[None]):
    """One position of the open case."""

    NAME = "case"

    DEFAULT_CSS = "CasePage #positions { margin: 0 0 1 0; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+pagedown", "switch(1)", show=False),
        Binding("ctrl+pageup", "switch(-1)", show=False),
    ]

    def __init__(self, position: str = "") -> None:
        super().__init__()
        self._at = position
        self._case_id = ""
        self._shown: object = None
        self._drafts: Drafts = {}
        self._unfolded: set[str] = set()

    @classmethod
    def at(cls, place: Mapping[str, str]) -> Self:
        return cls(place.get("position", ""))

    def place(self) -> dict[str, str]:
        return {"page": self.NAME, "position": self._at}

    def column(self) -> ComposeResult:
        yield Valg(id="positions")
        yield Tekst(kind="title", id="title")
        yield Tekst(id="intro")
        yield Tekst(id="who")
        yield Tekst(id="safety", classes="gap")
        yield Valg(id="asked")
        yield StepList(id="step")
        yield Tekst(kind="muted", id="notices", classes="gap")
        yield Knapper(id="on")
        yield Valg(id="more")

    def on_mount(self) -> None:
        self._draw()

    def first_focus(self) -> Widget | None:
        step = self.query_one(StepList)
        return step if step.allow_focus() else super().first_focus()

    def case_changed(self) -> None:
        self._draw()

    # What stands here ------------------------------------------------------------------------------------

    def position(self) -> Position:
        """The position shown: the chosen one as long as it is there, else where the case stands."""
        chosen = next((one for one in surroundings.reachable(self.case) if one.id == self._at), None)
        chosen = chosen or surroundings.standing(self.case)
        self._at = chosen.id
        return chosen

    def view(self) -> StepView:
        return self.case.view(self.position())

    def typed(self) -> Typed:
        """What is chosen and written towards the decision here."""
        return Typed(self.app, self.case.id, decide_key(self.position()))

    def chosen(self, view: StepView) -> str:
        """The way on that is marked: what the user chose, or the only one there is."""
        kept = self._drafts.get(decide_key(view.position), {}).get(OUTCOME, "")
        ways = [one.id for one in view.choices]
        return kept if kept in ways else ways[0] if len(ways) == 1 else ""

    # Drawing ---------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        if self._case_id != self.case.id:
            self._case_id, self._at = self.case.id, self._at if not self._case_id else ""
            settle(self.app, self.case)
        self._drafts = all_drafts(self.app, self.case)
        view, today = self.view(), self.app.now().date()
        self.show_where(surroundings.where(self.case, surroundings.place(self.case, view.position)))
        self.show_rail(surroundings.rail(self.case, view.position, today))
        self.show_side(surroundings.side(self.case, today))
        self._draw_texts(view)
        self._draw_rows(view)
        here = (self.case.id, view.position.id, view.position.here)
        if self._shown != here:
            self._arrive()
        self._shown = here

    def _draw_texts(self, view: StepView) -> None:
        ended = view.position.ended
        self._say("title", text("case_page.ended_title") if ended else view.title or text("case_page.closed_title"))
        self._say("intro", positions.ended_words(self.case, view.position) if ended else view.intro or "")
        safety = self.query_one("#safety", Tekst)
        parts = safety_parts(self.case.state)
        safety.display = bool(parts)
        safety.show(*parts)
        self._say("notices", "\n".join(one.text for one in view.notices if one.text and not ended))
        who = self.query_one("#who", Tekst)
        who.display = not ended
        who.show(*who_and_source(self.case, view))

    def _say(self, name: str, words: str) -> None:
        shown = self.query_one(f"#{name}", Tekst)
        shown.display = bool(words)
        shown.show(words)

    def _draw_rows(self, view: StepView) -> None:
        ended = view.position.ended is not None
        places = self.query_one("#positions", Valg)
        places.show(*positions.position_rows(self.case, view.position, self._unfolded))
        places.display = places.allow_focus()
        asked = self.query_one("#asked", Valg)
        asked.show(*safety_rows(self.case, self._unfolded))
        asked.display = asked.allow_focus()
        step = self.query_one(StepList)
        rows = step_rows(self.case, view, self.chosen(view), self._drafts)
        step.show(*([] if ended else rows))
        step.display = not ended
        back = Knapp("reopen" if ended else "back", text("case_page.reopen" if ended else "case_page.back"))
        onward = [] if ended else [Knapp("decide", text("case_page.review"))]
        can_back = ended or len(view.position.trail) > 1
        self.query_one("#on", Knapper).show(*onward, *([back] if can_back else []))
        self.query_one("#more", Valg).show(*more_rows(view))

    def _arrive(self) -> None:
        """Another step than before: begin at its top, on the first thing that is not done."""
        step = self.query_one(StepList)
        step.first_undone()
        if self._shown is not None:
            self.set_focus(self.first_focus(), scroll_visible=False)
            self.query_one(TextColumn).scroll_home(animate=False)

    # Doing -----------------------------------------------------------------------------------------------

    @on(Valg.Toggled)
    def _mark(self, event: Valg.Toggled) -> None:
        name = split(event.row.id)[1]
        line = next(one for one in _action_lines(self.view()) if one.id == name)
        if event.row.on and (line.needs_basis or getattr(line.element, "records", ())):
            self.app.push_screen(ActionPage(self._at, name))
        elif not self.app.take(ActionMarked(position=self._at, action=name, done=event.row.on)):
            self._draw()

    @on(Valg.Chosen)
    def _choose(self, event: Valg.Chosen) -> None:
        kind, name = split(event.row.id)
        if kind == "position":
            self.show_position(name)
        elif kind == "answer":
            question, _, value = name.partition("/")
            if not self.app.take(Answered(position=self._at, question=question, value=value)):
                self._draw()
        else:
            self.typed().note(OUTCOME, name)
            self._drafts.setdefault(decide_key(self.position()), {})[OUTCOME] = name

    @on(Valg.Opened)
    def _open(self, event: Valg.Opened) -> None:
        kind, name = split(event.row.id)
        if kind == "page":
            self.app.show_once(name)
        elif kind == "fold":
            self._unfolded ^= {name}
            self._draw()
        elif kind == "form":
            self.app.push_screen(form_page(self.case.guide.forms[name]))
        else:
            self.app.push_screen(OPENS[kind](self._at, name))

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "decide":
            self._decide()
        else:
            self.app.push_screen(GoBackPage(self._at))

    def _decide(self) -> None:
        view = self.view()
        chosen = self.chosen(view)
        if chosen:
            self.app.push_screen(DecidePage(self._at, chosen))
            return
        self.notify(text("case_page.choose_first"), severity="warning")
        step = self.query_one(StepList)
        step.go_to("choice")
        self.set_focus(step)

    # Several positions -----------------------------------------------------------------------------------

    def show_position(self, name: str) -> None:
        """Another position of the same case."""
        self._at = name
        self._draw()

    def show_lane(self, lane: str) -> None:
        """The position that stands in this lane, if one does."""
        for one in self.case.state.open_positions:
            if self.case.guide.lane(one).id == lane:
                self.show_position(one.id)

    def action_switch(self, by: int) -> None:
        names = [one.id for one in surroundings.reachable(self.case) if one.ended is None]
        if len(names) > 1:
            here = names.index(self._at) if self._at in names else 0
            self.show_position(names[(here + by) % len(names)])

    @on(Rail.StepClicked)
    def _clicked(self, event: Rail.StepClicked) -> None:
        self.show_position(event.step_id)

    # F1, F2 ----------------------------------------------------------------------------------------------

    def help_text(self) -> str:
        view = self.view()
        place = surroundings.place(self.case, view.position)
        return text("case_page.help", place=place, title=view.title or text("case_page.closed_title"))

    def sources(self) -> list[SourceLine]:
        return step_sources(self.case, self.view(), self.query_one(StepList).cursor or "")


def _action_lines(view: StepView) -> tuple[Line, ...]:
    return (*view.actions, *view.at_decision)
