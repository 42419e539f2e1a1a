"""How positions move: outcomes, Back, several open positions, merging, changed decisions."""

from __future__ import annotations

from case_samples import Bench, decided, guide_of, nasty

from bekymring_tui.case import acts as a
from bekymring_tui.case.lanes import leads_on
from bekymring_tui.case.state import Visit

OTHER = {"basis": "other", "basis_reason": "Barnet trenger det."}


def at_c() -> Bench:
    bench = Bench()
    bench.decide("worry")
    return bench


def trail(bench: Bench, position: str = "p1") -> list[tuple[str, int]]:
    return [(one.step, one.number) for one in bench.position(position).trail]


def test_arriving_by_an_outcome_is_a_new_visit() -> None:
    bench = at_c()
    bench.decide("again")
    assert trail(bench) == [("a", 1), ("c", 1), ("c", 2)]


def test_back_is_the_same_visit_and_keeps_every_answer() -> None:
    bench = Bench()
    bench.take(
        a.Answered(position="p1", question="danger", value="no"),
        a.ActionMarked(position="p1", action="write", done=True),
    )
    bench.decide("worry")
    bench.take(a.ActionMarked(position="p1", action="child", done=True, detail="Rolig samtale"))
    bench.back()
    assert bench.view().questions[0].answer == "no"
    assert bench.view().actions[0].done
    assert bench.view().choices[0].taken
    bench.decide("worry")
    assert trail(bench) == [("a", 1), ("c", 1)]
    assert bench.view().actions[0].done
    assert [one.stands for one in bench.state.decisions] == [False, True]


def test_a_new_visit_starts_empty() -> None:
    bench = at_c()
    bench.take(a.ActionMarked(position="p1", action="child", done=True))
    bench.decide("again")
    assert bench.view().actions[0].done is None


def test_two_steps_back_and_forward_again_are_the_same_visits() -> None:
    bench = at_c()
    bench.decide("up", **OTHER)
    before = bench.position().trail
    bench.back()
    bench.back()
    assert bench.here() == "a"
    bench.decide("worry")
    bench.decide("up", **OTHER)
    assert bench.position().trail == before


def test_another_outcome_after_back_supersedes_and_the_way_ahead_is_gone() -> None:
    bench = at_c()
    bench.decide("again")
    bench.back()
    bench.decide("up", **OTHER)
    assert trail(bench) == [("a", 1), ("c", 1), ("d", 1)]
    bench.back()
    bench.decide("again")
    assert trail(bench) == [("a", 1), ("c", 1), ("c", 3)]
    assert [one.superseded for one in bench.state.decisions] == [False, True, True, False]


def test_staying_undecided_after_back_loses_nothing() -> None:
    bench = at_c()
    bench.decide("plus")
    bench.decide("again")
    bench.back()
    bench.decide(a.STAY)
    bench.decide("again")
    assert trail(bench) == [("a", 1), ("c", 1), ("c", 2)]
    assert set(bench.state.positions) == {"p1", "p2", "p3"}


def test_back_stops_at_the_first_step() -> None:
    assert Bench().refused(a.WentBack(position="p1")) == "first_step"


def test_an_outcome_opens_lanes_beside_its_own_way() -> None:
    bench = at_c()
    bench.decide("plus")
    assert [bench.here(one) for one in ("p1", "p2", "p3")] == ["c", "d", "report-draft"]
    bench.decide("plus")
    assert bench.state.said == ("case.lane_was_open", "case.lane_was_open")
    assert len(bench.state.open_positions) == 3


def test_a_changed_decision_withdraws_what_nobody_touched() -> None:
    bench = at_c()
    bench.decide("both", **OTHER)
    assert bench.here("p2") == "d"
    bench.back()
    assert bench.here("p2") == "d", "Back alone withdraws nothing"
    bench.decide("again")
    assert set(bench.state.positions) == {"p1"}


def test_a_changed_decision_keeps_what_was_touched_and_marks_it() -> None:
    bench = at_c()
    bench.decide("both", **OTHER)
    bench.decide(a.NEXT, "p2")
    bench.back()
    bench.decide("again")
    assert bench.position("p2").orphaned
    bench.back()
    bench.decide("both", **OTHER)
    assert not bench.position("p2").orphaned, "the decision that opened it is taken again"


def test_what_was_written_by_mistake_still_keeps_its_position() -> None:
    bench = at_c()
    bench.decide("both", **OTHER)
    bench.take(a.ActionMarked(position="p2", action="meet", done=True, basis="other", basis_reason="x"))
    bench.take(a.Misfiled(seq=bench.seq_of("action_marked"), reason="Feil sak"))
    assert not bench.state.done
    bench.back()
    bench.decide("again")
    assert bench.position("p2").orphaned


def test_the_same_decision_again_keeps_what_it_had_opened() -> None:
    bench = at_c()
    bench.decide("both", **OTHER)
    bench.back()
    bench.decide("both", **OTHER)
    assert set(bench.state.positions) == {"p1", "p2"}
    bench.back()
    bench.decide("again")
    assert set(bench.state.positions) == {"p1"}


def test_a_lane_that_two_ways_led_into_outlives_the_first() -> None:
    bench = at_c()
    bench.decide("over", **OTHER)
    assert bench.here("p2") == "report-draft"
    bench.take(a.Entered(name="report"))
    bench.back()
    bench.decide("again")
    assert bench.here("p2") == "report-draft"


def test_entering_an_open_lane_merges_and_says_so() -> None:
    bench = at_c()
    bench.decide("both", **OTHER)
    bench.decide("up", **OTHER)
    assert bench.position().ended == "merged"
    assert bench.state.said == ("case.merged",)
    assert [one.id for one in bench.state.open_positions] == ["p2"]
    assert not bench.state.closed


def test_a_merged_position_stands_again_where_it_was() -> None:
    bench = at_c()
    bench.decide("both", **OTHER)
    bench.decide("up", **OTHER)
    bench.back()
    assert bench.here() == "c"
    assert len(bench.state.open_positions) == 2


def test_a_way_that_merged_is_not_lost_when_the_lane_was_opened_by_a_changed_decision() -> None:
    """p1 opens level 2; the referral that came in there merges; then p1 changes its mind."""
    bench = Bench(entry="referral")
    bench.decide(a.NEXT)
    bench.decide("down")
    bench.decide("both", **OTHER)
    bench.decide("up", **OTHER)
    assert bench.position().ended == "merged"
    bench.back()
    bench.back()
    bench.decide("again")
    assert bench.here("p2") == "d"
    assert bench.state.open_positions


def test_an_ended_position_stands_open_again_by_back() -> None:
    bench = at_c()
    bench.decide("refer", **OTHER)
    assert bench.state.closed
    assert bench.refused(decided("again")) == "ended"
    bench.back()
    assert not bench.state.closed
    assert bench.view().choices[5].taken
    bench.decide("again")
    assert bench.here() == "c"


def test_back_waits_while_another_position_holds_the_lane() -> None:
    bench = at_c()
    bench.decide("both", **OTHER)
    bench.decide(a.NEXT, "p2")
    bench.decide("again")
    bench.decide("dismiss")
    bench.decide("down", "p2")
    assert bench.here("p2") == "c"
    assert bench.refused(a.WentBack(position="p1")) == "lane_taken"


def test_the_case_ends_with_its_last_position() -> None:
    bench = at_c()
    bench.decide("plus")
    for outcome, position in (("dismiss", "p1"), (a.NEXT, "p2"), ("stop", "p2"), (a.NEXT, "p3")):
        bench.decide(outcome, position)
        assert not bench.state.closed
    bench.decide("drop", "p3")
    assert bench.state.closed


def test_a_routine_can_be_entered_at_any_time_and_again_after_its_end() -> None:
    bench = Bench()
    bench.take(a.Entered(name="report"))
    assert bench.here("p2") == "report-draft"
    assert bench.refused(a.Entered(name="n1")) == "no_routine"
    assert bench.refused(a.Entered(name="nothing")) == "no_routine"
    bench.decide(a.NEXT, "p2")
    bench.decide("drop", "p2")
    bench.take(a.Entered(name="report"))
    assert bench.position("p3").here == Visit("report-draft", 2)


def test_handing_over_ends_every_level_and_leaves_the_report() -> None:
    bench = at_c()
    bench.decide("both", **OTHER)
    bench.alarm()
    bench.decide(a.TAKEN_OVER, "p2")
    assert [bench.position(one).ended for one in ("p1", "p2", "p3")] == ["transferred", "transferred", None]
    assert bench.here("p3") == "report-draft"


def test_handing_over_from_the_report_ends_everything() -> None:
    bench = at_c()
    bench.alarm()
    bench.decide(a.TAKEN_OVER, "p2")
    assert bench.state.closed
    assert bench.state.masks


def test_back_after_handing_over_opens_all_that_it_ended_and_undoes_no_older_decision() -> None:
    bench = at_c()
    bench.decide("plus")
    bench.alarm()
    before = {one.id: one.here for one in bench.state.open_positions}
    bench.decide(a.TAKEN_OVER, "p2")
    assert [one.id for one in bench.state.open_positions] == ["p3"]
    bench.back("p1")
    assert {one.id: one.here for one in bench.state.open_positions} == before
    assert [one.act.outcome for one in bench.state.decisions if one.undone] == [a.TAKEN_OVER]


def test_what_another_has_taken_the_place_of_is_not_opened_again_with_the_rest() -> None:
    bench = at_c()
    bench.alarm()
    bench.decide(a.TAKEN_OVER, "p2")
    bench.take(a.Entered(name="report"))
    bench.back("p1")
    assert [one.id for one in bench.state.open_positions] == ["p1", "p3"]
    assert bench.position("p2").ended == "transferred"


def test_while_the_case_is_halted_only_a_routine_is_opened_again() -> None:
    bench = at_c()
    bench.alarm()
    bench.decide(a.TAKEN_OVER, "p2")
    bench.take(a.AlarmAsked(by="key"))
    bench.back("p2")
    assert [one.id for one in bench.state.open_positions] == ["p2"]


def test_the_work_goes_on_in_the_newest_part_that_the_end_opened_or_led_into() -> None:
    bench = at_c()
    assert leads_on(bench.guide, bench.state, bench.position()) is None
    bench.decide("over", **OTHER)
    assert leads_on(bench.guide, bench.state, bench.position()) == bench.position("p2")
    bench.back()
    bench.decide("both", **OTHER)
    bench.decide(a.NEXT, "p3")
    bench.decide("down", "p3")
    assert bench.position("p3").ended == "merged"
    assert leads_on(bench.guide, bench.state, bench.position("p3")) == bench.position("p1")
    bench.decide("dismiss")
    assert leads_on(bench.guide, bench.state, bench.position()) is None


def test_a_decision_is_refused_where_there_is_no_such_way_on() -> None:
    bench = Bench()
    assert bench.refused(decided("nothing")) == "no_outcome"
    assert bench.refused(decided("worry", "p9")) == "no_position"
    assert bench.refused(decided(a.NEXT)) == "no_outcome"
    assert bench.refused(decided("team")) == "no_outcome", "that way is for another group"
    bench.decide("worry")
    bench.decide("up", **OTHER)
    assert bench.refused(decided(a.STAY)) == "no_outcome", "a step without a decision has none to put off"


def test_a_way_on_may_be_for_one_group() -> None:
    bench = Bench(guide_of(nasty(), "trt", "fysio"))
    bench.decide("team")
    assert bench.here() == "d"
