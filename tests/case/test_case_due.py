"""What is due: deadlines from milestones, dates of the user's own, days to look again."""

from __future__ import annotations

from datetime import date

import pytest
from case_samples import KARI, TODAY, Bench, decided, guide_of, nasty

from bekymring_tui.case import acts as a
from bekymring_tui.case.due import Due, due_dates, met_dates
from bekymring_tui.case.looking_again import left_unmet, proposed
from bekymring_tui.case.open_dates import DateToSet, dates_to_set
from bekymring_tui.case.people import Subject
from bekymring_tui.flow.terms import ENGINE_MILESTONES


def due(bench: Bench) -> dict[str, date]:
    return {one.id: one.on for one in due_dates(bench.guide, bench.state)}


def one_due(bench: Bench, name: str) -> Due:
    return next(one for one in due_dates(bench.guide, bench.state) if one.id == name)


def with_measures(**case: object) -> Bench:
    bench = Bench(**case)  # type: ignore[arg-type]
    bench.decide("worry")
    bench.take(a.ActionMarked(position="p1", action="set", done=True, on="2026-11-30"))
    return bench


def delivered() -> Bench:
    bench = Bench()
    bench.take(a.Entered(name="report"))
    bench.decide(a.NEXT, "p2")
    bench.take(a.Answered(position="p2", question="violence", value="no"))
    bench.decide("on", "p2")
    bench.decide("delivered", "p2")
    return bench


def test_deadlines_count_from_the_milestone() -> None:
    assert due(with_measures()) == {"c/ev": date(2027, 1, 11), "c/every": date(2027, 2, 28)}


def test_a_deadline_may_be_for_one_kind_of_subject() -> None:
    bench = with_measures(subject=Subject(kind="unborn", call_name="Hvit svane"))
    assert due(bench)["c/unborn"] == date(2026, 12, 14)


def test_the_law_gives_a_week_and_then_three_months() -> None:
    bench = delivered()
    assert due(bench) == {"report-follow/reply": date(2026, 12, 13), "report-follow/done": date(2027, 2, 28)}
    assert all(one.binds_other for one in due_dates(bench.guide, bench.state))


def test_what_has_come_is_due_no_longer_until_it_is_waited_for_again() -> None:
    bench = delivered()
    bench.take(a.ActionMarked(position="p2", action="confirmed", done=True))
    assert set(due(bench)) == {"report-follow/done"}
    bench.take(a.ActionMarked(position="p2", action="confirmed", done=False))
    assert set(due(bench)) == {"report-follow/reply", "report-follow/done"}
    bench.take(a.ActionMarked(position="p2", action="confirmed", done=True))
    bench.decide("done", "p2")
    bench.take(a.Entered(name="report"))
    bench.decide(a.NEXT, "p3")
    bench.take(a.Answered(position="p3", question="violence", value="no"))
    bench.decide("on", "p3")
    bench.decide("delivered", "p3")
    assert set(due(bench)) == {"report-follow/reply", "report-follow/done"}


def test_a_longer_time_goes_as_far_as_the_law_lets_it() -> None:
    bench = delivered()

    def until(day: str) -> a.DeadlineSet:
        return a.DeadlineSet(step="report-follow", deadline="done", on=day)

    assert bench.refused(until("2027-05-30")) == "fixed_deadline"
    bench.take(until("2027-05-29"))
    assert due(bench)["report-follow/done"] == date(2027, 5, 29)
    reply = a.DeadlineSet(step="report-follow", deadline="reply", on="2026-12-20")
    assert bench.refused(reply) == "fixed_deadline"


def test_a_deadline_is_due_as_long_as_its_way_goes_on() -> None:
    bench = delivered()
    bench.decide("worry")
    bench.take(a.ActionMarked(position="p1", action="set", done=True))
    reply = {"report-follow/reply", "report-follow/done"}
    assert set(due(bench)) == reply | {"c/ev", "c/every"}
    bench.decide("dismiss", look_again="2027-01-10")
    assert set(due(bench)) == reply | {"look_again"}
    bench.decide("done", "p2")
    assert bench.state.closed
    assert set(due(bench)) == {"look_again"}
    assert dates_to_set(bench.guide, bench.state) == ()
    bench.back("p2")
    assert set(due(bench)) == reply | {"look_again"}


def test_what_has_been_met_stays_told_after_its_way_has_ended() -> None:
    bench = delivered()
    bench.take(a.ActionMarked(position="p2", action="confirmed", done=True))
    bench.decide("done", "p2")
    assert [one.id for one in met_dates(bench.guide, bench.state)] == ["report-follow/reply"]


def test_a_way_that_merged_goes_on_where_it_was_led_into() -> None:
    data = nasty()
    steps = data["tracks"][0]["levels"][2]["steps"]
    steps[0]["deadlines"] = [{"id": "half", "label": "Halvår", "from": "measures_set", "every": "P6M"}]
    bench = Bench(guide_of(data))
    bench.decide("worry")
    bench.take(a.ActionMarked(position="p1", action="set", done=True))
    bench.decide("both", basis="other", basis_reason="x")
    bench.decide(a.NEXT, "p2")
    bench.decide("down", "p2")
    assert bench.position("p2").ended == "merged"
    assert "d/half" in due(bench)
    bench.decide("dismiss")
    assert "d/half" not in due(bench)


def test_what_binds_others_in_the_whole_case_outlives_it() -> None:
    data = nasty()
    data["deadlines"][0] |= {"binds": "other", "kind": "statute"}
    bench = Bench(guide_of(data))
    bench.take(a.ConsentWithdrawn(giver="g1", services=["ppt"]))
    bench.decide("none")
    assert bench.state.closed
    assert due(bench) == {"/archive": date(2026, 12, 20)}


def test_a_date_of_the_users_own_stands_in_place_of_the_proposal() -> None:
    bench = with_measures()
    assert one_due(bench, "c/ev").proposed
    bench.take(a.DeadlineSet(step="c", deadline="ev", on="2026-12-20"))
    assert (one_due(bench, "c/ev").on, one_due(bench, "c/ev").proposed) == (date(2026, 12, 20), False)


def test_a_date_that_the_procedure_leaves_open_needs_no_milestone() -> None:
    bench = Bench()
    bench.decide("worry")
    bench.take(a.DeadlineSet(step="c", deadline="meet", on="2026-12-03"))
    assert due(bench) == {"c/meet": date(2026, 12, 3)}


def test_a_date_of_the_users_own_holds_for_the_visit_it_was_set_on() -> None:
    bench = with_measures()
    bench.take(a.DeadlineSet(step="c", deadline="meet", on="2026-12-03"))
    bench.decide("up", basis="other", basis_reason="x")
    assert set(due(bench)) == {"c/every"}
    bench.back()
    assert due(bench)["c/meet"] == date(2026, 12, 3)
    bench.decide("again")
    assert "c/meet" not in due(bench)


@pytest.mark.parametrize(
    ("step", "deadline", "on", "reason"),
    [
        ("c", "nothing", "2026-12-01", "no_deadline"),
        ("nothing", "ev", "2026-12-01", "no_deadline"),
        ("c", "unborn", "2026-12-01", "no_deadline"),
        ("c", "ev", "2026-11-21", "past_date"),
        ("c", "ev", "2226-11-21", "absurd_date"),
        ("c", "ev", "2026-12-01T10:00:00", "date"),
        ("", "archive", "2026-12-01", "fixed_deadline"),
    ],
)
def test_only_dates_that_are_left_open_can_be_set(step: str, deadline: str, on: str, reason: str) -> None:
    assert with_measures().refused(a.DeadlineSet(step=step, deadline=deadline, on=on)) == reason


def test_a_deadline_of_the_case_needs_no_step() -> None:
    bench = Bench()
    bench.take(a.ConsentWithdrawn(giver="g1", services=["ppt"]))
    assert due(bench) == {"/archive": date(2026, 12, 20)}


def test_a_day_to_look_again_holds_until_the_next_decision() -> None:
    bench = Bench()
    bench.decide(a.STAY, look_again="2026-12-01")
    assert due(bench) == {"look_again": date(2026, 12, 1)}
    bench.decide("worry")
    assert due(bench) == {}
    bench.back()
    assert due(bench) == {"look_again": date(2026, 12, 1)}


def test_an_end_is_looked_at_again() -> None:
    bench = Bench()
    bench.decide("none", look_again="2027-02-01")
    assert due(bench) == {"look_again": date(2027, 2, 1)}


def test_a_report_that_is_not_sent_now_is_looked_at_again() -> None:
    bench = Bench()
    bench.take(a.DutyWeighed(answer="not_now", reason="Vet for lite", look_again="2026-11-29"))
    assert due(bench) == {"look_again": date(2026, 11, 29)}
    bench.take(a.DutyWeighed(answer="report", reason=""))
    assert due(bench) == {}


def test_what_is_due_comes_in_order_and_says_how_near_it_is() -> None:
    bench = with_measures()
    bench.take(a.DeadlineSet(step="c", deadline="meet", on="2026-11-24"))
    found = due_dates(bench.guide, bench.state)
    assert [one.on for one in found] == sorted(one.on for one in found)
    assert (found[0].soon(TODAY), found[0].late(TODAY)) == (True, False)
    assert found[0].late(date(2026, 11, 25))


def test_a_milestone_recorded_again_starts_anew() -> None:
    bench = with_measures()
    bench.take(a.ActionMarked(position="p1", action="set", done=True, on="2026-12-05"))
    assert due(bench)["c/ev"] == date(2027, 1, 16)


def test_a_statutory_deadline_cannot_be_moved_by_a_service_it_is_not_for() -> None:
    data = nasty()
    data["tracks"][0]["levels"][1]["steps"][0]["deadlines"][1]["for"] = ["trt"]
    bench = Bench(guide_of(data))
    bench.decide("worry")
    assert bench.refused(a.DeadlineSet(step="c", deadline="ev", on="2026-12-01")) == "no_deadline"


def test_what_has_come_stands_as_met_on_its_day_and_is_not_left_to_be_set() -> None:
    bench = delivered()
    assert met_dates(bench.guide, bench.state) == ()
    bench.take(a.ActionMarked(position="p2", action="confirmed", done=True, on="2026-11-20"))
    (found,) = met_dates(bench.guide, bench.state)
    assert (found.id, found.label, found.on) == ("report-follow/reply", "Svar", date(2026, 11, 20))
    bench.alarm()
    assert [(one.label, one.closed) for one in met_dates(bench.guide, bench.state)] == [("Svar", False)]


def evaluated(*, begun: bool) -> Bench:
    """`every` waits for an evaluation, which comes, and has no fixed day: the user may set one."""
    data = nasty()
    data["milestones"].append("evaluated")
    step = data["tracks"][0]["levels"][1]["steps"][0]
    step["deadlines"][2]["met_by"] = "evaluated"
    step["actions"].append({"id": "evaluated", "do": "Evaluer", "records": ["evaluated"]})
    guide = guide_of(data)
    bench = with_measures(guide=guide) if begun else Bench(guide)
    if not begun:
        bench.decide("worry")
    bench.take(a.ActionMarked(position="p1", action="evaluated", done=True, on="2026-12-01"))
    return bench


def test_a_met_date_is_not_one_to_set_until_it_is_waited_for_again() -> None:
    bench = evaluated(begun=True)

    def every() -> DateToSet:
        return next(one for one in dates_to_set(bench.guide, bench.state) if one.deadline == "every")

    assert every().met
    bench.take(a.ActionMarked(position="p1", action="set", done=True, on="2026-12-02"))
    assert not every().met


def test_what_came_before_the_time_began_to_run_has_met_nothing() -> None:
    bench = evaluated(begun=False)
    assert met_dates(bench.guide, bench.state) == ()
    bench.take(a.DeadlineSet(step="c", deadline="every", on="2026-12-20"))
    assert due(bench) == {"c/every": date(2026, 12, 20)}


def test_what_can_be_made_longer_is_no_date_to_set_before_it_runs() -> None:
    bench = Bench()
    bench.take(a.Entered(name="report"))
    bench.decide(a.NEXT, "p2")
    bench.take(a.Answered(position="p2", question="violence", value="no"))
    bench.decide("on", "p2")
    assert "done" not in {one.deadline for one in dates_to_set(bench.guide, bench.state)}
    assert "done" in {one.deadline for one in dates_to_set(bench.guide, delivered().state)}


def again(bench: Bench, outcome: str) -> tuple[str, date] | None:
    act = decided(outcome)
    found = proposed(bench.guide, bench.state, act, KARI, bench.now.isoformat(), TODAY)
    return (found.id, found.on) if found else None


def test_the_day_to_look_again_is_the_steps_own_where_it_has_one() -> None:
    bench = with_measures()
    assert again(bench, a.STAY) == ("c/ev", date(2027, 1, 11))
    bench.take(a.DeadlineSet(step="c", deadline="ev", on="2026-12-01"))
    assert again(bench, a.STAY) == ("c/ev", date(2026, 12, 1))
    assert again(bench, "again") == ("c/ev", date(2027, 1, 11)), "a new visit takes the proposal anew"
    assert again(bench, "up") is None
    assert again(bench, "better") is None
    assert bench.here() == "c"


def test_what_binds_others_has_passed_or_is_closed_is_not_proposed() -> None:
    assert again(Bench(), a.STAY) is None
    assert proposed_after(delivered()) is None
    bench = with_measures()
    bench.take(a.ActionMarked(position="p1", action="set", done=True, on="2026-01-01"))
    assert again(bench, a.STAY) is None
    bench.take(a.DeadlineSet(step="c", deadline="meet", on="2026-12-03"))
    assert again(bench, a.STAY) == ("c/meet", date(2026, 12, 3))
    bench.alarm()
    assert again(bench, a.STAY) is None


def proposed_after(bench: Bench) -> Due | None:
    return proposed(bench.guide, bench.state, decided(a.STAY, "p2"), KARI, bench.now.isoformat(), TODAY)


def test_a_date_of_the_whole_case_can_be_set_once_it_has_begun() -> None:
    data = nasty()
    data["deadlines"][0] |= {"kind": "choice", "note": "Dokumentet sier ikke når."}
    del data["deadlines"][0]["within"]
    bench = Bench(guide_of(data))
    assert "" not in {one.step for one in dates_to_set(bench.guide, bench.state)}
    bench.take(a.ConsentWithdrawn(giver="g1", services=["ppt"]))
    (found,) = [one for one in dates_to_set(bench.guide, bench.state) if not one.step]
    assert (found.label, found.note, found.on) == ("Arkiver", "Dokumentet sier ikke når.", None)
    bench.take(a.DeadlineSet(step="", deadline="archive", on="2026-12-20"))
    assert due(bench) == {"/archive": date(2026, 12, 20)}


def test_the_engine_records_the_milestones_that_it_says_it_does() -> None:
    bench = Bench()
    bench.take(a.ConsentWithdrawn(giver="g1", services=["ppt"]))
    assert set(bench.state.milestones) == ENGINE_MILESTONES


def test_an_end_tells_which_own_deadlines_by_law_it_leaves_unmet() -> None:
    data = nasty()
    steps = (step for level in data["tracks"][0]["levels"] for step in level["steps"])
    next(one for step in steps for one in step.get("deadlines", []) if one["id"] == "every")["kind"] = "statute"
    bench = with_measures(guide=guide_of(data))

    def unmet(outcome: str) -> list[str]:
        act = decided(outcome)
        return [one.id for one in left_unmet(bench.guide, bench.state, act, KARI, bench.now.isoformat())]

    assert unmet("better") == ["c/every"]
    assert unmet(a.STAY) == []
    bench = delivered()
    act = decided("done", "p2")
    assert left_unmet(bench.guide, bench.state, act, KARI, bench.now.isoformat()) == (), "those bind barnevernet"
