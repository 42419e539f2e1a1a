"""YAML as a small, safe part of 1.2, with the place of everything in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bekymring_tui.flow.problems import Code, Place
from bekymring_tui.flow.yaml_lines import LARGEST, Where, parse, read

words = st.text("abcæøå :#-'\"{}[],&*!|>%@`\\", min_size=1, max_size=12)
leaves = words | st.integers(-9, 9) | st.booleans()
trees = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, min_size=1, max_size=3)
    ),
    max_leaves=12,
)


def written(tree: Any, indent: int = 0) -> str:
    """Block style, every text in double quotes."""
    pad = " " * indent
    if isinstance(tree, dict):
        return "".join(f"{pad}{key}:{under(value, indent)}" for key, value in tree.items())
    if isinstance(tree, list):
        return "".join(f"{pad}-{under(value, indent)}" for value in tree)
    return f"{pad}{json.dumps(tree, ensure_ascii=False)}\n"


def under(value: Any, indent: int) -> str:
    if isinstance(value, dict | list):
        return "\n" + written(value, indent + 2)
    return f" {json.dumps(value, ensure_ascii=False)}\n"


def leaves_of(tree: Any, where: Where = ()) -> list[tuple[Where, Any]]:
    if isinstance(tree, dict):
        return [leaf for key, value in tree.items() for leaf in leaves_of(value, (*where, key))]
    if isinstance(tree, list):
        return [leaf for number, value in enumerate(tree) for leaf in leaves_of(value, (*where, number))]
    return [(where, tree)]


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), trees, min_size=1, max_size=4))
def test_what_was_written_is_read_and_every_value_stands_where_it_says(tree: dict[str, Any]) -> None:
    text = written(tree)
    document = parse(text, "f")
    assert document.problems == []
    assert document.data == tree
    lines = text.splitlines()
    for where, value in leaves_of(tree):
        place = document.at(where)
        assert lines[place.line - 1][place.column - 1 :] == json.dumps(value, ensure_ascii=False)
    for where, place in document.keys.items():
        assert lines[place.line - 1][place.column - 1 :].startswith(f"{where[-1]}:")


@given(st.text(st.characters(codec="utf-8"), max_size=200) | st.text("ab:-# \n\t'\"[]{}&*!|>%\\?,", max_size=80))
def test_any_text_gives_data_or_problems_and_never_an_exception(text: str) -> None:
    document = parse(text, "f")
    assert document.data is not None or document.problems
    for one in document.problems:
        assert one.line >= 1
        assert one.column >= 1
        assert one.message
        assert one.advice


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: no", {"a": "no"}),
        ("a: yes", {"a": "yes"}),
        ("a: 22:30", {"a": "22:30"}),
        ("a: 2026-11-22", {"a": "2026-11-22"}),
        ("a: true", {"a": True}),
        ("a: 012", {"a": 12}),
        ("a: ~", {"a": None}),
        ("a: >-\n  en # to\n  tre\nb: |\n  fire\n", {"a": "en # to tre", "b": "fire\n"}),
        ("a: 'en # to'", {"a": "en # to"}),
        ("a: " + "9" * 5000, {"a": "9" * 5000}),
    ],
)
def test_values_are_read_as_yaml_1_2(text: str, data: object) -> None:
    document = parse(text, "f")
    assert document.data == data
    assert document.problems == []


def test_columns_count_letters_not_bytes() -> None:
    document = parse("{ååå: æøå, b: c}", "f")
    assert document.at(("ååå",)) == Place("f", 1, 7)
    assert document.at(("b",)) == Place("f", 1, 15)


def test_every_tab_and_repeated_key_is_told_at_once() -> None:
    document = parse("a: 1\nb: 2\t\na: 3\nc:\t4\nb: 5\n", "f")
    told = [(one.code, one.line, one.column) for one in sorted(document.problems)]
    assert told == [
        (Code.TAB, 2, 5),
        (Code.REPEATED_KEY, 3, 1),
        (Code.TAB, 4, 3),
        (Code.REPEATED_KEY, 5, 1),
    ]


def test_a_place_inside_an_unknown_one_is_the_nearest_around_it() -> None:
    document = parse("a:\n  b: 1\n", "f")
    assert document.at(("a", "x", 3)) == Place("f", 2, 3)
    assert document.key_at(("a", "b")) == Place("f", 2, 3)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("a: é".encode("latin-1"), Code.NOT_UTF8),
        ("a: b".encode("utf-16"), Code.NOT_UTF8),
        (b"a: b" + b" " * LARGEST, Code.TOO_BIG),
        (b"", Code.EMPTY),
        (b"# bare en kommentar\n", Code.EMPTY),
    ],
)
def test_bytes_that_are_no_flow(tmp_path: Path, raw: bytes, code: Code) -> None:
    file = tmp_path / "flow.yaml"
    file.write_bytes(raw)
    document = read(file)
    assert [one.code for one in document.problems] == [code]
    assert document.data is None


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "borte.yaml", tmp_path):
        assert [one.code for one in read(path).problems] == [Code.NO_FILE]


def test_windows_line_ends_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    file = tmp_path / "flow.yaml"
    file.write_bytes("\ufeffa: 1\r\nb: to\r\n".encode())
    document = read(file)
    assert document.data == {"a": 1, "b": "to"}
    assert document.at(("b",))[1:] == (2, 4)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: !viktig b", Code.TAG, 1, 4),
        ("a: !, b", Code.TAG, 1, 4),
        ("%a\na: b", Code.TAG, 1, 1),
        ("a: - b", Code.START_SIGN, 1, 4),
        ("a: , b", Code.START_SIGN, 1, 4),
        ("a: * b", Code.START_SIGN, 1, 4),
        ("a: > b", Code.START_SIGN, 1, 4),
        ("a: ? b", Code.START_SIGN, 1, 4),
        ("a: 'ikke don't'", Code.AFTER_QUOTE, 1, 14),
        ('a: "x\nb: "y"\n', Code.QUOTE, 1, 4),
        ("a: [b, c\nd: e\n", Code.BRACKET, 1, 4),
        ("a: {b: c # d}\ne: f\n", Code.BRACKET, 1, 4),
        ("a: [b]]\n", Code.INDENT, 1, 7),
        ("- a\nb: c\n", Code.INDENT, 2, 1),
        ("a: b\n  c: d\n", Code.COLON, 2, 4),
        ("a: 'b\n---\n'", Code.SYNTAX, 2, 1),
    ],
)
def test_a_slip_is_told_as_what_the_writer_did(text: str, code: Code, line: int, column: int) -> None:
    assert [(one.code, one.line, one.column) for one in parse(text, "f").problems] == [(code, line, column)]
