"""The alarm is raised (P1): the question and its answers, the call, what may be done meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from case_samples import NOW, Bench, advice, answered, decided, guide_of, nasty, reached_call

from bekymring_tui.case import acts as a
from bekymring_tui.case.alarm_view import AlarmView, alarm_view
from bekymring_tui.case.people import Guardian

F9 = a.AlarmAsked(by="key")


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.decide("worry")
    return bench


def page(bench: Bench) -> AlarmView:
    return alarm_view(bench.guide, bench.state)


# The question ---------------------------------------------------------------------------------------------


def test_the_question_stands_until_it_is_answered(bench: Bench) -> None:
    bench.take(F9)
    assert (page(bench).stage, bench.state.masks) == ("asked", True)
    assert bench.refused(decided("again")) == "alarm_pending"
    assert bench.refused(a.WentBack(position="p1")) == "alarm_pending"


def test_only_the_numbers_goes_back_to_where_it_was(bench: Bench) -> None:
    before = bench.state.alarm
    bench.take(F9, answered("numbers"))
    assert bench.state.alarm == before
    assert [one.kind for one in bench.events][-2:] == ["alarm_asked", "alarm_answered"]
    bench.decide("again")


def test_an_acute_danger_raises_no_alarm_and_is_asked_about_afterwards(bench: Bench) -> None:
    bench.take(F9, answered("acute"))
    assert not bench.state.masks
    assert bench.state.alarm.acute_open
    bench.take(a.AcuteAfterwards(text="Ringte 113"))
    assert not bench.state.alarm.acute_open


def test_a_suspicion_at_home_raises_the_alarm(bench: Bench) -> None:
    bench.take(F9, answered("home"))
    assert (page(bench).stage, page(bench).tell, bench.state.masks) == ("pending", None, True)


@pytest.mark.parametrize(("suspected", "tell"), [("employee", "leader"), ("leader", "owner"), ("other", None)])
def test_a_suspicion_outside_the_home_says_whom_to_tell(bench: Bench, suspected: Any, tell: str | None) -> None:
    bench.take(F9, answered("outside", suspected=suspected))
    assert (page(bench).stage, page(bench).tell, bench.state.masks) == ("pending", tell, True)


def test_whom_the_suspicion_is_against_belongs_to_outside(bench: Bench) -> None:
    bench.take(F9)
    assert bench.refused(a.AlarmAnswered(answer="outside")) == "suspected"
    assert bench.refused(a.AlarmAnswered(answer="home", suspected="employee")) == "suspected"


def test_nothing_answers_a_question_that_was_not_asked(bench: Bench) -> None:
    assert bench.refused(answered("home")) == "not_asked"
    assert bench.refused(a.AlarmAnswered(answer="numbers", moved_from="x")) == "not_asked"


@pytest.mark.parametrize(
    ("act", "asks", "duty"),
    [
        (a.Answered(position="p1", question="danger", value="yes"), True, False),
        (a.Answered(position="p1", question="danger", value="unknown"), False, False),
        (a.Answered(position="p1", question="grade", value="7"), True, True),
        (a.Answered(position="p1", question="grade", value="6"), False, True),
        (a.Answered(position="p1", question="grade", value="5"), False, False),
        (a.Graded(grade=7), True, True),
        (a.Graded(grade=6), False, True),
        (a.Graded(grade=5), False, False),
        (a.Graded(grade=None), False, False),
        (a.FormSaved(form="note", answers={"one.uro": "7"}), True, True),
        (a.FormSaved(form="note", answers={"one.uro": "6"}), False, True),
        (a.FormSaved(form="note", answers={"one.uro": "unknown"}), False, False),
        (a.FormSaved(form="weighing", answers={"one": "yes"}), True, False),
        (a.FormSaved(form="weighing", answers={"one": "unknown"}), True, False),
        (a.FormSaved(form="weighing", answers={"one": "no"}), False, False),
    ],
)
def test_high_grades_and_dangerous_answers_ask_and_never_raise(act: a.Act, asks: bool, duty: bool) -> None:
    bench = Bench()
    bench.take(act)
    assert (bench.state.alarm.asked is not None, bench.state.duty_open) == (asks, duty)
    assert bench.state.alarm.raised is None
    if asks:
        bench.take(answered("numbers"))
        assert not bench.state.masks


def test_saving_a_form_again_asks_only_about_a_new_seven() -> None:
    bench = Bench()
    bench.take(a.FormSaved(form="note", answers={"one.uro": "7"}), answered("numbers"))
    bench.take(a.FormSaved(form="note", answers={"one.uro": "7", "one": "mer"}))
    assert not bench.state.alarm.asked


def test_a_dangerous_answer_in_a_form_asks_once_and_again_when_it_changes() -> None:
    bench = Bench()
    for answer, asks in (("unknown", True), ("unknown", False), ("yes", True), ("no", False), ("yes", True)):
        bench.take(a.FormSaved(form="weighing", answers={"one": answer}))
        assert (bench.state.alarm.asked is not None) == asks, answer
        if asks:
            bench.take(answered("numbers"))
    bench.take(a.FormSaved(form="weighing", instance="2", answers={"one": "yes"}))
    assert bench.events[-1].act == a.AlarmAsked(by="answer")


def test_a_form_does_not_ask_about_what_was_told_already() -> None:
    bench = Bench()
    bench.alarm()
    bench.take(a.FormSaved(form="weighing", answers={"one": "yes"}))
    assert not bench.state.alarm.asked


def test_the_question_of_duty_is_answered_with_a_reason_and_a_date(bench: Bench) -> None:
    bench.take(a.Graded(grade=6))
    assert bench.refused(a.DutyWeighed(answer="not_now", reason="")) == "reason"
    assert bench.refused(a.DutyWeighed(answer="not_now", reason="Vet for lite")) == "look_again"
    assert bench.refused(a.DutyWeighed(answer="report", reason="", look_again="tull")) == "date"
    bench.take(a.DutyWeighed(answer="not_now", reason="Vet for lite", look_again="2026-12-01"))
    assert not bench.state.duty_open
    bench.take(a.Graded(grade=6), a.DutyWeighed(answer="report", reason=""))
    assert bench.here("p2") == "report-draft"


# The call -------------------------------------------------------------------------------------------------


def test_the_page_stays_until_someone_is_reached(bench: Bench) -> None:
    bench.take(F9, answered("home"))
    bench.take(a.CallRecorded(called="barnevern", result="not_yet"))
    assert page(bench).next == "barnevern"
    bench.take(a.CallRecorded(called="barnevern", result="no_answer"))
    assert (page(bench).stage, page(bench).next) == ("pending", "watch")
    bench.take(a.CallRecorded(called="other", result="reached", at=NOW.isoformat(), spoke_with="rektor"))
    assert page(bench).stage == "pending", "only police and barnevern count"
    bench.take(reached_call("watch"))
    assert (page(bench).stage, bench.state.masks) == ("stands", True)


def test_the_next_number_goes_round(bench: Bench) -> None:
    bench.take(F9, answered("home"))
    tried = []
    for _ in range(5):
        tried.append(page(bench).next)
        bench.take(a.CallRecorded(called=tried[-1], result="no_answer"))
    assert tried == ["barnevern", "watch", "police", "barnevern", "watch"]
    assert page(bench).unanswered == tuple(tried)
    bench.take(reached_call("police"), F9, answered("home"))
    assert (page(bench).next, page(bench).unanswered) == ("barnevern", ()), "a new alarm begins anew"


def test_the_order_of_numbers_is_the_procedures_for_each_service() -> None:
    assert alarm_view(guide_of(nasty(), "trt", "ped"), Bench().state).order == ("police",)
    data = nasty()
    data["alarm"]["phones"] = ["police"]
    assert alarm_view(guide_of(data), Bench().state).order == ("police",)
    data["alarm"]["phones"] = []
    assert alarm_view(guide_of(data), Bench().state).order == ("barnevern", "watch", "police")
    data["alarm"]["call"] = ["leader"]
    assert alarm_view(guide_of(data), Bench().state).order == ("police",), "somebody can always be called"


def test_a_call_that_reached_someone_says_when_and_whom(bench: Bench) -> None:
    assert bench.refused(reached_call()) == "no_alarm"
    bench.take(F9, answered("home"))
    for change, reason in (
        ({"at": None}, "call"),
        ({"spoke_with": " "}, "call"),
        ({"at": "2026-11-24T10:00:00+01:00"}, "future_date"),
        ({"at": "1926-11-22T10:00:00+01:00"}, "absurd_date"),
        ({"at": "nå"}, "date"),
    ):
        assert bench.refused(reached_call().model_copy(update=change)) == reason


def test_the_call_opens_the_report_beside_the_rest(bench: Bench) -> None:
    bench.alarm()
    assert [bench.here(one.id) for one in bench.state.open_positions] == ["c", "report-draft"]
    bench.take(reached_call("police"))
    assert len(bench.state.open_positions) == 2


def test_while_the_page_stands_only_what_helps_now_is_taken(bench: Bench) -> None:
    bench.take(a.Entered(name="report"), F9)
    taken: list[a.Act] = [
        a.Logged(aspect="child", text="«Jeg vil ikke hjem»", observed="2026-11-22"),
        a.GuardianSet(guardian=Guardian(id="g3", label="Stefar")),
        a.GuardianKnows(guardian="g1", knows="yes"),
        a.FormSaved(form="letter", answers={"one": "Sett i dag"}),
        a.Exported(to="leder", lock="passphrase"),
        a.AnonymousSet(on=False),
        decided(a.NEXT, "p2"),
        a.WentBack(position="p2"),
    ]
    bench.take(*taken)
    refused: list[a.Act] = [
        decided("again"),
        a.ActionMarked(position="p1", action="child", done=True),
        a.FormSaved(form="note", answers={"one": "x"}),
        a.Graded(grade=3),
        a.DutyWeighed(answer="report", reason=""),
        a.ConsentGiven(giver="g1", services=["ppt"]),
        a.DeadlineSet(step="c", deadline="ev", on="2026-12-12"),
        advice("g1"),
    ]
    assert {bench.refused(act) for act in refused} == {"alarm_pending"}
    assert bench.state.masks


def saying_violence_in_the_report(bench: Bench) -> None:
    bench.take(a.Entered(name="report"))
    report = next(one.id for one in bench.state.open_positions if one.id != "p1")
    bench.decide(a.NEXT, report)
    bench.take(a.Answered(position=report, question="violence", value="yes"))


def test_saying_again_what_the_alarm_stands_for_asks_for_no_second_call() -> None:
    bench = Bench()
    bench.alarm("home")
    saying_violence_in_the_report(bench)
    assert bench.state.alarm.asked is None
    assert bench.state.masks


@pytest.mark.parametrize("before", ["nothing", "outside", "cleared"])
def test_what_the_alarm_does_not_stand_for_is_asked_about(before: str) -> None:
    """No suspicion yet, one elsewhere, or advice that opened for someone: then the answer is new."""
    bench = Bench()
    if before != "nothing":
        bench.alarm("outside" if before == "outside" else "home")
    if before == "cleared":
        at = bench.now.isoformat()
        bench.take(a.AdviceRecorded(by="barnevern", spoke_with="Vakt", at=at, clears=True, guardians=["g1"]))
    saying_violence_in_the_report(bench)
    assert bench.state.alarm.asked == "answer"
