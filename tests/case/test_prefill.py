"""A fresh sheet says what the case knows, and nothing of the one it must not name, or of another guardian."""

from __future__ import annotations

from typing import Any

import pytest
from case_samples import BOTH, KARI, TODAY, Bench, nasty
from hypothesis import given, settings
from hypothesis import strategies as st

from bekymring_tui.case import acts as a
from bekymring_tui.case.anonymise import HIDDEN_NAME
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.known import CONCERN, KNOWN
from bekymring_tui.case.people import Guardian, Subject
from bekymring_tui.case.prefill import prefill
from bekymring_tui.case.sheets import instances, next_instance, sheet_is_closed, sheet_title
from bekymring_tui.flow.compile import compiled
from bekymring_tui.flow.model import Flow
from bekymring_tui.forms.answers import validate
from bekymring_tui.forms.load import all_forms
from bekymring_tui.forms.model import Form

NAMED = Subject(kind="child", call_name="Blå ugle", real_name="Ola Nordmann", age=9)
SERVICES = [{"id": "ppt", "label": "PPT"}, {"id": "bup", "label": "BUP"}]


def sheet(name: str, *fields: dict[str, Any], **more: Any) -> Form:
    listed = [{"id": f"f{number}", "label": "Hva?", "short": "Hva", **one} for number, one in enumerate(fields)]
    return Form.model_validate(
        {"id": name, "title": name.title(), "sections": [{"id": "part", "title": "Del", "fields": listed}], **more}
    )


def asking(kind: str = "text", **more: Any) -> Form:
    """A form with a field for everything that a case may know, by its name."""
    return sheet("every", *({"id": f"x-{word}", "type": kind, "prefill": word} for word in KNOWN), **more)


FORMS = {
    one.id: one
    for one in (
        asking(),
        sheet("konkretisering", {"id": "worry"}),
        sheet("plan", {"id": "measures"}, {"id": "meeting", "type": "date"}),
        sheet("diary", {"id": "measures"}, private=True),
        sheet("consent", {"id": "measures"}, repeats="guardian", contacts=["guardians"]),
        sheet("notes", {"id": "one"}, repeats="many"),
    )
}
GUIDE = Guide(compiled(Flow.model_validate(nasty())), "skole", None, FORMS)


def bench() -> Bench:
    return Bench(GUIDE, subject=NAMED, guardians=BOTH)


def filled(case: Bench, form: Form, instance: str = "1") -> dict[str, str]:
    return prefill(GUIDE, case.state, form, worker=KARI, today=TODAY, instance=instance)


def known(case: Bench, form: Form | None = None, instance: str = "1") -> dict[str, str]:
    return {name.removeprefix("x-"): words for name, words in filled(case, form or asking(), instance).items()}


def test_a_new_case_knows_who_and_where_and_nothing_else() -> None:
    assert known(bench()) == {
        "today": "22. nov. 2026",
        "worker": KARI.name,
        "role": KARI.role,
        "unit": KARI.unit,
        "service": "Skole",
        "municipality": GUIDE.flow.title,
        "call_name": "Blå ugle",
    }


def test_what_was_written_is_known() -> None:
    case = bench()
    case.take(
        a.Graded(grade=5),
        a.Logged(aspect="heard", text="Sa at hun\nfrøs", observed="2026-11-21T10:00:00+01:00"),
        a.Logged(aspect="interpretation", text="Virker redd", observed="2026-11-20"),
        a.Logged(aspect="seen", text="Satt alene", observed="2026-11-20"),
        a.FormSaved(form="konkretisering", answers={"worry": "Kommer for sent"}),
        a.FormSaved(form="plan", answers={"measures": "Fast voksen", "meeting": "2026-12-14"}),
        a.ConsentGiven(giver="g1", services=["ppt", "bup"]),
        a.ConsentRefused(giver="g2", services=["bup"], way_on="stay"),
    )
    found = known(case)
    assert found["grade"] == "5"
    assert found["concern"] == "Kommer for sent"
    assert found["log"] == "20. nov. 2026 (sett): Satt alene\n21. nov. 2026 (hørt): Sa at hun frøs"
    assert found["measures"] == "Fast voksen"
    assert found["meeting"] == "14. des. 2026"
    assert found["services"] == "PPT"


def test_each_kind_of_field_takes_what_it_can_hold() -> None:
    case = bench()
    case.take(a.Graded(grade=6), a.ConsentGiven(giver="g1", services=["ppt", "health"]))
    form = sheet(
        "kinds",
        {"prefill": "services", "type": "checks", "options": SERVICES},
        {"prefill": "services", "type": "choice", "options": SERVICES},
        {"prefill": "grade", "type": "grade"},
        {"prefill": "grade", "graded": True},
        {"prefill": "today", "type": "date"},
        {"prefill": "worker", "type": "date"},
        {"prefill": "service", "type": "choice", "options": [{"id": "school", "label": "Skole"}]},
        {"prefill": "call_name", "type": "grade"},
        {"prefill": "worker", "type": "person"},
    )
    found = filled(case, form)
    assert found == {
        "f0": "ppt",
        "f1": "ppt",
        "f2": "6",
        "f3.uro": "6",
        "f4": "2026-11-22",
        "f6": "school",
        "f8": KARI.name,
    }
    assert validate(form, found) == []


@pytest.mark.parametrize("kind", ["text", "line", "person"])
def test_a_nameless_form_is_never_told_who_it_is_about(kind: str) -> None:
    case = bench()
    told = "Ola og Blå ugle med Forelder 1, tlf. 900 11 223"
    case.take(
        a.Logged(aspect="seen", text=told, observed="2026-11-20"),
        a.FormSaved(form="konkretisering", answers={"worry": told}),
        a.FormSaved(form="plan", answers={"measures": told}),
    )
    found = known(case, asking(kind, nameless=True))
    assert not {"call_name", "guardian"} & set(found)
    assert HIDDEN_NAME in found["log"] + found["concern"]
    whole = "\n".join(found.values())
    assert not any(one in whole for one in ("Ola", "Blå ugle", "Forelder 1", "900 11 223"))
    assert "20. nov. 2026" in found["log"]


def test_a_sheet_of_one_guardian_knows_that_one_only() -> None:
    case = bench()
    form = asking(repeats="guardian")
    case.take(a.FormSaved(form="consent", instance="g1", answers={"measures": "Bare mor vet dette"}))
    assert known(case, form, "g1")["guardian"] == "Forelder 1"
    assert known(case, form, "g2")["guardian"] == "Forelder 2"
    assert "guardian" not in known(case)
    assert known(case, form, "g1")["measures"] == "Bare mor vet dette"
    assert "measures" not in known(case, form, "g2")
    assert "measures" not in known(case)


def test_no_word_of_a_private_note_or_of_what_is_closed_goes_into_another_form() -> None:
    case = bench()
    case.take(a.FormSaved(form="diary", answers={"measures": "HEMMELIG"}))
    assert "HEMMELIG" not in "".join(known(case).values())
    case.take(a.FormSaved(form="consent", instance="g1", answers={"measures": "Sagt til mor"}))
    case.alarm()
    assert "Sagt til mor" not in "".join(known(case, asking(repeats="guardian"), "g1").values())


@given(st.lists(st.sampled_from(["a", "Ord " * 900, "Linje\nlinje", "😀" * 3000]), max_size=30))
@settings(max_examples=15, deadline=None)
def test_however_much_is_logged_a_field_can_hold_it(texts: list[str]) -> None:
    case = bench()
    for number, words in enumerate(texts):
        case.take(a.Logged(aspect="seen", text=words, observed=f"2026-11-{1 + number % 20:02}"))
    found = filled(case, asking())
    assert validate(asking(), found) == []
    newest = max(enumerate(texts), key=lambda one: (one[0] % 20, one[0]), default=None)
    assert newest is None or " ".join(newest[1].split()) in found["x-log"]


@pytest.mark.parametrize("form", all_forms().values(), ids=lambda one: one.id)
def test_every_shipped_form_can_use_what_it_is_given(form: Form) -> None:
    case = Bench(Guide(GUIDE.procedure, "skole", None, all_forms()), subject=NAMED, guardians=BOTH)
    case.take(a.Graded(grade=5), a.Logged(aspect="seen", text="Satt alene", observed="2026-11-20"))
    given_ = prefill(case.guide, case.state, form, worker=KARI, today=TODAY, instance="g1")
    assert validate(form, given_) == [one for one in validate(form, given_) if one.field not in given_]
    assert given_.keys() <= {one.id for one in form.fields}


def test_what_is_looked_for_is_asked_for_somewhere() -> None:
    assert CONCERN[1] in {one.id for one in all_forms()[CONCERN[0]].questions}
    asked = {field.id for form in all_forms().values() if not form.private for field in form.questions}
    assert {"measures", "meeting"} <= asked


# Sheets --------------------------------------------------------------------------------------------------


def test_sheets_are_numbered_and_named() -> None:
    case, form = bench(), FORMS["notes"]
    assert instances(case.state, form) == ()
    assert next_instance(case.state, form) == "1"
    for number in ("1", "2", "10"):
        case.take(a.FormSaved(form="notes", instance=number, answers={"one": "x"}))
    assert instances(case.state, form, ["3"]) == ("1", "2", "3", "10")
    assert next_instance(case.state, form) == "11"
    assert sheet_title(case.state, form, "2") == "Notes 2"
    assert sheet_title(case.state, FORMS["plan"], "1") == "Plan"


def test_each_guardian_has_a_sheet_which_opens_with_that_guardian() -> None:
    case, form = bench(), FORMS["consent"]
    assert instances(case.state, form) == ("g1", "g2")
    assert sheet_title(case.state, form, "g2") == "Consent – Forelder 2"
    assert case.refused(a.FormSaved(form="consent", instance="g7", answers={})) == "no_guardian"
    case.alarm()
    assert sheet_is_closed(case.state, form, "g1")
    assert case.refused(a.FormSaved(form="consent", instance="g1", answers={})) == "closed_form"
    case.take(
        a.AdviceRecorded(by="barnevern", spoke_with="vakt", at=case.now.isoformat(), clears=True, guardians=["g1"])
    )
    assert not sheet_is_closed(case.state, form, "g1")
    assert sheet_is_closed(case.state, form, "g2")
    case.take(a.FormSaved(form="consent", instance="g1", answers={"measures": "Enig"}))
    assert case.refused(a.FormSaved(form="consent", instance="g2", answers={})) == "closed_form"


def test_who_is_added_later_has_a_sheet_too() -> None:
    case = bench()
    case.take(a.GuardianSet(guardian=Guardian(id="g3", label="Verge")))
    assert instances(case.state, FORMS["consent"])[-1] == "g3"
