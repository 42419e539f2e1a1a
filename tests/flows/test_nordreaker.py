"""Bydel Nordre Aker's file says what its guide says: the head, barnehage, skole and the way to level 3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from nordreaker_titles import TITLES
from provenance import elements

from bekymring_tui.case import acts as a
from bekymring_tui.case.alarm_view import alarm_view, call_order
from bekymring_tui.case.due import due_dates
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.refusal import Refusal
from bekymring_tui.case.view import StepView, step_view
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.flow.model import Step
from bekymring_tui.flow.sources import section, sources_of
from bekymring_tui.flow.terms import GUARDIAN_CONTACTS
from bekymring_tui.forms.load import all_forms
from bekymring_tui.prove.journey import NOW, TODAY, Node, begin, move, take

SHARED = Path(__file__).parents[3] / "shared"
PROCEDURE = load_shipped("nordreaker")
FLOW = PROCEDURE.flow
BHG = Guide(PROCEDURE, "barnehage", None, all_forms())
SKO = Guide(PROCEDURE, "skole", None, all_forms())
OTHERS = ["barnehage", "skole", "helse", "trt", "forebyggende"]


def led(guide: Guide, entry: str, *outcomes: str) -> Node:
    """A case led on by these outcomes. What a step asks first is answered, and consent is there."""
    node = begin(guide, entry, entry)
    for outcome in outcomes:
        node = goes(guide, node, "p1", outcome)
    return node


def goes(guide: Guide, node: Node, position: str, outcome: str) -> Node:
    step = guide.step(node.state.positions[position])
    chosen = guide.outcome(step, outcome)
    assert chosen, (step.id, outcome)
    given = [a.Answered(position=position, question=one, value=_value(step, one)) for one in chosen.ask]
    return does(guide, node, *given, decided(outcome, position, "other" if chosen.basis else None))


def decided(outcome: str, position: str = "p1", basis: str | None = None) -> a.Decided:
    return a.Decided.model_validate(
        {"position": position, "outcome": outcome, "reason": "Fordi.", "decided_by": "Kari", "look_again": "none"}
        | ({"basis": basis, "basis_reason": "x"} if basis else {})
    )


def does(guide: Guide, node: Node, *acts: a.Act) -> Node:
    found = take(guide, node, move("test", *acts))
    assert isinstance(found, Node), found
    return found


def alarmed(guide: Guide, node: Node) -> Node:
    """The suspicion is stated, barnevernet was reached, nobody is cleared."""
    call = a.CallRecorded(called="barnevern", result="reached", at=NOW.isoformat(), spoke_with="Vakt")
    return does(guide, node, a.AlarmAsked(by="key"), a.AlarmAnswered(answer="home"), call)


def open_steps(node: Node) -> list[str]:
    return [one.here.step for one in node.state.open_positions]


def view(guide: Guide, node: Node) -> StepView:
    return step_view(guide, node.state, node.state.positions["p1"], TODAY)


def own_steps(guide: Guide) -> Iterator[Step]:
    return (guide.track.steps[name] for level in TITLES for name in guide.track.lanes[level].steps)


def _value(step: Step, question: str) -> str:
    asked = next(one for one in step.questions if one.id == question)
    return "no" if asked.type == "choice" else "Kari"


@pytest.mark.parametrize("guide", [BHG, SKO], ids=["barnehage", "skole"])
def test_each_level_has_the_documents_five_steps_in_order(guide: Guide) -> None:
    steps, lanes = guide.track.steps, guide.track.lanes
    found = {level: [(steps[name].no, steps[name].title) for name in lanes[level].steps] for level in TITLES}
    assert found == {
        level: [(str(number), title) for number, title in enumerate(titles, 1)] for level, titles in TITLES.items()
    }
    assert [lanes[level].private_notes for level in TITLES] == [True, False, False]


def test_six_services_have_a_way_and_the_resource_team_has_three_groups() -> None:
    assert list(PROCEDURE.tracks) == [*OTHERS, "barnevern"]
    assert list(FLOW.services["trt"].groups) == ["fysio", "ped", "logo"]


def test_every_page_of_the_document_is_named_as_the_source_of_its_steps() -> None:
    unnamed = {one.id for track in PROCEDURE.tracks.values() for one in track.steps.values()
               if not (one.base and section(one.base, FLOW)) and one.origin in ("printed", "corrected")}  # fmt: skip
    assert unnamed == set()


def test_who_does_something_is_not_said_twice_in_one_row() -> None:
    twice = [(step.id, one.do) for track in PROCEDURE.tracks.values() for step in track.steps.values()
             for one in step.actions for role in one.by
             if FLOW.roles[role].label.lower() in f"{one.do} {one.how or ''}".lower()]  # fmt: skip
    assert twice == []


def test_printed_tools_have_their_printed_names() -> None:
    def letters(text: str) -> str:
        return re.sub(r"[^a-zæøå0-9]", "", text.lower())

    documents = [*SHARED.glob("seeds/004_*.txt")]
    if not documents:
        pytest.skip("the source documents lie outside the project and are not here")
    document = letters(documents[0].read_text("utf-8"))
    tools = [tool for guide in (BHG, SKO) for step in own_steps(guide) for tool in step.tools]
    named = [tool.name or "" for tool in tools if tool.origin != "added"]
    assert [one for one in named if letters(one) not in document] == []


def test_the_school_has_no_level_0_of_its_own_and_is_told_so() -> None:
    level = next(one for one in FLOW.tracks if one.id == "skole").levels[0]
    said = "Kilden har ingen egen nivå 0-side for skole; fellesteksten brukes."
    assert (level.origin, level.note) == ("added", said)
    for name in SKO.track.lanes["n0"].steps:
        step = SKO.track.steps[name]
        assert {step.origin, *(one.origin for one in step.actions)} == {"added"}, name
    assert SKO.track.entries["wonder"].origin == "added"
    assert all(one.origin == "printed" for one in own_steps(SKO) if SKO.track.lane_of[one.id] != "n0")


def test_nothing_is_mapped_on_level_0_and_the_note_is_shredded_when_it_ends() -> None:
    (notice,) = [one for one in FLOW.notices if one.id == "n0"]
    assert notice.text.startswith("Ingen kartlegging på nivå 0")
    for guide in (BHG, SKO):
        steps = [guide.track.steps[name] for name in guide.track.lanes["n0"].steps]
        opened = {tool.form for step in steps for tool in step.tools if tool.form}
        assert opened <= {"refleksjonsnotat", "samtykke", "snakkeark"}
        assert "refleksjonsnotat" in opened
        assert [one.effects for step in steps for one in step.outcomes if one.to.end] == [["shred_notes"]]
        (up,) = [one for step in steps for one in step.outcomes if guide.track.lane_of.get(one.to.step or "") == "n1"]
        assert up.effects == ["ask_notes_used"]


def test_the_text_that_is_printed_on_step_3_and_belongs_to_step_4_is_shown_and_says_so() -> None:
    step = BHG.track.steps["b1-3"]
    assert "trinn 4" in (step.note or "")
    assert {one.origin for one in step.responsible} == {"misplaced"}
    copied = [one for one in (*step.actions, *step.tools) if one.origin == "misplaced"]
    assert [one.id for one in copied] == ["H3", "H3b", "T1", "T1b"]
    for one in (*step.responsible, *copied):
        assert "BNA-BHG-1-3-N" in one.src
        assert "trinn 4" in (one.note or "")
    assert not [one.id for one in BHG.track.steps["b1-4"].actions if one.origin != "printed"]


@pytest.mark.parametrize(("guide", "letter"), [(BHG, "b"), (SKO, "s")], ids=["barnehage", "skole"])
def test_level_1_can_go_on_beside_level_2_and_beside_level_3(guide: Guide, letter: str) -> None:
    last = led(guide, "concern", *["next"] * 4)
    assert open_steps(goes(guide, last, "p1", "D2")) == [f"{letter}1-3", f"{letter}2-1"]
    assert open_steps(goes(guide, last, "p1", "D2b")) == [f"{letter}1-3", "n3-call"]
    assert open_steps(goes(guide, last, "p1", "D3a")) == [f"{letter}2-1"]
    assert open_steps(goes(guide, last, "p1", "D1b")) == [f"{letter}1-3"]
    up = goes(guide, last, "p1", "D3b")
    assert (up.state.positions["p1"].ended, open_steps(up)) == ("transferred", ["n3-call"])
    without = move("no holder", decided("D2", "p1", "other"))
    assert isinstance(take(guide, last, without), Refusal), "who holds the relay on level 2 is asked first"


@pytest.mark.parametrize("service", OTHERS)
def test_level_3_is_the_five_steps_and_then_the_report_where_the_reply_is_awaited(service: str) -> None:
    track = PROCEDURE.tracks[service]
    assert track.lanes["n3"].steps == ("n3-call", "n3-five")
    five = track.steps["n3-five"]
    sources = {source for one in (*five.actions, *five.outcomes) for source in sources_of(one, five)}
    assert {f"BNA-T-FEM-{number}" for number in range(1, 6)} <= sources
    (onward,) = [one for one in five.outcomes if one.open]
    assert (onward.open, onward.ask, onward.basis) == (["report"], ["violence"], "duty")
    (reply,) = [one for one in track.steps["report-follow"].deadlines if one.id == "reply"]
    assert (reply.within, reply.binds) == ("P3W", "other")
    routine = next(one for one in FLOW.tracks if one.id == service).routines
    assert [one.exits["not_sent"].end for one in routine] == ["no_concern", "no_concern"]


def test_before_the_five_steps_lead_to_guardians_violence_is_asked_about_and_yes_opens_the_alarms_question() -> None:
    up = led(BHG, "concern", *["next"] * 4, "D3b")
    five = goes(BHG, up, "p2", "next")
    told = {one.id for one in five_view(five).at_decision}
    assert told == {"fem2g", "fem3g", "fem3h"}
    assert isinstance(take(BHG, five, move("unasked", decided("concern", "p2"))), Refusal)
    asked = does(BHG, five, a.Answered(position="p2", question="violence", value="yes"))
    assert asked.state.stage == "asked"
    closed = five_view(alarmed(BHG, five))
    assert [one.text for one in closed.at_decision] == [None, None, None]
    assert [one.id for one in closed.actions if one.text] == ["fem1", "fem2", "fem2s", "fem3", "fem3c", "fem4"]
    assert {"concern", "again", "none"} <= {one.id for one in closed.choices}


def five_view(node: Node) -> StepView:
    return step_view(BHG, node.state, node.state.positions["p2"], TODAY)


def test_the_alarm_goes_straight_to_barnevernet_and_its_prohibition_can_be_read() -> None:
    assert call_order(BHG) == ("barnevern",)
    assert FLOW.phones["barnevern"].number is None
    assert FLOW.phones["bydel"].number == "21802180"
    shown = {one.id: one.do for one in alarm_view(SKO, alarmed(SKO, begin(SKO, "concern", "x")).state).actions}
    assert list(shown) == ["S1", "S1n"]
    assert shown["S1n"].startswith("Ta ikke kontakt")
    assert "report-draft" in open_steps(alarmed(SKO, begin(SKO, "concern", "x")))


def test_under_the_alarm_the_childs_part_stays_open_and_every_way_on_is_there() -> None:
    for guide, steps, open_, closed in (
        (BHG, ["next"] * 2, {"H3", "H5"}, {"H4"}),
        (SKO, ["next", "next"], {"advice"}, {"talk"}),
    ):
        before = led(guide, "wonder", *steps)
        page = view(guide, alarmed(guide, before))
        assert {one.id for one in page.actions if one.text} == open_
        assert {one.id for one in page.actions if one.text is None} == closed
        assert {one.id for one in view(guide, before).choices} <= {one.id for one in page.choices}
    last = view(BHG, alarmed(BHG, led(BHG, "concern", *["next"] * 4)))
    assert [one.text for one in last.responsible] == ["Pedagogisk leder", None, "Styrer"]


def test_no_action_asks_something_of_both_child_and_guardians_but_the_message_to_the_child() -> None:
    both = {
        one.id
        for guide in (BHG, SKO)
        for step in guide.track.steps.values()
        for one in step.actions
        if "child" in one.contacts and GUARDIAN_CONTACTS & set(one.contacts)
    }
    assert both == {"fem3h"}


def test_the_schools_yearly_and_half_yearly_assessments_run_from_the_meeting_plan() -> None:
    node = led(SKO, "concern", *["next"] * 4, "D3a", "discuss", "next")
    planned = does(SKO, node, a.ActionMarked(position="p1", action="H3", done=True, on="2026-11-22"))
    due = {one.id: one.on for one in due_dates(SKO, goes(SKO, planned, "p1", "next").state)}
    assert due["s2-4/half"] == date(2027, 5, 22)
    assert due["s2-4/year"] == date(2027, 11, 22)


def test_the_log_is_archived_within_four_weeks_after_the_school_year() -> None:
    (archive,) = [one for one in FLOW.deadlines if one.id == "archive"]
    assert (archive.from_, archive.within, archive.for_) == ("relay_opened", None, [])
    assert "senest 4 uker" in (archive.note or "")
    opening = {
        name: [one.id for step in track.steps.values() for one in step.actions if "relay_opened" in one.records]
        for name, track in PROCEDURE.tracks.items()
    }
    assert all(opening.values()), "every service can say that there is a log"
    (when,) = [one for one in FLOW.anytime if one.id == "archive"]
    assert len(when.points) == 5


def test_old_terms_stand_as_printed_with_todays_law_beside() -> None:
    steps = SKO.track.steps
    assert [(one.name, one.law) for one in steps["s2-3"].tools[:2]] == [
        ("Samtykke til å iverksette spesialundervisning", ["oppl-11"]),
        ("Fatte vedtak om spesialundervisning", ["oppl-11"]),
    ]
    assert next(one for one in steps["s1-3"].tools if one.id == "T1").law == ["oppl-12"]


def test_the_known_faults_of_the_document_are_named_where_a_reader_meets_them() -> None:
    said = {source: one.note or "" for one, step, _ in elements(FLOW) for source in sources_of(one, step) if one.note}
    assert "depresjon" in said["BNA-T-TEG-SP1"]
    assert "2023" in said["BNA-G-N1"]
    assert "2024" in said["BNA-G-N1"]
    assert "barnehage, nivå 2" in said["BNA-S-1N"]
    weighed = BHG.track.steps["b0-4"].weigh
    assert weighed
    assert "individnivå" in (weighed.note or "")
    assert BHG.track.steps["b0-2"].responsible[0].origin == "inferred"
