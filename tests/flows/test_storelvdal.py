"""Stor-Elvdal's file says what Stor-Elvdal's document says, and shows which of the words are ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from provenance import elements

from bekymring_tui.case import acts as a
from bekymring_tui.case.alarm_view import alarm_view
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.refusal import Refusal
from bekymring_tui.case.view import StepView, step_view
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.flow.model import Action
from bekymring_tui.flow.sources import sources_of
from bekymring_tui.flow.terms import GUARDIAN_CONTACTS, OUTSIDE_CONTACTS
from bekymring_tui.flow.wording import names_a_guardian
from bekymring_tui.forms.load import all_forms
from bekymring_tui.prove.journey import NOW, TODAY, Node, begin, move, take

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
PROCEDURE = load_shipped("storelvdal")
FLOW = PROCEDURE.flow
TRACK = PROCEDURE.tracks["all"]
GUIDE = Guide(PROCEDURE, "alle", None, all_forms())
OWN_STEPS = ["s1a", "s1b", "s2a", "s2b", "s3a", "s3b", "s4a", "s4b"]
FROM_2B = ["s2b", "s3a", "s3b", "s4a", "s4b"]

TRUNCATED = [
    *("STE-1a-1", "STE-1a-2", "STE-1a-3", "STE-1a-4", "STE-1a-6"),
    *("STE-1b-1", "STE-1b-3", "STE-1b-4", "STE-1b-S", "STE-1b-5"),
    *("STE-2a-1", "STE-2b-2", "STE-2b-4", "STE-2b-5", "STE-3a-1"),
    *("STE-3b-1", "STE-3b-2", "STE-3b-4", "STE-3b-5", "STE-3b-7"),
    *("STE-4a-1", "STE-4b-1", "STE-4b-2", "STE-4b-3", "STE-4b-5", "STE-4b-6"),
]
"""The 26 points whose line begins in the middle of a sentence."""

WAY_TO = {
    "s1a": [],
    "s1b": ["onward"],
    "s2a": ["onward", "better"],
    "s2b": ["onward", "not_better"],
    "s3a": ["onward", "not_better", "better"],
    "s3b": ["onward", "not_better", "not_better"],
    "s4a": ["onward", "not_better", "not_better", "agreed"],
    "s4b": ["onward", "not_better", "not_better", "refused"],
}
"""The outcomes that lead to each step."""


def taken(node: Node, *acts: a.Act) -> Node:
    found = take(GUIDE, node, move("test", *acts))
    assert isinstance(found, Node), found
    return found


def decided(outcome: str) -> a.Decided:
    return a.Decided(position="p1", outcome=outcome, reason="x", decided_by="x")


def answered(question: str, value: str) -> a.Answered:
    return a.Answered(position="p1", question=question, value=value)


def at(step: str) -> Node:
    """A case that was led to a step."""
    node = begin(GUIDE, "concern", "x")
    for outcome in WAY_TO[step]:
        if "violence" in {one.id for one in TRACK.steps[node.state.positions["p1"].here.step].questions}:
            node = taken(node, answered("violence", "no"))
        node = taken(node, decided(outcome))
    assert node.state.positions["p1"].here.step == step
    return node


def alarmed(node: Node) -> Node:
    """The same case with an alarm, after the call."""
    call = a.CallRecorded(called="police", result="reached", at=NOW.isoformat(), spoke_with="x")
    return taken(taken(node, a.AlarmAsked(by="key")), a.AlarmAnswered(answer="home"), call)


def view(node: Node) -> StepView:
    return step_view(GUIDE, node.state, node.state.positions["p1"], TODAY)


def action(step: str, name: str) -> Action:
    return next(one for one in TRACK.steps[step].actions if one.id == name)


def test_the_points_stand_in_order_under_the_documents_headings() -> None:
    assert [(one.no, one.title) for one in (TRACK.steps[name] for name in OWN_STEPS)] == [
        ("1a", "Bekymring – hva gjøres i egen enhet"),
        ("1b", "Oppfølging, samarbeid med foresatte"),
        ("2a", "Barnet har fått det bedre"),
        ("2b", "Barnet viser ikke tilstrekkelig positiv utvikling"),
        ("3a", "Samarbeidet har fungert og barnet har fått det bedre"),
        ("3b", "Samarbeidet har ikke ført til at barnet fikk det bedre"),
        ("4a", "Foresatte samtykker i å søke hjelp fra andre fagpersoner"),
        ("4b", "Foresatte samtykker ikke i å søke hjelp fra andre"),
    ]
    assert [name for name in OWN_STEPS if "Overskriften" in (TRACK.steps[name].note or "")] == ["s3b", "s4b"]


def test_it_starts_with_1a_and_every_printed_way_leads_to_the_next_number() -> None:
    assert TRACK.entries["concern"].start == "s1a"
    printed = [
        (name, out.to.step) for name in OWN_STEPS for out in TRACK.steps[name].outcomes if out.origin == "printed"
    ]
    assert printed == [
        *(("s1a", "s1b"), ("s1b", "s2a"), ("s1b", "s2b")),
        *(("s2b", "s3a"), ("s2b", "s3b"), ("s3b", "s4a"), ("s3b", "s4b")),
    ]


def test_every_point_that_lost_its_beginning_is_shown_as_reconstructed() -> None:
    """Brackets around the words that are ours are demanded by `flows check`."""
    found = [(one, set(sources_of(one, step))) for one, step, _ in elements(FLOW)]
    marked = {source for one, sources in found for source in sources if one.origin == "reconstructed"}
    assert len(TRUNCATED) == 26
    assert set(TRUNCATED) - marked == set()
    as_printed = [sources for one, sources in found if isinstance(one, Action) and one.origin == "printed"]
    assert set().union(*as_printed) & set(TRUNCATED) == set()
    assert "26 punkter" in next(one.text or "" for one in FLOW.anytime if one.id == "gaps")


def test_the_end_of_the_minutes_in_2b_is_3bs() -> None:
    second, third = action("s2b", "n6"), action("s3b", "n6")
    assert re.sub(r"[\[\]]", "", second.how or "") == third.how
    assert "[nettverket]" in (second.how or "")
    assert "[" not in (third.how or "")
    assert "3b" in (second.note or "")


def test_the_document_has_no_telephone_and_sets_no_date() -> None:
    assert {name: phone.number for name, phone in FLOW.phones.items()} == {"police": None, "barnevern": None}
    own = [one for name in OWN_STEPS for one in TRACK.steps[name].deadlines]
    assert len(own) == 7
    assert {(one.kind, one.within, one.default, one.every) for one in own} == {("choice", None, None, None)}
    seeds = sorted(SEEDS.glob("002_*.txt"))
    if not seeds:
        pytest.skip("the source documents lie outside the project and are not here")
    assert re.findall(r"\d{3,}", seeds[0].read_text("utf-8")) == []


def test_the_police_stand_first_and_what_not_to_do_can_be_read_under_the_alarm() -> None:
    shown = alarm_view(GUIDE, alarmed(at("s1b")).state)
    assert shown.order == ("police", "barnevern")
    assert [one.do for one in shown.actions] == [one.do for one in FLOW.alarm.actions]
    assert "ikke opp der barnet bor" in shown.actions[1].do


@pytest.mark.parametrize("outcome", ["onward", "unfounded"])
def test_violence_is_asked_about_before_1b_invites_anyone(outcome: str) -> None:
    start = at("s1a")
    refused = take(GUIDE, start, move("test", decided(outcome).model_copy(update={"look_again": "none"})))
    assert isinstance(refused, Refusal)
    assert refused.ask == "violence"


@pytest.mark.parametrize("step", ["s1a", "s1b"])
@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_a_suspicion_opens_the_question_of_f9(step: str, answer: str) -> None:
    assert at(step).state.stage == "quiet"
    assert taken(at(step), answered("violence", answer)).state.stage == "asked"


@pytest.mark.parametrize("step", OWN_STEPS)
def test_under_the_alarm_nothing_leads_to_guardians_and_every_way_stays(step: str) -> None:
    before, after = view(at(step)), view(alarmed(at(step)))
    assert {one.id for one in before.choices} < {one.id for one in after.choices}
    assert not any(one.suggested for one in after.choices)
    words = [one.text or "" for one in (*after.actions, *after.tools, *after.notices)]
    words += [one.text or "" for one in after.questions]
    assert [one for one in words if names_a_guardian(one) or "samarbeidsmøtet" in one] == []
    closed = [one.id for one in after.actions if one.closed]
    assert closed == [one.id for one in TRACK.steps[step].actions if GUARDIAN_CONTACTS & set(one.contacts)]


def test_the_leader_is_told_from_2b_on_and_not_before() -> None:
    notice = next(one for one in FLOW.notices if one.id == "leader")
    assert notice.at == FROM_2B
    has_part = [name for name in OWN_STEPS if "leader" in {one.role for one in TRACK.steps[name].responsible}]
    assert has_part == FROM_2B
    assert {name for name in OWN_STEPS if any(one.id == "leader" for one in view(at(name)).notices)} == set(FROM_2B)


def test_consent_is_asked_for_one_service_at_a_time() -> None:
    """The printed list names several; a consent may hold for one of them only."""
    shared = [one for name in OWN_STEPS for one in TRACK.steps[name].actions if one.basis == "consent"]
    assert {len(set(one.contacts) & OUTSIDE_CONTACTS) for one in shared} == {1}
    for name in ("s2b", "s3b"):
        named = {one for each in TRACK.steps[name].actions if each.basis == "consent" for one in each.contacts}
        assert named - GUARDIAN_CONTACTS == {"health", "ppt", "barnevern", "bup", "gp", "other_service", "network"}


def test_after_a_no_a_report_waits_for_nothing_and_every_other_way_for_the_question() -> None:
    refused = at("s4b")
    assert {one.id for one in TRACK.steps["s4b"].outcomes if "report" in one.ask} == {"respect", "end"}
    reported = taken(refused, decided("report").model_copy(update={"look_again": "none"}))
    assert [one.here.step for one in reported.state.open_positions] == ["s4b", "report-draft"]
    marked = [one.id for one in view(taken(refused, answered("report", "yes"))).choices if one.suggested]
    assert marked == ["report"]
    told = next(one for one in view(alarmed(refused)).choices if one.id == "report")
    assert told.label == "[Meld til] barneverntjenesten, også uten at de er enige"


@pytest.mark.parametrize("step", OWN_STEPS)
def test_the_rule_about_violence_stands_on_every_page_and_never_as_a_choice(step: str) -> None:
    assert any("vold eller seksuelle overgrep" in (one.text or "") for one in view(at(step)).notices)
    calls = [one for one in TRACK.steps[step].actions if one.basis == "duty"]
    assert [one.id for one in calls if one.optional] == []


def test_every_page_names_its_place_in_the_document() -> None:
    assert [TRACK.steps[name].base for name in OWN_STEPS] == [f"STE-{TRACK.steps[name].no}" for name in OWN_STEPS]
    assert not [one for one, step, _ in elements(FLOW) if sources_of(one, step) != one.src]
