"""A new passphrase and a new recovery code: after the code was used, and from the menu. Turning back loses nothing."""

from __future__ import annotations

from typing import Any

import pytest
from screen_samples import PASSPHRASE, Ready, SeenApp
from test_start import confirm_code, settle, type_in
from textual.pilot import Pilot

from bekymring_tui.desk.code_check import groups
from bekymring_tui.errors import Locked
from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.leave import LeavePage
from bekymring_tui.screens.new_code import NewCodePage
from bekymring_tui.screens.passphrase import PassphrasePage
from bekymring_tui.screens.recovery import RecoveryPage
from bekymring_tui.vault.store import Vault


async def open_by_code(pilot: Pilot[Any], code: str) -> None:
    await pilot.press("tab", "right", "enter")
    await type_in(pilot, "secret", code)
    await pilot.press("enter")
    await settle(pilot)


async def choose_suggestion(pilot: Pilot[Any]) -> str:
    page = pilot.app.screen
    assert isinstance(page, PassphrasePage)
    await type_in(pilot, "again", page.suggestion)
    await pilot.press("enter")
    await settle(pilot)
    return page.suggestion


def shown_code(app: SeenApp) -> str:
    """The code on the screen: three rows of three groups."""
    signs = [one for one in app.seen().split() if len(one) == 4 and one.isascii() and one == one.upper()]
    return "-".join(signs[:9])


def assert_opened_by(ready: Ready, passphrase: str, code: str) -> None:
    with Vault.recover(ready.folder, code) as vault:
        assert vault.notices == ()
        assert vault.ways.is_passphrase(passphrase)


async def test_after_the_code_a_new_passphrase_and_a_new_code(locked_app: SeenApp, ready: Ready) -> None:
    app = locked_app
    async with app.run_test(size=(100, 30)) as pilot:
        await open_by_code(pilot, ready.code)
        assert isinstance(app.screen, PassphrasePage)
        assert not app.screen.query("#old")
        app.keep_picture("passphrase-forgotten")
        chosen = await choose_suggestion(pilot)
        assert isinstance(app.screen, NewCodePage)
        app.keep_picture("new-code-after-use")
        await pilot.press("enter")
        assert isinstance(app.screen, RecoveryPage)
        app.keep_picture("new-code-shown")
        code = shown_code(app)
        assert len(groups(code)) == 9
        await confirm_code(pilot, code)
        assert isinstance(app.screen, HomePage)
        assert "Den nye koden gjelder" in " ".join(app.told())
        assert app.desk is not None
        assert app.desk.code_to_write_down() == ""
    assert_opened_by(ready, chosen, code)
    with pytest.raises(Locked):
        ready.open()


async def test_esc_waits_with_it_and_leaving_reminds(locked_app: SeenApp, ready: Ready) -> None:
    app = locked_app
    async with app.run_test(size=(80, 24)) as pilot:
        await open_by_code(pilot, ready.code)
        await pilot.press("escape")
        assert isinstance(app.screen, HomePage)
        await pilot.press("ctrl+q")
        assert isinstance(app.screen, LeavePage)
        assert "ikke laget en ny passordfrase" in " ".join(app.seen().split())
        app.keep_picture("leave-forgotten")
        await pilot.press("right", "right", "enter")
        chosen = await choose_suggestion(pilot)
        assert isinstance(app.screen, NewCodePage)
        await pilot.press("right", "enter")
        assert isinstance(app.screen, LeavePage)
        assert "passordfrase" not in app.seen()
    assert_opened_by(ready, chosen, ready.code)


async def test_the_old_passphrase_is_asked_for(ready: Ready) -> None:
    app = SeenApp(ready.settings, vault=Vault.open(ready.folder, PASSPHRASE))
    async with app.run_test(size=(100, 30)) as pilot:
        app.action_page("passphrase")
        await pilot.pause()
        app.keep_picture("passphrase")
        for old, told in (("", "Skriv passordfrasen du har nå"), ("feil frase", "Det er ikke passordfrasen du har nå")):
            await type_in(pilot, "old", old)
            await choose_suggestion(pilot)
            assert told in " ".join(app.seen().split())
        await type_in(pilot, "old", PASSPHRASE.upper())
        chosen = await choose_suggestion(pilot)
        assert isinstance(app.screen, HomePage)
        app.action_page("new_code")
        await pilot.pause()
        app.keep_picture("new-code")
        await type_in(pilot, "old", PASSPHRASE)
        await pilot.press("enter")
        await settle(pilot)
        assert "× Feil passordfrase" in app.seen()
        await type_in(pilot, "old", chosen)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, RecoveryPage)
        code = shown_code(app)
        await pilot.press("enter")
        app.keep_picture("code-check")
        await pilot.press("escape", "escape")
        assert isinstance(app.screen, HomePage)
    with pytest.raises(Locked):
        Vault.recover(ready.folder, code)
    assert_opened_by(ready, chosen, ready.code)
