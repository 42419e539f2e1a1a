"""Part of the recovery code is asked for: what is on paper passes however it is typed, nothing else does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bekymring_tui.desk.code_check import ASKED, CodeCheck, groups, rows
from bekymring_tui.vault.recovery import spell

CODES = st.binary(min_size=20, max_size=20).map(spell)


@given(CODES, st.sampled_from(["", " ", "-", "\n"]))
def test_the_groups_asked_for_pass(code: str, between: str) -> None:
    check = CodeCheck.drawn(code)
    assert len(set(check.asked)) == ASKED
    found = [groups(code)[number - 1] for number in check.asked]
    assert check.passed(between.join(found))
    assert check.passed(between.join(found).lower().replace("0", "o").replace("1", "l"))


@given(CODES)
def test_nothing_else_passes(code: str) -> None:
    check = CodeCheck.drawn(code)
    first, second = (groups(code)[number - 1] for number in check.asked)
    for wrong in ("", first, second, code, first + second[:-1], first + second + "0"):
        assert not check.passed(wrong)
    assert check.passed(second + first) == (first == second)


@given(CODES)
def test_the_rows_shown_hold_the_whole_code(code: str) -> None:
    assert "-".join(" ".join(rows(code)).split()) == code
