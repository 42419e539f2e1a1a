"""The recovery code: read back however it is typed, and a typo told apart from another vault's code."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bekymring_tui import errors
from bekymring_tui.texts import text
from bekymring_tui.vault import recovery

SECRETS = st.binary(min_size=20, max_size=20)
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(SECRETS)
def test_a_code_is_nine_groups_of_four_plain_signs(secret: bytes) -> None:
    groups = recovery.spell(secret).split("-")
    assert [len(group) for group in groups] == [4] * 9
    assert set("".join(groups)) <= set(SIGNS)
    assert recovery.parse(recovery.spell(secret)) == secret


@given(SECRETS, st.data())
def test_case_spacing_and_look_alikes_do_not_matter(secret: bytes, data: st.DataObject) -> None:
    alike = {"0": "0Oo０", "1": "1IilL", "V": "VvUu"}
    separators = ["", " ", "-", "\N{EN DASH}", "\N{NO-BREAK SPACE}", "\n", "."]
    typed = [
        data.draw(st.sampled_from(alike.get(sign, sign + sign.lower()))) + data.draw(st.sampled_from(separators))
        for sign in recovery.spell(secret)
        if sign != "-"
    ]
    assert recovery.parse("".join(typed)) == secret


@given(SECRETS, st.integers(0, 35), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_called_a_typo(secret: bytes, place: int, sign: str) -> None:
    signs = list(recovery.spell(secret).replace("-", ""))
    if signs[place] == sign:
        return
    signs[place] = sign
    with pytest.raises(errors.Locked) as failure:
        recovery.parse("".join(signs))
    assert str(failure.value) == text("vault.code_typo")


@given(SECRETS, st.integers(0, 34))
def test_two_swapped_signs_are_called_a_typo(secret: bytes, place: int) -> None:
    signs = list(recovery.spell(secret).replace("-", ""))
    if signs[place] == signs[place + 1]:
        return
    signs[place : place + 2] = reversed(signs[place : place + 2])
    with pytest.raises(errors.Locked) as failure:
        recovery.parse("".join(signs))
    assert str(failure.value) == text("vault.code_typo")


@given(SECRETS, st.integers(0, 35))
def test_a_missing_sign_is_counted(secret: bytes, place: int) -> None:
    signs = recovery.spell(secret).replace("-", "")
    with pytest.raises(errors.Locked) as failure:
        recovery.parse(signs[:place] + signs[place + 1 :])
    assert str(failure.value) == text("vault.code_length", length=36, count=35)


@given(SECRETS, st.integers(0, 35), st.sampled_from("æØ!€*"))
def test_a_sign_that_cannot_be_there_is_pointed_at(secret: bytes, place: int, sign: str) -> None:
    signs = list(recovery.spell(secret).replace("-", ""))
    signs[place] = sign
    with pytest.raises(errors.Locked) as failure:
        recovery.parse("".join(signs))
    assert str(failure.value) == text("vault.code_sign", place=place + 1)


@given(st.text())
def test_whatever_is_typed_gets_an_answer(typed: str) -> None:
    with contextlib.suppress(errors.Locked):
        assert len(recovery.parse(typed)) == 20


def test_codes_are_never_the_same_twice() -> None:
    assert len({recovery.new_code() for _ in range(100)}) == 100
