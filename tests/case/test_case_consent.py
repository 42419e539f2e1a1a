"""Consent or anonymity (P6): what is asked, of whom, until when, and that nothing is ever blocked by it."""

from __future__ import annotations

import pytest
from case_samples import BOTH, CHILD, TODAY, Bench, decided, guide_of, nasty

from bekymring_tui.case import acts as a
from bekymring_tui.case.people import Guardian, Subject
from bekymring_tui.case.state import State
from bekymring_tui.flow.terms import Contact

YOUTH = Subject(kind="youth", call_name="Rød rev", age=16)
PARENT = Subject(kind="parent", call_name="Grå hare")


def at_c(**case: object) -> Bench:
    bench = Bench(**case)  # type: ignore[arg-type]
    bench.decide("worry")
    return bench


def given(giver: str, *services: Contact, until: str | None = None) -> a.ConsentGiven:
    return a.ConsentGiven(giver=giver, services=list(services), until=until)


def needs(bench: Bench, outcome: str) -> tuple[str, ...]:
    return next(one.needs_basis for one in bench.view().choices if one.id == outcome)


def basis(state: State) -> str | None:
    return state.decisions[-1].basis


def test_without_consent_a_basis_is_chosen_and_nothing_is_blocked() -> None:
    bench = at_c()
    assert needs(bench, "refer") == ("bup",)
    assert bench.refused(decided("refer")) == "basis"
    assert bench.refused(decided("refer", basis="other")) == "basis_reason"
    bench.decide("refer", basis="other", basis_reason="Liv og helse")
    assert basis(bench.state) == "other"


def test_valid_consent_of_every_guardian_is_the_basis() -> None:
    bench = at_c()
    bench.take(given("g1", "bup"))
    assert bench.refused(decided("refer")) == "basis"
    bench.take(given("g2", "bup", "ppt"))
    assert needs(bench, "refer") == ()
    bench.decide("refer")
    assert basis(bench.state) == "consent"


def test_consent_for_one_service_is_none_for_another() -> None:
    bench = at_c()
    bench.take(given("g1", "ppt"), given("g2", "ppt"))
    assert bench.refused(decided("refer")) == "basis"


def test_choosing_consent_that_is_not_there_is_refused() -> None:
    assert at_c().refused(decided("refer", basis="consent")) == "basis"


def test_an_outcome_shares_with_those_whom_the_opened_step_brings_in() -> None:
    bench = at_c()
    assert needs(bench, "up") == ("cross_team",)
    assert set(needs(bench, "both")) == {"ppt", "cross_team"}


def test_an_outcome_that_names_no_service_still_asks() -> None:
    data = nasty()
    data["tracks"][0]["levels"][2]["steps"][0]["actions"][0]["basis"] = "duty"
    bench = Bench(guide_of(data))
    bench.decide("worry")
    assert needs(bench, "up") == ("other_service",)


def test_a_report_and_ones_own_duty_never_wait_for_consent() -> None:
    bench = at_c()
    assert needs(bench, "over") == ()
    bench.decide("over")
    bench.back()
    bench.take(a.ActionMarked(position="p1", action="duty", done=True))
    bench.take(a.ActionMarked(position="p1", action="anon", done=True))


def test_an_action_that_shares_needs_a_basis_too() -> None:
    bench = at_c()
    assert bench.refused(a.ActionMarked(position="p1", action="share", done=True)) == "basis"
    bench.take(given("g1", "ppt"), given("g2", "ppt"), a.ActionMarked(position="p1", action="share", done=True))
    assert next(one.done.basis for one in bench.view().actions if one.done) == "consent"


def test_consent_runs_out() -> None:
    bench = at_c()
    bench.take(given("g1", "bup", until="2026-11-24"), given("g2", "bup"))
    assert needs(bench, "refer") == ()
    bench.wait(days=2)
    assert needs(bench, "refer") == ()
    bench.wait(days=1)
    assert needs(bench, "refer") == ("bup",)


def test_consent_is_withdrawn_and_that_dates_the_archive() -> None:
    bench = at_c()
    bench.take(given("g1", "bup"), given("g2", "bup"))
    bench.take(a.ConsentWithdrawn(giver="g1", services=["bup"]))
    assert needs(bench, "refer") == ("bup",)
    assert bench.state.milestones["consent_withdrawn"] == TODAY.isoformat()


@pytest.mark.parametrize(
    ("way_on", "anonymous", "duty"),
    [("stay", False, False), ("anonymous", True, False), ("weigh_duty", False, True)],
)
def test_a_refusal_has_three_ways_on(way_on: str, anonymous: bool, duty: bool) -> None:
    bench = at_c()
    bench.take(a.ConsentRefused(giver="g1", services=["bup"], way_on=way_on))  # type: ignore[arg-type]
    assert (bench.state.anonymous, bench.state.duty_open) == (anonymous, duty)
    assert bench.here() == "c"


def test_in_anonymous_mode_nothing_more_is_asked() -> None:
    bench = at_c()
    bench.take(a.AnonymousSet(on=True))
    assert needs(bench, "refer") == ()
    bench.decide("refer")
    assert basis(bench.state) == "anonymous"


def test_choosing_to_share_anonymously_turns_the_mode_on() -> None:
    bench = at_c()
    bench.decide("refer", basis="anonymous")
    assert bench.state.anonymous
    assert basis(bench.state) == "anonymous"


def test_a_guardian_without_parental_responsibility_is_not_asked() -> None:
    bench = at_c(guardians=[BOTH[0], Guardian(id="g2", label="Forelder 2", responsible="no")])
    bench.take(given("g1", "bup"))
    bench.decide("refer")
    assert basis(bench.state) == "consent"


def test_a_child_alone_cannot_consent() -> None:
    bench = at_c()
    bench.take(given("child", "bup"))
    assert needs(bench, "refer") == ("bup",)
    alone = at_c(guardians=[])
    alone.take(given("child", "bup"))
    assert needs(alone, "refer") == ("bup",), "no guardian is known, which is no consent"


def test_from_sixteen_the_own_answer_decides() -> None:
    bench = at_c(subject=YOUTH)
    bench.take(given("g1", "bup"), given("g2", "bup"))
    assert needs(bench, "refer") == ()
    bench.take(a.ConsentRefused(giver="child", services=["bup"], way_on="stay"))
    assert needs(bench, "refer") == ("bup",)
    bench.take(given("child", "bup"))
    assert needs(bench, "refer") == ()


def test_a_parent_or_expecting_one_consents_alone() -> None:
    for subject in (PARENT, Subject(kind="unborn", call_name="Hvit svane")):
        bench = at_c(subject=subject, guardians=[])
        bench.take(given("child", "bup"))
        bench.decide("refer")
        assert basis(bench.state) == "consent"


def test_consent_comes_from_someone_for_something_and_not_from_the_past() -> None:
    bench = at_c()
    assert bench.refused(given("g9", "bup")) == "no_guardian"
    assert bench.refused(given("g1")) == "no_service"
    assert bench.refused(given("g1", "bup", until="2026-11-21")) == "past_date"


def test_a_misfiled_consent_is_none() -> None:
    bench = at_c()
    bench.take(given("g1", "bup"), given("g2", "bup"))
    bench.take(a.Misfiled(seq=bench.seq_of("consent_given"), reason="Feil barn"))
    assert needs(bench, "refer") == ("bup",)


def test_asking_for_consent_is_closed_under_the_alarm_but_withdrawing_is_not() -> None:
    bench = at_c()
    bench.take(given("g1", "bup"))
    bench.alarm()
    assert bench.refused(given("g1", "bup")) == "closed_consent"
    assert bench.refused(a.ConsentRefused(giver="g2", services=["bup"], way_on="stay")) == "closed_consent"
    bench.take(a.ConsentWithdrawn(giver="g1", services=["bup"]))


def test_under_the_alarm_the_child_may_still_be_asked_but_a_parent_the_case_is_about_may_not() -> None:
    child = at_c(subject=YOUTH)
    child.alarm()
    child.take(given("child", "bup"))
    parent = at_c(subject=PARENT)
    parent.alarm()
    assert parent.refused(given("child", "bup")) == "closed_consent"


def test_under_the_alarm_missing_consent_still_blocks_nothing() -> None:
    bench = at_c(subject=CHILD)
    bench.alarm()
    bench.decide("up", basis="other", basis_reason="Barnevernet ba om det")
    assert bench.here() == "d"
