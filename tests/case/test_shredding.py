"""When a private note may be shredded, and a whole case (P5)."""

from __future__ import annotations

from typing import Any

import pytest
from case_samples import BOTH, CHILD, Bench

from bekymring_tui.case import acts as a
from bekymring_tui.case.guide import Guide
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.forms.load import all_forms

NOTE = "refleksjonsnotat"


def bench(flow: str = "porsgrunn", service: str = "skole", **more: Any) -> Bench:
    return Bench(Guide(load_shipped(flow), service, None, all_forms()), subject=CHILD, guardians=BOTH, **more)


def note(**answers: str) -> a.FormSaved:
    return a.FormSaved(form=NOTE, answers={"why": "Han sitter alene", **answers})


def shred(*, used: bool = False, journaled: bool = False) -> a.NoteShredded:
    return a.NoteShredded(form=NOTE, used=used, journaled=journaled)


def concretise() -> a.FormSaved:
    return a.FormSaved(form="konkretisering", answers={"worry": "Han er alene i friminuttene"})


def end_without_concern(found: Bench) -> None:
    found.decide("D1", reason="Det var ikke noe", look_again="none")


def test_no_event_holds_a_word_of_the_note() -> None:
    found = bench()
    found.take(note(**{"why.uro": "5"}))
    told = "".join(a.Payload(by=one.by, act=one.act).model_dump_json() for one in found.events if one.by and one.act)
    assert "alene" not in told
    assert '"5"' not in told
    assert found.state.forms == {}
    assert list(found.state.notes) == [(NOTE, "1")]


@pytest.mark.parametrize(("grade", "asked", "duty"), [("5", None, False), ("6", None, True), ("7", "grade", True)])
def test_a_high_grade_in_it_asks_once(grade: str, asked: str | None, duty: bool) -> None:
    found = bench()
    found.take(note(**{"why.uro": grade}))
    assert (found.state.alarm.asked, found.state.duty_open) == (asked, duty)
    if asked:
        found.take(a.AlarmAnswered(answer="numbers"))
    if duty:
        found.take(a.DutyWeighed(answer="not_now", reason="Jeg vet for lite", look_again="none"))
    found.take(note(**{"why.uro": grade, "home": "Mer"}))
    assert (found.state.alarm.asked, found.state.duty_open) == (None, False)


def test_with_a_concern_it_goes_when_what_is_known_stands_elsewhere() -> None:
    found = bench()
    assert found.refused(shred()) == "no_note"
    found.take(note())
    assert found.refused(shred()) == "shred_concretise"
    found.take(concretise())
    assert found.refused(shred()) == "shred_grade"
    found.take(a.Graded(grade=4))
    assert found.refused(shred(used=True)) == "shred_used"
    found.take(a.Logged(aspect="seen", text="Alene i tre friminutt", observed=found.now.isoformat()))
    found.take(shred(used=True))
    assert found.state.notes == {}
    assert [act.used for _, act in found.state.shredded] == [True]
    assert found.refused(shred()) == "no_note"


def test_without_concern_it_goes_at_once() -> None:
    found = bench()
    found.take(note())
    end_without_concern(found)
    found.take(shred())
    assert found.state.notes == {}


@pytest.mark.parametrize("reached", [False, True])
def test_not_under_the_alarm_nor_while_a_report_is_open(reached: bool) -> None:
    found = bench()
    found.take(note(), concretise(), a.Graded(grade=4))
    found.alarm(reached=reached)
    assert found.refused(shred()) == ("shred_alarm" if reached else "alarm_pending")


def test_not_while_a_report_is_open() -> None:
    found = bench()
    found.take(note(), concretise(), a.Graded(grade=4))
    found.take(a.Entered(name=next(one.id for one in found.guide.track.lanes.values() if one.routine)))
    assert found.refused(shred()) == "shred_report"


def test_not_before_the_duty_to_report_is_weighed() -> None:
    found = bench()
    found.take(note(**{"why.uro": "6"}), concretise(), a.Graded(grade=4))
    assert found.refused(shred()) == "shred_duty"


def test_the_journal_comes_first_where_the_service_keeps_one() -> None:
    found = bench("nordreaker", "helse")
    found.take(note(), concretise(), a.Graded(grade=4))
    assert found.refused(shred()) == "shred_journal"
    found.take(shred(journaled=True))
    assert found.state.notes == {}


def test_a_whole_case_only_where_there_was_no_concern() -> None:
    found = bench()
    gone = a.CaseShredded(flow="porsgrunn", opened_on="2026-11-22")
    assert found.refused(gone) == "shred_case_concern"
    end_without_concern(found)
    found.take(gone)


def test_a_case_that_was_exported_or_had_an_alarm_stays() -> None:
    found = bench()
    found.take(a.Exported(to="Rektor", lock="passphrase"))
    end_without_concern(found)
    assert found.refused(a.CaseShredded(flow="porsgrunn", opened_on="2026-11-22")) == "shred_case_shared"
