"""Where am I, and what stands around the case."""

from __future__ import annotations

import pytest
from gallery import SIDE, STEPS
from host import Host, HostPage, click
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bekymring_tui.widgets.plain_text import cut_in_middle, one_line
from bekymring_tui.widgets.rail import Due, Rail, RailData, RailStrip, Step, UroPoint, UroTrend
from bekymring_tui.widgets.side import LogLine, Side, SideData, chart
from bekymring_tui.widgets.tekst import Tekst


async def shown(size: tuple[int, int], rail: RailData | None, side: SideData | None = None) -> list[str]:
    app = Host(lambda: Tekst("Side"))
    async with app.run_test(size=size) as pilot:
        assert isinstance(app.page, HostPage)
        app.page.show_rail(rail)
        app.page.show_side(side)
        await pilot.pause()
        return app.seen()


async def test_done_here_and_ahead_are_signs() -> None:
    rows = await shown((100, 30), STEPS)
    rail = [row[:28].strip() for row in rows]
    assert rail[2:8] == [
        "Nivå 1 egen tjeneste",
        "✓ 1 Bekymring oppstår",
        "› 2 Konkretiser",
        "○ 3 Samtale",
        "○ 4 Tiltak, evaluering",
        "· Nivå 2  · Nivå 3",
    ]
    assert rail[9:12] == ["Uro F5", "3▃ 12. 4▄ 17. 5▅ 20. nov.", "gråsone, økt med 1"]
    assert rail[13:16] == ["Frist F7", "! i morgen", "drøfte med kollega"]


async def test_an_alarm_stands_in_the_rail_and_all_else_is_off() -> None:
    data = RailData(
        "Nivå 1", steps=(Step("Bekymring", "done", "1"), Step("Varsling", "alarm", "2"), Step("Samtale", "off", "3"))
    )
    rail = [row[:28].strip() for row in await shown((100, 30), data)]
    assert rail[3:6] == ["✓ 1 Bekymring", "!! Varsling", "– 3 Samtale"]


async def test_narrow_it_is_one_strip() -> None:
    rows = await shown((80, 24), STEPS)
    assert rows[1].rstrip() == " ✓1  2 Konkretiser  ○3 ○4   F5 Uro 5▅ gråsone   F7 Frist ! i morgen"
    assert (await shown((40, 10), STEPS))[1].rstrip() == " ✓1  2 Konkretiser  ○3 ○4"


async def test_a_wide_screen_has_uro_and_deadlines_once() -> None:
    rows = await shown((140, 45), STEPS, SIDE)
    assert sum("gråsone, økt med 1" in row for row in rows) == 1
    assert sum("i morgen" in row for row in rows) == 1
    narrower = await shown((100, 30), STEPS, SIDE)
    assert sum("gråsone, økt med 1" in row for row in narrower) == 1


async def test_going_wide_and_back_moves_them() -> None:
    app = Host(lambda: Tekst("Side"))
    async with app.run_test(size=(100, 30)) as pilot:
        assert isinstance(app.page, HostPage)
        app.page.show_rail(STEPS)
        app.page.show_side(SIDE)
        for size in ((140, 45), (100, 30), (80, 24), (140, 45)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            rows = app.seen()
            assert sum("gråsone" in row for row in rows) == 1, size
            assert any(("Uro over tid" in row) == (size[0] == 140) for row in rows)


async def test_no_rail_leaves_no_gap() -> None:
    rows = await shown((100, 30), None)
    assert rows[2].startswith("   Side")


async def test_a_click_on_uro_is_f5_and_on_a_field_names_it() -> None:
    app = Host(lambda: Tekst("Side"))
    data = RailData("Notat", steps=(Step("Ressurser", "ahead", "2", "–", id="r"),), uro=STEPS.uro)
    async with app.run_test(size=(100, 30)) as pilot:
        assert isinstance(app.page, HostPage)
        app.page.show_rail(data)
        await pilot.pause()
        await click(pilot, "Uro F5")
        await click(pilot, "2 Ressurser")
        assert app.pressed == ["f5"]
        assert [event.step_id for event in app.heard(Rail.StepClicked)] == ["r"]


def test_the_chart_is_a_picture_and_a_table() -> None:
    points = (UroPoint(3, "12. nov."), UroPoint(0, "15. nov."), UroPoint(4, "17. nov."), UroPoint(5, "20. nov."))
    rows = [line.text.rstrip() for line in chart(UroTrend(points, "gråsone, opp 1 siden 17. nov."), 33)]
    assert rows == [
        "  7│              5  20. nov.",
        "  6│              4  17. nov.",
        "  5│          █   ?  15. nov.",
        "  4│       █  █   3  12. nov.",
        "  3│ █     █  █",
        "  2│ █     █  █",
        "  1│ █  ?  █  █",
        "    gråsone, opp 1 siden 17. nov.",
    ]


ALTERNATIVES = RailData(
    "Kartlegge og handle",
    steps=(
        *(Step("Et trinn", "done", str(number)) for number in range(1, 8)),
        Step("Velg A, B eller C", "here", "8"),
        "Åpent ved siden av",
        Step("Alternativ A", "beside", note="1/1", short="Alt. A"),
        Step("Alternativ B", "beside", note="1/1", short="Alt. B"),
        Step("Melding til barnevernet", "beside", note="1/5", short="Melding"),
        Step("Samarbeid mellom tjenester", "beside", note="1/5"),
        Step("Samarbeid mellom kommuner", "beside", note="1/5"),
    ),
    others=("Alternativ C", "Alternativ D", "Noe med et svært langt navn"),
)


def test_names_of_open_levels_tell_apart_in_the_rail_and_in_the_strip() -> None:
    assert [line.text.rstrip() for line in Rail(ALTERNATIVES).lines(25)][9:] == [
        "",
        "Åpent ved siden av",
        "+ Alternativ A        1/1",
        "+ Alternativ B        1/1",
        "+ Melding             1/5",
        "+ Samarbeid…tjenester 1/5",
        "+ Samarbeid…kommuner  1/5",
        "· Alternativ C",
        "· Alternativ D",
        "· Noe med et…langt navn",
    ]
    done = " ✓1 ✓2 ✓3 ✓4 ✓5 ✓6 ✓7  "
    (strip,) = RailStrip(ALTERNATIVES).lines(100)
    assert strip.text == f"{done}8 Velg A, B eller C  +Alt. A +Alt. B +Melding +Samarb…ester +Samarb…muner "
    (narrow,) = RailStrip(ALTERNATIVES).lines(80)
    assert narrow.text == f"{done}8 Velg A,…  +Alt. A +Alt. B +Mel…ng +Sam…er +Sam…er "


@given(st.text(), st.integers(0, 30))
def test_a_name_cut_in_the_middle_keeps_both_ends(name: str, width: int) -> None:
    shown, whole = cut_in_middle(name, width), one_line(name)
    assert cell_len(shown) <= width
    if shown != whole and width > 2:
        start, _, end = shown.rpartition("…")
        assert whole.startswith(start.rstrip())
        assert whole.endswith(end.strip())


@pytest.mark.parametrize("count", [0, 1, 8, 40])
def test_many_grades_still_fit(count: int) -> None:
    trend = UroTrend(tuple(UroPoint(at % 8, f"{at % 28 + 1}. nov.") for at in range(count)), "ord")
    due = Due("!!", "2 dager over", "Svar fra barnevernet på meldingen innen tre uker")
    data = SideData(trend, (due,), "Ingen.", (LogLine("20. nov.", "Sett", "ord " * 60),))
    assert all(cell_len(line.text) <= 33 for line in Side(data).lines(33))
    rail = RailData("T" * 40, "h" * 40, "i" * 60, (Step("s" * 60, "here", "1", "5▅"),), ("m" * 60,), trend, due)
    assert all(cell_len(line.text) <= 25 for line in Rail(rail).lines(25))
    assert all(cell_len(line.text) <= 80 for line in RailStrip(rail).lines(80))
