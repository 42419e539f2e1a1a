"""Porsgrunn's file says what Porsgrunn's document says. Reviewed line by line; these tests keep it so."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bekymring_tui.case import acts as a
from bekymring_tui.case.dates import add
from bekymring_tui.case.guide import Guide
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.flow.model import Action
from bekymring_tui.flow.terms import GUARDIAN_CONTACTS
from bekymring_tui.flow.wording import names_guardians
from bekymring_tui.forms.load import all_forms
from bekymring_tui.prove.journey import Node, begin, move, take

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
PROCEDURE = load_shipped("porsgrunn")
FLOW = PROCEDURE.flow
TRACK = PROCEDURE.tracks["all"]
OWN_STEPS = [name for name, lane in TRACK.lane_of.items() if lane != "report"]
GUIDE = Guide(PROCEDURE, "skole", None, all_forms())


def seed() -> str:
    found = [*SHARED.glob("seeds/000_*.txt")]
    if not found:
        pytest.skip("the source documents lie outside the project and are not here")
    return found[0].read_text("utf-8")


def test_printed_tools_have_their_printed_names() -> None:
    def letters(text: str) -> str:
        return re.sub(r"[^a-zæøå0-9]", "", text.lower())

    document = letters(seed())
    for name in OWN_STEPS:
        for tool in TRACK.steps[name].tools:
            if tool.origin == "printed":
                printed = tool.address or (tool.name or "").replace("Spill fra", "Spill:")
                assert letters(printed) in document, tool.name


def test_every_number_stands_in_the_document() -> None:
    digits = re.sub(r"\D", "", seed())
    numbers = {name: phone.number for name, phone in FLOW.phones.items()}
    assert numbers == {"police": "02800", "barnevern": "35547398", "watch": "90053304", "system": None}
    assert all(number in digits for number in numbers.values() if number)


def test_the_steps_titles_are_the_documents() -> None:
    assert [(name, TRACK.steps[name].title) for name in OWN_STEPS] == [
        ("n1-1", "Bekymring oppstår"),
        ("n1-2", "Konkretiser bekymringen"),
        ("n1-3", "Samtale med barn og foresatte"),
        ("n1-4", "Iverksette og evaluere tiltak"),
        ("n2-1", "Tverrfaglig drøfting"),
        ("n2-2", "Samtale med foresatte"),
        ("n2-3", "Iverksette og evaluere tiltak"),
        ("n3-1", "Tverrfaglig drøfting"),
        ("n3-2", "Koordinerte tiltak iverksettes og evalueres"),
        ("n3-3", "Plan for videre samarbeid"),
    ]


def test_known_faults_of_the_document_are_named() -> None:
    assert TRACK.steps["n2-3"].origin == "corrected"
    assert "Trykkfeil" in (TRACK.steps["n2-3"].note or "")
    holder = next(one for one in TRACK.steps["n2-3"].questions if one.id == "holder")
    assert holder.origin == "added"
    assert "ingen trinn" in (holder.note or "")
    assert "nevner ikke SFO" in FLOW.roles["lead"].by["sfo"]


def test_the_forms_hang_on_its_steps() -> None:
    opened = {name: {tool.form for tool in TRACK.steps[name].tools if tool.form} for name in OWN_STEPS}
    assert opened == {
        "n1-1": {"refleksjonsnotat"},
        "n1-2": {"konkretisering", "snakkeark"},
        "n1-3": {"samtale_barn", "samtale_foresatte", "referat"},
        "n1-4": {"evaluering", "samtykke"},
        "n2-1": {"moteinnkalling", "gode_moter", "opprettholdende_faktorer", "referat", "snakkeark"},
        "n2-2": {"samtale_foresatte", "snakkeark"},
        "n2-3": {"evaluering"},
        "n3-1": {"moteinnkalling", "samtykke", "gode_moter", "referat"},
        "n3-2": {"evaluering"},
        "n3-3": {"referat"},
    }


def at(*outcomes: str) -> Node:
    """The case after these ways on from its first step."""
    node = begin(GUIDE, "concern", "")
    for one in outcomes:
        node = does(node, a.Decided(position="p1", outcome=one, reason="x", decided_by="x", look_again="none"))
    return node


def to_guardians(name: str) -> list[Action]:
    return [one for one in TRACK.steps[name].actions if GUARDIAN_CONTACTS & set(one.contacts)]


def does(node: Node, act: a.Act) -> Node:
    found = take(GUIDE, node, move("", act))
    assert isinstance(found, Node), found
    return found


def test_violence_is_asked_about_from_the_first_step_and_right_before_the_first_talk_with_guardians() -> None:
    assert OWN_STEPS[0] == "n1-1"
    assert next(name for name in OWN_STEPS if to_guardians(name)) == "n1-3"
    for name in ("n1-1", "n1-3"):
        question = TRACK.steps[name].questions[0]
        assert question.origin == "added", "the document does not ask"
        assert set(question.ask_alarm_on) == {"yes", "unknown"}
        assert not question.contacts
        assert not names_guardians(question.ask)
    assert {one.at for one in to_guardians("n1-3")} == {"decision"}, "after the question"


@pytest.mark.parametrize("way", [(), ("D2", "D2")])
def test_the_question_about_violence_opens_f9s_question_and_holds_nobody_back(way: tuple[str, ...]) -> None:
    for answer, asked in (("yes", "answer"), ("unknown", "answer"), ("no", None)):
        node = does(at(*way), a.Answered(position="p1", question="violence", value=answer))
        assert (node.state.alarm.asked, node.state.alarm.raised) == (asked, None)
    assert at(*way, "D2").state.positions["p1"].here.step != at(*way).state.positions["p1"].here.step, "unanswered"


def test_a_report_can_always_be_delivered_in_words_that_the_alarm_leaves_open() -> None:
    for name in TRACK.lanes["report"].steps:
        step = TRACK.steps[name]
        assert not GUARDIAN_CONTACTS & set(step.contacts)
        assert not names_guardians(step.title)
        assert [one.id for one in step.outcomes if names_guardians(one.label) or one.basis == "consent"] == []


def test_violence_is_asked_about_before_anyone_is_told_of_a_report() -> None:
    for name, outcomes in (("report-review", ["ready", "own"]), ("report-inform", ["told", "untold"])):
        step = TRACK.steps[name]
        question = next(one for one in step.questions if one.id == "violence")
        assert set(question.ask_alarm_on) == {"yes", "unknown"}
        assert not question.contacts
        assert [one.id for one in step.outcomes if "violence" in one.ask] == outcomes
    telling = [one for one in TRACK.steps["report-inform"].actions if GUARDIAN_CONTACTS & set(one.contacts)]
    assert telling
    assert {one.at for one in telling} == {"decision"}


def test_the_laws_deadlines_for_a_report_delivered_on_a_monday() -> None:
    delivered = date(2026, 11, 23)
    found = {one.id: one for one in TRACK.steps["report-follow"].deadlines}
    first = found["investigated"].after_first
    assert first
    due = {name: add(delivered, one.within or "") for name, one in found.items() if name != "investigated"}
    due["investigated"] = add(add(delivered, first), found["investigated"].within or "")
    assert due["assessed"] == date(2026, 11, 30)
    assert due["reply"] == date(2026, 12, 14)
    assert due["investigated"] == date(2027, 2, 28)
    assert {one.kind for one in found.values()} == {"statute"}
    assert {one.binds for one in found.values()} == {"other"}
    assert found["reply_after"].from_ == "investigation_ended"
