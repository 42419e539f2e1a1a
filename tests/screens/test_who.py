"""Who the user is, asked once; municipality and service are known before the vault is open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from screen_samples import Clock, Ready, SeenApp
from test_start import type_in

from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.who import WhoPage
from bekymring_tui.settings import FILE_NAME, Settings, read_settings
from bekymring_tui.widgets.knapper import Knapper
from bekymring_tui.widgets.linje import Linje


@pytest.fixture
def forgotten(ready: Ready, clock: Clock) -> SeenApp:
    """The settings file is gone."""
    (ready.folder / FILE_NAME).unlink()
    return SeenApp(Settings(ready.folder), vault=ready.open(), now=clock.now, clock=clock.seconds)


async def test_what_is_known_is_not_asked_again(app_with_vault: SeenApp) -> None:
    async with app_with_vault.run_test(size=(100, 30)):
        assert isinstance(app_with_vault.screen, HomePage)


async def test_a_lost_settings_file_is_asked_for_with_the_answers_filled_in(forgotten: SeenApp) -> None:
    async with forgotten.run_test(size=(100, 40)) as pilot:
        assert isinstance(forgotten.screen, WhoPage)
        assert forgotten.screen.query_one("#name", Linje).value == "Kari Prøve"
        assert "(●) Skole" in forgotten.seen()
        forgotten.screen.query_one(Knapper).focus()
        await pilot.press("enter")
        assert isinstance(forgotten.screen, HomePage)
    found, _ = read_settings(forgotten.settings.folder)
    assert (found.municipality, found.service) == ("porsgrunn", "skole")


@pytest.mark.parametrize("field", ["name", "role"])
async def test_what_is_missing_is_told_beside_it(forgotten: SeenApp, field: str) -> None:
    async with forgotten.run_test(size=(100, 40)) as pilot:
        await type_in(pilot, field, "  ")
        forgotten.screen.query_one(Knapper).focus()
        await pilot.press("enter")
        assert isinstance(forgotten.screen, WhoPage)
        assert "× Skriv" in forgotten.seen()
        assert forgotten.screen.query_one(f"#{field}").has_focus


async def test_no_name_gets_into_the_plain_settings(forgotten: SeenApp) -> None:
    async with forgotten.run_test(size=(100, 40)) as pilot:
        await type_in(pilot, "name", "Marsvinet")
        forgotten.screen.query_one(Knapper).focus()
        await pilot.press("enter")
    assert "Marsvinet" not in (forgotten.settings.folder / FILE_NAME).read_text("utf-8")
    assert replace(forgotten.settings) == read_settings(forgotten.settings.folder)[0]
