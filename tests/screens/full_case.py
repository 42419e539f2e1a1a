"""A case with something written in every place, and every page of the program."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from screen_samples import SeenApp
from textual.screen import Screen

from bekymring_tui import screens
from bekymring_tui.case import acts as a
from bekymring_tui.case.open_dates import dates_to_set
from bekymring_tui.case.people import Guardian, Subject, Worker
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.screens.action import ActionPage
from bekymring_tui.screens.anytime import AnytimePage
from bekymring_tui.screens.deadlines import SetDatePage
from bekymring_tui.screens.decide import DecidePage
from bekymring_tui.screens.decided import DecidedPage
from bekymring_tui.screens.form import FormPage
from bekymring_tui.screens.go_back import GoBackPage
from bekymring_tui.screens.guardians import GuardianPage, SubjectPage
from bekymring_tui.screens.log_entry import LogEntryPage, MoveEntryPage
from bekymring_tui.screens.menu_rows import menu_rows
from bekymring_tui.screens.misfile import MisfilePage
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.question import QuestionPage
from bekymring_tui.screens.recovery import RecoveryPage
from bekymring_tui.screens.report import report_lane, report_position
from bekymring_tui.screens.routes import PAGES, page_class
from bekymring_tui.screens.sealed import SealedPage
from bekymring_tui.screens.surroundings import standing
from bekymring_tui.screens.tools import ToolsPage
from bekymring_tui.widgets.menu import Menu

AGAIN = "2026-12-14"
LATER = ("form", "decide", "recovery", "help", "source", "numbers")
"""Pages by name that take more than their name, or that stand on another page."""

Making = Callable[[], Screen[Any]]


def filled_case(desk: Desk, words: str, real_name: str = "") -> OpenCase:
    """Stands at level 2, step 3, with a report to barnevernet beside it; `words` in every place a user writes."""
    desk.set_who(Worker(name=words, role=words, service="skole", unit=words))
    subject = Subject(kind="child", call_name=words, real_name=real_name or words, age=9)
    guardians = [Guardian(id="g1", label=words, responsible="yes"), Guardian(id="g2", label=words)]
    case = desk.new_case("porsgrunn", "skole", "concern", subject, guardians)
    for name, form in case.guide.forms.items():
        answers = {one.id: words for one in form.fields if one.type in ("text", "line")}
        case.take(a.FormSaved(form=name, answers=answers))
    for aspect in ("seen", "heard", "child", "interpretation"):
        case.take(a.Logged(aspect=aspect, text=words, observed=desk.now().isoformat()))
    case.take(a.Graded(grade=4, rests_on=words))
    case.take(a.Graded(grade=5, rests_on=words))
    case.take(a.ConsentRefused(giver="g1", services=["ppt"], way_on="stay"))
    case.take(a.ActionMarked(position="p1", action="H1", done=True, detail=words))
    for outcome in ("D2", "D2", "D2", "D3", "measures"):
        decide(case, standing(case).id, outcome, words)
    case.take(a.Answered(position=standing(case).id, question="holder", value=words))
    _report(case, words)
    return case


def decide(case: OpenCase, position: str, outcome: str, words: str) -> None:
    case.take(
        a.Decided(
            position=position, outcome=outcome, reason=words, decided_by=words, took_part=[words], look_again=AGAIN,
            basis="other", basis_reason=words,
        )
    )  # fmt: skip


def _report(case: OpenCase, words: str) -> None:
    """Up to where the report is delivered, which asks for the receipt in words."""
    lane = report_lane(case)
    assert lane is not None
    case.take(a.Entered(name=lane))
    position = report_position(case)
    assert position is not None
    for outcome in ("next", "ready", "told"):
        here = case.guide.step(case.state.positions[position.id])
        for question in here.questions:
            if question.type == "choice":
                case.take(a.Answered(position=position.id, question=question.id, value="no"))
        decide(case, position.id, outcome, words)


def raise_alarm(case: OpenCase, words: str = "", *, reached: bool = False) -> None:
    """A suspicion at home; with the call and the advice that follow it, or not yet."""
    at = case.desk.now().isoformat()
    case.take(a.AlarmAsked(by="key"))
    case.take(a.AlarmAnswered(answer="home"))
    case.take(a.CallRecorded(called="watch", result="no_answer", at=at, spoke_with=words, advice=words))
    if reached:
        case.take(a.CallRecorded(called="barnevern", result="reached", at=at, spoke_with=words, advice=words))
        case.take(a.AdviceRecorded(by="barnevern", spoke_with=words, at=at, text=words, clears=False))


def every_page(app: SeenApp, case: OpenCase) -> Iterator[tuple[str, Making]]:
    """Name and making of a page of every kind, on the case as it stands. F9, which asks its question, comes last."""
    for name in PAGES:
        if name not in LATER:
            yield name, page_class(name)
    yield "recovery", RecoveryPage
    yield "recovery first", partial(RecoveryPage, first=True)
    for name in case.guide.forms:
        yield f"form {name}", partial(FormPage, name)
    for position in case.state.open_positions:
        yield from _of_position(case, position.id)
    yield "guardian", partial(GuardianPage, "g1")
    yield "new guardian", GuardianPage
    yield "subject", SubjectPage
    if case.state.log:
        seq, words = case.state.log[0].seq, case.state.log[0].text
        yield "log entry", partial(LogEntryPage, seq)
        yield "move entry", partial(MoveEntryPage, seq)
        yield "misfile", partial(MisfilePage, seq, words)
    yield from _dates(case)
    yield "sealed", partial(SealedPage, Path("sak.age"), "Leder", "furu brygge onsdag kaffe lampe sti elv")
    yield "sealed for a recipient", partial(SealedPage, Path("sak.age"), "Leder", None)
    yield "menu", lambda: Menu(menu_rows(app))
    for name in ("help", "source", "numbers"):
        yield name, page_class(name)


def _of_position(case: OpenCase, position: str) -> Iterator[tuple[str, Making]]:
    view = case.view(case.state.positions[position])
    kind = page_class("case")
    yield f"{position} case", lambda: kind.at({"position": position})
    for one in (*view.actions[:1], *view.at_decision[:1], *(one for one in view.actions if one.needs_basis)):
        yield f"{position} action {one.id}", partial(ActionPage, position, one.id)
    for asked in view.questions:
        if asked.element.type != "choice":
            yield f"{position} question {asked.id}", partial(QuestionPage, position, asked.id)
    for choice in (*view.choices[:2], *view.choices[-1:]):
        yield f"{position} decide {choice.id}", partial(DecidePage, position, choice.id)
    for one in view.anytime[:2]:
        yield f"{position} anytime {one.id}", partial(AnytimePage, position, one.id)
    yield f"{position} anytime", partial(AnytimePage, position)
    yield f"{position} tools", partial(ToolsPage, position)
    yield f"{position} back", partial(GoBackPage, position)
    yield f"{position} decided", partial(DecidedPage, position)


def _dates(case: OpenCase) -> Iterator[tuple[str, Making]]:
    for one in dates_to_set(case.guide, case.state):
        yield f"date {one.deadline}", partial(SetDatePage, one)


def all_page_classes() -> set[str]:
    """The name of every page class in the program."""
    for module in pkgutil.iter_modules(screens.__path__):
        importlib.import_module(f"{screens.__name__}.{module.name}")

    def below(kind: type[AppPage[Any]]) -> Iterator[type[AppPage[Any]]]:
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    ours = (one for one in below(AppPage) if one.__module__.startswith(screens.__name__))
    return {one.__name__ for one in ours if one.column is not AppPage.column}
