"""Search finds what is written, in any spelling, with a slip or two, and puts the best first."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bekymring_tui.case.phone_book import phone_book
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.flow.terms import GUARDIAN_CONTACTS
from bekymring_tui.profile import Contacts
from bekymring_tui.reference.entries import Entry, entries
from bekymring_tui.reference.search import ONE_SLIP, TWO_SLIPS, Index, alike
from bekymring_tui.reference.shelf import pages

PAGES = (*pages(), phone_book(load_shipped("porsgrunn").flow, Contacts(), date(2026, 11, 22)))
ALL = entries(PAGES)
INDEX = Index(ALL)
LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"


def titles(query: str, index: Index = INDEX) -> list[str]:
    return [one.entry.title for one in index.find(query)]


def words_of(text: str, shortest: int = 1) -> list[str]:
    return [one for one in re.findall(r"[^\W\d_]+", text) if len(one) >= shortest]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("skolevegring", "Skolevegring"),
        ("SKOLEVEGR", "Tegn på depresjon, angst og skolevegring"),
        ("mobb", "Tegn på mobbing"),
        ("meldeplikt barnevern", "Meldeplikt til barnevernet"),
        ("§ 13-2", "Meldeplikt til barnevernet"),
        ("uro grasone", "Gråsone"),
        ("barnevernloven 6-4", "Meldeplikt til barnevernet"),
        ("nodrett", "Nødrett"),
        ("noedrett", "Nødrett"),
        ("116111", "116 111 Alarmtelefonen for barn og unge"),
        ("116 111", "116 111 Alarmtelefonen for barn og unge"),
        ("90053304", "Barnevernsvakta i Telemark: 900 53 304"),
        ("graasone", "Gråsone"),
        ("stafettholder", "Stafettholder"),
    ],
)
def test_what_one_looks_for_comes_first(typed: str, first: str) -> None:
    assert titles(typed)[0] == first


def test_the_title_comes_before_the_text_and_a_start_before_a_piece() -> None:
    def entry(number: int, title: str, text: str = "") -> Entry:
        return Entry("item", f"p/g/{number}", title, text, ("Vegring",), ALL[0].element)

    rows = ("Regringen", "Annet", "Skolevegring", "Vegringen", "Vegring", "Uten")
    texts = ("", "En vegring", "", "", "", "")
    found = Index(entry(at, *one) for at, one in enumerate(zip(rows, texts, strict=True))).find("vegring")
    assert [one.entry.title for one in found] == ["Vegring", "Vegringen", "Skolevegring", "Annet", "Regringen"]
    assert [one.alike for one in found] == [False] * 4 + [True]


def test_every_word_must_fit_somewhere_and_one_of_them_in_the_entry_itself() -> None:
    assert "Uforklarlige skader" in titles("mobbing skader")
    assert "Uforklarlige skader" not in titles("mobbing")
    assert titles("mobbing xyzxyz") == []
    assert titles("") == titles("  –  ") == []


def test_what_we_say_of_every_rule_of_law_is_not_found_for_something_else() -> None:
    assert not [one for one in INDEX.find("rolle") if one.entry.page == "lov"]


def test_nothing_that_is_closed_is_found() -> None:
    masked = Index(entries(PAGES, GUARDIAN_CONTACTS))
    assert "Foresatte i stafettlogg" in titles("foresatte")
    for query in ("foresatte", "foreldre", "samarbeidsavtale", "pårørende", "den det gjelder", "undringen"):
        for hit in masked.find(query):
            assert not hit.entry.closed
            assert hit.entry.page.startswith("tegn") or "foresatt" not in f"{hit.entry.title} {hit.entry.text}".lower()
    assert "Foreldre med rusmisbruk" in titles("foreldre rusmisbruk", masked)


ITEMS = [one for one in ALL if words_of(one.title, 5)]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_one_slip_in_a_word_of_a_title_still_finds_it(data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(ITEMS))
    word = data.draw(st.sampled_from(words_of(entry.title, 5)))
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(LETTERS))
    typed = data.draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
            ]
        )
    )
    assert entry in [one.entry for one in INDEX.find(typed)]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_found_as_it_is_written(data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(ITEMS))
    word = data.draw(st.sampled_from(words_of(f"{entry.title} {entry.text}", 3)))
    start = data.draw(st.integers(0, len(word) - 3))
    end = data.draw(st.integers(start + 3, len(word)))
    found = {one.entry.id: one.alike for one in INDEX.find(word[start:end])}
    assert found[entry.id] is False


@cache
def slips_to(typed: str, word: str) -> int:
    """The same by the textbook: letters to change so that the one is the other, a swap counting once."""
    if not typed or not word:
        return len(typed) + len(word)
    ways = [
        slips_to(typed[1:], word) + 1,
        slips_to(typed, word[1:]) + 1,
        slips_to(typed[1:], word[1:]) + (typed[0] != word[0]),
    ]
    if len(typed) > 1 and len(word) > 1 and typed[:2] == word[1::-1]:
        ways.append(slips_to(typed[2:], word[2:]) + 1)
    return min(ways)


@given(st.text("abc", min_size=1, max_size=6), st.text("abc", max_size=7), st.integers(0, 2))
def test_alike_is_how_a_word_begins_with_so_many_slips(typed: str, word: str, slips: int) -> None:
    assert alike(typed, word, slips) == any(slips_to(typed, word[:end]) <= slips for end in range(len(word) + 1))


def test_short_words_forgive_nothing_and_long_ones_more() -> None:
    assert (ONE_SLIP, TWO_SLIPS) == (4, 8)
    assert "Uro 7" in titles("uro 7")
    assert not [one for one in INDEX.find("upo") if one.alike]
    assert "Selvskading" in titles("sjolvskading")
