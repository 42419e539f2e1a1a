"""Who the user is, asked once; municipality and service are known before the vault is open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from screen_samples import Clock, Ready, SeenApp
from test_start import type_in

from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.who import WhoPage
from bekymring_tui.settings import FILE_NAME, Settings, read_settings
from bekymring_tui.vault.store import Vault
from bekymring_tui.widgets.knapper import Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.valg import Valg


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


async def test_it_can_be_changed_from_the_menu(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 60)) as pilot:
        app.show_once("who")
        await pilot.pause()
        assert isinstance(app.screen, WhoPage)
        assert "steg 3" not in app.seen()
        assert "Esc" in app.seen()
        assert app.screen.focused is app.screen.query_one("#municipality")
        await pilot.press("tab")
        assert app.screen.focused is app.screen.query_one("#service")
        await pilot.press("tab")
        assert app.screen.focused is app.screen.query_one("#name")
        for row in ("municipality/nordreaker", "service/trt", "group/logo"):
            where = app.screen.query_one(f"#{row.partition('/')[0]}", Valg)
            where.stand_on(row)
            where.focus()
            await pilot.press("enter")
        app.screen.query_one(Knapper).focus()
        await pilot.press("enter")
        assert isinstance(app.screen, HomePage)
    found, _ = read_settings(app.settings.folder)
    assert (found.municipality, found.service, found.group) == ("nordreaker", "trt", "logo")


async def test_another_service_has_not_the_group_of_the_first(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    app.keep_settings(replace(app.settings, municipality="nordreaker", service="trt", group="logo"))
    async with app.run_test(size=(100, 60)) as pilot:
        app.show_once("who")
        await pilot.pause()
        where = app.screen.query_one("#service", Valg)
        where.stand_on("service/skole")
        where.focus()
        await pilot.press("enter")
        app.screen.query_one(Knapper).focus()
        await pilot.press("enter")
    assert read_settings(app.settings.folder)[0].group == ""


async def test_no_municipality_is_chosen_for_a_new_user(tmp_path: Path) -> None:
    """F9's numbers hang on it: one that stood there by itself would be taken."""
    vault, _ = Vault.create(tmp_path / "nytt", "bjork elv gran host sno tog")
    app = SeenApp(Settings(tmp_path / "nytt"), vault=vault)
    async with app.run_test(size=(100, 60)) as pilot:
        assert "(●)" not in app.seen()
        await type_in(pilot, "name", "Kari Prøve")
        await type_in(pilot, "role", "Styrer")
        app.screen.query_one(Knapper).focus()
        await pilot.press("enter")
        assert isinstance(app.screen, WhoPage)
        assert "× Velg hvilken kommune" in app.seen()


async def test_the_only_service_of_a_municipality_need_not_be_chosen(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 60)) as pilot:
        app.show_once("who")
        await pilot.pause()
        where = app.screen.query_one("#municipality", Valg)
        where.stand_on("municipality/storelvdal")
        where.focus()
        await pilot.press("enter")
        app.screen.query_one(Knapper).focus()
        await pilot.press("enter")
        assert isinstance(app.screen, HomePage)
    assert read_settings(app.settings.folder)[0].service


async def test_a_missing_service_is_asked_for_where_the_services_stand(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    app.keep_settings(replace(app.settings, municipality="nordreaker", service="finnes-ikke"))
    async with app.run_test(size=(100, 60)) as pilot:
        app.show_once("who")
        await pilot.pause()
        where = app.screen.query_one("#municipality", Valg)
        where.stand_on("municipality/nordreaker")
        where.focus()
        await pilot.press("enter")
        app.screen.query_one(Knapper).focus()
        await pilot.press("enter")
        assert isinstance(app.screen, WhoPage)
        assert app.screen.query_one("#service", Valg).has_focus
        rows = app.seen().splitlines()
        told = next(place for place, row in enumerate(rows) if "× Velg hvilken tjeneste" in row)
        assert told < next(place for place, row in enumerate(rows) if "Navn" in row)
