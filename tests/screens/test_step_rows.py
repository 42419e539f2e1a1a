"""What the rows of a step say beside themselves, and under which headings questions stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bekymring_tui.case.alarm import NO_GUARDIAN, Alarm
from bekymring_tui.case.state import Done, State
from bekymring_tui.case.view import Asked, Line
from bekymring_tui.flow.model import Action, Question
from bekymring_tui.screens.step_rows import action_row, danger_first, question_rows
from bekymring_tui.screens.worded import answer
from bekymring_tui.widgets.valg import Heading


def action(basis: str | None, **more: object) -> Line:
    element = Action.model_validate({"id": "x", "do": "Inviter teamet", "basis": basis})
    return Line("x", element.do, element, needs_basis=("ppt",) if basis else (), **more)  # type: ignore[arg-type]


def asked(
    name: str, kind: str = "text", given: str | None = None, *, closed: bool = False, alarm: bool = False
) -> Asked:
    options = {"options": ["yes", "no"]} if kind == "choice" else {}
    options |= {"ask_alarm_on": ["yes"]} if alarm else {}
    element = Question.model_validate({"id": name, "ask": f"{name}?", "type": kind, **options})
    return Asked(name, None if closed else element.ask, element, given)


@pytest.mark.parametrize(
    ("basis", "optional", "note"),
    [
        ("consent", False, "samtykke mangler"),
        ("consent_or_anonymous", False, "samtykke eller anonymt"),
        ("consent_or_anonymous", True, "valgfritt · samtykke eller anonymt"),
        (None, True, "valgfritt"),
    ],
)
def test_an_action_says_what_sharing_waits_for_and_whether_it_is_optional(
    basis: str | None, optional: bool, note: str
) -> None:
    assert action_row(action(basis, optional=optional)).note == note
    assert action_row(action(basis, optional=optional, done=Done(1, "2026-11-20", ""))).note == "gjort 20. nov."


def test_nothing_is_said_of_consent_while_asking_for_it_is_closed() -> None:
    assert action_row(action("consent", optional=True), may_ask=False).note == "valgfritt"


def test_a_question_about_danger_comes_first_until_a_suspicion_is_registered() -> None:
    plain, danger = asked("a", "choice"), asked("b", "choice", alarm=True)
    closed = asked("c", "choice", alarm=True, closed=True)
    questions = [plain, danger, closed]
    assert danger_first(questions, State()) == ([danger], [plain, closed])
    reached = State(alarm=Alarm(raised="outside", reached=True))
    assert danger_first(questions, reached) == ([], questions)
    assert danger_first(questions, replace(reached, alarm=replace(reached.alarm, cleared=frozenset({NO_GUARDIAN}))))[
        0
    ] == [danger]
    hints = [one.hint for one in question_rows([plain, danger], told=True) if isinstance(one, Heading)]
    assert hints == ["", "F9 er allerede registrert. Svar bare hvis noe nytt er kommet fram."]
    given = asked("b", "choice", "no", alarm=True)
    assert [one.hint for one in question_rows([given], told=True) if isinstance(one, Heading)] == [""]


def test_an_action_names_who_does_it() -> None:
    by = ("Pedagogisk leder", "PPT")
    assert action_row(action(None, by=by)).label == "Inviter teamet – pedagogisk leder og PPT"


def test_questions_of_text_that_follow_each_other_stand_under_one_heading() -> None:
    rows = question_rows([asked("a", "choice"), asked("b"), asked("c", "date"), asked("d", closed=True)])
    headings = [one.label for one in rows if isinstance(one, Heading)]
    assert headings == ["a?", "Spørsmål på dette trinnet"]
    names = [one.id for one in rows if not isinstance(one, Heading)]
    assert names == ["answer:a/yes", "answer:a/no", "question:b", "question:c", "closed:d"]


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [("date", "2026-11-20", "20. nov. 2026"), ("grade", "unknown", "vet ikke"), ("choice", "no", "Nei"),
     ("text", "Ola", "Ola"), ("person", None, "")],
)  # fmt: skip
def test_an_answer_is_told_in_words(kind: str, given: str | None, words: str) -> None:
    assert answer(asked("a", kind, given)) == words
