"""What the alarm opens and closes (P1): advice, clearance, mistakes, moving, lost content, handing over, ends."""

from __future__ import annotations

import pytest
from case_samples import BOTH, SMALL, Bench, advice, answered, decided, reached_call

from bekymring_tui.case import acts as a
from bekymring_tui.case.alarm_view import AlarmView, alarm_view
from bekymring_tui.case.clearance import clearance_words
from bekymring_tui.case.people import Guardian

F9 = a.AlarmAsked(by="key")
OTHER = {"basis": "other", "basis_reason": "x"}


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.decide("worry")
    return bench


def page(bench: Bench) -> AlarmView:
    return alarm_view(bench.guide, bench.state)


def moved(reason: str = "Feil barn") -> a.AlarmMoved:
    return a.AlarmMoved(to="annen-sak", reason=reason)


def misfile(bench: Bench, kind: str) -> None:
    bench.take(a.Misfiled(seq=bench.seq_of(kind), reason="Feil sak"))


# Advice and clearance ---------------------------------------------------------------------------------------


def test_clearance_names_each_guardian_and_opens_together_only_when_all_are(bench: Bench) -> None:
    bench.alarm()
    assert bench.refused(advice()) == "clear_whom"
    assert bench.refused(advice("g9")) == "no_guardian"
    assert bench.refused(advice("g1", spoke_with="")) == "spoke_with"
    bench.take(advice("g1", anonymous=True))
    assert [one.closed for one in page(bench).guardians] == [False, True]
    assert bench.state.masks
    bench.take(a.ConsentGiven(giver="g1", services=["ppt"]))
    assert bench.refused(a.ConsentGiven(giver="g2", services=["ppt"])) == "closed_consent"
    bench.take(advice("g2"))
    assert not bench.state.masks
    assert (page(bench).stage, page(bench).advice) == ("quiet", ())


def test_knowing_already_opens_nothing(bench: Bench) -> None:
    bench.alarm()
    bench.take(a.GuardianKnows(guardian="g1", knows="yes"), a.GuardianKnows(guardian="g2", knows="yes"))
    assert bench.state.masks
    assert [(one.knows, one.closed) for one in page(bench).guardians] == [("yes", True), ("yes", True)]
    assert bench.refused(a.GuardianKnows(guardian="g9", knows="yes")) == "no_guardian"


def test_advice_that_does_not_clear_opens_nothing(bench: Bench) -> None:
    bench.alarm()
    bench.take(advice(clears=False))
    assert bench.state.masks


def test_advice_to_wait_closes_again_those_it_names_or_everyone(bench: Bench) -> None:
    bench.alarm()
    bench.take(advice("g1", "g2"), advice("g2", clears=False))
    assert [one.closed for one in page(bench).guardians] == [False, True]
    bench.take(advice("g2"), advice(clears=False))
    assert [one.closed for one in page(bench).guardians] == [True, True]


def test_a_guardian_who_is_added_later_closes_again(bench: Bench) -> None:
    bench.alarm()
    bench.take(advice("g1", "g2"), a.GuardianSet(guardian=Guardian(id="g3", label="Stefar")))
    assert bench.state.masks
    bench.take(advice("g3"))
    assert not bench.state.masks


def test_clearance_when_no_guardian_is_known_ends_with_the_first_that_is() -> None:
    bench = Bench(guardians=[])
    bench.alarm()
    bench.take(advice())
    assert not bench.state.masks
    bench.take(a.GuardianSet(guardian=BOTH[0]))
    assert bench.state.masks


def test_a_cleared_guardian_cannot_become_another_person(bench: Bench) -> None:
    bench.alarm()
    bench.take(advice("g1"))
    assert bench.refused(a.GuardianSet(guardian=Guardian(id="g1", label="Stefar"))) == "guardian_cleared"
    bench.take(a.GuardianSet(guardian=Guardian(id="g1", label="Forelder 1 ", responsible="yes")))
    bench.take(a.GuardianSet(guardian=Guardian(id="g2", label="Far")))


def test_a_new_suspicion_starts_over(bench: Bench) -> None:
    bench.alarm()
    bench.take(advice("g1", "g2"), F9, answered("outside", suspected="other"))
    assert (page(bench).stage, bench.state.masks) == ("pending", True)
    bench.take(reached_call())
    assert bench.state.masks
    assert bench.state.alarm.raised == "home", "a suspicion at home is not lowered by another"


def test_asking_again_closes_what_was_cleared_until_it_is_answered(bench: Bench) -> None:
    bench.alarm()
    bench.take(advice("g1", "g2"), F9)
    assert bench.state.masks
    bench.take(answered("numbers"))
    assert not bench.state.masks


def test_a_case_from_a_copy_is_asked_about_and_keeps_nothing_cleared(bench: Bench) -> None:
    """Newer advice to wait may be among what the copy does not have."""
    bench.alarm()
    bench.take(advice("g1", "g2"))
    assert not bench.state.masks
    bench.take(a.AlarmAsked(by="restored"))
    assert (page(bench).stage, bench.state.masks) == ("asked", True)
    bench.take(answered("numbers"))
    assert (page(bench).stage, bench.state.masks) == ("stands", True)
    bench.take(advice("g1", "g2"))
    assert not bench.state.masks


def test_a_case_from_a_copy_that_never_had_an_alarm_goes_on_once_answered(bench: Bench) -> None:
    bench.take(a.AlarmAsked(by="restored"))
    assert bench.state.masks
    bench.take(answered("numbers"))
    assert not bench.state.masks


def test_only_the_numbers_lowers_no_alarm_that_stands(bench: Bench) -> None:
    bench.alarm()
    bench.take(F9, answered("numbers"), F9, answered("acute"))
    assert (page(bench).stage, bench.state.masks) == ("stands", True)


def test_advice_comes_after_the_call(bench: Bench) -> None:
    assert bench.refused(advice("g1", "g2")) == "no_alarm"
    bench.take(F9, answered("home"))
    assert bench.refused(advice("g1", "g2")) == "alarm_pending"
    bench.take(reached_call())
    assert bench.refused(advice("g1", at="2026-11-24T10:00:00+01:00")) == "future_date"


# Written by mistake, moved, lost ----------------------------------------------------------------------------


def test_a_misfiled_clearance_closes_again(bench: Bench) -> None:
    bench.alarm()
    bench.take(advice("g1", "g2"))
    misfile(bench, "advice_recorded")
    assert bench.state.masks
    assert bench.state.alarm.advice == ()


def test_misfiled_advice_to_wait_opens_nothing(bench: Bench) -> None:
    bench.alarm()
    bench.take(advice("g1", "g2"), advice(clears=False))
    misfile(bench, "advice_recorded")
    assert bench.state.masks


def test_a_misfiled_call_returns_to_pending_even_after_clearance(bench: Bench) -> None:
    bench.alarm()
    bench.take(advice("g1", "g2"))
    misfile(bench, "call_recorded")
    assert (page(bench).stage, bench.state.masks) == ("pending", True)
    bench.take(reached_call())
    assert not bench.state.masks


def test_what_raised_the_alarm_cannot_be_misfiled(bench: Bench) -> None:
    bench.take(a.Graded(grade=7), answered("home"))
    for kind in ("alarm_asked", "alarm_answered", "decided", "opened"):
        assert bench.refused(a.Misfiled(seq=bench.seq_of(kind), reason="x")) == "not_misfilable"
    misfile(bench, "graded")
    assert page(bench).stage == "pending"


def test_wrong_case_moves_the_alarm_and_leaves_the_record(bench: Bench) -> None:
    assert bench.refused(moved()) == "no_alarm"
    bench.alarm()
    assert bench.refused(moved("")) == "reason"
    bench.take(moved())
    assert (page(bench).stage, bench.state.alarm.moved_to) == ("quiet", "annen-sak")
    assert len(bench.state.alarm.calls) == 1


def test_moving_an_alarm_leaves_an_open_question(bench: Bench) -> None:
    bench.alarm()
    bench.take(F9, moved())
    assert (page(bench).stage, bench.state.masks) == ("asked", True)


def test_an_alarm_that_is_moved_here_stands_until_someone_is_called_and_answers_no_question(bench: Bench) -> None:
    here = a.AlarmAnswered(answer="outside", suspected="leader", moved_from="annen-sak")
    bench.take(here)
    assert (page(bench).stage, page(bench).tell) == ("pending", "owner")
    bench.take(reached_call(), F9, here)
    assert page(bench).stage == "asked"


@pytest.mark.parametrize("kind", ["alarm_asked", "alarm_answered"])
def test_a_lost_safety_event_asks_again(bench: Bench, kind: str) -> None:
    bench.alarm()
    bench.shred(bench.seq_of(kind))
    assert bench.state.masks


def test_a_lost_answer_is_asked_again(bench: Bench) -> None:
    bench.take(F9, answered("home"))
    bench.shred(bench.seq_of("alarm_answered"))
    assert page(bench).stage == "asked"


def test_lost_advice_opens_nothing(bench: Bench) -> None:
    bench.alarm()
    bench.take(advice("g1", "g2"))
    bench.shred(bench.seq_of("advice_recorded"))
    assert bench.state.masks
    bench.take(advice("g1", "g2"), advice(clears=False))
    wait = bench.seq_of("advice_recorded")
    bench.take(a.Misfiled(seq=wait, reason="x"))
    bench.shred(wait)
    assert bench.state.masks


# Ends -------------------------------------------------------------------------------------------------------


def test_while_the_alarm_stands_the_case_ends_only_as_handed_over_done_or_dismissed(bench: Bench) -> None:
    bench.alarm()
    assert bench.refused(decided("better")) == "alarm_end"
    assert bench.refused(decided("dismiss")) == "alarm_dismissed"
    bench.take(advice(clears=False))
    bench.decide("dismiss")
    bench.decide(a.NEXT, "p2")
    assert bench.refused(decided("drop", "p2")) == "alarm_end", "a report that is not sent after all is no way to close"
    for outcome in ("on", "delivered", "done"):
        bench.decide(outcome, "p2")
    assert bench.state.closed


def test_advice_on_an_earlier_suspicion_dismisses_no_new_one(bench: Bench) -> None:
    bench.alarm()
    bench.take(advice("g1", "g2"), F9, answered("home"), reached_call())
    assert bench.refused(decided("dismiss")) == "alarm_dismissed"


def test_an_end_that_hands_over_is_taken(bench: Bench) -> None:
    bench.alarm()
    bench.decide("refer", **OTHER)
    assert bench.position().ended == "transferred"


def test_handing_over_is_offered_from_the_call_until_everyone_is_cleared(bench: Bench) -> None:
    def offered() -> bool:
        return a.TAKEN_OVER in [one.id for one in bench.view().choices]

    assert not offered()
    assert bench.refused(decided(a.TAKEN_OVER)) == "not_taken_over"
    bench.take(F9, answered("home"))
    assert not offered()
    bench.take(reached_call())
    assert offered()
    assert bench.refused(decided(a.TAKEN_OVER, look_again=None)) == "look_again"
    bench.take(advice("g1", "g2"))
    assert not offered()


def test_reopening_a_closed_case_leaves_the_alarm(bench: Bench) -> None:
    bench.alarm()
    bench.decide(a.TAKEN_OVER, "p1")
    bench.back("p1")
    assert (bench.here(), bench.state.masks) == ("c", True)


def test_an_alarm_in_a_closed_case_opens_the_report() -> None:
    bench = Bench(SMALL)
    bench.decide("none")
    assert bench.state.closed
    bench.alarm()
    assert bench.here("p2") == "report-draft"
    assert not bench.state.closed


def test_the_report_asks_about_violence_once_and_not_again_under_the_alarm(bench: Bench) -> None:
    bench.take(a.Entered(name="report"))
    bench.decide(a.NEXT, "p2")
    assert bench.refused(decided("on", "p2")) == "unanswered"
    bench.take(a.Answered(position="p2", question="violence", value="unknown"))
    assert page(bench).stage == "asked"
    bench.take(answered("home"), reached_call())
    bench.decide("on", "p2")
    assert bench.here("p2") == "report-send"


# What is told of it -----------------------------------------------------------------------------------------


def test_who_is_cleared_by_whom_and_who_still_waits_is_told(bench: Bench) -> None:
    bench.alarm()
    assert clearance_words(bench.state) == []
    bench.take(advice(clears=False))
    assert clearance_words(bench.state) == [
        "Råd 22. nov. fra barneverntjenesten (vakthavende): vent. Ikke ta mistanken opp hjemme."
    ]
    bench.wait(days=1)
    bench.take(advice("g1", by="police", spoke_with="Anne", at=bench.now.isoformat()))
    first = "Forelder 1 er klarert 23. nov. av politiet (Anne)."
    still = "Fortsatt stengt: Forelder 2, og alt som gjelder de voksne samlet."
    assert clearance_words(bench.state) == [first, still]
    bench.take(advice("g2", clears=False))
    assert clearance_words(bench.state)[2:] == ["Råd 22. nov. fra barneverntjenesten (vakthavende): vent."]
    bench.take(advice("g2"))
    second = "Forelder 2 er klarert 22. nov. av barneverntjenesten (vakthavende)."
    assert clearance_words(bench.state) == [f"Åpent igjen. {first} {second}"]
    bench.take(advice("g1", "g2"))
    assert clearance_words(bench.state) == [
        "Åpent igjen. Forelder 1 og Forelder 2 er klarert 22. nov. av barneverntjenesten (vakthavende)."
    ]
    bench.take(F9)
    assert clearance_words(bench.state) == []
    bench.take(answered("home"), reached_call())
    assert clearance_words(bench.state) == [], "a new suspicion has had no advice"


def test_clearance_without_a_guardian_is_told_until_one_is_known() -> None:
    bench = Bench(guardians=[])
    bench.alarm()
    bench.take(advice())
    assert clearance_words(bench.state) == ["Åpent igjen. Klarsignal 22. nov. fra barneverntjenesten (vakthavende)."]
    bench.take(a.GuardianSet(guardian=BOTH[0]))
    assert clearance_words(bench.state) == []
