"""Ctrl+P offers what makes sense here, and carries it out."""

from __future__ import annotations

import pytest
from screen_samples import AtCase, Ready, SeenApp
from test_start import confirm_code

from bekymring_tui.desk.code_check import rows
from bekymring_tui.screens.help import HelpPage
from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.menu_rows import menu_rows
from bekymring_tui.screens.new_case import NewCasePage
from bekymring_tui.screens.recovery import RecoveryPage
from bekymring_tui.screens.routes import PAGES, page_class
from bekymring_tui.settings import read_settings
from bekymring_tui.widgets.menu import Menu


async def choose(pilot: object, words: str) -> None:
    await pilot.press("ctrl+p")  # type: ignore[attr-defined]
    for sign in words:
        await pilot.press("space" if sign == " " else sign)  # type: ignore[attr-defined]
    await pilot.press("enter")  # type: ignore[attr-defined]
    await pilot.pause()  # type: ignore[attr-defined]


def offered(app: SeenApp) -> set[str]:
    return {one.id for one in menu_rows(app)}


async def test_before_the_vault_is_open_it_offers_nothing_inside(locked_app: SeenApp) -> None:
    async with locked_app.run_test(size=(100, 30)):
        assert {"help", "source", "quit"} <= offered(locked_app)
        assert not offered(locked_app) & {"new", "go_home", "log", "lock", "page('export')"}


async def test_in_a_case_it_offers_the_case(at_case: AtCase) -> None:
    async with at_case() as pilot:
        assert isinstance(pilot.app, SeenApp)
        assert {"go_to_case", "uro", "log", "page('export')", "go_home", "lock"} <= offered(pilot.app)


async def test_every_row_is_carried_out_by_an_action_and_a_page_that_exist(at_case: AtCase, ready: Ready) -> None:
    async with at_case() as pilot:
        assert isinstance(pilot.app, SeenApp)
        assert pilot.app.desk
        pilot.app.desk.keep_code(ready.code)
        for one in offered(pilot.app):
            name, _, argument = one.partition("(")
            assert hasattr(pilot.app, f"action_{name}"), one
            if name == "page":
                assert page_class(argument.strip("')"))
    for name in PAGES:
        assert page_class(name)


async def test_a_search_opens_the_hit(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(80, 24)) as pilot:
        await choose(pilot, "ny bek")
        assert isinstance(app.screen, NewCasePage)
        assert not any(isinstance(one, Menu) for one in app.screen_stack)


async def test_ctrl_p_again_closes(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        assert isinstance(app.screen, Menu)
        await pilot.press("ctrl+p")
        assert isinstance(app.screen, HomePage)


@pytest.mark.parametrize(("words", "theme"), [("lyse", "dag"), ("kontrast", "kontrast")])
async def test_looks_are_changed_and_kept(app_with_vault: SeenApp, words: str, theme: str) -> None:
    app = app_with_vault
    async with app.run_test(size=(80, 24)) as pilot:
        await choose(pilot, words)
        assert app.theme == theme
    assert read_settings(app.settings.folder)[0].theme == theme


async def test_the_idle_times_are_changed_and_kept(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(80, 24)) as pilot:
        await choose(pilot, "etter 2 min")
        assert (app.idle.blank_after, app.idle.lock_after) == (120, 300)
    found = read_settings(app.settings.folder)[0]
    assert (found.blank_minutes, found.lock_minutes) == (2, 5)


async def test_the_code_is_offered_while_it_is_not_written_down(app_with_vault: SeenApp, ready: Ready) -> None:
    app = app_with_vault
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.desk
        assert "page('recovery')" not in offered(app)
        app.desk.keep_code(ready.code)
        await choose(pilot, "vis gjen")
        assert isinstance(app.screen, RecoveryPage)
        assert rows(ready.code)[0] in app.seen()
        await confirm_code(pilot, ready.code)
        assert app.desk.code_to_write_down() == ""
        assert isinstance(app.screen, HomePage)


async def test_the_menu_closes_when_help_opens(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", "f1")
        assert isinstance(app.screen, HelpPage)
        await pilot.press("escape")
        assert isinstance(app.screen, HomePage)
