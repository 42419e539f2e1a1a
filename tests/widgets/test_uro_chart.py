"""The chart of uro: the height of a bar is its grade, whatever the case has been through."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bekymring_tui.widgets.rail import UroPoint
from bekymring_tui.widgets.uro_chart import AXIS, PITCH, chart

DAYS = st.sampled_from(["1. jan.", "20. nov.", "3. april", "17. mars", "30. juli"])
POINTS = st.lists(st.builds(UroPoint, st.integers(0, 7), DAYS), max_size=60)


def rows(points: list[UroPoint], width: int) -> list[str]:
    return [line.text.rstrip() for line in chart(points, width)]


def test_bars_days_and_a_gap() -> None:
    points = [UroPoint(3, "12. okt."), UroPoint(0, "3. nov."), UroPoint(5, "3. nov."), UroPoint(4, "20. nov.")]
    assert rows(points, 74) == [
        "  7│",
        "  6│",
        "  5│          █",
        "  4│          █   █",
        "  3│  █       █   █",
        "  2│  █       █   █",
        "  1│  █   ?   █   █",
        "     12.  3.  3. 20.",
        "     okt nov",
    ]


def test_of_fifty_the_newest_are_drawn_and_it_says_so() -> None:
    points = [UroPoint(1 + number % 7, f"{1 + number % 28}. nov.") for number in range(50)]
    told = rows(points, 36)
    assert told[7].split() == [one.day.split()[0] for one in points[-8:]]
    assert " ".join(told[9:]) == "De 8 siste av 50."


@given(POINTS, st.integers(0, 90))
def test_the_height_is_the_grade_in_every_column(points: list[UroPoint], width: int) -> None:
    drawn = chart(points, width)
    if not points:
        assert drawn == []
        return
    bars = [line.text[AXIS:] for line in drawn[:7]]
    count = len(bars[0]) // PITCH
    assert 1 <= count <= len(points)
    assert all(cell_len(line.text) <= max(width, AXIS + PITCH) for line in drawn[:9])
    for column, point in enumerate(points[-count:]):
        signs = [row[column * PITCH : (column + 1) * PITCH].strip() for row in bars]
        empty = ["?"] if point.grade == 0 else []
        assert [one for one in signs if one] == ["█"] * point.grade + empty
        assert signs[-1]
