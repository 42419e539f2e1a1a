"""«Søk i loggene»: found while typing, opened where it stands, and never in the way of the alarm."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest
from screen_samples import AtCase, Ready, SeenApp
from test_menu import choose
from test_start import type_in
from textual.pilot import Pilot
from work_samples import AWKWARD, notices, page, paste, raise_alarm, seen_app, the_case

from bekymring_tui.case.acts import AlarmAsked, Decided, Logged, Misfiled
from bekymring_tui.screens.alarm import AlarmPage
from bekymring_tui.screens.case import CasePage
from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.log import LogPage
from bekymring_tui.screens.log_search import LogSearchPage, WrittenPage
from bekymring_tui.screens.numbers import NumbersPage
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.liste import Liste


def logged(text: str) -> Logged:
    return Logged(aspect="seen", text=text, observed="2026-11-20T12:10:00+01:00")


def found(pilot: Pilot[Any]) -> list[str]:
    return [option.id or "" for option in page(pilot, LogSearchPage).query_one("#found", Liste).options]


def rows(pilot: Pilot[Any]) -> str:
    return " ".join(seen_app(pilot).seen().split())


async def search(pilot: Pilot[Any], words: str) -> None:
    """The page, and the words in its field; the vault has answered."""
    seen_app(pilot).show_once("log_search")
    await pilot.pause()
    await type_in(pilot, "search", words)
    await answered(pilot)


async def answered(pilot: Pilot[Any]) -> None:
    shown = page(pilot, LogSearchPage)
    while shown._asked is not None:
        await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_from_the_menu_to_the_entry_in_its_case(at_case: AtCase, size: tuple[int, int]) -> None:
    async with at_case(size=size) as pilot:
        app = seen_app(pilot)
        for number in range(12):
            assert app.take(logged(f"lekte ute, dag {number}"))
        assert app.take(logged("gråt i garderoben"))
        seq = the_case(pilot).state.log[4].seq
        await choose(pilot, "søk i logg")
        assert "Skriv ord du husker" in rows(pilot)
        await pilot.press("d")
        assert "minst to bokstaver" in rows(pilot)
        await pilot.press(*"ag", "space", "4")
        await answered(pilot)
        assert found(pilot) == [f"{the_case(pilot).id}/{seq}"]
        assert "1 treff" in rows(pilot)
        await pilot.press("enter")
        await pilot.pause()
        log = page(pilot, LogPage)
        assert log.query_one("#entries", Liste).has_focus
        assert log.query_one("#entries", Liste).cursor == str(seq)
        assert "› 20. nov." in rows(pilot)
        await pilot.press("escape")
        page(pilot, CasePage)


async def test_from_home_over_every_case_and_back(app_with_vault: SeenApp, ready: Ready) -> None:
    app = app_with_vault
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.desk
        app.desk.open_case(ready.case_id).take(logged("Blåmerker på armen"))
        liste = app.screen.query_one(Liste)
        while liste.cursor != "log_search":
            await pilot.press("down")
        await pilot.press("enter")
        await type_in(pilot, "search", "blaamerke arm")
        await answered(pilot)
        assert "Blå ugle" in rows(pilot)
        await type_in(pilot, "search", "blaamerke bein")
        await answered(pilot)
        assert found(pilot) == []
        assert "Ingen har alle disse ordene" in rows(pilot)
        await pilot.press("enter")
        page(pilot, LogSearchPage)
        await pilot.press("escape")
        page(pilot, HomePage)


async def test_a_reason_is_read_whole(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app = seen_app(pilot)
        act = Decided(
            position="p1", outcome="unknown_yet", reason="Vi ser det an", decided_by="Kari", look_again="none"
        )
        assert app.take(act)
        await search(pilot, "ser an")
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, WrittenPage)
        assert "Beslutning, søn 22. nov. 2026, ført av Kari Prøve" in rows(pilot)
        assert "Vi ser det an" in rows(pilot)
        await pilot.press("escape")
        page(pilot, CasePage)


async def test_what_is_corrected_is_found_no_more(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app = seen_app(pilot)
        assert app.take(logged("gråt i garderoben"))
        await search(pilot, "garderoben")
        assert len(found(pilot)) == 1
        the_case(pilot).take(Misfiled(seq=the_case(pilot).state.log[0].seq, reason="feil barn"))
        app.page_does(lambda shown: shown.case_changed())
        await answered(pilot)
        assert found(pilot) == []


async def test_under_the_alarm_hits_are_read_and_the_alarm_comes_first(at_case: AtCase) -> None:
    async with at_case() as pilot:
        assert seen_app(pilot).take(logged("sa at far slår"))
        raise_alarm(the_case(pilot), reached=False)
        await search(pilot, "far")
        assert "sa at far slår" in rows(pilot)
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, AlarmPage)
        assert "Alarmen i saken kommer først" in notices(pilot)


async def test_an_open_question_of_f9_comes_first(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        assert seen_app(pilot).take(logged("sa at far slår"))
        case.take(AlarmAsked(by="key"))
        await search(pilot, "far")
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, NumbersPage)


async def test_typing_never_waits_and_an_old_answer_is_dropped(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app = seen_app(pilot)
        assert app.take(logged("gråt i garderoben"))
        assert app.take(logged("grov latter"))
        app.show_once("log_search")
        await pilot.pause()
        assert app.desk
        busy = Event()
        app.desk.vault.submit(busy.wait)
        await pilot.press(*"gr")
        await pilot.press(*"ov")
        assert page(pilot, LogSearchPage).query_one(Linje).value == "grov"
        assert found(pilot) == []
        busy.set()
        await answered(pilot)
        assert len(found(pilot)) == 1
        assert "grov latter" in rows(pilot)


async def test_the_lock_takes_it_away_while_the_vault_is_searching(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app = seen_app(pilot)
        assert app.take(logged("gråt i garderoben"))
        await search(pilot, "garderoben")
        await pilot.press("g")
        app.lock()
        await pilot.pause()
        await pilot.pause()
        assert "garderoben" not in app.seen()
        assert app.is_running


async def test_awkward_words_are_text_and_a_pasted_page_does_no_harm(at_case: AtCase) -> None:
    async with at_case(size=(80, 24)) as pilot:
        assert seen_app(pilot).take(logged(f"garderoben {AWKWARD}"))
        await search(pilot, "garderoben")
        assert "[/] [x] [@click=app.quit]gå[/]" in rows(pilot)
        for words in ('"*-NEAR(', "👩‍👧", AWKWARD, "ord " * 3000):
            page(pilot, LogSearchPage).query_one(Linje).value = ""
            await paste(pilot, words)
            await answered(pilot)
            assert pilot.app.is_running
