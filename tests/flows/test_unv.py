"""The document that names no municipality: what its file must say, and how a case is led by it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bekymring_tui.case import acts as a
from bekymring_tui.case.due import due_dates
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.mask import drawn_flow, drawn_step
from bekymring_tui.case.refusal import Refusal
from bekymring_tui.case.state import Position, State
from bekymring_tui.case.view import step_view
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.flow.terms import GUARDIAN_CONTACTS
from bekymring_tui.forms.load import all_forms
from bekymring_tui.prove.journey import NOW, TODAY, Node, begin, move, take

SHARED = Path(__file__).parents[3] / "shared"
PROCEDURE = load_shipped("unv")
FLOW = PROCEDURE.flow
TRACK = PROCEDURE.tracks["all"]
GUIDE = Guide(PROCEDURE, "alle", None, all_forms())


def seed() -> str:
    found = [*SHARED.glob("seeds/001_*.txt")]
    if not found:
        pytest.skip("the source documents lie outside the project and are not here")
    return found[0].read_text("utf-8")


def does(node: Node, *acts: a.Act) -> Node:
    """The case after these acts, none of which may be refused."""
    found = take(GUIDE, node, move("decided", *acts))
    assert isinstance(found, Node), found
    return found


def decided(position: str, outcome: str) -> a.Decided:
    return a.Decided(position=position, outcome=outcome, reason="Fordi.", decided_by="Kari", look_again="none")


def goes(node: Node, *outcomes: str, position: str = "p1", **answers: str) -> Node:
    """On by these outcomes. `answers` are given where the step asks for them."""
    for outcome in outcomes:
        asked = [one.id for one in TRACK.steps[place(node, position).here.step].questions]
        given = [a.Answered(position=position, question=one, value=answers[one]) for one in asked if one in answers]
        node = does(node, *given, decided(position, outcome))
    return node


def place(node: Node, position: str) -> Position:
    return node.state.positions[position]


def alarmed(node: Node) -> Node:
    """The suspicion is stated, barnevernet was reached, nobody is cleared."""
    call = a.CallRecorded(called="barnevern", result="reached", at=NOW.isoformat(), spoke_with="Vakt")
    return does(node, a.AlarmAsked(by="key"), a.AlarmAnswered(answer="home"), call)


def report_of(state: State) -> str:
    (found,) = [one.id for one in state.open_positions if TRACK.lane_of[one.here.step] == "report"]
    return found


NEW = begin(GUIDE, "concern", "")
AT_FOUR = goes(NEW, a.NEXT, a.NEXT, a.NEXT)


def test_titles_stand_in_the_documents_order() -> None:
    assert [(step.no, step.title) for step in TRACK.steps.values()] == [
        ("1", "Bekymring/undring"),
        ("2", "Konkretiser bekymringen/undringen"),
        ("3", "Del bekymringen/undringen"),
        ("4", "Avgjør hvor bekymringen tas videre"),
        ("4a", "Tiltak i egen enhet"),
        ("4b", "Andre samarbeidspartnere"),
        ("4c", "Bekymringsmelding til barneverntjenesten"),
        ("1", "Noen utenfra er bekymret og kontakter deg"),
        ("2", "Barnevernets rutine for ekstern melder"),
        ("3", "Mulighet for å melde på nytt"),
        ("1", "Skriv bekymringsmeldingen"),
        ("2", "Bekymringsmeldingen gjennomgås sammen med enhetsleder/nærmeste leder"),
        ("3", "Gjennomgang av bekymringsmeldingen"),
        ("4", "Meldingen sendes barneverntjenesten"),
        ("5", "Etter at meldingen er sendt, fortsetter samarbeidet mellom partene"),
    ]


def test_no_municipality_and_no_number_is_invented() -> None:
    assert FLOW.title == "Kommunen er ikke navngitt i kilden"
    assert {phone.number for phone in FLOW.phones.values()} == {None}
    assert all(phone.note for phone in FLOW.phones.values())
    assert FLOW.alarm.call == ["barnevern"]


def test_addresses_are_the_documents() -> None:
    document = re.sub(r"\s", "", seed())
    addresses = [tool.address for step in TRACK.steps.values() for tool in step.tools if tool.address]
    assert len(addresses) == 3
    assert [one for one in addresses if one not in document] == []


def test_what_is_odd_in_the_document_is_told() -> None:
    assert "4a, 4c, 4b" in (TRACK.steps["n4"].note or "")
    assert TRACK.steps["report-send"].origin == "corrected"
    chapters = next(one for one in TRACK.steps["n3"].tools if one.id == "chapters")
    assert "ikke vedlagt" in (chapters.name or "")
    outside = next(level for level in FLOW.tracks[0].levels if level.id == "outside")
    assert "ikke trinn 4" in (outside.note or "")


def test_every_way_on_from_step_4() -> None:
    assert place(goes(AT_FOUR, "a"), "p1").here.step == "n4a"
    assert place(goes(AT_FOUR, "b"), "p1").here.step == "n4b"
    assert place(goes(AT_FOUR, "d"), "p1").ended == "no_concern"
    reported = goes(AT_FOUR, "c").state
    assert [one.here.step for one in reported.open_positions] == ["n4c", "report-draft"]


def test_consent_for_one_partner_is_no_consent_for_another() -> None:
    """Or the case is discussed anonymously, which needs none."""
    consents = [a.ConsentGiven(giver=one, services=["ppt"]) for one in AT_FOUR.state.guardians]
    node = does(goes(AT_FOUR, "b"), *consents)
    does(node, a.ActionMarked(position="p1", action="ppt", done=True))
    refused = take(GUIDE, node, move("x", a.ActionMarked(position="p1", action="health", done=True)))
    assert isinstance(refused, Refusal)
    does(node, a.ActionMarked(position="p1", action="health", done=True, basis="anonymous"))


@pytest.mark.parametrize("name", ["n3", "report-inform"])
def test_violence_is_asked_about_before_the_talk_with_the_parents(name: str) -> None:
    step = TRACK.steps[name]
    telling = [one for one in step.actions if GUARDIAN_CONTACTS & set(one.contacts)]
    assert telling
    assert {one.at for one in telling} == {"decision"}, "stands below the question"
    question = next(one for one in step.questions if one.id == "violence")
    assert set(question.ask_alarm_on) == {"yes", "unknown"}
    assert not question.contacts


@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_the_report_goes_on_to_nobody_before_violence_is_answered(answer: str) -> None:
    node = goes(goes(AT_FOUR, "c"), a.NEXT, position="p2")
    for outcome in ("ready", "own"):
        assert isinstance(take(GUIDE, node, move("x", decided("p2", outcome))), Refusal)
    asked = does(node, a.Answered(position="p2", question="violence", value=answer))
    assert asked.state.alarm.asked == "answer"


def test_the_leader_cannot_hold_a_report_back() -> None:
    at_review = goes(goes(AT_FOUR, "c"), a.NEXT, position="p2")
    alone = goes(at_review, "own", position="p2", violence="no")
    assert place(alone, "p2").here.step == "report-inform"
    assert "report_reviewed" not in alone.state.milestones
    assert "report_reviewed" in goes(at_review, "ready", position="p2", violence="no").state.milestones


def test_under_the_alarm_the_report_can_be_read_and_delivered_to_its_end() -> None:
    node = alarmed(goes(AT_FOUR, "a"))
    lane = report_of(node.state)
    for outcome, answers in (
        (a.NEXT, {}), ("ready", {}), ("untold", {}), ("delivered", {"receipt": "Nr. 7"}), ("done", {})
    ):  # fmt: skip
        view = step_view(GUIDE, node.state, place(node, lane), TODAY)
        assert view.title
        assert all(one.label for one in view.choices if not one.own and one.id != a.NEXT)
        assert any(not one.closed for one in view.actions)
        assert not any("foresatte" in (one.text or "").lower() for one in (*view.actions, *view.at_decision))
        node = goes(node, outcome, position=lane, **answers)
    assert place(node, lane).ended == "done"
    assert "report_delivered" in node.state.milestones


def test_the_prohibition_can_be_read_under_the_alarm() -> None:
    state = alarmed(NEW).state
    flow = drawn_flow(GUIDE, state)
    assert "Informer ikke hjemmet i forkant" in [one.do for one in flow.alarm.actions]
    assert all("Informer ikke hjemmet" in one.text for one in flow.notices)
    for name in ("n1", "n3", "n4", "report-review", "report-inform"):
        assert name in FLOW.notices[0].at or TRACK.lane_of[name] in FLOW.notices[0].at
    assert drawn_step(GUIDE, state, "n3").actions[2].do == "", "the talk with the parents is closed"


def test_a_report_that_is_not_sent_ends_no_alarmed_case() -> None:
    open_case = goes(goes(AT_FOUR, "c"), a.NEXT, position="p2")
    assert place(goes(open_case, "drop", position="p2"), "p2").ended == "no_concern"
    alarm = alarmed(open_case)
    refused = take(GUIDE, alarm, move("x", decided("p2", "drop")))
    assert isinstance(refused, Refusal)
    assert refused.reason == "refusal.alarm_end"


def test_barnevernets_deadlines_for_a_report_delivered_on_a_monday() -> None:
    node = goes(goes(AT_FOUR, "c"), a.NEXT, "ready", "told", position="p2", violence="no")
    node = goes(node, "delivered", position="p2", receipt="Nr. 7")
    assert due(node)["reply"] == date(2026, 12, 13), "three weeks from the day of the decision"
    node = does(node, a.ActionMarked(position="p2", action="day", done=True, on="2026-11-16"))
    assert due(node) == {
        "assessed": date(2026, 11, 23), "reply": date(2026, 12, 7), "investigated": date(2027, 2, 23),
    }  # fmt: skip
    confirmed = a.ActionMarked(position="p2", action="confirmed", done=True)
    ended = a.ActionMarked(position="p2", action="ended", done=True, on="2026-11-20")
    node = does(node, confirmed, ended)
    assert due(node) == {"reply_after": date(2026, 12, 11)}
    node = does(node, a.ActionMarked(position="p2", action="outcome", done=True))
    assert due(node) == {}


def due(node: Node) -> dict[str, date]:
    found = [one for one in due_dates(GUIDE, node.state) if one.id.startswith("report-send/")]
    assert all(one.binds_other for one in found)
    return {one.id.partition("/")[2]: one.on for one in found}


def test_a_concern_from_outside_shares_nothing_and_leads_on() -> None:
    called = begin(GUIDE, "caller", "")
    steps = [step for name, step in TRACK.steps.items() if TRACK.lane_of[name] == "outside"]
    assert [one.id for step in steps for one in step.actions if one.contacts and one.basis != "no_case_data"] == []
    assert {name for step in steps for one in step.actions for name in one.contacts} == {"outside_caller"}
    at_end = goes(called, a.NEXT, a.NEXT)
    assert place(goes(at_end, "done"), "p1").ended == "done"
    assert place(goes(at_end, "own"), "p1").here.step == "n1"
    own = goes(at_end, "report").state
    assert [one.here.step for one in own.open_positions] == ["n4c", "report-draft"]
