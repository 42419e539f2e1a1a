"""Nordre Aker: the way of forebyggende, and of barneverntjenesten with its own pages, levels and deadlines."""

from __future__ import annotations

import re
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest
from nordreaker_titles import CLARIFY, LEVEL_0
from nordreaker_titles import TITLES as SHARED_TITLES

from bekymring_tui.case import acts as a
from bekymring_tui.case.alarm_view import call_order
from bekymring_tui.case.due import due_dates
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.mask import drawn_step, role_title
from bekymring_tui.case.refusal import Refusal
from bekymring_tui.case.view import StepView, step_view
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.flow.sources import laws
from bekymring_tui.flow.wording import names_a_guardian
from bekymring_tui.forms.load import all_forms
from bekymring_tui.prove.journey import NOW, TODAY, Node, begin, move, take

SHARED = Path(__file__).parents[3] / "shared"
PROCEDURE = load_shipped("nordreaker")
FOR = Guide(PROCEDURE, "forebyggende", None, all_forms())
BVT = Guide(PROCEDURE, "barnevern", None, all_forms())

TITLES = {
    "forebyggende": SHARED_TITLES,
    "barnevern": {
        "v0": [*LEVEL_0[:4], "Avslutt: Henlegge melding"],
        "v1": [
            "Avklar melding",
            "Gjennomføring av undersøkelse",
            "Konklusjon av undersøkelse, vedtak om hjelpetiltak",
            "Vedtak om hjelpetiltak",
            "Vedtak om avslutning av hjelpetiltak",
        ],
        "v2": [
            "Møte med foreldre og samarbeidspartnere",
            "Avklare hvem som gjør hva",
            "Samarbeide med involverte instanser",
            "Evaluering av tiltak",
            CLARIFY,
        ],
        "v3": ["Forberede sak", "Formøte", "Sak fremmes", "Tiltak iverksettes", "Videre oppfølging"],
    },
}


def does(guide: Guide, node: Node, *acts: a.Act) -> Node:
    """The case after these acts, none of which may be refused."""
    found = take(guide, node, move("decided", *acts))
    assert isinstance(found, Node), found
    return found


def decided(outcome: str, position: str = "p1") -> a.Decided:
    """A way on; anonymous where it needs a consent."""
    return a.Decided(
        position=position, outcome=outcome, basis="anonymous", reason="Fordi.", decided_by="Kari", look_again="none"
    )


def goes(guide: Guide, node: Node, *outcomes: str, **answers: str) -> Node:
    """On by these outcomes. `answers` are given where the step asks for them."""
    for outcome in outcomes:
        asked = guide.step(node.state.positions["p1"]).questions
        given = [
            a.Answered(position="p1", question=one.id, value=answers[one.id]) for one in asked if one.id in answers
        ]
        node = does(guide, node, *given, decided(outcome))
    return node


def marked(guide: Guide, node: Node, action: str, on: date) -> Node:
    return does(guide, node, a.ActionMarked(position="p1", action=action, done=True, on=on.isoformat()))


def alarmed(guide: Guide, node: Node) -> Node:
    """The suspicion is stated, someone was reached, nobody is cleared."""
    call = a.CallRecorded(called="police", result="reached", at=NOW.isoformat(), spoke_with="Vakt")
    return does(guide, node, a.AlarmAsked(by="key"), a.AlarmAnswered(answer="home"), call)


def view(guide: Guide, node: Node) -> StepView:
    return step_view(guide, node.state, node.state.positions["p1"], TODAY)


def due(guide: Guide, node: Node) -> dict[str, date]:
    return {one.id: one.on for one in due_dates(guide, node.state)}


def at(guide: Guide, entry: str, *outcomes: str, **answers: str) -> Node:
    return goes(guide, begin(guide, entry, ""), *outcomes, **answers)


def open_steps(node: Node) -> list[str]:
    return [one.here.step for one in node.state.open_positions]


@pytest.mark.parametrize("track", TITLES)
def test_every_level_has_its_five_steps_in_the_documents_order(track: str) -> None:
    lanes = PROCEDURE.tracks[track].lanes
    steps = PROCEDURE.tracks[track].steps
    for level, titles in TITLES[track].items():
        assert [(steps[one].no, steps[one].title) for one in lanes[level].steps] == [
            (str(number), title) for number, title in enumerate(titles, 1)
        ]
    own = [one.id for one in lanes.values() if not one.routine and one.id not in TITLES[track]]
    assert own == (["again"] if track == "barnevern" else [])


@pytest.mark.parametrize("track", TITLES)
def test_every_step_says_who_and_its_printed_tools_stand_in_the_document(track: str) -> None:
    found = [*SHARED.glob("seeds/004_*.txt")]
    if not found:
        pytest.skip("the source documents lie outside the project and are not here")
    document = re.sub(r"[^a-zæøå0-9]", "", found[0].read_text("utf-8").lower())
    for level in TITLES[track]:
        for name in PROCEDURE.tracks[track].lanes[level].steps:
            step = PROCEDURE.tracks[track].steps[name]
            assert step.responsible, name
            assert step.actions or step.outcomes, name
            for tool in step.tools:
                assert re.sub(r"[^a-zæøå0-9]", "", (tool.name or "").lower()) in document, (name, tool.name)


def test_forebyggende_can_begin_in_three_places() -> None:
    assert {one.id: one.start for one in FOR.track.entries.values()} == {
        "wonder": "f0-1", "order": "f1-1", "joined": "f2-1",
    }  # fmt: skip
    assert FOR.track.entries["joined"].basis == "consent"


def test_level_0_is_private_and_nothing_is_mapped_there() -> None:
    assert FOR.track.lanes["n0"].private_notes
    forms = [tool.form for one in FOR.track.lanes["n0"].steps for tool in FOR.track.steps[one].tools if tool.form]
    assert forms == ["refleksjonsnotat"]
    assert "konkretisering" in [tool.form for tool in FOR.track.steps["f1-1"].tools]
    end, back = FOR.track.steps["f0-5"].outcomes
    assert end.effects == ["shred_notes"]
    assert (back.to.step, back.origin, back.effects) == ("f0-4", "added", [])


def test_after_the_wonder_the_case_goes_to_any_level_or_ends() -> None:
    clear = at(FOR, "wonder", a.NEXT, a.NEXT, a.NEXT)
    for level, step in (("n1", "f1-1"), ("n2", "f2-1"), ("n3", "n3-call")):
        assert open_steps(goes(FOR, clear, level, who="Kari")) == [step]
        assert isinstance(take(FOR, clear, move("x", decided(level))), Refusal), "who has the case is asked first"
    assert goes(FOR, clear, "none", "D1").state.positions["p1"].ended == "no_concern"


def test_level_1_offers_level_1s_ways_and_says_that_the_document_prints_level_2s() -> None:
    step = FOR.track.steps["f1-5"]
    assert step.origin == "corrected"
    assert "nivå 2" in (step.note or "")
    assert "Trykkfeil" in (step.note or "")
    assert [(one.id, one.to.step or one.to.end, one.origin) for one in step.outcomes] == [
        ("end", "improved", "printed"),
        ("n1", "f1-3", "corrected"),
        ("n2", "f2-1", "corrected"),
        ("n3", "transferred", "printed"),
    ]
    assert all("BNA-FOR-1-5-N" in one.src for one in step.outcomes)


def test_level_2_can_refer_and_go_on_at_the_same_time() -> None:
    last = at(FOR, "joined", a.NEXT, a.NEXT, a.NEXT, a.NEXT)
    assert open_steps(goes(FOR, last, "n2_n3")) == ["f2-3", "n3-call"]
    assert open_steps(goes(FOR, last, "n2_refer")) == ["f2-3"]
    assert goes(FOR, last, "end_refer").state.positions["p1"].ended == "transferred"
    assert open_steps(goes(FOR, last, "n1")) == ["f1-3"]
    follow = [one for one in FOR.track.steps["f2-5"].actions if one.src == ["BNA-FOR-2-5-S1"] or one.id == "S1"]
    assert len(follow) == 3
    assert follow[0].by == ["relay_holder"]


def test_the_follow_up_is_told_once_on_each_step_of_level_2() -> None:
    pages = [view(FOR, at(FOR, "joined", *["next"] * steps)) for steps in range(5)]
    told = [sum("følger opp hele tiden" in (one.text or "") for one in page.notices) for page in pages]
    assert told == [1, 1, 1, 1, 0]
    assert "fulgt opp videre" in (pages[4].actions[0].text or "")


def test_level_3_leads_by_the_five_steps_to_the_report_and_its_reply() -> None:
    lifted = at(FOR, "order", a.NEXT, a.NEXT, a.NEXT, a.NEXT, "n3")
    five = does(FOR, lifted, decided(a.NEXT, "p2"))
    assert isinstance(take(FOR, five, move("x", decided("concern", "p2"))), Refusal), "violence is asked about first"
    answered = a.Answered(position="p2", question="violence", value="no")
    reported = does(FOR, five, answered, decided("concern", "p2"))
    assert open_steps(reported) == ["report-draft"]
    assert "report-follow" in FOR.track.lanes["report"].steps


@pytest.mark.parametrize("guide", [FOR, BVT], ids=["forebyggende", "barnevern"])
def test_under_the_alarm_no_step_leads_to_guardians_and_every_step_leads_on(guide: Guide) -> None:
    state = alarmed(guide, begin(guide, next(iter(guide.track.entries)), "")).state
    for name, step in guide.track.steps.items():
        drawn = drawn_step(guide, state, name)
        told = [part for one in (drawn, *drawn.actions, *drawn.tools, *drawn.questions) for part in _words(one)]
        told += [role_title(guide, state, one) or "" for one in step.responsible]
        assert [one for one in told if names_a_guardian(one)] == []
        assert [one.id for one in drawn.outcomes] == [one.id for one in step.outcomes]


def test_the_childs_part_and_the_staff_stay_open_where_guardians_are_closed() -> None:
    shared = view(FOR, alarmed(FOR, at(FOR, "wonder", a.NEXT, a.NEXT)))
    closed = {one.id for one in shared.actions if one.closed}
    assert {"H1", "H1b"} <= closed
    assert not closed & {"H2", "H1c", "H1d", "T2"}
    meeting = view(FOR, alarmed(FOR, at(FOR, "joined")))
    named = [one.text for one in meeting.responsible if one.text]
    assert named == ["Stafettholder", "Miljøterapeut", "Barnet eller ungdommen", "Andre aktører"]
    together = at(BVT, "report", "investigate", "conclude", "measures", "change", "more", consented="yes")
    board = view(BVT, alarmed(BVT, together))
    assert board.title is None
    assert [one.text for one in board.responsible if one.text] == [
        "Barneverntjenesten", "Ungdom over 15 år", "Aktuelle instanser",
    ]  # fmt: skip


def test_barnevernet_does_not_call_itself_and_has_no_report_to_itself() -> None:
    assert call_order(BVT) == ("police", "leader")
    assert call_order(FOR)[0] == "barnevern"
    assert not any(one.routine for one in BVT.track.lanes.values())


def test_barnevernets_own_staff_go_on_when_their_leader_is_reached_and_others_do_not() -> None:
    call = a.CallRecorded(called="leader", result="reached", at=NOW.isoformat(), spoke_with="Vakthavende")
    suspected = (a.AlarmAsked(by="key"), a.AlarmAnswered(answer="home"))
    reached = does(BVT, at(BVT, "report"), *suspected, call).state
    assert not reached.alarm.pending
    assert reached.masks
    refused = take(FOR, does(FOR, at(FOR, "joined"), *suspected), move("reached", call))
    assert isinstance(refused, Refusal)
    assert refused.reason == "refusal.leader_called"


def test_three_weeks_hold_and_the_two_of_the_document_are_told() -> None:
    assert not [one for step in BVT.track.steps.values() for one in step.deadlines if one.source_says]
    answers = [one for one in PROCEDURE.flow.deadlines if one.source_says]
    assert [(one.id, one.for_) for one in answers] == [("reply", ["barnevern"]), ("result", ["barnevern"])]
    for one in answers:
        assert (one.within, one.source_says, one.kind, one.law) == ("P3W", "P2W", "statute", ["bvl-13-3"])
        assert one.origin == "corrected"
        assert "to uker" in (one.note or "")
        assert one.binds is None, "it is barnevernet's own deadline"
    said = [one.how or "" for step in BVT.track.steps.values() for one in step.actions if "bvl-13-3" in one.law]
    steps_that_answer = ["v0-5", "v1-1", "v1-3", "again-1"]
    assert len([how for how in said if "tre uker" in how and "to uker" in how]) == len(steps_that_answer)


def test_the_laws_deadlines_for_a_report_that_came_on_a_monday() -> None:
    came = marked(BVT, at(BVT, "report"), "r", date(2026, 11, 16))
    assert due(BVT, came) == {"v1-1/assessed": date(2026, 11, 23), "/reply": date(2026, 12, 7)}
    looked_into = goes(BVT, came, "investigate")
    assert due(BVT, looked_into) == {"/reply": date(2026, 12, 7), "v1-2/investigated": date(2027, 2, 23)}
    longer = a.DeadlineSet(step="v1-2", deadline="investigated", on="2027-05-23")
    assert due(BVT, does(BVT, looked_into, longer))["v1-2/investigated"] == date(2027, 5, 23)
    too_long = longer.model_copy(update={"on": "2027-05-24"})
    assert isinstance(take(BVT, looked_into, move("x", too_long)), Refusal)
    concluded = goes(BVT, looked_into, "conclude")
    assert due(BVT, concluded) == {"/reply": date(2026, 12, 7), "/result": date(2026, 12, 13)}
    assert due(BVT, marked(BVT, concluded, "f", TODAY)) == {"/reply": date(2026, 12, 7)}


def test_what_starts_the_deadlines_is_the_day_the_report_came_and_not_the_day_it_was_noted() -> None:
    starts = [one for step in PROCEDURE.tracks["barnevern"].steps.values() for one in step.actions
              if "report_received" in one.records]  # fmt: skip
    assert len(starts) == 2
    assert all("ta imot" in one.do.lower() and "datoen da den kom" in (one.how or "") for one in starts)


def test_a_dismissed_report_is_answered_within_the_same_three_weeks() -> None:
    talked = at(BVT, "call", a.NEXT, a.NEXT, a.NEXT, "none")
    assert due(BVT, talked) == {}, "a talk is no report"
    came = marked(BVT, talked, "r", date(2026, 11, 16))
    assert due(BVT, came) == {"/reply": date(2026, 12, 7)}
    assert due(BVT, marked(BVT, came, "b", TODAY)) == {}


def test_dismissed_with_concern_is_looked_at_again_within_six_months() -> None:
    node = at(BVT, "report", "investigate", "dismiss_concern")
    assert open_steps(node) == ["again-1"], "the case stays open, so that the date is not lost"
    assert due(BVT, node)["/reopen"] == date(2027, 5, 22)
    again = goes(BVT, node, "reopen")
    assert open_steps(again) == ["v1-2"]
    assert "/reopen" not in due(BVT, again)
    assert goes(BVT, node, "closed").state.positions["p1"].ended == "dismissed", "the law does not always allow it"


def test_a_new_investigation_has_a_time_of_its_own() -> None:
    came = marked(BVT, at(BVT, "report"), "r", date(2026, 8, 3))
    first = goes(BVT, came, "investigate")
    assert "again-1/investigated" not in due(BVT, first)
    again = goes(BVT, first, "dismiss_concern", "reopen")
    assert "v1-2/investigated" not in due(BVT, again), "the first one ended"
    assert due(BVT, again)["again-1/investigated"] == date(2027, 2, 22)
    longer = a.DeadlineSet(step="again-1", deadline="investigated", on="2027-05-22")
    assert due(BVT, does(BVT, again, longer))["again-1/investigated"] == date(2027, 5, 22)
    assert "again-1/investigated" not in due(BVT, goes(BVT, again, "conclude"))


def test_a_talk_that_no_report_follows_is_not_dismissed_as_one() -> None:
    talked = at(BVT, "call", a.NEXT, a.NEXT, a.NEXT, "none")
    assert goes(BVT, talked, "talk").state.positions["p1"].ended == "no_concern"
    waited = at(BVT, "call", a.NEXT, a.NEXT, a.NEXT, "concern", "dismiss", "talk")
    assert waited.state.positions["p1"].ended == "no_concern"


def test_a_case_is_dismissed_after_the_reporter_was_told_for_then_nothing_reminds_of_it() -> None:
    concluded = at(BVT, "report", "investigate", "conclude")
    assert "/result" in due(BVT, concluded)
    ended = goes(BVT, concluded, "dismiss")
    assert due(BVT, ended) == {}
    (label,) = [one.label for one in BVT.track.steps["v1-3"].outcomes if one.id == "dismiss"]
    assert "melder har fått tilbakemelding" in (label or "")


def test_help_is_evaluated_every_third_month_from_the_decision_and_from_each_evaluation() -> None:
    concluded = at(BVT, "report", "investigate", "conclude")
    assert isinstance(take(BVT, concluded, move("x", decided("measures"))), Refusal), "consent is asked about first"
    helped = goes(BVT, concluded, "measures", consented="no")
    found = due(BVT, helped)
    assert found["v1-4/first"] == date(2027, 2, 22)
    assert "v1-4/again" not in found
    evaluated = due(BVT, marked(BVT, helped, "b", date(2027, 1, 11)))
    assert evaluated["v1-4/again"] == date(2027, 4, 11)
    assert "v1-4/first" not in evaluated
    assert due(BVT, goes(BVT, helped, "change", "change"))["v1-4/first"] == date(2027, 2, 22)
    together = goes(BVT, helped, "change", "more", a.NEXT, a.NEXT, a.NEXT)
    earlier = marked(BVT, helped, "b", date(2026, 9, 1))
    assert due(BVT, earlier)["v1-4/again"] == date(2026, 12, 1)
    assert due(BVT, goes(BVT, together, "continue"))["v1-4/again"] == date(2027, 2, 22), "evaluated on level 3.2 too"


def test_the_board_has_its_name_of_today_and_the_documents_stands_beside_it() -> None:
    steps = [BVT.track.steps[one] for one in BVT.track.lanes["v3"].steps]
    told = [part for step in steps for one in (step, *step.actions) for part in _words(one)]
    assert not [one for one in told if "fylkesnemnd" in one.lower()]
    assert any("barneverns- og helsenemnda" in one for one in told)
    renamed = [step for step in steps if step.law == ["nemnda"]]
    assert [step.id for step in renamed] == ["v3-1", "v3-3", "v3-4", "v3-5"]
    assert all("Fylkesnemnda" in (step.note or "") for step in renamed)
    assert "Fylkesnemnda" in (laws()["nemnda"].cited or "")


def _words(one: object) -> list[str]:
    return [
        found
        for name in ("title", "short", "intro", "do", "how", "name", "ask")
        if isinstance(found := getattr(one, name, None), str)
    ]


def test_each_outcome_of_barnevernet_leads_where_the_page_says() -> None:
    ways = {
        step.id: [(one.id, one.to.step or one.to.end or "stay") for one in step.outcomes]
        for step in BVT.track.steps.values()
        if step.outcomes
    }
    assert ways == {
        "v0-4": [("concern", "v1-1"), ("none", "v0-5")],
        "v0-5": [("end", "dismissed"), ("talk", "no_concern")],
        "v1-1": [("investigate", "v1-2"), ("dismiss", "v0-5")],
        "v1-2": [("conclude", "v1-3"), ("dismiss_concern", "again-1")],
        "v1-3": [("dismiss", "dismissed"), ("measures", "v1-4")],
        "v1-4": [("continue", "v1-4"), ("change", "v1-5")],
        "v1-5": [("end", "improved"), ("change", "v1-4"), ("more", "v2-1")],
        "again-1": [("reopen", "v1-2"), ("closed", "dismissed")],
        "v2-4": [("change", "v2-2"), ("continue", "v2-3"), ("end", "improved"), ("no_effect", "v2-5")],
        "v2-5": [("back", "v2-2"), ("up", "v3-1")],
        "v3-5": [("on", "stay"), ("end", "done")],
    }
    lanes = [lane for lane, _ in groupby(BVT.track.lane_of.values())]
    assert lanes == ["v0", "v1", "again", "v2", "v3"]
