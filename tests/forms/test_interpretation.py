"""Words that interpret are found as whole words, outside of what somebody else said, and never stop anyone."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bekymring_tui.forms.interpretation import latest, listed_words
from bekymring_tui.forms.load import all_forms

LISTED = sorted(listed_words())
LETTERS = st.text(st.characters(categories=["L", "N", "Mn"]) | st.sampled_from("æøåÆØÅ_"), min_size=1, max_size=8)


def found(text: str, before: int | None = None) -> str:
    hint = latest(text, len(text) if before is None else before)
    return hint.word if hint else ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Han var aggressiv i garderoben.", "aggressiv"),
        ("AGGRESSIVE GUTTER", "aggressive"),
        ("Det er en dårlig\n mor.", "dårlig mor"),
        ("DÅRLIG MOR", "dårlig mor"),
        (unicodedata.normalize("NFD", "åpenbart"), "åpenbart"),
        ("Hun kommer aldri, og han er trist", "trist"),
        ("Slo uten noen grunn", "uten noen grunn"),
        ("Han slo to ganger mandag og tok jakka til Grå hare.", ""),
        ("", ""),
        # other words
        ("latter, platt, aldring, aldrik, Ofter, rarere, sint-aktig, Per-Lat", ""),
        ("lat\u0301", ""),
        ("Hun er redd-hare", ""),
        # what somebody said
        ("Hun sa «jeg er alltid trist» og gikk.", ""),
        ("Hun sa «jeg er alltid", ""),
        ("Hun sa «jeg er alltid\nHan var lat", "lat"),
        ("«Over\nto linjer, alltid» sa hun", ""),
        ('Hun sa "du er lat" og "aldri".', ""),
        ("Hun sa “du er lat” og ”aldri”", ""),
        ("– Jeg er alltid trist\nHun så ned", ""),
        ("Han – som alltid – kom", "alltid"),
        ("dårlig «snill» mor", ""),
    ],
)
def test_whole_words_outside_of_quotations(text: str, word: str) -> None:
    assert found(text) == word


def test_only_what_stands_before_the_cursor_counts() -> None:
    text = "Han var sint. Hun var trist."
    assert [found(text, at) for at in (0, 8, 9, 13, 22, 23)] == ["", "", "sint", "sint", "sint", "trist"]


@given(LETTERS, st.sampled_from(LISTED), LETTERS)
def test_no_word_is_found_inside_another(before: str, word: str, after: str) -> None:
    for text in (before + word, word + after, before + word + after):
        whole = {one.lower() for one in re.findall(r"[\w\u0300-\u036f]+", unicodedata.normalize("NFC", text))}
        hit = found(text)
        assert not hit or set(hit.split()) <= whole


@given(st.text(), st.sampled_from(LISTED), st.sampled_from([" ", ".", ", ", "\n", "!"]))
def test_every_listed_word_is_found_on_its_own_line_in_any_case(before: str, word: str, after: str) -> None:
    plain = re.sub(r"[«“„\"”]", "", before)
    assert found(f"{plain}\n{word}{after}") == word
    assert found(f"{plain}\n{word.upper()}{after}") == word
    assert found(f"{plain}\n«{word}»{after}") == found(plain)


@given(st.text(), st.integers(-3, 30))
def test_any_text_can_be_looked_at(text: str, before: int) -> None:
    latest(text, before)


def test_the_list_is_small_and_asks_briefly() -> None:
    found = listed_words()
    assert 60 <= len(found) <= 120
    for word, ask in found.items():
        assert word == word.lower() == " ".join(word.split())
        assert ask.endswith("?")
        assert len(f"«{word}»: {ask}") <= 43
    assert not {"vold", "slår", "slag", "overgrep", "misbruk", "blåmerker", "mistenker"} & set(found)


def test_forms_ask_where_observations_are_written_and_never_about_somebody_elses_words() -> None:
    asked = {(form.id, field.id) for form in all_forms().values() for field in form.questions if field.observed}
    assert {("loggnotat", "seen"), ("konkretisering", "worry"), ("refleksjonsnotat", "why")} <= asked
    assert {field.type for form in all_forms().values() for field in form.questions if field.observed} == {"text"}
    others = {
        ("loggnotat", "words"),
        ("loggnotat", "meaning"),
        ("samtale_barn", "words"),
        ("magefolelse", "child_said"),
    }
    assert not others & asked
