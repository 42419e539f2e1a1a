"""Answers survive as text in drafts and events, and no text a user can type is ever in the way."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bekymring_tui.flow.terms import GUARDIAN_CONTACTS
from bekymring_tui.forms import answers as a
from bekymring_tui.forms.load import form
from bekymring_tui.forms.model import UNKNOWN, Field, Form, Option, Section
from bekymring_tui.forms.shown import shown

NOTE, CONCRETE = form("refleksjonsnotat"), form("konkretisering")

EVERY_KIND = Form(
    id="every",
    title="Alle slag",
    sections=[
        Section(
            id="one",
            title="Del",
            fields=[
                Field(id="text", label="Tekst", short="Tekst", graded=True),
                Field(id="line", label="Linje", short="Linje", type="line"),
                Field(id="person", label="Hvem", short="Hvem", type="person", need="optional"),
                Field(id="day", label="Dag", short="Dag", type="date"),
                Field(id="grade", label="Grad", short="Grad", type="grade"),
                Field(
                    id="choice",
                    label="Valg",
                    short="Valg",
                    type="choice",
                    options=[Option(id="yes", label="Ja"), Option(id="no", label="Nei")],
                ),
                Field(
                    id="boxes",
                    label="Kryss",
                    short="Kryss",
                    type="checks",
                    options=[Option(id=name, label=name.upper()) for name in ("a", "b-1", "c_2")],
                ),
            ],
        )
    ],
)
FIELDS = {field.id: field for field in EVERY_KIND.fields}


def values(field: Field) -> st.SearchStrategy[a.Value]:
    names = [one.id for one in field.options]
    known: dict[str, st.SearchStrategy[a.Value]] = {
        "grade": st.integers(1, 7) | st.just(UNKNOWN),
        "choice": st.sampled_from([*names, UNKNOWN]) if names else st.nothing(),
        "checks": st.frozensets(st.sampled_from(names), min_size=1) if names else st.nothing(),
        "date": st.dates(),
    }
    return known.get(field.type, st.text(min_size=1))


typed = st.text(max_size=60) | st.sampled_from(["unknown", "8", "0", " 5", "３", "31.02.2026", "a d", "\x1b[2J", "[/]"])
filled = st.dictionaries(st.sampled_from(sorted(FIELDS)), typed)


@given(st.data())
def test_every_value_comes_back_from_its_text(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(EVERY_KIND.fields))
    value = data.draw(values(field))
    assert a.decode(field, a.encode(value)) == value
    assert a.validate(EVERY_KIND, {field.id: a.encode(value)[: a.TEXT_CAP]}) == []


@given(filled)
@example({"day": "i morgen", "grade": "9", "boxes": "zzz"})
def test_whatever_is_typed_is_kept_and_shown(answers: dict[str, str]) -> None:
    for name, words in answers.items():
        if FIELDS[name].type != "checks":
            kept = a.decode(FIELDS[name], words)
            assert kept is None or isinstance(kept, date) or a.encode(kept) == words
    complained = {one.field for one in a.validate(EVERY_KIND, answers)}
    assert complained <= set(answers)
    done = a.progress(EVERY_KIND, answers)
    assert done.answered + done.unknown + len(a.unanswered(EVERY_KIND, answers)) == done.total == 6
    shown = a.summary(EVERY_KIND, answers)
    assert all(len(line.splitlines()) <= 1 for line in shown)
    for line in answers.get("text", "").splitlines() if answers.get("text", "").strip() else []:
        assert f"    {line}" in shown


@given(st.dictionaries(st.sampled_from([one.id for one in NOTE.fields]), typed))
def test_only_whole_grades_from_1_to_7_count_as_grades(answers: dict[str, str]) -> None:
    expected = {
        name.removesuffix(".uro"): int(words)
        for name, words in answers.items()
        if name.endswith(".uro") and words in list("1234567")
    }
    assert a.grades(NOTE, answers) == expected


def test_each_complaint_says_what_to_do() -> None:
    bad = {
        "text": "x" * 10_003,
        "text.uro": "8",
        "day": "31. februar",
        "grade": "mye",
        "choice": "kanskje",
        "boxes": "d",
    }
    told = {one.field: one.message for one in a.validate(EVERY_KIND, bad)}
    assert set(told) == set(bad)
    assert "3 tegn for lang" in told["text"]
    assert "10000 tegn" in told["text"]
    assert "fra 1 til 7" in told["grade"]
    assert "fra 1 til 7" in told["text.uro"]
    assert "14. desember" in told["day"]
    assert "Velg på nytt" in told["choice"]
    assert "Velg på nytt" in told["boxes"]


def test_an_empty_form_is_no_fault() -> None:
    for one in (NOTE, CONCRETE, EVERY_KIND):
        assert a.validate(one, {}) == []
        assert str(a.progress(one, {})) == "ikke påbegynt"


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        ({"why": "Hun ble sittende."}, "1 av 12 besvart"),
        ({"why.uro": "5"}, "1 av 12 besvart"),
        ({"why": "Hun ble sittende.", "why.uro": "unknown"}, "1 av 12 besvart"),
        ({"why.uro": "unknown", "home.uro": "unknown"}, "0 av 12 besvart, 2 «vet ikke»"),
        ({"why": " \n "}, "ikke påbegynt"),
        ({"why": "unknown"}, "1 av 12 besvart"),
    ],
)
def test_progress_counts_questions_not_grades(answers: dict[str, str], line: str) -> None:
    assert str(a.progress(NOTE, answers)) == line


def part(name: str, *fields: Field, **more: object) -> Section:
    return Section.model_validate({"id": name, "title": name.upper(), "fields": list(fields), **more})


YES_OR_NO = [Option(id="yes", label="Ja"), Option(id="no", label="Nei")]
BOXES = [Option(id=name, label=name) for name in ("a", "b")]
ON = {"field": "agreed", "is": "yes"}
ASKED_BY_ANSWERS = Form(
    id="asked",
    title="Spurt etter svar",
    sections=[
        part("one", Field(id="agreed", label="Enig?", short="Enig", type="choice", options=YES_OR_NO, need="must")),
        part(
            "two",
            Field(id="boxes", label="Hva?", short="Hva", type="checks", options=BOXES),
            Field.model_validate(
                {"id": "deep", "label": "Mer?", "short": "Mer", "shown_if": {"field": "boxes", "is": "b"}}
            ),
            shown_if=ON,
        ),
        part("three", Field(id="who", label="Hvem?", short="Hvem", type="line", need="must"), shown_if=ON),
    ],
)


@pytest.mark.parametrize(
    ("answers", "counted", "missing"),
    [
        ({}, ["agreed"], ["agreed"]),
        ({"agreed": "no", "who": "Kari", "deep": "Mye"}, ["agreed"], []),
        ({"agreed": "unknown"}, ["agreed"], []),
        ({"agreed": "yes", "boxes": "a"}, ["agreed", "boxes", "who"], ["who"]),
        ({"agreed": "yes", "boxes": "a b", "who": " "}, ["agreed", "boxes", "deep", "who"], ["who"]),
        ({"agreed": "no", "boxes": "b", "deep": "Mye"}, ["agreed"], []),
    ],
)
def test_only_what_is_asked_counts(answers: dict[str, str], counted: list[str], missing: list[str]) -> None:
    assert [one.id for one in shown(ASKED_BY_ANSWERS, answers)] == counted
    assert a.progress(ASKED_BY_ANSWERS, answers).total == len(counted)
    assert {one.id for one in a.unanswered(ASKED_BY_ANSWERS, answers)} <= set(counted)
    assert [one.id for one in a.missing_musts(ASKED_BY_ANSWERS, answers)] == missing
    told = {one.field: one.message for one in a.validate(ASKED_BY_ANSWERS, answers)}
    assert list(told) == missing
    assert all("må fylles ut" in words for words in told.values())


def test_a_summary_leaves_out_what_is_hidden_and_says_what_is_missing() -> None:
    hidden = a.summary(ASKED_BY_ANSWERS, {"agreed": "no", "deep": "Hemmelig", "boxes": "b"})
    assert not any(words in "\n".join(hidden) for words in ("Hemmelig", "TWO", "Hvem"))
    asked = a.summary(ASKED_BY_ANSWERS, {"agreed": "yes", "deep": "Åpent", "boxes": "b"})
    assert "    Åpent" in asked
    assert asked[-1] == "Mangler, må fylles ut: Hvem"


def test_a_summary_says_what_to_do_about_an_answer_that_means_nothing() -> None:
    lines = a.summary(EVERY_KIND, {"day": "31. februar", "choice": "kanskje"})
    assert lines[lines.index("    31. februar") + 1].startswith("    ! Dette er ingen dag")
    assert lines[lines.index("    kanskje") + 1].startswith("    ! Svaret er ikke")


def test_the_text_for_other_is_not_missed_when_empty() -> None:
    answers = {"documentation": "Logg", "colleague": "Lærer på trinnet", "areas": "motor other", "worry": "Fravær"}
    assert str(a.progress(CONCRETE, answers)) == "4 av 4 besvart"
    assert a.unanswered(CONCRETE, answers) == ()


def test_a_summary_holds_the_answers_the_boxes_the_zone_and_what_is_empty() -> None:
    lines = a.summary(CONCRETE, {"areas": "other motor", "other": "søvn", "worry": "Er trøtt.\nSover i timen."})
    assert lines[:3] == ["Konkretisering av bekymring", "Lånt fra Bydel Nordre Aker", "2 av 4 besvart"]
    assert {"    Motorikk, Annet", "    søvn", "    Er trøtt.", "    Sover i timen."} <= set(lines)
    assert lines[-1] == "Ikke besvart: Bygger på, Kollega"
    note = a.summary(NOTE, {"why": "Hun ble sittende.", "why.uro": "5", "home.uro": "unknown"})
    assert "    Uro: 5, gråsone (sonen er tolket)" in note
    assert "    Uro: vet ikke" in note


def test_what_leads_to_guardians_is_closed_in_a_summary_and_nothing_else() -> None:
    answers = {"why": "Hun ble sittende.", "how": "Ved henting"}
    closed = a.summary(NOTE, answers, GUARDIAN_CONTACTS)
    assert "    Hun ble sittende." in closed
    assert any(line.startswith("Stengt") for line in closed)
    raising = NOTE.sections[1]
    texts = [raising.title, *(text for field in raising.fields for text in (field.label, field.short))]
    assert not [text for text in texts if any(text in line for line in closed)]
    opened = a.summary(NOTE, answers)
    assert {raising.title, f"  {raising.fields[2].label}", "    Ved henting"} <= set(opened)
