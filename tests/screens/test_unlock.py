"""Opening the vault: wrong phrase, forgotten phrase, someone else's lock."""

from __future__ import annotations

import pytest
from screen_samples import PASSPHRASE, Ready, SeenApp
from test_start import settle, type_in

from bekymring_tui.desk.backups import Backups
from bekymring_tui.desk.desk import Desk
from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.lock import LockPage
from bekymring_tui.screens.routes import page_class
from bekymring_tui.screens.unlock import UnlockPage
from bekymring_tui.widgets.linje import Passordlinje


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (60, 20), (40, 10)])
async def test_the_passphrase_opens(locked_app: SeenApp, size: tuple[int, int]) -> None:
    async with locked_app.run_test(size=size) as pilot:
        assert isinstance(locked_app.screen, UnlockPage)
        await type_in(pilot, "secret", f" {PASSPHRASE.upper()} ")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(locked_app.screen, HomePage)
        assert "Blå ugle" in locked_app.seen()


async def test_a_wrong_phrase_is_told_and_the_next_one_opens(locked_app: SeenApp) -> None:
    async with locked_app.run_test(size=(100, 30)) as pilot:
        await type_in(pilot, "secret", "feil frase")
        await pilot.press("enter")
        await settle(pilot)
        assert "× Feil passordfrase" in locked_app.seen()
        assert "feil frase" not in locked_app.seen()
        assert locked_app.desk is None
        await type_in(pilot, "secret", PASSPHRASE)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(locked_app.screen, HomePage)


async def test_f4_shows_and_hides(locked_app: SeenApp) -> None:
    async with locked_app.run_test(size=(100, 30)) as pilot:
        await type_in(pilot, "secret", "synlig")
        assert "synlig" not in locked_app.seen()
        await pilot.press("f4")
        assert "synlig" in locked_app.seen()
        await pilot.press("f4")
        assert "synlig" not in locked_app.seen()


async def test_the_recovery_code_opens(locked_app: SeenApp, ready: Ready) -> None:
    async with locked_app.run_test(size=(100, 30)) as pilot:
        await pilot.press("tab", "right", "enter")
        assert "gjenopprettingskoden" in locked_app.seen()
        await type_in(pilot, "secret", ready.code[:-1])
        await pilot.press("enter")
        await settle(pilot)
        assert "tegn" in locked_app.seen()
        await pilot.press("f9")
        await locked_app.open_vault(ready.code.lower(), by_code=True)
        await pilot.pause()
        assert isinstance(locked_app.screen, page_class("numbers")), "never covered by what can wait"
        assert "er koden den eneste veien inn" in " ".join(locked_app.told())


async def test_nothing_typed_is_told(locked_app: SeenApp) -> None:
    async with locked_app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter")
        assert "Skriv noe først" in locked_app.seen()


async def test_a_vault_open_elsewhere_is_told(locked_app: SeenApp, ready: Ready) -> None:
    with ready.open():
        async with locked_app.run_test(size=(100, 30)) as pilot:
            await type_in(pilot, "secret", PASSPHRASE)
            await pilot.press("enter")
            await settle(pilot)
            assert "allerede åpent" in " ".join(locked_app.seen().split())


async def test_before_the_vault_is_open_no_key_leads_into_it(locked_app: SeenApp) -> None:
    async with locked_app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f5", "f6", "f7", "ctrl+n", "ctrl+l")
        assert isinstance(locked_app.screen, UnlockPage)
        assert locked_app.screen.query_one(Passordlinje).has_focus


async def test_enter_twice_opens_once(locked_app: SeenApp, ready: Ready) -> None:
    async with locked_app.run_test(size=(100, 30)) as pilot:
        await type_in(pilot, "secret", PASSPHRASE)
        await pilot.press("enter", "enter", "enter")
        await settle(pilot)
        assert locked_app.desk is not None
        await pilot.press("ctrl+l")
        assert isinstance(locked_app.screen, LockPage)
        with ready.open():
            pass


async def test_the_numbers_stay_when_the_vault_opens_behind_them(locked_app: SeenApp) -> None:
    async with locked_app.run_test(size=(100, 30)) as pilot:
        await type_in(pilot, "secret", PASSPHRASE)
        await pilot.press("enter", "f9")
        await settle(pilot)
        assert isinstance(locked_app.screen, page_class("numbers"))
        assert locked_app.desk is not None


async def test_a_damaged_vault_names_the_newest_backup_and_what_to_write(locked_app: SeenApp, ready: Ready) -> None:
    with ready.open() as vault:
        taken = Backups(Desk(vault), ready.settings).take().backup
    assert taken
    database = ready.folder / "hvelv.db"
    database.write_bytes(database.read_bytes()[:6000])
    async with locked_app.run_test(size=(100, 40)) as pilot:
        await type_in(pilot, "secret", PASSPHRASE)
        await pilot.press("enter")
        await settle(pilot)
        told = "".join(locked_app.seen().split())
        assert f'bekymringvaultrestore"{taken.path}"'.replace(" ", "") in told
        assert "kopiavhelemappen" in told
