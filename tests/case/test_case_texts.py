"""Every word the rules can say stands in the catalog, in Norwegian, and names no guardian as someone to contact."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import bekymring_tui
from bekymring_tui.flow.wording import names_a_guardian
from bekymring_tui.texts import catalog

PACKAGE = Path(bekymring_tui.__file__).parent
SECTIONS = ("refusal.", "case.", "alarm.")


def ids_in(folder: str) -> Iterator[str]:
    for file in sorted((PACKAGE / folder).glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(SECTIONS):
                yield node.value


USED = sorted({*ids_in("case"), *ids_in("desk")})


def test_the_search_finds_ids() -> None:
    assert {"refusal.reason", "refusal.no_worker", "case.merged", "alarm.listen"} <= set(USED)


@pytest.mark.parametrize("name", USED)
def test_every_id_has_its_words(name: str) -> None:
    assert name in catalog()


@pytest.mark.parametrize("name", [one for one in USED if one.startswith("refusal.")])
def test_a_refusal_speaks_in_whole_sentences(name: str) -> None:
    words = catalog()[name]
    assert words.lstrip("«")[0].isupper()
    assert words.rstrip("»")[-1] in ".?"


def test_no_words_are_left_over() -> None:
    own = {one for one in catalog() if one.startswith("refusal.")}
    assert own - set(USED) == set()


@pytest.mark.parametrize("name", [one for one in USED if "guardian" not in one])
def test_no_refusal_and_no_advice_names_a_guardian(name: str) -> None:
    assert not names_a_guardian(catalog()[name])


def test_values_are_those_that_the_rules_give() -> None:
    known = {
        "refusal.too_long": {"cap"},
        "refusal.unanswered": {"question"},
        "refusal.guardian_cleared": {"label"},
        "refusal.own_flow": {"name"},
        "refusal.shred_journal": {"journal"},
        "case.shredded": {"day", "flow"},
        "case.step": {"number"},
        "case.step_of": {"number", "of"},
    }
    for name in USED:
        fields = {field for _, field, _, _ in string.Formatter().parse(catalog()[name]) if field}
        if not name.startswith("case.stands"):
            assert fields == known.get(name, set()), name
