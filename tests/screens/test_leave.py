"""Leaving: everything is saved, and the user is told so, and where to go on."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from screen_samples import AtCase, Clock, Ready, SeenApp
from test_start import confirm_code

from bekymring_tui.errors import Unwritable
from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.leave import LeavePage
from bekymring_tui.screens.recovery import RecoveryPage
from bekymring_tui.vault.backup import Backup
from bekymring_tui.vault.backup import Backups as VaultBackups
from bekymring_tui.vault.rows import DraftRow, NewEvent
from bekymring_tui.vault.store import Vault


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (40, 10)])
async def test_leaving_says_that_all_is_saved_and_where_to_go_on(
    at_case: AtCase, ready: Ready, size: tuple[int, int]
) -> None:
    async with at_case(size=size) as pilot:
        app = pilot.app
        assert isinstance(app, SeenApp)
        assert app.keeper
        app.keeper.note(ready.case_id, "refleksjonsnotat/1", "why", "noe å huske")
        await pilot.press("ctrl+q")
        assert isinstance(app.screen, LeavePage)
        assert "Alt er lagret" in app.seen()
        assert "Blå ugle" in app.seen()
        assert not app.keeper.unsaved
        await pilot.press("enter")
        await pilot.pause()
    with ready.open() as vault:
        assert [one.text for one in vault.drafts(ready.case_id)] == ["noe å huske"]


async def test_ctrl_q_twice_leaves(app_with_vault: SeenApp, ready: Ready) -> None:
    async with app_with_vault.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+q", "ctrl+q")
        await pilot.pause()
        assert app_with_vault.desk is None
        with ready.open():
            pass


async def test_esc_stays(app_with_vault: SeenApp) -> None:
    async with app_with_vault.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+q", "escape")
        await pilot.pause()
        assert isinstance(app_with_vault.screen, HomePage)
        assert app_with_vault.desk is not None


async def test_before_the_vault_is_open_ctrl_q_leaves_at_once(locked_app: SeenApp) -> None:
    async with locked_app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not locked_app.is_running


async def test_the_next_start_offers_to_go_on(at_case: AtCase, ready: Ready, clock: Clock) -> None:
    async with at_case() as pilot:
        await pilot.press("ctrl+q", "ctrl+q")
    again = SeenApp(ready.settings, vault=ready.open(), now=clock.now, clock=clock.seconds)
    async with again.run_test(size=(100, 30)) as pilot:
        assert "Fortsett der du slapp: Blå ugle" in again.seen()
        await pilot.press("enter")
        await pilot.pause()
        assert again.case is not None
        assert again.case.id == ready.case_id


async def test_the_code_is_offered_the_last_time(app_with_vault: SeenApp, ready: Ready) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 30)) as pilot:
        assert app.desk
        app.desk.keep_code(ready.code)
        await pilot.press("ctrl+q")
        assert "Gjenopprettingskoden er ikke skrevet ned" in app.seen()
        await pilot.press("enter")
        assert isinstance(app.screen, RecoveryPage)
        await confirm_code(pilot, ready.code)
        assert isinstance(app.screen, LeavePage)
        assert "Gjenopprettingskoden" not in app.seen()


async def test_a_full_disk_is_told_before_leaving(
    app_with_vault: SeenApp, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_with_vault

    def full(self: Vault, rows: list[DraftRow]) -> None:
        raise Unwritable("Ikke lagret: disken er full.")

    async with app.run_test(size=(100, 30)) as pilot:
        assert app.keeper
        with monkeypatch.context() as patched:
            patched.setattr(Vault, "save_drafts", full)
            app.keeper.note(ready.case_id, "refleksjonsnotat/1", "why", "det siste")
            await pilot.press("ctrl+q")
            assert "Ikke alt er lagret" in app.seen()
            assert "Disken tok ikke imot" in app.seen()
            assert app.saved.problem == "disken tar ikke imot"
            await pilot.press("ctrl+q")
            assert isinstance(app.screen, LeavePage)
        await pilot.press("enter")
        await pilot.pause()
        assert "Alt er lagret" in app.seen()
        await pilot.press("enter")
        await pilot.pause()
    with ready.open() as vault:
        assert [one.text for one in vault.drafts(ready.case_id)] == ["det siste"]


async def backed_up(app: SeenApp) -> None:
    await app.workers.wait_for_complete()


async def test_a_backup_is_taken_and_the_user_is_told_that_the_notes_are_not_in_it(
    app_with_vault: SeenApp, ready: Ready
) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+q")
        await backed_up(app)
        await pilot.pause()
        assert "Sikkerhetskopi tatt 14.02" in app.seen()
        assert "Refleksjonsnotatene er ikke med" in app.seen()
        await pilot.press("escape", "ctrl+q")
        await backed_up(app)
        await pilot.pause()
        assert "Ingenting er endret siden forrige sikkerhetskopi" in app.seen()
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert not app.is_running
    assert len(list((ready.folder / "kopier").glob("*.kopi"))) == 1


async def test_leaving_waits_for_the_backup_unless_one_asks_again(
    app_with_vault: SeenApp, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_with_vault
    slowly = threading.Event()
    take = VaultBackups.take

    def slow(self: VaultBackups, *arguments: Any) -> Backup:
        slowly.wait(30)
        return take(self, *arguments)

    monkeypatch.setattr(VaultBackups, "take", slow)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+q", "ctrl+q")
        assert app.is_running
        assert "Programmet avslutter når sikkerhetskopien er ferdig" in app.seen()
        slowly.set()
        while app.is_running:
            await pilot.pause(0.02)
    assert len(list((ready.folder / "kopier").glob("*.kopi"))) == 1
    slowly.clear()
    hurried = SeenApp(ready.settings, vault=ready.open())
    async with hurried.run_test(size=(100, 30)) as pilot:
        assert hurried.desk
        hurried.desk.vault.append(ready.case_id, [NewEvent("logged", "2026-11-22T15:00:00+01:00", "{}")], "{}")
        await pilot.press("ctrl+q", "ctrl+q", "ctrl+q")
        await pilot.pause()
        assert not hurried.is_running
        slowly.set()
    assert len(list((ready.folder / "kopier").glob("*.kopi"))) == 1


async def test_the_program_does_not_end_under_the_numbers(
    app_with_vault: SeenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, slowly, take = app_with_vault, threading.Event(), VaultBackups.take

    def slow(self: VaultBackups, *arguments: Any) -> Backup:
        slowly.wait(30)
        return take(self, *arguments)

    monkeypatch.setattr(VaultBackups, "take", slow)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+q", "ctrl+q", "f9")
        slowly.set()
        await backed_up(app)
        await pilot.pause()
        assert app.is_running
        assert "112" in app.seen()
        await pilot.press("escape", "enter")
        await pilot.pause()
        assert not app.is_running


async def test_a_backup_that_fails_is_told_and_keeps_nobody(app_with_vault: SeenApp, ready: Ready) -> None:
    app = app_with_vault
    (ready.folder / "kopier").write_text("i veien")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+q", "ctrl+q")
        await backed_up(app)
        await pilot.pause()
        assert "Sikkerhetskopien ble ikke tatt" in app.seen()
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not app.is_running


async def test_a_folder_that_is_away_is_told(ready: Ready, tmp_path: Path) -> None:
    settings = replace(ready.settings, backup_folder=str(tmp_path / "minnepinne"))
    app = SeenApp(settings, vault=ready.open())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+q")
        await backed_up(app)
        await pilot.pause()
        assert "er ikke å finne nå" in app.seen()
        assert len(list((ready.folder / "kopier").glob("*.kopi"))) == 1


async def test_practice_is_not_backed_up(ready: Ready) -> None:
    app = SeenApp(ready.settings, vault=ready.open(), practice="øving")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+q")
        await backed_up(app)
        await pilot.pause()
        assert "ikkerhetskopi" not in app.seen()
    assert not (ready.folder / "kopier").exists()
