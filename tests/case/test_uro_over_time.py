"""Uro over time: what the case's own grades say together."""

from __future__ import annotations

import pytest
from case_samples import KARI, SMALL, Bench
from hypothesis import given
from hypothesis import strategies as st

from bekymring_tui.case import acts as a
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.state import Grade
from bekymring_tui.case.uro_over_time import change
from bekymring_tui.forms.load import all_forms

GRADES = st.lists(st.none() | st.integers(1, 7), max_size=12)


def graded(*grades: int | None) -> tuple[Grade, ...]:
    return tuple(Grade(seq, "2026-11-22T14:00:00+01:00", KARI, one, "") for seq, one in enumerate(grades, 1))


def test_a_grade_tells_when_by_whom_and_on_what() -> None:
    bench = Bench()
    bench.take(a.Graded(grade=3, rests_on="Søvn"))
    bench.wait(days=2)
    bench.take(a.Graded(grade=None))
    first, second = bench.state.grades
    assert (first.grade, first.by, first.rests_on, first.at[:10]) == (3, KARI, "Søvn", "2026-11-22")
    assert (second.grade, second.by, second.rests_on, second.at[:10]) == (None, KARI, "", "2026-11-24")


def test_a_misfiled_grade_is_gone_and_the_change_goes_past_it() -> None:
    bench = Bench()
    bench.take(a.Graded(grade=3), a.Graded(grade=5))
    seq = bench.seq_of("graded")
    bench.take(a.Graded(grade=4), a.Misfiled(seq=seq, reason="Feil barn"))
    found = change(bench.state.grades)
    assert [one.grade for one in bench.state.grades] == [3, 4]
    assert found
    assert (found.before.grade, found.steps) == (3, 1)


def test_a_grade_in_a_note_stays_there_until_it_is_set_for_the_case() -> None:
    bench = Bench(Guide(SMALL.procedure, SMALL.service, SMALL.group, all_forms()))
    bench.take(a.FormSaved(form="refleksjonsnotat", answers={"why": "Alene", "why.uro": "5"}))
    assert bench.state.notes
    assert not bench.state.grades
    bench.take(a.Graded(grade=5))
    assert [one.grade for one in bench.state.grades] == [5]


@pytest.mark.parametrize(
    ("grades", "steps"),
    [
        ((), None),
        ((4,), None),
        ((None, 4), None),
        ((4, None), None),
        ((3, 5), 2),
        ((5, 5), 0),
        ((3, 6, None, None, 5), -1),
    ],
)
def test_change_since_last_time(grades: tuple[int | None, ...], steps: int | None) -> None:
    found = change(graded(*grades))
    assert (found.steps if found else None) == steps


@given(GRADES)
def test_a_change_is_between_the_two_last_that_are_known(given_: list[int | None]) -> None:
    found = change(graded(*given_))
    known = [one for one in given_ if one is not None]
    if found is None:
        assert len(known) < 2 or given_[-1] is None
    else:
        assert found.now.grade == given_[-1] == known[-1]
        assert found.steps == known[-1] - known[-2]
