"""«Se over svarene»: what a decision rests on, why, who, and when it is looked at again (P7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from bekymring_tui.case.acts import NEXT, STAY, Answered, Decided
from bekymring_tui.case.due import NO_DATE, Due
from bekymring_tui.case.looking_again import left_unmet, proposed
from bekymring_tui.case.state import Position
from bekymring_tui.case.view import Choice
from bekymring_tui.flow.sources import SourceLine
from bekymring_tui.screens import surroundings, worded
from bekymring_tui.screens.basis import Basis
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.day_field import DayField
from bekymring_tui.screens.decided import DecidedPage
from bekymring_tui.screens.headings import heading
from bekymring_tui.screens.question import QuestionField, QuestionPage
from bekymring_tui.screens.rests_on import empty_fields, rests_on
from bekymring_tui.screens.sheets import sheet_page
from bekymring_tui.screens.step_rows import split
from bekymring_tui.screens.step_sources import step_sources
from bekymring_tui.screens.typed import all_drafts
from bekymring_tui.texts import text
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Row, Valg


def decide_key(position: Position) -> str:
    """The draft key of the decision at this visit."""
    return f"decide/{position.id}/{position.here.step}/{position.here.number}"


def _asks(choice: Choice | None) -> list[str]:
    """Ids of the questions that stand on this page as fields."""
    return choice.element.ask if choice and choice.element else []


class DecidePage(CasePart):
    """Confirms one way on at one position."""

    NAME = "decide"
    WHERE = "decide.where"
    HELP = "decide.help"
    DRAWN_ONCE = True

    def __init__(self, position: str, outcome: str) -> None:
        super().__init__()
        self._position = position
        self._outcome = outcome

    @classmethod
    def at(cls, place: Mapping[str, str]) -> Self:
        return cls(place["position"], place["outcome"])

    def place(self) -> dict[str, str]:
        return {"page": self.NAME, "position": self._position, "outcome": self._outcome}

    def key(self) -> str:
        return decide_key(self.case.state.positions[self._position])

    def choice(self) -> Choice | None:
        """The way on as it may be shown; None when it is not offered any more."""
        view = self.case.view(self.case.state.positions[self._position])
        return next((one for one in view.choices if one.id == self._outcome), None)

    # What stands here ------------------------------------------------------------------------------------

    def column(self) -> ComposeResult:
        choice = self.choice()
        if choice is None:
            yield Tekst(text("decide.gone"), kind="title")
            return
        kept = self.typed().read()
        yield Tekst(text("decide.about_to"), kind="muted")
        yield Tekst(worded.choice(self.case, choice), kind="title")
        yield Tekst(self._more(choice), kind="muted", id="more")
        if choice.calls:
            yield from self._needed(choice, kept)
            yield self._buttons()
        yield Valg(id="rests")
        yield Tekst(kind="warn", id="empty")
        yield Tekst(kind="warn", id="unmet")
        if not choice.calls:
            yield from self._needed(choice, kept)
        hint = text("decide.why_later") if choice.calls else ""
        yield heading(text("decide.why"), hint, must=not choice.calls and choice.id != NEXT)
        yield Felt(kept.get("reason", ""), hint=text("decide.why_hint"), id="reason")
        yield from self._look_again(choice, kept)
        yield from self._people(kept)
        if not choice.calls:
            yield self._buttons()

    def _buttons(self) -> Knapper:
        return Knapper(Knapp("confirm", text("decide.confirm")), Knapp("back", text("decide.back")))

    def _more(self, choice: Choice) -> str:
        """What else follows: lanes that open, a landing that is ours to have read."""
        opens = [self.case.guide.track.opened(one) for one in choice.element.open] if choice.element else []
        lanes = [self.case.guide.track.lanes[self.case.guide.track.lane_of[one]].title for one in opens]
        parts = [text("decide.opens", lanes=", ".join(lanes))] if lanes else []
        parts += [text("decide.inferred")] if choice.inferred else []
        parts += [text("decide.stays")] if choice.id == STAY else []
        return " ".join(parts)

    def _needed(self, choice: Choice, kept: dict[str, str]) -> ComposeResult:
        """What the procedure wants answered before leaving by this way, and the basis that sharing needs."""
        view = self.case.view(self.case.state.positions[self._position])
        for one in view.questions:
            if one.id in _asks(choice) and one.text:
                yield QuestionField(one, kept, self.app.now())
        if choice.needs_basis:
            yield Basis(choice.needs_basis, kept)

    def _look_again(self, choice: Choice, kept: dict[str, str]) -> ComposeResult:
        """What is left standing or closed must have a day. To just go on to the next step needs none."""
        own = self._own_day(choice)
        if choice.ends:
            hint, day = text("decide.must_day"), ""
        elif choice.id == NEXT:
            hint, day = text("decide.again_empty"), ""
        else:
            day = worded.day_and_year(own.on) if own else text("decide.again_default")
            open_hint = text("decide.again_own", label=own.label) if own else text("decide.again_hint")
            hint = open_hint if choice.leads_to else text("decide.must")
        yield heading(text("decide.again"), hint)
        again = kept.get("look_again", day)
        yield DayField(again, self.app.now(), field="look_again", hint=text("decide.again_default"), working=True)
        if choice.ends:
            yield Valg(Row(NO_DATE, text("decide.never"), "action", on=kept.get("never") == "yes"), id="never")

    def _own_day(self, choice: Choice) -> Due | None:
        """The date that the step where this leads has of its own."""
        by, now = self.case.desk.who(), self.app.now()
        if by is None:
            return None
        return proposed(self.case.guide, self.case.state, self._bare(choice), by, now.isoformat(), now.date())

    def _unmet(self, choice: Choice) -> str:
        """Deadlines by law that nobody is reminded of after this."""
        by = self.case.desk.who()
        if by is None:
            return ""
        found = left_unmet(self.case.guide, self.case.state, self._bare(choice), by, self.app.now().isoformat())
        days = ", ".join(f"«{worded.due_label(one)}» {worded.weekday_and_day(one.on)}" for one in found)
        return text("decide.unmet", days=days) if found else ""

    def _bare(self, choice: Choice) -> Decided:
        return Decided(position=self._position, outcome=choice.id, reason="", decided_by="")

    def _people(self, kept: dict[str, str]) -> ComposeResult:
        who = self.case.desk.who()
        yield heading(text("decide.who"))
        yield Linje(kept.get("decided_by", f"{who.name}, {who.role}" if who else ""), id="decided_by")
        view = self.case.view(self.case.state.positions[self._position])
        meant = ", ".join(one.text for one in view.responsible if one.kind == "takes_part" and one.text)
        hint = text("decide.with_meant", roles=meant) if meant else text("decide.with_hint")
        yield heading(text("decide.with"), hint)
        yield Linje(kept.get("took_part", ""), hint=text("decide.with_example"), id="took_part")

    def places(self) -> tuple[str, ...]:
        return (surroundings.place(self.case, self.case.state.positions[self._position]), text(self.WHERE))

    def draw(self) -> None:
        if not self.query("#rests"):
            return
        position = self.case.state.positions[self._position]
        self.show_rail(surroundings.rail(self.case, position, self.app.now().date()))
        drafts = all_drafts(self.app, self.case)
        asks = _asks(self.choice())
        self.query_one("#rests", Valg).show(*rests_on(self.case, self.case.view(position), drafts, asks))
        empty = ", ".join(f"«{one}»" for one in empty_fields(self.case, drafts))
        self._warn("empty", text("decide.empty", fields=empty) if empty else "")
        self._warn("unmet", self._unmet(choice) if (choice := self.choice()) else "")
        more = self.query_one("#more", Tekst)
        more.display = bool(choice and self._more(choice))

    def _warn(self, name: str, words: str) -> None:
        """What is worth seeing before one confirms; it stops nothing."""
        shown = self.query_one(f"#{name}", Tekst)
        shown.display = bool(words)
        shown.show(f"! {words}")

    def first_focus(self) -> Widget | None:
        calls = (choice := self.choice()) and choice.calls
        first = self.query("QuestionField Valg, Knapper") if calls else self.query("#reason")
        return next(iter(first), None) or super().first_focus()

    # Doing -----------------------------------------------------------------------------------------------

    @on(Valg.Opened)
    def _open(self, event: Valg.Opened) -> None:
        kind, name = split(event.row.id)
        if kind == "form":
            self.app.push_screen(sheet_page(name))
        elif kind == "question":
            self.app.push_screen(QuestionPage(self._position, name))
        elif kind == "back":
            self.action_back()
        else:
            self.app.show_once(name)

    @on(Valg.Chosen)
    def _answer(self, event: Valg.Chosen) -> None:
        """An answer is taken at once: it may open F9's question."""
        kind, name = split(event.row.id)
        if kind == "answer":
            question, _, value = name.partition("/")
            self.app.take(Answered(position=self._position, question=question, value=value))

    @on(Valg.Toggled, "#never")
    def _never(self, event: Valg.Toggled) -> None:
        self.typed().note("never", "yes" if event.row.on else "")

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "back":
            self.action_back()
        elif self.days_hold():
            answers = [
                Answered(position=self._position, question=one.asked.id, value=one.value)
                for one in self.query(QuestionField)
                if one.answered
            ]
            if self.finish(*answers, self._decision()):
                self.app.push_screen(DecidedPage(self._position))

    def _decision(self) -> Decided:
        basis = next(iter(self.query(Basis)), None)
        took_part = re.split(r"[,;\n]", self.query_one("#took_part", Linje).value)
        return Decided(
            position=self._position,
            outcome=self._outcome,
            reason=self.query_one("#reason", Felt).text.strip(),
            decided_by=self.query_one("#decided_by", Linje).value.strip(),
            took_part=[one.strip() for one in took_part if one.strip()],
            look_again=self._again(),
            basis=basis.chosen if basis else None,
            basis_reason=basis.reason if basis else "",
        )

    def _again(self) -> str | None:
        field = next(one for one in self.query(DayField) if one.field == "look_again")
        if field.day:
            return field.day.isoformat()
        return NO_DATE if self.query("#never") and self.query_one("#never", Valg).chosen else None

    def sources(self) -> list[SourceLine]:
        choice = self.choice()
        if choice is None or not (choice.label or choice.id == NEXT):
            return []
        view = self.case.view(self.case.state.positions[self._position])
        return step_sources(self.case, view, f"choice:{choice.id}")
