"""The words of generated phrases can be told on the phone, and what is typed back is understood."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bekymring_tui import words

WORDS = words.word_list()

ENDINGS = ("e", "en", "er", "et", "r", "n", "t", "s", "a", "ene", "ne", "te", "de", "ing", "ere", "lig", "ig", "het")

# Spellings that sound alike in Norwegian, coarsely: better one word too few than two that are taken for each other.
ALIKE = (
    (r"^hv", "v"),
    (r"^(hj|gj|lj|dj)", "j"),
    (r"skj|sj|sk(?=[iy]|ei)", "S"),
    (r"kj|tj|^k(?=[iy])", "C"),
    (r"^g(?=[iy]|ei)", "j"),
    (r"([rln])d", r"\1"),
    ("[cqg]", "k"),
    ("z", "s"),
    ("w", "v"),
    ("x", "ks"),
    ("d", "t"),
    ("b", "p"),
    (r"(.)\1", r"\1"),
)


def sound(word: str) -> str:
    for spelling, heard in ALIKE:
        word = re.sub(spelling, heard, word)
    return word


def neighbours(word: str) -> set[str]:
    """Every pattern shared with a word at most one letter away: changed, added or left out."""
    changed = {f"{word[:i]}?{word[i + 1 :]}" for i in range(len(word))}
    added = {f"{word[:i]}?{word[i:]}" for i in range(len(word) + 1)}
    return changed | added


def test_the_list_is_what_the_entropy_is_counted_from() -> None:
    assert len(WORDS) == len(set(WORDS)) == 2048 == 2 ** words.bits(1)
    assert list(WORDS) == sorted(WORDS)
    assert all(re.fullmatch("[a-z]{3,8}", word) for word in WORDS)
    assert (words.bits(words.VAULT_WORDS), words.bits(words.BUNDLE_WORDS)) == (66, 77)


def test_no_two_words_differ_in_one_letter() -> None:
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for word in WORDS:
        for pattern in neighbours(word):
            seen[pattern].add(word)
    assert [pair for pair in seen.values() if len(pair) > 1] == []


def test_no_word_is_another_with_an_ending() -> None:
    known = set(WORDS)
    stems = {word: {word, word.removesuffix("e")} for word in WORDS}
    forms = [
        (word, stem + ending)
        for word in WORDS
        for stem, ending in itertools.product(stems[word], ENDINGS)
        if stem + ending != word and stem + ending in known
    ]
    assert forms == []


def test_no_two_words_sound_alike() -> None:
    heard: defaultdict[str, list[str]] = defaultdict(list)
    for word in WORDS:
        heard[sound(word)].append(word)
    assert [alike for alike in heard.values() if len(alike) > 1] == []


def test_no_word_is_two_others_written_together() -> None:
    known = set(WORDS)
    assert [word for word in WORDS for i in range(3, len(word) - 2) if {word[:i], word[i:]} <= known] == []


def test_phrases_are_drawn_from_the_whole_list() -> None:
    drawn = [words.phrase(words.VAULT_WORDS).split(" ") for _ in range(200)]
    assert all(len(one) == 6 and set(one) <= set(WORDS) for one in drawn)
    # 1,200 draws give about 908 different words; fewer than 700 has no chance to happen.
    assert len(set(itertools.chain(*drawn))) > 700


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), st.sampled_from([" ", "-", " – ", ", ", "\n", "_"]))
def test_what_is_typed_back_is_the_same_phrase(drawn: list[str], between: str) -> None:
    typed = between.join(word.capitalize() for word in drawn)
    assert words.normalise(f"  {typed}.\n") == " ".join(drawn)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Min egen-frase!", "Min egen-frase!"),
        (" blåbær Syltetøy ", "blåbær Syltetøy"),
        ("bla\u030aba\u0308r", "blåbär"),
        ("abbor xyzzy", "abbor xyzzy"),
        ("ａｂｂｏｒ", "abbor"),
        ("", ""),
        ("--", "--"),
    ],
)
def test_ones_own_phrase_is_left_as_it_is(typed: str, kept: str) -> None:
    assert words.normalise(typed) == kept


@given(st.text())
def test_normalising_twice_changes_nothing(typed: str) -> None:
    once = words.normalise(typed)
    assert words.normalise(once) == once
