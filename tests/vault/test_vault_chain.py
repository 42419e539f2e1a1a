"""The chain: nothing in it can be changed, moved, left out or put in without being noticed."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bekymring_tui.vault import chain
from bekymring_tui.vault.chain import Link

TEXT = st.text(max_size=20)
FACTS = st.lists(st.tuples(TEXT, TEXT, TEXT, TEXT), min_size=1, max_size=6)
START = chain.genesis("et hvelv")


def build(facts: list[tuple[str, str, str, str]]) -> list[Link]:
    links: list[Link] = []
    for seq, (case_id, kind, at, payload) in enumerate(facts, start=1):
        previous = links[-1].digest if links else START
        links.append(chain.link(seq, previous, case_id, kind, at, chain.commitment(chain.new_salt(), payload)))
    return links


def holds(links: list[Link], start: str = START) -> bool:
    previous = start
    for seq, link in enumerate(links, start=1):
        if not chain.follows(link, seq, previous):
            return False
        previous = link.digest
    return True


@given(FACTS)
def test_an_untouched_chain_holds_in_its_own_vault_only(facts: list[Any]) -> None:
    links = build(facts)
    assert holds(links)
    assert not holds(links, chain.genesis("et annet hvelv"))


@given(FACTS, st.data())
def test_any_changed_field_breaks_it(facts: list[Any], data: st.DataObject) -> None:
    links = build(facts)
    place = data.draw(st.integers(0, len(links) - 1))
    field = data.draw(st.sampled_from(Link._fields))
    value = getattr(links[place], field)
    other = data.draw((st.integers() if field == "seq" else TEXT).filter(lambda found: found != value))
    links[place] = links[place]._replace(**{field: other})
    assert not holds(links)


@given(FACTS, st.data())
def test_leaving_out_all_but_the_last_breaks_it(facts: list[Any], data: st.DataObject) -> None:
    links = build(facts)
    place = data.draw(st.integers(0, len(links) - 1))
    assert holds(links[:place] + links[place + 1 :]) is (place == len(links) - 1)


@given(FACTS.filter(lambda facts: len(facts) > 1), st.data())
def test_two_events_changing_places_break_it(facts: list[Any], data: st.DataObject) -> None:
    links = build(facts)
    one, other = data.draw(st.lists(st.integers(0, len(links) - 1), min_size=2, max_size=2, unique=True))
    links[one], links[other] = links[other], links[one]
    assert not holds(links)


@given(TEXT, TEXT, TEXT, TEXT)
def test_text_that_slides_from_one_field_into_the_next_is_another_event(a: str, b: str, c: str, d: str) -> None:
    whole = chain.link(1, START, a + b, c, d, "")
    slid = chain.link(1, START, a, b + c, d, "")
    assert (whole.digest == slid.digest) is (b == "")


@given(TEXT, TEXT)
def test_a_commitment_binds_its_content_and_hides_it(payload: str, other: str) -> None:
    salt = chain.new_salt()
    assert chain.commitment(salt, payload) == chain.commitment(salt, payload)
    assert (chain.commitment(salt, payload) == chain.commitment(salt, other)) is (payload == other)
    assert chain.commitment(salt, payload) != chain.commitment(chain.new_salt(), payload)
