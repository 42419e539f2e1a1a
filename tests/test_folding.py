"""Typed without æ, ø and å, or with accents, it is the same word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bekymring_tui.folding import folded

WORDS = st.text("abdefghijkloprsæøåéÆØÅ", max_size=12)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("fravær", "fravaer"), ("fravær", "fravar"), ("FRAVÆR", "fravær"), ("blåmerker", "blaamerker"),
        ("blåmerker", "BLAMERKER"), ("søsken", "soesken"), ("søsken", "sosken"), ("idé", "ide"),
        ("blåmerker", "bla\u030amerker"),
    ],
)  # fmt: skip
def test_as_it_is_written_and_as_it_is_typed(written: str, typed: str) -> None:
    assert folded(written) == folded(typed)


@given(WORDS, WORDS)
def test_how_a_word_begins_is_how_it_begins_when_folded(start: str, rest: str) -> None:
    assert folded(start + rest).startswith(folded(start))
