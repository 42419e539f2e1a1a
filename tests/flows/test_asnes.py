"""Åsnes's file says what Åsnes's document says: the exception before the rule, the call before the letter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bekymring_tui.case import acts as a
from bekymring_tui.case.due import Due, due_dates
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.looking_again import proposed
from bekymring_tui.case.mask import drawn_flow, drawn_step
from bekymring_tui.case.view import StepView, step_view
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.flow.model import Action, Outcome, Step
from bekymring_tui.flow.terms import GUARDIAN_CONTACTS
from bekymring_tui.forms.load import all_forms
from bekymring_tui.prove.journey import NOW, TODAY, Node, begin, move, take

PROCEDURE = load_shipped("asnes")
FLOW = PROCEDURE.flow
TRACK = PROCEDURE.tracks["main"]
GUIDE = Guide(PROCEDURE, "skole", None, all_forms())
OWN_STEPS = {name: TRACK.steps[name] for name, lane in TRACK.lane_of.items() if lane != "report"}
TELLING = {"a", "b", "c-tell"}
"""The steps at which guardians are told."""

CALL = a.CallRecorded(called="barnevern", result="reached", at=NOW.isoformat(), spoke_with="x")


def does(node: Node, *acts: a.Act) -> Node:
    """The case after acts that must be taken."""
    found = take(GUIDE, node, move("", *acts))
    assert isinstance(found, Node), found
    return found


def chosen(node: Node, *outcomes: str, position: str = "p1") -> Node:
    """The case after ways on from one position; what must be answered first is answered «no»."""
    for name in outcomes:
        step = GUIDE.step(node.state.positions[position])
        outcome = GUIDE.outcome(step, name)
        assert outcome, (step.id, name)
        answers = [a.Answered(position=position, question=one, value="no") for one in outcome.ask]
        decision = a.Decided(position=position, outcome=name, reason="x", decided_by="x", look_again="none")
        node = does(node, *answers, decision)
    return node


def concern() -> Node:
    return begin(GUIDE, "concern", "")


def summing_up() -> Node:
    return chosen(concern(), a.NEXT, a.NEXT)


def choosing() -> Node:
    return chosen(summing_up(), "handle", a.NEXT, "done")


def here(node: Node) -> set[str]:
    return {one.here.step for one in node.state.open_positions}


def view(node: Node, position: str = "p1") -> StepView:
    return step_view(GUIDE, node.state, node.state.positions[position], TODAY)


def due(node: Node) -> list[Due]:
    return [one for one in due_dates(GUIDE, node.state) if one.step == "wait"]


def to_guardians(step: Step) -> list[Action]:
    return [one for one in step.actions if GUARDIAN_CONTACTS & set(one.contacts)]


def ways_into(name: str) -> list[tuple[Step, Outcome]]:
    return [
        (step, one) for step in OWN_STEPS.values() for one in step.outcomes if name == one.to.step or name in one.open
    ]


def test_the_steps_are_the_documents_in_its_order() -> None:
    assert [(step.no, step.title) for step in OWN_STEPS.values()] == [
        ("1", "Kartlegge"),
        ("1", "Analyser magefølelsen"),
        ("2", "Be om en samtale med lederen din"),
        ("3", "Oppsummer etter samtalen med leder"),
        (None, "Se tiden an til ny oppsummering"),
        ("1.1", "Vurder barnets eller ungdommens tilstand"),
        ("1.2", "Vurder barnets øvrige situasjon"),
        ("2", "Ta stilling til hvem som skal gi hjelpen"),
        (None, "Vi klarer det selv"),
        (None, "Behov for tverrfaglig vurdering"),
        (None, "Kontakte barnevernet: er det akutt?"),
        (None, "Ring barnevernet straks"),
        (None, "Foresatte informeres om meldingen"),
    ]


def test_the_gut_feeling_and_the_assessment_ask_what_the_document_asks() -> None:
    def asked(step: str) -> list[str]:
        return [source for one in OWN_STEPS[step].questions if one.origin != "added" for source in one.src]

    assert asked("d1") == [f"ASN-D-1{letter}" for letter in "abcdef"]
    assert asked("v1-1") == ["ASN-V-1", *(f"ASN-V-1.1{letter}" for letter in "abcde")]
    assert asked("v1-2") == [f"ASN-V-1.2{letter}" for letter in "dabcef"], "the danger has been moved first"


def test_whoever_tells_guardians_is_asked_about_violence_first() -> None:
    assert {name for name, step in OWN_STEPS.items() if to_guardians(step)} == TELLING
    for name in TELLING:
        step = OWN_STEPS[name]
        assert step.questions[0].ask_alarm_on == ["yes", "unknown"], name
        assert {one.at for one in to_guardians(step)} == {"decision"}, "after the question"


@pytest.mark.parametrize("name", sorted(TELLING))
def test_every_way_to_telling_guardians_goes_through_the_question_or_barnevernets_advice(name: str) -> None:
    assert ways_into(name)
    for step, outcome in ways_into(name):
        opening = {one.id for one in step.questions if one.ask_alarm_on}
        assert opening & set(outcome.ask) or (step.id, outcome.id) == ("c-call", "advised"), (step.id, outcome.id)


def test_alternative_c_is_entered_where_it_is_asked_whether_it_is_acute() -> None:
    assert TRACK.lanes["altC"].entry == "c"
    for name in ("c-call", "c-tell"):
        assert {TRACK.lane_of[step.id] for step, _ in ways_into(name)} == {"altC"}
    further = [one for one in OWN_STEPS["c"].outcomes if one.to.step in ("c-call", "c-tell")]
    assert [one.ask for one in further] == [["acute"], ["acute"]]


def test_an_acute_answer_opens_the_question_of_the_alarm_and_raises_nothing() -> None:
    for answer in ("yes", "unknown"):
        node = does(concern(), a.Answered(position="p1", question="acute", value=answer))
        assert node.state.alarm.asked == "answer"
        assert node.state.alarm.raised is None


def test_acute_is_a_call_first_and_a_letter_afterwards() -> None:
    assert FLOW.alarm.call[0] == "barnevern"
    assert [one.id for one in FLOW.alarm.actions] == ["S3", "S1", "S2", "S4"]
    assert FLOW.alarm.then_open == ["report"]
    assert [one.id for one in OWN_STEPS["c-call"].actions] == ["S3", "S1", "S2", "S4"]
    called = chosen(choosing(), "C", "call")
    assert here(called) == {"c-call"}
    assert here(chosen(called, "written")) == {"c-call", "report-draft"}


def test_under_the_alarm_the_prohibition_is_read_and_no_way_is_lost() -> None:
    node = chosen(choosing(), "A")
    node = does(node, a.AlarmAsked(by="key"), a.AlarmAnswered(answer="home"), CALL)
    forbidden = [one.do for one in drawn_flow(GUIDE, node.state).alarm.actions if one.id == "S1"]
    forbidden += [one.do for one in drawn_step(GUIDE, node.state, "c-call").actions if one.id == "S1"]
    assert len(forbidden) == 2
    assert all("Ikke fortell om meldingen" in one for one in forbidden)
    shown = view(node)
    assert shown.title == "Vi klarer det selv"
    assert [one.id for one in shown.at_decision if one.closed] == ["H1", "H2"]
    assert {one.id for one in shown.choices} >= {"end", "again", "B", "C", "D1"}
    assert not any(one.suggested for one in shown.choices)


def test_under_the_alarm_the_three_ways_can_still_be_told_apart() -> None:
    node = does(choosing(), a.AlarmAsked(by="key"), a.AlarmAnswered(answer="home"), CALL)
    assert [one.label for one in view(node).choices if one.id in "ABC"] == [
        "Alternativ A – vi klarer det selv",
        "Alternativ B – behov for tverrfaglig vurdering",
        "Alternativ C – melding til barnevernet",
    ]


def test_a_leader_who_will_not_act_stops_nobody() -> None:
    node = does(summing_up(), a.Answered(position="p1", question="leader", value="no"))
    assert [one.id for one in view(node).choices if one.suggested] == ["own"]
    node = chosen(node, "own", "report")
    assert here(node) == {"c-tell", "report-draft"}
    sent = chosen(node, a.NEXT, "own", "untold", "delivered", position="p2")
    assert sent.state.positions["p2"].here.step == "report-follow"


def test_a_new_summing_up_is_proposed_in_two_weeks_and_the_user_may_set_another_day() -> None:
    waiting = chosen(summing_up(), "wait")
    found = due(waiting)
    assert [(one.on, one.proposed) for one in found] == [(TODAY + timedelta(weeks=2), True)]
    assert found[0].on == date(2026, 12, 6)
    earlier = does(waiting, a.DeadlineSet(step="wait", deadline="again", on="2026-11-27"))
    assert [(one.on, one.proposed) for one in due(earlier)] == [(date(2026, 11, 27), False)]
    assert due(chosen(earlier, a.NEXT)) == []
    assert due(chosen(earlier, a.NEXT, "wait"))[0].proposed, "a day of its own for each time"


def test_waiting_proposes_the_documents_day_to_look_again() -> None:
    wait = a.Decided(position="p1", outcome="wait", reason="x", decided_by="x")
    state = summing_up().state
    assert state.owner
    day = proposed(GUIDE, state, wait, state.owner, NOW.isoformat(), TODAY)
    assert day
    assert (day.label, day.on) == ("Ny oppsummering", TODAY + timedelta(weeks=2))


def test_the_three_ways_supplement_each_other_and_stand_open_together() -> None:
    from_a = chosen(choosing(), "A", "B", "C")
    assert here(from_a) == {"a", "b", "c"}
    assert here(chosen(chosen(choosing(), "B"), "A", "C")) == {"a", "b", "c"}
    told = chosen(choosing(), "C", "report", "A", "B")
    assert here(told) == {"a", "b", "c-tell", "report-draft"}


@pytest.mark.parametrize("alternative", ["A", "B"])
def test_guardians_who_will_not_cooperate_lead_to_weighing_c(alternative: str) -> None:
    node = chosen(choosing(), alternative, "D1")
    assert here(node) == {"c"}
    assert here(chosen(node, "back")) == {"v2"}


def test_what_the_document_gets_wrong_or_leaves_open_is_said() -> None:
    (front,) = [one for one in FLOW.tracks[0].levels if one.id == "front"]
    assert "HANDLINGSVELEDER" in (front.note or "")
    assert "Her blir du spurt om akutt først" in (OWN_STEPS["c"].note or "")
    danger = OWN_STEPS["v1-2"].questions[0]
    assert (danger.origin, danger.src) == ("misplaced", ["ASN-V-1.2d"])


def test_the_document_gives_no_number_so_none_is_shipped() -> None:
    assert {name: phone.number for name, phone in FLOW.phones.items()} == {"barnevern": None, "police": None}
