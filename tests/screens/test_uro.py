"""F5: the zones."""

from __future__ import annotations

import pytest
from screen_samples import AtCase, Clock
from work_samples import SIZES, drafts, page, paste, press_button, seen_app, the_case

from bekymring_tui.case.acts import Graded
from bekymring_tui.screens.case import CasePage
from bekymring_tui.screens.misfile import MisfilePage
from bekymring_tui.screens.numbers import NumbersPage
from bekymring_tui.screens.top_list import TopList
from bekymring_tui.screens.uro import UroPage
from bekymring_tui.screens.uro_over_time import UroOverTimePage
from bekymring_tui.screens.zone_list import ZoneList
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.uro_chart import UroChart
from bekymring_tui.widgets.valg import Valg


@pytest.mark.parametrize("size", SIZES)
async def test_fits_every_size(at_case: AtCase, size: tuple[int, int]) -> None:
    async with at_case(size=size) as pilot:
        await pilot.press("f5")
        await pilot.pause()
        seen = seen_app(pilot).seen()
        assert "Hvor urolig er du nå?" in seen
        assert page(pilot, UroPage).query_one(ZoneList).has_focus
        await pilot.press("down", "down", "down")
        assert "› ( ) 4" in seen_app(pilot).seen()


async def test_a_digit_a_line_and_save(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f5")
        await pilot.pause()
        await pilot.press("5")
        assert "(●) 5 █████" in seen_app(pilot).seen()
        page(pilot, UroPage).focus_field("rests_on")
        await paste(pilot, "Tre ganger på to uker")
        await press_button(pilot, "save")
        page(pilot, CasePage)
        newest = the_case(pilot).state.grades[-1]
        assert (newest.grade, newest.rests_on) == (5, "Tre ganger på to uker")
        assert drafts(pilot, "uro") == {}


async def test_enter_picks_and_a_second_goes_on(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f5")
        await pilot.pause()
        await pilot.press("down", "enter", "enter")
        assert isinstance(seen_app(pilot).focused, Felt)
        assert "( ) 1" in seen_app(pilot).seen()
        assert "(●) 2" in seen_app(pilot).seen()


async def test_the_mouse_picks(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f5")
        await pilot.pause()
        await pilot.click(ZoneList, offset=(4, 1))
        assert "(●) 1" in seen_app(pilot).seen()


async def test_digits_are_text_in_the_field(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f5")
        await pilot.pause()
        await pilot.press("3")
        page(pilot, UroPage).focus_field("rests_on")
        await pilot.press("7")
        assert page(pilot, UroPage).query_one("#rests_on", Felt).text == "7"
        assert "(●) 3" in seen_app(pilot).seen()


async def test_not_knowing(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f5")
        await pilot.pause()
        await press_button(pilot, "unknown")
        page(pilot, CasePage)
        assert the_case(pilot).state.grades[-1].grade is None
        assert "vet ikke" in seen_app(pilot).seen()


async def test_what_was_picked_is_back_after_esc(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f5")
        await pilot.pause()
        await pilot.press("4", "escape")
        await pilot.pause()
        page(pilot, CasePage)
        await pilot.press("f5")
        await pilot.pause()
        assert "(●) 4" in seen_app(pilot).seen()
        assert "Lagre uro 4" in seen_app(pilot).seen()


@pytest.mark.parametrize(("grade", "words"), [("6", "Vurder F9."), ("7", "Trykk F9.")])
async def test_six_and_seven_name_f9_and_press_nothing(at_case: AtCase, grade: str, words: str) -> None:
    async with at_case() as pilot:
        await pilot.press("f5")
        await pilot.pause()
        await pilot.press(grade)
        assert words in " ".join(seen_app(pilot).seen().split())
        page(pilot, UroPage)
        assert not the_case(pilot).state.alarm.asked


async def test_seven_opens_f9_when_saved(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f5")
        await pilot.pause()
        await pilot.press("7")
        await press_button(pilot, "save")
        page(pilot, NumbersPage)
        assert the_case(pilot).state.alarm.asked == "grade"


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_over_time_and_what_was_wrong(at_case: AtCase, clock: Clock, size: tuple[int, int]) -> None:
    async with at_case(size=size) as pilot:
        case = the_case(pilot)
        case.take(Graded(grade=3, rests_on="Første gang"))
        case.take(Graded(grade=None))
        clock.go_on(days=2)
        case.take(Graded(grade=5))
        await pilot.press("f5")
        await pilot.pause()
        assert "5▅ gråsone 24. nov." in " ".join(seen_app(pilot).seen().split())
        page(pilot, UroPage).set_focus(page(pilot, UroPage).query_one("#over_time", Valg))
        await pilot.pause()
        assert "opp 2 siden 22. nov." in seen_app(pilot).seen()
        await pilot.press("enter")
        await pilot.pause()
        shown = page(pilot, UroOverTimePage)
        assert "Sist: 5▅ gråsone 24. nov., opp 2 siden 22. nov." in " ".join(seen_app(pilot).seen().split())
        drawn = [line.text.rstrip() for line in shown.query_one(UroChart).lines(36)]
        assert drawn[1:] == [
            "  6│",
            "  5│          █",
            "  4│          █",
            "  3│  █       █",
            "  2│  █       █",
            "  1│  █   ?   █",
            "     22. 22. 24.",
            "     nov",
        ]
        table = [(one.label, one.note, one.sub) for one in shown.query_one(TopList).rows]
        assert table == [
            ("5▅ gråsone", "24. nov. 2026 · Kari Prøve", ""),
            ("vet ikke", "22. nov. 2026 · Kari Prøve", ""),
            ("3▃ liten uro", "22. nov. 2026 · Kari Prøve", "Første gang"),
        ]
        read = ""
        for _ in range(5):
            read += seen_app(pilot).seen()
            await pilot.press("down")
        assert all(row in read for row in drawn), "the chart can be read by the arrows alone"
        assert "Første gang" in seen_app(pilot).seen()
        await pilot.press("home", "up", "up")
        assert "Uro over tid" in seen_app(pilot).seen()
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, MisfilePage)
        await press_button(pilot, "misfile")
        assert page(pilot, MisfilePage).focused_field() == "reason"
        await paste(pilot, "Feil barn")
        await press_button(pilot, "misfile")
        page(pilot, UroOverTimePage)
        assert [one.grade for one in case.state.grades] == [3, None]
        assert "Sist: vet ikke 22. nov." in seen_app(pilot).seen()


async def test_sources(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f5")
        await pilot.pause()
        assert "tolket" in seen_app(pilot).seen()
        assert page(pilot, UroPage).sources()[0].document
