"""F3: look something up anywhere, with or without a vault, and put a sign into the log in one's own words."""

from __future__ import annotations

from typing import Any

import pytest
from safety_samples import choose
from screen_samples import PASSPHRASE, AtCase, SeenApp
from test_start import settle, type_in
from textual.pilot import Pilot
from work_samples import drafts, page, press_button, raise_alarm, seen_app, the_case

from bekymring_tui.case.people import Subject
from bekymring_tui.flow.wording import names_a_guardian
from bekymring_tui.reference.load import reference
from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.log import LogPage
from bekymring_tui.screens.numbers import NumbersPage
from bekymring_tui.screens.reference import MOST, ReferencePage
from bekymring_tui.screens.reference_list import ReferenceListPage
from bekymring_tui.screens.source import SourcePage
from bekymring_tui.screens.step_list import StepList
from bekymring_tui.screens.tools import ToolsPage
from bekymring_tui.screens.unlock import UnlockPage
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.liste import Liste
from bekymring_tui.widgets.valg import Valg

SIZES = [(80, 24), (40, 10)]


def whole(app: SeenApp) -> str:
    return " ".join(app.seen().split())


async def search(pilot: Pilot[Any], words: str) -> None:
    """F3, and the words in the field."""
    await pilot.press("f3")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await type_in(pilot, "search", words)
    await pilot.pause()


async def open_first(pilot: Pilot[Any]) -> ReferenceListPage:
    await pilot.press("enter")
    await pilot.pause()
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReferenceListPage)
    return pilot.app.screen


@pytest.mark.parametrize("size", SIZES)
async def test_before_the_vault_is_open(locked_app: SeenApp, size: tuple[int, int]) -> None:
    app = locked_app
    async with app.run_test(size=size) as pilot:
        await search(pilot, "selvmrd")
        assert "116 111" in app.seen()
        assert "har vi lagt til" in whole(app)
        await search(pilot, "barnevernsvakta")
        assert "Barnevernsvakta i Telemark" in whole(app)
        await search(pilot, "stafettholder")
        shown = await open_first(pilot)
        assert shown.query_one(Valg).cursor == "ordliste/relay/holder"
        assert "Stafettholder" in app.seen()
        assert app.desk is None
        await pilot.press("escape")
        assert app.screen.query_one(Linje).value == "stafettholder"
        assert "stafettholder" in app.seen()
        await pilot.press("f9")
        page(pilot, NumbersPage)
        await pilot.press("escape", "escape")
        page(pilot, UnlockPage)


async def test_it_stays_when_the_vault_is_open_and_the_lock_takes_it_away(locked_app: SeenApp) -> None:
    app = locked_app
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "secret", PASSPHRASE)
        await pilot.press("enter")
        await settle(pilot)
        await search(pilot, "angst")
        await open_first(pilot)
        await pilot.press("f3")
        assert isinstance(app.screen, ReferencePage)
        assert app.screen.query_one(Linje).value == "angst"
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert "angst" not in app.seen().lower()
        await pilot.press("f3")
        await pilot.pause()
        assert app.screen.query_one(Linje).value == ""
        await pilot.press("escape")
        await type_in(pilot, "secret", PASSPHRASE)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, HomePage)
        assert b"angst" not in b"".join(one.read_bytes() for one in app.settings.folder.rglob("*") if one.is_file())


@pytest.mark.parametrize("size", SIZES)
async def test_a_list_of_signs_is_read_as_background(at_case: AtCase, size: tuple[int, int]) -> None:
    async with at_case(size=size) as pilot:
        app = seen_app(pilot)
        await search(pilot, "tegn og signaler")
        shown = await open_first(pilot)
        assert "bakgrunnskunnskap, ikke en sjekkliste" in whole(app) or size == (40, 10)
        shown.query_one(Valg).stand_on("tegn/parents/parents-3")
        await pilot.pause()
        assert "! Foreldre med rusmisbruk" in whole(app)
        assert "116 117 (legevakt)" in whole(app)
        assert "[ ]" not in app.seen()
        await pilot.press("f2")
        assert isinstance(app.screen, SourcePage)
        assert "BNA-T-TEG-5" in whole(app) or size == (40, 10)


async def test_a_misprinted_list_says_so(at_case: AtCase) -> None:
    async with at_case(size=(80, 24)) as pilot:
        await search(pilot, "spiseforstyrelser")
        await open_first(pilot)
        assert "Kilden mangler denne listen (trykkfeil)." in whole(seen_app(pilot))
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, SourcePage)


async def test_a_sign_goes_into_the_log_in_ones_own_words(at_case: AtCase) -> None:
    async with at_case(size=(80, 24)) as pilot:
        app = seen_app(pilot)
        await search(pilot, "rusmisbruk")
        await open_first(pilot)
        await pilot.press("enter")
        await pilot.pause()
        log = app.screen
        assert isinstance(log, LogPage)
        begun = "Lagt merke til (Foreldre og relasjon til barna): Foreldre med rusmisbruk."
        assert log.query_one("#entry", Felt).text.strip() == begun
        assert log.query_one("#aspect", Valg).chosen == ()
        await pilot.pause()
        assert drafts(pilot, "log/new") == {}
        await pilot.press("enter", *"Kom")
        await press_button(pilot, "save")
        assert the_case(pilot).state.log[-1].text == f"{begun} Kom"
        await pilot.press("escape")
        assert isinstance(app.screen, ReferenceListPage)


async def test_what_is_written_in_the_log_is_not_lost_for_a_sign(at_case: AtCase) -> None:
    async with at_case(size=(80, 24)) as pilot:
        app = seen_app(pilot)
        await pilot.press("f6")
        await pilot.pause()
        app.screen.query_one("#entry", Felt).load_text("Halvferdig")
        await search(pilot, "innadvendt trist")
        await open_first(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, LogPage)
        assert len([one for one in app.screen_stack if isinstance(one, LogPage)]) == 1
        assert app.screen.query_one("#entry", Felt).text == "Halvferdig"
        await choose(pilot, "seen", "#aspect")
        await press_button(pilot, "save")
        assert app.screen.query_one("#entry", Felt).text.startswith("Lagt merke til: Innadvendt, trist")


async def test_without_a_case_a_sign_says_what_it_takes(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(80, 24)) as pilot:
        await search(pilot, "blåmerker")
        await open_first(pilot)
        await pilot.press("enter")
        assert "Åpne en sak først" in app.told()[-1]
        await pilot.press("escape")
        await search(pilot, "handlingsplan mot mobbing")
        await open_first(pilot)
        await pilot.press("enter")
        assert app.clipboard.startswith("www.oslo.kommune.no/")


async def test_the_tool_of_a_step_opens_its_page(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.desk
        subject = Subject(kind="child", call_name="Grå hare")
        app.open_case(app.desk.new_case("nordreaker", "skole", "concern", subject).id)
        await pilot.pause()
        await choose(pilot, "reference:tegn", "#step")
        assert "Tegnene er bare indikasjoner på at noe er galt." in whole(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one(StepList).cursor == "reference:tegn"
        tools = ToolsPage(next(iter(app.case.state.positions)) if app.case else "")
        app.push_screen(tools)
        await pilot.pause()
        assert "Tegn og signaler" not in app.seen()


async def test_nothing_found_says_what_to_do_and_enter_opens_nothing(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(40, 10)) as pilot:
        await search(pilot, "qqqq")
        assert "Prøv færre eller kortere ord" in whole(app)
        await pilot.press("enter", "down", "up", "enter")
        assert isinstance(app.screen, ReferencePage)
        await search(pilot, "t")
        rows = [one for one in app.screen.query_one(Liste).options if one.id]
        assert len(rows) == MOST
        await pilot.press("up", *["down"] * (MOST + 1))
        assert app.screen.query_one(Liste).cursor == rows[-1].id
        assert app.screen.query_one(Linje).has_focus
        assert app.screen.query_one(Liste).options[-1].disabled
        await search(pilot, "")
        assert "Dette kan du slå opp" in app.seen()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "Tegn på fysiske overgrep" in app.seen()


async def test_under_the_alarm_what_leads_to_guardians_is_closed_and_not_found(at_case: AtCase) -> None:
    async with at_case(size=(80, 60)) as pilot:
        app = seen_app(pilot)
        await search(pilot, "familien")
        app.push_screen(ReferenceListPage(reference("lofter")))
        await pilot.pause()
        assert "Vi reflekterer sammen med familien" in whole(app)
        await pilot.press("f3")
        raise_alarm(the_case(pilot))
        app.page_does(lambda shown: shown.case_changed())
        await pilot.pause()
        found = {one.id for one in app.screen.query_one(Liste).options if one.id}
        assert {one for one in found if one.startswith("lofter")} == {"lofter", "lofter/exception/no-contact"}
        assert "Vi reflekterer" not in app.seen()
        assert "stengt mens alarmen står" in whole(app)
        app.push_screen(ReferenceListPage(reference("lofter")))
        await pilot.pause()
        assert "Vi reflekterer" not in app.seen()
        assert "10 punkter" in app.seen()
        assert "Gå rett til barneverntjenesten (nivå 3)" in whole(app)
        assert not names_a_guardian(app.seen())
        app.push_screen(ReferenceListPage(reference("tegn_fysiske_overgrep")))
        await pilot.pause()
        assert "Virker skremt av foreldrene" in app.seen()
