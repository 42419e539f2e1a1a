"""A form file with a fault is refused with the line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from bekymring_tui.errors import Exit
from bekymring_tui.flow.problems import Code, FlowProblems
from bekymring_tui.forms.load import all_forms, form, load

GOOD = """\
id: tiny
title: "Lite skjema"
sections:
  - id: one
    title: "Del"
    fields:
      - id: why
        label: "Hvorfor?"
        short: "Hvorfor"
        graded: true
      - id: boxes
        label: "Hva?"
        short: "Hva"
        type: checks
        options:
          - id: a
            label: "A"
      - id: more
        label: "Mer?"
        short: "Mer"
        shown_if: {field: boxes, is: a}
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "tiny.yaml"
    file.write_text(text, "utf-8")
    return file


def test_a_good_file(tmp_path: Path) -> None:
    found = load(written(tmp_path, GOOD))
    assert [one.id for one in found.questions] == ["why", "boxes", "more"]
    assert [one.id for one in found.fields] == ["why", "why.uro", "boxes", "more"]
    assert [one.type for one in found.fields] == ["text", "grade", "checks", "text"]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("label: A-", "label: A-", Code.NO_FILE, 1),
        ('title: "Lite skjema"', 'titel: "Lite skjema"', Code.UNKNOWN_KEY, 2),
        ('title: "Lite skjema"', "title: 12", Code.NEEDS_QUOTES, 2),
        ("graded: true", 'graded: "ja"', Code.WRONG_KIND, 10),
        ("id: boxes", "id: why", Code.SAME_ID, 11),
        ("id: boxes", "id: why.uro", Code.SAME_ID, 11),
        ("type: checks", "type: boxes", Code.UNKNOWN_WORD, 14),
        ("type: checks", "type: text", Code.OPTIONS, 11),
        ('short: "Hvorfor"', 'short: "Hvorfor undrer du deg egentlig"', Code.TOO_LONG, 9),
        ('label: "Hvorfor?"', "label: Hvorfor? # eller", Code.CUT_TEXT, 8),
        ('short: "Hva"', "short: ''", Code.NO_VALUE, 13),
        ("graded: true", "graded: true\n        graded: false", Code.REPEATED_KEY, 11),
        ('label: "Hva?"', 'label: "Hva?', Code.QUOTE, 12),
        ("    fields:", "     fields:", Code.INDENT, 6),
    ],
)
def test_each_fault_has_its_line(tmp_path: Path, old: str, new: str, code: Code, line: int) -> None:
    file = tmp_path / "missing.yaml" if code == Code.NO_FILE else written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(FlowProblems) as caught:
        load(file)
    assert (code.value, line) in [(one.code, one.line) for one in caught.value.problems]
    assert caught.value.code is Exit.FOUND
    assert str(file) in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("field: boxes", "field: boxis", Code.UNKNOWN_FIELD, (21, 27)),
        ("field: boxes", "field: more", Code.FIELD_LATER, (21, 27)),
        ("field: boxes", "field: why", Code.NOT_A_CHOICE, (21, 27)),
        ("is: a}", "is: b}", Code.UNKNOWN_OPTION, (21, 38)),
        ('    title: "Del"', '    title: "Del"\n    shown_if: {field: boxes, is: a}', Code.FIELD_LATER, (6, 23)),
    ],
)
def test_what_is_shown_by_an_answer_names_an_answer_given_before(
    tmp_path: Path, old: str, new: str, code: Code, place: tuple[int, int]
) -> None:
    with pytest.raises(FlowProblems) as caught:
        load(written(tmp_path, GOOD.replace(old, new, 1)))
    assert [(one.code, one.line, one.column) for one in caught.value.problems] == [(code, *place)]


@pytest.mark.parametrize(("type_", "answers"), [("choice", "[a, unknown, b]"), ("choice", "[A]"), ("checks", "[a]")])
def test_what_asks_about_the_alarm_is_an_answer_of_a_choice(tmp_path: Path, type_: str, answers: str) -> None:
    text = GOOD.replace("type: checks", f"type: {type_}")
    text = text.replace('            label: "A"\n', f'            label: "A"\n        ask_alarm_on: {answers}\n')
    with pytest.raises(FlowProblems) as caught:
        load(written(tmp_path, text))
    (found,) = caught.value.problems
    assert (found.code, found.line) == (Code.UNKNOWN_OPTION, 18)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    broken = GOOD.replace('title: "Lite', 'titel: "Lite').replace("type: checks", "type: boxes")
    with pytest.raises(FlowProblems) as caught:
        load(written(tmp_path, broken))
    assert {one.code for one in caught.value.problems} >= {Code.UNKNOWN_KEY, Code.MISSING_KEY, Code.UNKNOWN_WORD}


def test_the_shipped_forms_are_found_by_their_id() -> None:
    assert {"refleksjonsnotat", "konkretisering"} <= set(all_forms())
    assert form("konkretisering").title == "Konkretisering av bekymring"
    with pytest.raises(KeyError):
        form("uro")
