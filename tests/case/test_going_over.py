"""A case goes over to another edition: it stands where it stood, nothing is lost, the alarm is as closed as before."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from case_intents import intents
from case_samples import BOTH, FORMS, SMALL, Bench, _form, advice, answered, guide_of, nasty, reached_call
from editions_samples import CHANGES, changed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bekymring_tui.case import acts as a
from bekymring_tui.case.changes import told_changes
from bekymring_tui.case.digest import digest
from bekymring_tui.case.due import due_dates
from bekymring_tui.case.earlier import earlier
from bekymring_tui.case.going_over import fallen, places_for
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.refusal import Refusal
from bekymring_tui.case.replay import replay
from bekymring_tui.case.rules import accept
from bekymring_tui.case.said import said
from bekymring_tui.case.state import State
from bekymring_tui.case.summary import summarise
from bekymring_tui.flow.model import Deadline
from bekymring_tui.flow.wording import names_a_guardian
from bekymring_tui.prove.promise import promised

EXAMPLES = int(os.environ.get("CASE_EXAMPLES", "25"))


def went_over(**landed: str) -> a.WentOver:
    return a.WentOver(route_hash="r2", text_hash="t2", forms_hash="f2", landed=landed)


def go(bench: Bench, *names: str, **landed: str) -> State:
    """Go over to an edition with these changes; fallen positions land where it is proposed, or as said."""
    bench.guide = changed(bench.guide, *names)
    proposed = {one.id: places_for(bench.guide, one)[0] for one in fallen(bench.guide, bench.state)}
    return bench.take(went_over(**{**proposed, **landed}))


def lines(state: State, guide: Guide) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(one.kind, one.what, one.words) for one in earlier(guide, state)]


# Where it stands ---------------------------------------------------------------------------------------------


def test_a_position_stands_on_the_same_step_in_the_same_visit() -> None:
    bench = Bench()
    bench.take(a.Answered(position="p1", question="danger", value="no"))
    before = bench.position()
    state = go(bench, "step_renamed")
    assert state.positions["p1"] == before
    assert state.answers == {("a", 1, "danger"): "no"}


def test_where_the_step_is_gone_the_first_of_its_level_is_proposed_and_the_user_may_choose_another() -> None:
    bench = Bench(entry="referral")
    guide = changed(bench.guide, "step_gone")
    assert [one.id for one in fallen(guide, bench.state)] == ["p1"]
    assert places_for(guide, bench.position())[0] == "e"
    assert set(places_for(guide, bench.position())) == {"a", "c", "e"}
    go(bench, "step_gone", p1="c")
    assert bench.here() == "c"


def test_a_landing_must_be_told_for_the_fallen_and_for_nobody_else() -> None:
    bench = Bench(entry="referral")
    bench.guide = changed(bench.guide, "step_gone")
    assert bench.refused(went_over()) == "landing"
    assert bench.refused(went_over(p1="d")) == "landing"
    assert bench.refused(went_over(p1="report-send")) == "landing"
    assert bench.refused(went_over(p1="e", p2="c")) == "landing"
    standing = Bench()
    standing.guide = changed(standing.guide, "step_gone")
    assert standing.refused(went_over(p1="e")) == "landing"


def test_there_must_be_another_edition() -> None:
    assert Bench().refused(went_over()) == "no_edition"


def test_a_closed_case_keeps_its_edition() -> None:
    bench = Bench()
    bench.decide("none")
    bench.guide = changed(bench.guide, "step_gone")
    assert bench.refused(went_over()) == "edition_closed"


def test_two_positions_that_come_into_one_level_become_one() -> None:
    bench = Bench()
    bench.take(a.Answered(position="p1", question="danger", value="no"))
    bench.decide("worry")
    bench.decide("plus")
    assert {bench.here(one.id) for one in bench.state.open_positions} >= {"c", "d"}
    state = go(bench, "levels_joined")
    lanes = Counter(bench.guide.lane(one).id for one in state.open_positions)
    assert lanes["n1"] == 1
    assert [one.ended for one in state.positions.values() if one.ended] == ["merged"]
    assert state.said == ("case.merged",)


def test_back_passes_over_a_step_that_is_gone() -> None:
    bench = Bench()
    bench.decide("worry")
    bench.decide("up", basis="anonymous")
    bench.decide("next")
    assert bench.here() == "e"
    go(bench, "step_gone")
    bench.back()
    assert bench.here() == "c"
    bench.back()
    assert bench.here() == "a"


def test_an_ended_way_whose_step_is_gone_is_looked_at_again_all_the_same() -> None:
    bench = Bench()
    bench.decide("worry")
    bench.decide("plus")
    second = next(one.id for one in bench.state.open_positions if bench.here(one.id) == "d")
    bench.decide("next", position=second)
    bench.decide("stop", position=second, look_again="2026-12-01")
    state = go(bench, "every_step_renamed")
    assert second not in state.positions
    assert [one.on.isoformat() for one in due_dates(bench.guide, state) if one.id == "look_again"] == ["2026-12-01"]


# Nothing is lost ---------------------------------------------------------------------------------------------


def test_what_was_answered_at_a_step_that_is_gone_can_be_read() -> None:
    bench = Bench()
    bench.take(
        a.Answered(position="p1", question="grade", value="4"),
        a.Answered(position="p1", question="since", value="2026-11-01"),
        a.ActionMarked(position="p1", action="write", done=True, detail="i går"),
    )
    state = go(bench, "elements_gone")
    assert state.answers == {("a", 1, "since"): "2026-11-01"}
    told = lines(state, bench.guide)
    assert ("answer", "Hvor urolig?", ("4",)) in told
    assert ("done", "Skriv", ("i går",)) in told
    read = digest(bench.guide, state, anonymous=False)
    assert {one.what for one in read.earlier} == {"Hvor urolig?", "Skriv"}
    assert not read.done


def test_an_answer_that_is_no_longer_offered_counts_as_none() -> None:
    bench = Bench()
    bench.take(a.Answered(position="p1", question="danger", value="no"))
    state = go(bench, "elements_gone")
    assert not state.answers
    assert ("answer", "Akutt fare?", ("Nei",)) in lines(state, bench.guide)


def test_a_decision_is_told_in_the_words_it_was_taken_by() -> None:
    bench = Bench()
    bench.decide("worry")
    bench.decide("again")
    state = go(bench, "elements_gone", "step_renamed")
    decisions = digest(bench.guide, state, anonymous=False).decisions
    assert [one.outcome for one in decisions] == ["Bekymring", "En runde til"]
    assert [one.step for one in decisions] == ["Undring", "Samtale"]
    assert ("decision", "En runde til", ("Fordi.",)) in lines(state, bench.guide)


def test_a_form_that_the_new_edition_does_not_have_is_kept_whole() -> None:
    bench = Bench()
    bench.take(a.FormSaved(form="note", answers={"one": "Satt alene", "one.uro": "3"}))
    bench.take(a.FormSaved(form="letter", answers={"one": "Kjære"}))
    other = {
        "letter": FORMS["letter"],
        "note": _form("note", "Notat", type="checks", options=[{"id": "x", "label": "X"}]),
    }
    bench.guide = changed(bench.guide, "step_renamed", forms=other)
    state = bench.take(went_over())
    assert dict(state.forms["letter", "1"].answers) == {"one": "Kjære"}
    assert not state.forms["note", "1"].answers
    kept = next(one for one in earlier(bench.guide, state) if one.kind == "form")
    assert kept.what == "Notat"
    assert any("Satt alene" in line for line in kept.words)


def test_deadlines_that_run_go_on() -> None:
    bench = Bench()
    bench.take(a.Entered(name="report"))
    report = next(one.id for one in bench.state.open_positions if bench.here(one.id) == "report-draft")
    bench.decide("next", position=report)
    bench.take(a.Answered(position=report, question="violence", value="no"))
    bench.decide("on", position=report)
    bench.decide("delivered", position=report)
    before = {(one.on, one.label) for one in due_dates(bench.guide, bench.state) if one.binds_other}
    assert len(before) == 2
    state = go(bench, "follow_up_gone")
    after = [one for one in due_dates(bench.guide, state) if one.binds_other]
    assert {(one.on, one.label) for one in after} == before
    assert {one.step for one in after} == {None}


def test_a_date_the_user_set_holds_until_the_case_moves_on() -> None:
    bench = Bench()
    bench.decide("worry")
    bench.take(
        a.ActionMarked(position="p1", action="set", done=True),
        a.DeadlineSet(step="c", deadline="ev", on="2026-12-10"),
    )
    state = go(bench, "step_renamed")
    assert "2026-12-10" in {one.on.isoformat() for one in due_dates(bench.guide, state)}
    bench.decide("up", basis="anonymous")
    assert "2026-12-10" not in {one.on.isoformat() for one in due_dates(bench.guide, bench.state)}


def test_what_is_feilfort_afterwards_is_gone_from_both_editions() -> None:
    bench = Bench()
    bench.take(a.Answered(position="p1", question="grade", value="4"))
    seq = bench.seq_of("answered")
    go(bench, "elements_gone")
    assert lines(bench.state, bench.guide)
    bench.take(a.Misfiled(seq=seq, reason="Feil barn"))
    assert not lines(bench.state, bench.guide)


def test_two_changes_one_after_the_other() -> None:
    bench = Bench(entry="referral")
    bench.decide("next")
    go(bench, "step_gone")
    go(bench, "step_gone", "elements_gone")
    state = go(bench, "every_step_renamed")
    assert len(state.past) == 3
    assert bench.here() == "ny-d"
    assert [one.step for one in digest(bench.guide, state, anonymous=False).decisions] == ["Samarbeid"]


def test_to_keep_the_edition_is_remembered_until_the_case_goes_over() -> None:
    bench = Bench()
    assert bench.take(a.EditionKept(route_hash="r9")).kept_from == "r9"
    assert go(bench, "step_gone").kept_from == ""


# The alarm (P1) ----------------------------------------------------------------------------------------------


def test_no_edition_changes_while_the_case_waits_for_a_call() -> None:
    bench = Bench()
    bench.alarm(reached=False)
    bench.guide = changed(bench.guide, "step_gone")
    assert bench.refused(went_over()) == "alarm_pending"
    assert bench.refused(a.EditionKept(route_hash="r9")) == "alarm_pending"


def test_who_was_cleared_and_who_was_not_stays_so() -> None:
    bench = Bench()
    bench.alarm()
    bench.take(advice("g1"))
    before = bench.state
    state = go(bench, "every_step_renamed")
    assert state.alarm == before.alarm
    assert (state.masks, state.closed_for("g1"), state.closed_for("g2")) == (True, False, True)


def test_answers_from_an_earlier_edition_are_drawn_through_the_mask() -> None:
    bench = Bench()
    bench.decide("worry")
    bench.take(
        a.Answered(position="p1", question="agree", value="yes"),
        a.ActionMarked(position="p1", action="home", done=True),
    )
    bench.take(a.FormSaved(form="invite", answers={"one": "Kom på tirsdag"}))
    bench.alarm()
    bench.guide = changed(bench.guide, "step_renamed", forms={"note": FORMS["note"]})
    state = bench.take(went_over(p1="samtale"))
    found = earlier(bench.guide, state)
    assert {one.kind for one in found} == {"answer", "done", "form"}
    told = set(said(found)) - {"yes"}
    assert not {one for one in told if names_a_guardian(one)}
    assert "Samtale" not in told
    assert all(one.what is None for one in found if one.kind in ("form", "answer", "done"))


SECRETS = {
    "Er de enige?", "Snakk med dem hjemme", "Møte med dem", "Foresatte orienteres", "Fortell dem", "Samtale",
    "De skal holdes orientert", "Virket det?", "Innkalling",
}  # fmt: skip
"""Words of the procedure that a tag says lead to guardians."""


def held(state: State) -> set[tuple[object, ...]]:
    """Everything the user has answered, wherever it lies."""
    forms = [one for source in (state.forms, *(past.forms for past in state.past)) for one in source.items()]
    answers = [one for source in (state.answers, *(past.answers for past in state.past)) for one in source.items()]
    return {*answers, *((key, name, value) for key, saved in forms for name, value in saved.answers.items())}


def running(guide: Guide, state: State) -> set[tuple[object, ...]]:
    """What is due, whether or not it may be told now; without what only proposes a date at the step one stands on."""
    kinds: dict[str, str] = {}
    for led in guide.line:
        for step in ("", *led.track.steps):
            owner: list[Deadline] = (led.track.steps[step] if step else led.flow).deadlines
            kinds |= {f"{step}/{one.id}": one.kind for one in owner}
    return {(one.id, one.on) for one in due_dates(guide, state) if kinds.get(one.id) != "choice"}


BOTH_IDS = [one.id for one in BOTH]
TRIED = [(one,) for one in CHANGES] + [("step_gone", "elements_gone"), ("step_renamed", "report_without_informing")]
GUIDES = {"skole": SMALL, "fysio": guide_of(nasty(), "trt", "fysio")}


@pytest.mark.parametrize("name", sorted(GUIDES))
def test_whatever_was_done_before(name: str) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=EXAMPLES == 25,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
    @given(st.data())
    def tried(data: st.DataObject) -> None:
        entry, guardians = data.draw(st.sampled_from(["wonder", "referral"])), data.draw(st.integers(0, 2))
        bench = Bench(GUIDES[name], entry=entry, guardians=BOTH[:guardians])
        for _ in range(data.draw(st.integers(1, 3))):
            work(bench, data)
            change(bench, data)
        work(bench, data)
        assert replay(bench.guide, bench.events) == bench.state

    tried()


def work(bench: Bench, data: st.DataObject) -> None:
    """Some intents, as many as are taken; sometimes an alarm in between."""
    for _ in range(data.draw(st.integers(0, 12))):
        act = data.draw(intents(bench))
        if not isinstance(accept(bench.guide, bench.state, act, bench.now), Refusal):
            bench.take(act)
    if data.draw(st.integers(0, 2)) == 0 and not bench.state.alarm.asked:
        bench.take(a.AlarmAsked(by="key"), answered("home"), reached_call())


def change(bench: Bench, data: st.DataObject) -> None:
    """Another edition: whatever is asked for, the promises hold before and after."""
    before, old = bench.state, bench.guide
    bench.guide = changed(old, *data.draw(st.sampled_from(TRIED)))
    places = {one.id: data.draw(st.sampled_from(places_for(bench.guide, one))) for one in fallen(bench.guide, before)}
    act = went_over(**places)
    if before.alarm.pending or before.closed:
        assert bench.refused(act) in ("alarm_pending", "edition_closed")
        bench.guide = old
        return
    told = told_changes(bench.guide, before)
    bench.take(act)
    state = bench.state
    assert state.alarm == before.alarm
    assert (state.masks, state.consents, state.anonymous) == (before.masks, before.consents, before.anonymous)
    assert all(state.closed_for(one) == before.closed_for(one) for one in BOTH_IDS)
    assert state.masks == promised([(one.seq, one.act) for one in bench.events if one.act]).closed
    assert (state.decisions, state.marks, state.done) == (before.decisions, before.marks, before.done)
    assert (state.log, state.grades, state.duties) == (before.log, before.grades, before.duties)
    assert held(before) <= held(state)
    assert running(old, before) <= running(bench.guide, state)
    assert not state.closed
    lanes = Counter(bench.guide.lane(one).id for one in state.open_positions)
    assert all(count == 1 for count in lanes.values())
    for one in state.positions:
        bench.view(one)
    digest(bench.guide, state, anonymous=True)
    if state.masks:
        own = {words for one in bench.events for words in said(one.act)}
        own |= {one.label for one in state.guardians.values()}
        drawn = (told, earlier(bench.guide, state), due_dates(bench.guide, state), summarise(bench.guide, state))
        shown = set(said(drawn)) - own
        assert not shown & SECRETS
        assert not {one for one in shown if names_a_guardian(one)}
        assert not {words for words in SECRETS if any(f"«{words}»" in line for line in said(told))}
