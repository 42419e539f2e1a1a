"""The map: where the case stands, where it has been, where every way leads; by keys, on every size."""

from __future__ import annotations

import pytest
from screen_samples import AtCase, Clock, Ready, SeenApp
from textual.pilot import Pilot
from work_samples import SIZES, decide, notices, page, raise_alarm, seen_app, the_case

from bekymring_tui.case.acts import Entered
from bekymring_tui.flow.wording import names_a_guardian
from bekymring_tui.screens.alarm import AlarmPage
from bekymring_tui.screens.case import CasePage
from bekymring_tui.screens.help import HelpPage
from bekymring_tui.screens.map import MapPage
from bekymring_tui.screens.numbers import NumbersPage
from bekymring_tui.screens.top_list import TopList


async def at_map(pilot: Pilot[None]) -> TopList:
    seen_app(pilot).show_once("map")
    await pilot.pause()
    await pilot.pause()
    return page(pilot, MapPage).query_one(TopList)


def whole(shown: TopList) -> list[str]:
    return [line.text for line in shown.lines(76)]


def line(shown: TopList, words: str) -> str:
    return next(one for one in whole(shown) if words in one)


@pytest.mark.parametrize("size", SIZES)
async def test_it_opens_where_the_case_stands_on_every_size(at_case: AtCase, size: tuple[int, int]) -> None:
    async with at_case(size=size) as pilot:
        app = seen_app(pilot)
        decide(the_case(pilot), "D2", "D2", "D2")
        shown = await at_map(pilot)
        assert shown.has_focus
        assert shown.cursor == "step:n1-4"
        assert "● " in app.seen()
        assert "her er du" in app.seen()
        assert "F9" in app.seen().splitlines()[-1]
        app.keep_picture(f"kart-{size[0]}")
        await pilot.press("home")
        assert shown.cursor == "step:n1-1"
        assert "Bekymring oppstår" in app.seen() or "Kart over prosedyren" in app.seen()
        await pilot.press("end")
        assert "slutt" in app.seen() or "til trinn" in app.seen()
        await pilot.press("escape")
        page(pilot, CasePage)


async def test_each_step_has_a_sign_and_words(at_case: AtCase, clock: Clock) -> None:
    async with at_case(size=(80, 24)) as pilot:
        decide(the_case(pilot), "D2")
        clock.go_on(days=2)
        shown = await at_map(pilot)
        assert "✓   1 Bekymring oppstår" in line(shown, "Bekymring oppstår")
        assert line(shown, "Bekymring oppstår").endswith("har vært her 22. nov.")
        assert "●   2 Konkretiser" in line(shown, "Konkretiser bekymringen")
        assert line(shown, "2 Konkretiser bekymringen").endswith("her er du")
        assert line(shown, "3 Samtale med barn").strip().startswith("○")
        assert line(shown, "3 Samtale med barn").endswith("foran")
        assert line(shown, "løft saken til nivå 2").endswith("til Nivå 2, trinn 1")
        assert any("valgt 22. nov." in one for one in whole(shown))
        assert any("åpner også Melding til barnevernet, trinn 1" in one for one in whole(shown))
        assert "Melding til barnevernet kan åpnes når som helst" in whole(shown)


async def test_several_places_are_told_and_enter_goes_to_each(at_case: AtCase) -> None:
    async with at_case(size=(100, 30)) as pilot:
        the_case(pilot).take(Entered(name="report"))
        shown = await at_map(pilot)
        await pilot.press("home")
        assert seen_app(pilot).seen().count("Her er du:") == 2
        shown.stand_on("step:report-draft")
        await pilot.press("enter")
        await pilot.pause()
        assert page(pilot, CasePage).position().here.step == "report-draft"
        await at_map(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert page(pilot, CasePage).position().here.step == "n1-1"


async def test_enter_on_a_way_follows_it(at_case: AtCase) -> None:
    async with at_case(size=(80, 24)) as pilot:
        shown = await at_map(pilot)
        shown.stand_on("way:n1-1/D2")
        await pilot.press("enter")
        await pilot.pause()
        assert shown.cursor == "step:n1-2"
        await pilot.press("enter")
        await pilot.pause()
        assert "Saken står ikke her" in notices(pilot)
        shown.stand_on("way:n1-1/D1")
        await pilot.press("enter")
        await pilot.pause()
        assert "avslutter" in notices(pilot)
        assert shown.cursor == "way:n1-1/D1"


async def test_a_closed_case_has_a_map_too(at_case: AtCase) -> None:
    async with at_case(size=(80, 24)) as pilot:
        decide(the_case(pilot), "D1")
        shown = await at_map(pilot)
        assert "Saken er avsluttet." in seen_app(pilot).seen()
        assert line(shown, "1 Bekymring oppstår").endswith("avsluttet her 22. nov.")
        assert line(shown, "2 Konkretiser bekymringen").endswith("ikke på veien")


@pytest.mark.parametrize("reached", [False, True])
async def test_under_the_alarm_nothing_that_leads_to_guardians_is_told(at_case: AtCase, reached: bool) -> None:
    async with at_case(size=(80, 24)) as pilot:
        shown = await at_map(pilot)
        assert any(map(names_a_guardian, whole(shown)))
        rows = [one.id for one in shown.rows]
        raise_alarm(the_case(pilot), reached=reached)
        shown = await at_map(pilot)
        page(pilot, MapPage).case_changed()
        await pilot.pause()
        assert [one for one in whole(shown) if names_a_guardian(one)] == []
        assert [one.id for one in shown.rows] == rows, "every way on stays"
        assert line(shown, "3 stengt").strip().startswith("–")
        assert line(shown, "2 Konkretiser").endswith("foran" if reached else "foran, stengt")


async def test_while_the_case_is_halted_a_step_leads_to_the_call(at_case: AtCase) -> None:
    async with at_case(size=(80, 24)) as pilot:
        raise_alarm(the_case(pilot), reached=False)
        await at_map(pilot)
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, AlarmPage)


async def test_it_is_reached_from_the_menu_and_from_help(at_case: AtCase) -> None:
    async with at_case(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"kart", "enter")
        await pilot.pause()
        page(pilot, MapPage)
        await pilot.press("escape", "f1")
        assert "Se kartet" in seen_app(pilot).seen()
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, MapPage)
        assert not any(isinstance(one, HelpPage) for one in pilot.app.screen_stack)
        await pilot.press("f1")
        assert "Du ser hele prosedyren" in seen_app(pilot).seen()
        await pilot.press("f9")
        await pilot.pause()
        page(pilot, NumbersPage)


async def test_help_outside_a_case_offers_no_map(app_with_vault: SeenApp) -> None:
    async with app_with_vault.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        assert "Se kartet" not in app_with_vault.seen()


async def test_after_a_lock_the_map_is_found_again(at_case: AtCase, ready: Ready) -> None:
    async with at_case(size=(80, 24)) as pilot:
        app = seen_app(pilot)
        await at_map(pilot)
        assert app.where() == {"page": "map", "case": ready.case_id, "field": "map"}
        app.go_to_place(app.where())
        await pilot.pause()
        page(pilot, MapPage)
