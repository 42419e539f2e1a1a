"""A case with something written in every place, and every page of the program."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from textual.screen import Screen

from bekymring_tui import screens
from bekymring_tui.app import BekymringApp
from bekymring_tui.bundle.manifest import unpack
from bekymring_tui.case import acts as a
from bekymring_tui.case.digest_model import Digest
from bekymring_tui.case.open_dates import dates_to_set
from bekymring_tui.case.people import Guardian, Subject, Worker
from bekymring_tui.case.sheets import FIRST
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.exchange import Received, packed_case
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.forms.model import Form
from bekymring_tui.reference.load import reference
from bekymring_tui.screens.action import ActionPage
from bekymring_tui.screens.anytime import AnytimePage
from bekymring_tui.screens.bundle import BundlePage
from bekymring_tui.screens.code_check import CodeCheckPage
from bekymring_tui.screens.contact import ContactPage
from bekymring_tui.screens.deadlines import SetDatePage
from bekymring_tui.screens.decide import DecidePage
from bekymring_tui.screens.decided import DecidedPage
from bekymring_tui.screens.form import FormPage
from bekymring_tui.screens.form_text import FormTextPage
from bekymring_tui.screens.go_back import GoBackPage
from bekymring_tui.screens.guardians import GuardianPage, SubjectPage
from bekymring_tui.screens.log_entry import LogEntryPage, MoveEntryPage
from bekymring_tui.screens.log_search import WrittenPage
from bekymring_tui.screens.menu_rows import menu_rows
from bekymring_tui.screens.misfile import MisfilePage
from bekymring_tui.screens.new_code import NewCodePage
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.question import QuestionPage
from bekymring_tui.screens.recovery import Fresh, RecoveryPage
from bekymring_tui.screens.reference_list import ReferenceListPage
from bekymring_tui.screens.rekey import RekeyedPage
from bekymring_tui.screens.report import report_lane, report_position
from bekymring_tui.screens.routes import PAGES, page_class
from bekymring_tui.screens.sealed import SealedPage
from bekymring_tui.screens.sheets import SheetsPage
from bekymring_tui.screens.surroundings import standing
from bekymring_tui.screens.tools import ToolsPage
from bekymring_tui.vault.recovery import spell
from bekymring_tui.widgets.menu import Menu

AGAIN = "2026-12-14"
LATER = ("form", "sheets", "decide", "recovery", "help", "source", "numbers")
"""Pages by name that take more than their name, or that stand on another page."""

FORMS = ("gode_moter", "konkretisering", "refleksjonsnotat", "samtykke", "snakkeark")
"""One of each kind: the longest, one of a case, a private one, one for each guardian, a nameless one."""

NEW_CODE = spell(bytes([7] * 20))
"""A random one may spell an English word."""

Making = Callable[[], Screen[Any]]


PLACES = (
    "navn", "rolle", "enhet", "kallenavn", "virkelig navn", "mor", "far", "skjema", "sett", "hørt", "barnets", "tolket",
    "uro", "tiltak", "samtykke", "grunn", "leder", "deltaker", "svar", "kvittering",
)  # fmt: skip
"""Where a user writes something that the case keeps; the alarm has its own."""

ALARM_PLACES = ("samtale", "råd", "rådgiver", "begrunnelse")


def filled_case(desk: Desk, words: str) -> OpenCase:
    """At level 2, step 3, with a report to barnevernet beside it. Every place holds `words` and its own name."""

    def at(place: str) -> str:
        assert place in PLACES
        return f"{words} {place}"

    desk.set_who(Worker(name=at("navn"), role=at("rolle"), service="skole", unit=at("enhet")))
    subject = Subject(kind="child", call_name=at("kallenavn"), real_name=at("virkelig navn"), age=9)
    guardians = [Guardian(id="g1", label=at("mor"), responsible="yes"), Guardian(id="g2", label=at("far"))]
    case = desk.new_case("porsgrunn", "skole", "concern", subject, guardians)
    for form in case.guide.forms.values():
        answers = {one.id: at("skjema") for one in form.fields if one.type in ("text", "line")}
        case.take(a.FormSaved(form=form.id, instance=sheet_of(form), answers=answers))
    for aspect, place in (("seen", "sett"), ("heard", "hørt"), ("child", "barnets"), ("interpretation", "tolket")):
        case.take(a.Logged.model_validate({"aspect": aspect, "text": at(place), "observed": desk.now().isoformat()}))
    case.take(a.Graded(grade=4))
    case.take(a.Graded(grade=5, rests_on=at("uro")))
    case.take(a.ConsentRefused(giver="g1", services=["ppt"], way_on="stay"))
    case.take(a.ActionMarked(position="p1", action="H1", done=True, detail=at("tiltak")))
    for outcome in ("D2", "D2", "D2", "D3", "measures"):
        _decide(case, standing(case).id, outcome, at)
    case.take(a.Answered(position=standing(case).id, question="holder", value=at("svar")))
    _report(case, at)
    return case


def leave_code_unwritten(desk: Desk) -> None:
    """From now on a recovery code is to be written down."""
    desk.renew_code(NEW_CODE)
    desk.keep_code(NEW_CODE)


def sheet_of(form: Form) -> str:
    """A sheet of a form: the first guardian's where each has one."""
    return "g1" if form.repeats == "guardian" else FIRST


def _decide(case: OpenCase, position: str, outcome: str, at: Callable[[str], str]) -> None:
    case.take(
        a.Decided(
            position=position,
            outcome=outcome,
            reason=at("grunn"),
            decided_by=at("leder"),
            took_part=[at("deltaker")],
            look_again=AGAIN,
            basis="other",
            basis_reason=at("samtykke"),
        )
    )


def _report(case: OpenCase, at: Callable[[str], str]) -> None:
    """Up to where the report is delivered, which asks for the receipt in words."""
    lane = report_lane(case)
    assert lane is not None
    case.take(a.Entered(name=lane))
    position = report_position(case)
    assert position is not None
    for outcome in ("next", "ready", "told"):
        for question in case.guide.step(case.state.positions[position.id]).questions:
            case.take(a.Answered(position=position.id, question=question.id, value="no"))
        _decide(case, position.id, outcome, at)
    case.take(a.Answered(position=position.id, question="receipt", value=at("kvittering")))


def raise_alarm(case: OpenCase, words: str, *, reached: bool = False) -> None:
    """A suspicion at home; with the call and the advice that follow it, or not yet."""

    def at(place: str) -> str:
        assert place in ALARM_PLACES
        return f"{words} {place}"

    now = case.desk.now().isoformat()
    unanswered = a.CallRecorded(called="watch", result="no_answer", at=now, spoke_with=at("samtale"), advice=at("råd"))
    advice = a.AdviceRecorded(by="barnevern", spoke_with=at("rådgiver"), at=now, text=at("begrunnelse"), clears=False)
    case.take(a.AlarmAsked(by="key"))
    case.take(a.AlarmAnswered(answer="home"))
    case.take(unanswered)
    if reached:
        case.take(unanswered.model_copy(update={"called": "barnevern", "result": "reached"}))
        case.take(advice)


def every_page(app: BekymringApp, case: OpenCase) -> Iterator[tuple[str, Making]]:
    """Name and making of a page of every kind, on the case as it stands. F9, which asks its question, comes last."""
    for name in PAGES:
        if name not in LATER:
            yield name, page_class(name)
    yield "recovery", RecoveryPage
    yield "recovery first", partial(RecoveryPage, first=True)
    for section in ("new_code", "unit_key_new", "unit_key_anew", "rekey_code", "rekey_unit"):
        yield f"fresh {section}", partial(RecoveryPage, fresh=Fresh(NEW_CODE, section, lambda: None))
    yield "rekeyed", partial(RekeyedPage, had_unit=True, has_unit=True)
    yield "code check", partial(CodeCheckPage, NEW_CODE, lambda: None)
    yield "new code after use", partial(NewCodePage, used=True)
    for name in FORMS:
        form = case.guide.forms[name]
        yield f"form {name}", partial(FormPage, name, sheet_of(form))
        if form.repeats != "once":
            yield f"sheets {name}", partial(SheetsPage, name)
    yield "form as text", partial(FormTextPage, FORMS[0])
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
    if case.state.decisions:
        yield "written", partial(WrittenPage, case.state.decisions[0].seq)
    yield from _dates(case)
    yield "sealed", partial(SealedPage, Path("sak.age"), "Leder", "furu brygge onsdag kaffe lampe sti elv")
    yield "sealed for a recipient", partial(SealedPage, Path("sak.age"), "Leder", None)
    yield "bundle read", lambda: BundlePage(_received(case))
    yield "contact filled in", partial(ContactPage, "phone/barnevern")
    for name in ("lofter", "roller"):
        yield f"list {name}", partial(ReferenceListPage, reference(name))
    yield "menu", lambda: Menu(menu_rows(app))
    for name in ("help", "source", "numbers"):
        yield name, page_class(name)


def _received(case: OpenCase) -> Received:
    """The case as its reader opens it."""
    manifest = unpack(packed_case(case, anonymous=False))
    return Received(manifest, Digest.model_validate_json(json.dumps(manifest.content)))


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
