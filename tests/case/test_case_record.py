"""What the record takes: opening, who it is about, log, forms, and what was written by mistake (P10)."""

from __future__ import annotations

import pytest
from case_samples import BOTH, CHILD, NOW, SMALL, TODAY, Bench, opening

from bekymring_tui.case import acts as a
from bekymring_tui.case.people import Guardian, Subject
from bekymring_tui.case.summary import summarise


@pytest.fixture
def bench() -> Bench:
    return Bench()


def logged(text: str = "Gråt ved henting", observed: str = "2026-11-20", **more: object) -> a.Logged:
    return a.Logged(aspect="seen", text=text, observed=observed, **more)  # type: ignore[arg-type]


def test_a_case_is_opened_once_on_an_entry_of_its_procedure() -> None:
    bench = Bench(opened=False)
    assert bench.refused(logged()) == "not_open"
    assert bench.refused(opening(SMALL, "nothing")) == "no_entry"
    assert bench.refused(opening(SMALL, "wonder").model_copy(update={"service": "trt"})) == "no_entry"
    assert bench.refused(opening(SMALL, "wonder", Subject(kind="child", call_name=" "))) == "call_name"
    assert bench.refused(opening(SMALL, "wonder", Subject(kind="child", call_name="x", age=121))) == "age"
    assert bench.refused(opening(SMALL, "wonder", guardians=[BOTH[0], BOTH[0]])) == "guardian_twice"
    bench.take(opening(SMALL, "referral"))
    assert bench.here() == "d"
    assert bench.refused(opening(SMALL, "wonder")) == "already_open"


@pytest.mark.parametrize("guardian", [("", "Mor"), ("g9", "  "), ("child", "Mor"), ("nobody", "Mor")])
def test_a_guardian_has_a_name_and_an_id_of_its_own(bench: Bench, guardian: tuple[str, str]) -> None:
    one = Guardian(id=guardian[0], label=guardian[1])
    assert bench.refused(a.GuardianSet(guardian=one)) == "guardian_label"
    assert Bench(opened=False).refused(opening(SMALL, "wonder", guardians=[one])) == "guardian_label"


def test_what_is_known_of_people_is_corrected(bench: Bench) -> None:
    bench.take(
        a.SubjectChanged(subject=Subject(kind="youth", call_name="Blå ugle", age=13)),
        a.GuardianSet(guardian=Guardian(id="g1", label="Forelder 1", responsible="yes")),
        a.GuardianSet(guardian=Guardian(id="g3", label="Stefar")),
        a.GuardianKnows(guardian="g3", knows="no"),
    )
    assert bench.state.subject
    assert bench.state.subject.kind == "youth"
    assert [one.responsible for one in bench.state.guardians.values()] == ["yes", "unknown", "unknown"]
    assert bench.state.knows == {"g3": "no"}
    assert bench.refused(a.SubjectChanged(subject=Subject(kind="child", call_name=""))) == "call_name"


def test_the_log_keeps_its_aspects_apart(bench: Bench) -> None:
    for aspect in ("seen", "heard", "child", "interpretation"):
        bench.take(a.Logged(aspect=aspect, text="x", observed="2026-11-20T10:15:00+01:00"))  # type: ignore[arg-type]
    assert [one.aspect for one in bench.state.log] == ["seen", "heard", "child", "interpretation"]
    assert bench.refused(logged(" ")) == "empty_log"
    assert bench.refused(logged(observed="2026-11-23")) == "future_date"
    assert bench.refused(logged(observed="1926-11-23")) == "absurd_date"
    assert bench.refused(logged(observed="fredag")) == "date"


def test_forms_are_kept_whole_and_the_newest_stands(bench: Bench) -> None:
    bench.take(a.FormSaved(form="note", answers={"one": "Først"}), a.FormSaved(form="note", answers={"one": "Så"}))
    bench.take(a.FormSaved(form="note", instance="2", answers={"one": "Et annet"}))
    assert {key: one.answers["one"] for key, one in bench.state.forms.items()} == {
        ("note", "1"): "Så",
        ("note", "2"): "Et annet",
    }
    assert bench.refused(a.FormSaved(form="nothing", answers={})) == "no_form"
    assert bench.refused(a.FormSaved(form="note", answers={"nothing": "x"})) == "no_field"


def test_grades_are_kept_in_order_and_unknown_is_one(bench: Bench) -> None:
    bench.take(a.Graded(grade=3, rests_on="Søvn"), a.Graded(grade=None), a.Graded(grade=5))
    assert [one.grade for one in bench.state.grades] == [3, None, 5]
    assert summarise(bench.guide, bench.state).grade == 5


@pytest.mark.parametrize(
    ("act", "left"),
    [
        (logged(), "log"),
        (a.Graded(grade=4), "grades"),
        (a.FormSaved(form="note", answers={"one": "x"}), "forms"),
        (a.ActionMarked(position="p1", action="write", done=True), "done"),
        (a.Answered(position="p1", question="danger", value="no"), "answers"),
        (a.GuardianKnows(guardian="g1", knows="yes"), "knows"),
        (a.ConsentGiven(giver="g1", services=["ppt"]), "consents"),
    ],
)
def test_what_was_written_by_mistake_is_passed_over_and_leaves_a_trace(bench: Bench, act: a.Act, left: str) -> None:
    bench.take(act)
    assert getattr(bench.state, left)
    seq = bench.seq_of(act.kind)
    assert bench.refused(a.Misfiled(seq=seq, reason=" ")) == "reason"
    bench.take(a.Misfiled(seq=seq, reason="Gjaldt et annet barn", moved_to="annen-sak"))
    assert not getattr(bench.state, left)
    assert seq in bench.state.misfiled
    assert bench.state.kinds[seq] == act.kind
    assert bench.refused(a.Misfiled(seq=seq, reason="Igjen")) == "not_misfilable"


def test_before_a_misfiled_form_the_one_before_stands(bench: Bench) -> None:
    bench.take(a.FormSaved(form="note", answers={"one": "Først"}), a.FormSaved(form="note", answers={"one": "Feil"}))
    bench.take(a.Misfiled(seq=bench.seq_of("form_saved"), reason="Feil barn"))
    assert bench.state.forms["note", "1"].answers == {"one": "Først"}


def test_nothing_else_can_be_misfiled(bench: Bench) -> None:
    bench.take(a.GuardianSet(guardian=Guardian(id="g3", label="Stefar")))
    bench.decide("none")
    for kind in ("opened", "guardian_set", "decided"):
        assert bench.refused(a.Misfiled(seq=bench.seq_of(kind), reason="x")) == "not_misfilable"
    assert bench.refused(a.Misfiled(seq=999, reason="x")) == "not_misfilable"


def test_shredded_content_leaves_the_event(bench: Bench) -> None:
    bench.take(logged(), logged("Lo"))
    first = min(one.seq for one in bench.events if one.kind == "logged")
    bench.shred(first)
    assert [one.text for one in bench.state.log] == ["Lo"]
    assert bench.state.kinds[first] == "logged"


def test_an_entry_moved_here_and_an_export_are_recorded(bench: Bench) -> None:
    bench.take(logged(moved_from="annen-sak"), a.Exported(to="leder", lock="recipient"))
    assert bench.state.exports == ((NOW.isoformat(), a.Exported(to="leder", lock="recipient")),)


def test_the_summary_says_where_the_case_stands(bench: Bench) -> None:
    bench.decide("worry", look_again="2026-12-01")
    found = summarise(bench.guide, bench.state)
    assert found.where == [("Nivå 1", "1", "Prat")]
    assert [one.on for one in found.due] == ["2026-12-01"]
    assert (found.call_name, found.alarm, found.closed) == (CHILD.call_name, "quiet", False)
    bench.take(a.AlarmAsked(by="key"))
    assert summarise(bench.guide, bench.state).where == [("Nivå 1", "1", None)]
    assert summarise(bench.guide, bench.state).alarm == "asked"
    assert bench.now.date() == TODAY
