"""Reasons, people and dates (P7); questions before a way on; actions; «vet ikke ennå» (P10)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from case_samples import NOW, TODAY, Bench, decided, guide_of, nasty

from bekymring_tui.case import acts as a
from bekymring_tui.case.alarm_rules import calls_first
from bekymring_tui.case.guide import Guide
from bekymring_tui.flow.load import load_shipped, shipped_flows

OTHER = {"basis": "other", "basis_reason": "Barnet trenger det."}


@pytest.fixture
def bench() -> Bench:
    return Bench()


def at_c() -> Bench:
    bench = Bench()
    bench.decide("worry")
    return bench


def action(name: str, position: str = "p1", *, done: bool = True, **more: object) -> a.ActionMarked:
    return a.ActionMarked(position=position, action=name, done=done, **more)  # type: ignore[arg-type]


def test_a_decision_says_why_and_who(bench: Bench) -> None:
    assert bench.refused(decided("worry", reason="  ")) == "reason"
    assert bench.refused(decided("worry", decided_by="")) == "decided_by"
    bench.decide("worry", reason="Tredje gang", took_part=["Ola"])
    taken = bench.state.decisions[0]
    assert (taken.act.reason, taken.act.decided_by, taken.act.took_part) == ("Tredje gang", "Kari", ["Ola"])
    assert (taken.by.name, taken.at) == ("Kari Testesen", NOW.isoformat())


def test_a_way_on_that_leads_to_a_call_waits_for_no_reason() -> None:
    data = nasty()
    worry, _, none = data["tracks"][0]["levels"][0]["steps"][0]["outcomes"]
    worry["suggest_when"] = {"danger": "yes"}
    none["suggest_when"] = {"danger": ["no", "yes"]}
    bench = Bench(guide_of(data))
    assert [one.id for one in bench.view().choices if one.calls] == ["worry"]
    assert bench.refused(decided("none", reason="")) == "reason"
    bench.decide("worry", reason="")


def test_only_the_ways_to_a_call_of_the_shipped_procedures_wait_for_no_reason() -> None:
    found = set()
    for name in shipped_flows():
        procedure = load_shipped(name)
        for service in procedure.flow.services:
            guide = Guide(procedure, service, None, {})
            steps = guide.track.steps.values()
            found |= {
                (name, step.id, one.id) for step in steps for one in step.outcomes if calls_first(guide, step, one)
            }
    assert found == {("asnes", "c", "call"), ("asnes", "c-tell", "call")}


def test_acting_needs_no_date_to_look_again_but_not_acting_does(bench: Bench) -> None:
    bench.decide("worry", look_again=None)
    for outcome in ("dismiss", "plus", a.STAY):
        assert bench.refused(decided(outcome, look_again=None)) == "look_again"
    bench.decide("plus", look_again="none")


def test_staying_undecided_is_offered_at_every_decision_and_stays(bench: Bench) -> None:
    assert bench.view().choices[-1].id == a.STAY
    bench.decide(a.STAY, reason="Venter", look_again="2026-12-01")
    assert bench.here() == "a"
    assert bench.position().trail[-1].number == 1


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2026-11-21", "past_date"),
        ("2056-11-22", "absurd_date"),
        ("1026-11-22", "absurd_date"),
        ("2026-02-30", "date"),
        ("20261201", "date"),
        ("2026-12-01T10:00", "date"),
        ("i morgen", "date"),
        ("٢٠٢٦-١٢-٠١", "date"),
    ],
)
def test_a_date_to_look_again_is_a_day_ahead(bench: Bench, day: str, reason: str) -> None:
    assert bench.refused(decided("worry", look_again=day)) == reason


def test_leaving_a_step_without_a_printed_decision_needs_no_reason() -> None:
    bench = Bench(entry="referral")
    bench.take(a.Decided(position="p1", outcome=a.NEXT, reason="", decided_by=""))
    assert bench.here() == "e"


def test_a_question_is_answered_before_the_way_that_asks_it() -> None:
    bench = at_c()
    assert bench.refused(decided("better")) == "unanswered"
    bench.take(a.Answered(position="p1", question="agree", value="unknown"))
    bench.decide("better")


def test_a_question_that_is_not_shown_holds_nobody_back(bench: Bench) -> None:
    assert "ped" not in [one.id for one in bench.view().questions]
    bench.decide("worry")
    ped = Bench(guide_of(nasty(), "trt", "ped"))
    assert ped.refused(decided("worry")) == "unanswered"
    ped.take(a.Answered(position="p1", question="ped", value=""))
    assert ped.refused(decided("worry")) == "unanswered"


def test_an_answer_is_kept_by_visit() -> None:
    bench = at_c()
    bench.take(a.Answered(position="p1", question="agree", value="yes"))
    bench.decide("again")
    assert bench.refused(decided("better")) == "unanswered"


def test_answers_are_checked(bench: Bench) -> None:
    def tried(question: str, value: str) -> str:
        return bench.refused(a.Answered(position="p1", question=question, value=value))

    assert tried("nothing", "yes") == "no_question"
    assert tried("danger", "maybe") == "no_option"
    assert tried("grade", "8") == "no_option"
    assert tried("grade", "12") == "no_option"
    assert tried("since", "i går") == "date"
    assert tried("ped", "ja") == "closed_question"
    bench.take(
        a.Answered(position="p1", question="grade", value="unknown"),
        a.Answered(position="p1", question="since", value="2026-11-02"),
        a.Answered(position="p1", question="since", value=""),
    )


def test_an_answer_suggests_and_never_decides(bench: Bench) -> None:
    assert not any(one.suggested for one in bench.view().choices)
    bench.take(a.Answered(position="p1", question="danger", value="no"))
    assert [one.id for one in bench.view().choices if one.suggested] == ["worry"]
    bench.decide("none")


def test_an_action_is_done_and_undone(bench: Bench) -> None:
    bench.take(action("write", detail="I loggen", on="2026-11-20"))
    done = bench.view().actions[0].done
    assert done
    assert (done.on, done.detail) == ("2026-11-20", "I loggen")
    bench.take(action("write", done=False))
    assert bench.view().actions[0].done is None


def test_an_action_is_dated_where_it_can_have_been_done() -> None:
    bench = at_c()
    assert bench.refused(action("child", on="2026-11-23")) == "future_date"
    assert bench.refused(action("child", on="1900-01-01")) == "absurd_date"
    assert bench.refused(action("child", on="torsdag")) == "date"
    assert bench.refused(action("nothing")) == "no_action"
    bench.take(action("set", on="2026-12-24"))
    assert bench.state.milestones["measures_set"] == "2026-12-24"


def test_an_action_for_another_group_is_not_taken() -> None:
    bench = Bench(entry="referral")
    assert bench.refused(action("fysio")) == "closed_action"


def test_a_milestone_goes_with_the_action_that_recorded_it() -> None:
    bench = at_c()
    bench.take(action("set"))
    assert bench.state.milestones == {"measures_set": TODAY.isoformat()}
    bench.take(action("set", done=False))
    assert not bench.state.milestones


def delivered() -> Bench:
    bench = Bench()
    bench.take(a.Entered(name="report"))
    bench.decide(a.NEXT, "p2")
    bench.take(a.Answered(position="p2", question="violence", value="no"))
    bench.decide("on", "p2")
    bench.decide("delivered", "p2")
    return bench


def test_a_milestone_of_a_decision_survives_back_and_the_same_decision_keeps_its_day() -> None:
    bench = delivered()
    bench.back("p2")
    assert bench.state.milestones["report_delivered"] == TODAY.isoformat()
    bench.wait(days=5)
    bench.decide("delivered", "p2")
    assert bench.state.milestones["report_delivered"] == TODAY.isoformat()


def test_a_milestone_of_a_decision_goes_when_another_is_taken() -> None:
    bench = delivered()
    bench.back("p2")
    bench.back("p2")
    bench.decide("drop", "p2")
    assert "report_delivered" not in bench.state.milestones


@pytest.mark.parametrize("order", ["day first", "day after Back"])
def test_a_day_that_the_user_gave_stands_when_the_way_on_records_the_same(order: str) -> None:
    """A report delivered last Monday has its deadlines from that Monday, not from the day the step was left."""
    data = nasty()
    step = next(one for part in data["fragments"] for one in part["steps"] if "delivered" in str(one.get("outcomes")))
    receipt = {"id": "receipt", "do": "Noter kvitteringen", "records": ["report_delivered"], "origin": "added"}
    step["actions"] = [*step.get("actions", []), receipt]
    bench = Bench(guide_of(data))
    bench.take(a.Entered(name="report"))
    bench.decide(a.NEXT, "p2")
    bench.take(a.Answered(position="p2", question="violence", value="no"))
    bench.decide("on", "p2")
    monday = (TODAY - timedelta(days=6)).isoformat()
    if order == "day after Back":
        bench.decide("delivered", "p2")
        bench.back("p2")
    bench.take(action("receipt", "p2", on=monday))
    bench.decide("delivered", "p2")
    assert bench.state.milestones["report_delivered"] == monday


def test_a_step_records_its_milestone_when_it_is_left() -> None:
    bench = Bench(entry="referral")
    assert "left" not in bench.state.milestones
    bench.decide(a.NEXT)
    assert bench.state.milestones["left"] == TODAY.isoformat()


def test_nothing_is_written_on_a_position_that_has_ended(bench: Bench) -> None:
    bench.decide("none")
    assert bench.refused(action("write")) == "ended"
    assert bench.refused(a.Answered(position="p1", question="danger", value="no")) == "ended"
    assert bench.view().choices == ()


def test_no_field_takes_more_than_fits(bench: Bench) -> None:
    for act in (
        decided("worry", reason="x" * 10_001),
        decided("worry", took_part=["x" * 10_001]),
        a.FormSaved(form="note", answers={"one": "x" * 10_001}),
        a.AcuteAfterwards(text="x" * 10_001),
    ):
        assert bench.refused(act) == "too_long"
