"""The lock: nothing of a case is left on the screen or in the program's hands, and afterwards all is as it was."""

from __future__ import annotations

from typing import Any

import pytest
from screen_samples import PASSPHRASE, AtCase, Clock, Ready, SeenApp
from test_start import settle, type_in
from textual import events

from bekymring_tui.errors import Busy, Unwritable
from bekymring_tui.screens.blank import BlankPage
from bekymring_tui.screens.help import HelpPage
from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.idle import Idle
from bekymring_tui.screens.lock import LockPage
from bekymring_tui.screens.routes import page_class
from bekymring_tui.screens.unlock import UnlockPage
from bekymring_tui.vault.rows import DraftRow
from bekymring_tui.vault.store import Vault
from bekymring_tui.widgets.menu import Menu


async def type_letters(pilot: Any, words: str) -> None:
    await pilot.press(*("space" if sign == " " else sign for sign in words))


async def unlock(pilot: object, app: SeenApp) -> None:
    await type_in(pilot, "secret", PASSPHRASE)  # type: ignore[arg-type]
    await pilot.press("enter")  # type: ignore[attr-defined]
    await settle(pilot)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (40, 10)])
async def test_the_lock_replaces_everything(app_with_vault: SeenApp, ready: Ready, size: tuple[int, int]) -> None:
    app = app_with_vault
    async with app.run_test(size=size) as pilot:
        app.copy_to_clipboard("noe om Blå ugle")
        app.notify("Blå ugle")
        await pilot.press("ctrl+p", "ctrl+l")
        await pilot.pause()
        assert isinstance(app.screen, LockPage)
        assert len(app.screen_stack) == 2
        assert "Blå ugle" not in app.seen()
        assert (app.desk, app.case, app.keeper) == (None, None, None)
        assert app.clipboard == ""
        # The vault is free for others: nothing holds its key any more.
        with ready.open():
            pass
        await unlock(pilot, app)
        assert isinstance(app.screen, HomePage)


async def test_after_unlocking_the_user_stands_in_the_same_case(at_case: AtCase, ready: Ready) -> None:
    async with at_case() as pilot:
        app = pilot.app
        assert isinstance(app, SeenApp)
        await pilot.press("ctrl+l")
        await unlock(pilot, app)
        assert isinstance(app.screen, page_class("case"))
        assert app.case is not None
        assert app.case.id == ready.case_id


async def test_blank_after_five_minutes_and_locked_after_fifteen(app_with_vault: SeenApp, clock: Clock) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 30)) as pilot:
        clock.go_on(minutes=4, seconds=59)
        app.look_at_the_clock()
        assert isinstance(app.screen, HomePage)
        clock.go_on(seconds=1)
        app.look_at_the_clock()
        await pilot.pause()
        assert isinstance(app.screen, BlankPage)
        assert not app.seen().strip()
        await pilot.press("enter")
        assert isinstance(app.screen, HomePage)
        clock.go_on(minutes=15)
        app.look_at_the_clock()
        await pilot.pause()
        assert isinstance(app.screen, LockPage)
        assert app.desk is None


async def test_a_notice_does_not_stand_on_a_blank_screen(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        app.notify("Rød rev er lagret", timeout=600)
        await pilot.pause()
        assert "Rød rev" in app.seen()
        await pilot.press("ctrl+b")
        app.notify("Rød rev er åpnet", timeout=600)
        await pilot.pause()
        assert isinstance(app.screen, BlankPage)
        assert not app.seen().strip()
        await pilot.press("x")
        await pilot.pause()
        # Nobody could read them: they stand there now.
        assert "Rød rev er lagret" in app.seen()
        assert "Rød rev er åpnet" in app.seen()


async def test_one_key_blanks_the_screen_and_any_key_shows_it_again(at_case: AtCase, ready: Ready) -> None:
    async with at_case() as pilot:
        app = pilot.app
        assert isinstance(app, SeenApp)
        for press in ("enter", "ctrl+b", "ctrl+q", "x"):
            before = app.seen()
            await pilot.press("ctrl+b")
            assert isinstance(app.screen, BlankPage)
            assert not app.seen().strip()
            assert app.desk is not None, "blank is not locked"
            await pilot.press(press)
            assert app.seen() == before


async def test_a_mouse_that_is_nudged_does_not_show_the_page_but_a_click_does(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app = pilot.app
        assert isinstance(app, SeenApp)

        async def mouse(kind: type[events.MouseEvent]) -> None:
            # As a terminal sends it: the pilot's own mouse goes past the app.
            app.post_message(kind(None, 40, 12, 1, 0, 0, shift=False, meta=False, ctrl=False))
            await pilot.pause()

        await pilot.press("ctrl+b")
        for _ in range(3):
            await mouse(events.MouseMove)
        assert isinstance(app.screen, BlankPage)
        for kind in (events.MouseDown, events.MouseUp):
            await mouse(kind)
        assert isinstance(app.screen, page_class("case"))


@pytest.mark.parametrize("press", ["f9", "ctrl+g"])
async def test_f9_is_heard_on_a_blank_screen(at_case: AtCase, press: str) -> None:
    async with at_case() as pilot:
        app = pilot.app
        assert isinstance(app, SeenApp)
        await pilot.press("ctrl+b", press)
        assert isinstance(app.screen, page_class("numbers"))
        assert "113" in app.seen()


async def test_the_screen_blanks_from_a_field_a_dialog_and_the_menu(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app = pilot.app
        assert isinstance(app, SeenApp)
        for name in ("log", "help", "numbers"):
            app.show_once(name)
            await pilot.pause()
            standing = app.screen
            await pilot.press("ctrl+b")
            assert isinstance(app.screen, BlankPage)
            await pilot.press("enter")
            assert app.screen is standing
        app.go_to_case()
        await pilot.press("ctrl+p")
        await type_letters(pilot, "skjul skjermen nå")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, BlankPage)
        assert not isinstance(app.screen_stack[-2], Menu)


async def test_it_blanks_before_the_vault_is_open(locked_app: SeenApp) -> None:
    app = locked_app
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+b")
        assert isinstance(app.screen, BlankPage)
        await pilot.press("enter")
        assert isinstance(app.screen, UnlockPage)


async def test_it_warns_before_it_blanks_and_before_it_locks(at_case: AtCase, clock: Clock) -> None:
    async with at_case() as pilot:
        app = pilot.app
        assert isinstance(app, SeenApp)

        async def look() -> None:
            app.look_at_the_clock()
            await pilot.pause()

        app.notify("Noe annet", timeout=600)
        clock.go_on(minutes=4, seconds=29)
        await look()
        assert len(app.told()) == 1
        clock.go_on(seconds=1)
        for _ in range(2):
            await look()
        assert [one for one in app.told() if "skjules om 30 sekunder" in one] == app.told()[1:]
        await pilot.press("x")
        # Whoever answered need not read it.
        assert app.told() == ["Noe annet"]
        clock.go_on(minutes=14, seconds=29)
        await look()
        assert not app.seen().strip()
        clock.go_on(seconds=1)
        await look()
        assert isinstance(app.screen, BlankPage)
        assert "Låses om 30 sekunder" in app.seen()
        assert "ugle" not in app.seen()
        await pilot.press("x")
        assert isinstance(app.screen, page_class("case"))
        clock.go_on(minutes=14, seconds=40)
        await look()
        await pilot.press("x")
        clock.go_on(minutes=6)
        await look()
        assert not app.seen().strip(), "an old warning does not stand on a new blank screen"


async def test_nothing_is_said_to_be_locked_where_nothing_is_open(locked_app: SeenApp, clock: Clock) -> None:
    app = locked_app
    async with app.run_test(size=(100, 30)) as pilot:
        clock.go_on(minutes=14, seconds=45)
        app.look_at_the_clock()
        await pilot.pause()
        assert not app.seen().strip()


async def test_the_key_that_wakes_a_blank_screen_does_nothing_else(app_with_vault: SeenApp, clock: Clock) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 30)) as pilot:
        clock.go_on(minutes=6)
        app.look_at_the_clock()
        await pilot.press("ctrl+q")
        assert isinstance(app.screen, HomePage)


async def test_a_lid_that_was_closed_locks_before_the_first_key_is_heard(app_with_vault: SeenApp, clock: Clock) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 30)) as pilot:
        clock.go_on(hours=9)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, LockPage)


async def test_someone_else_opened_the_vault_meanwhile(app_with_vault: SeenApp, ready: Ready) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+l")
        with ready.open():
            await unlock(pilot, app)
            assert isinstance(app.screen, LockPage)
            assert "allerede åpent" in " ".join(app.seen().split())
        await unlock(pilot, app)
        assert isinstance(app.screen, HomePage)


async def test_while_it_is_open_no_one_else_gets_in(app_with_vault: SeenApp, ready: Ready) -> None:
    async with app_with_vault.run_test(size=(100, 30)):
        with pytest.raises(Busy):
            Vault.open(ready.folder, PASSPHRASE)


async def test_a_throw_away_vault_opens_with_enter(ready: Ready, clock: Clock) -> None:
    app = SeenApp(ready.settings, vault=ready.open(), practice=PASSPHRASE, now=clock.now, clock=clock.seconds)
    async with app.run_test(size=(100, 30)) as pilot:
        assert "ØVELSE" in app.seen()
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert PASSPHRASE not in app.seen()
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, HomePage)


def test_idle_counts_by_the_wall_clock() -> None:
    idle = Idle(300, 900, seen_at=1000)
    assert [idle.rest(at) for at in (1000, 1299, 1300, 1899, 1900)] == ["awake", "awake", "blank", "blank", "locked"]


def test_what_comes_is_known_half_a_minute_before() -> None:
    idle = Idle(300, 900, seen_at=1000)
    assert [idle.soon(at) for at in (1269, 1270, 1299, 1300, 1869, 1870, 1900)] == [
        "awake", "blank", "blank", "awake", "awake", "locked", "awake",
    ]  # fmt: skip
    assert Idle(900, 300, seen_at=1000).soon(1280) == "locked"


def test_a_key_after_the_time_for_the_lock_does_not_put_it_off() -> None:
    idle = Idle(300, 900, seen_at=1000)
    idle.seen(1901)
    assert idle.rest(1901) == "locked"
    idle.wake(1901)
    assert idle.rest(1902) == "awake"


def test_a_clock_set_back_puts_the_lock_off_by_no_more_than_its_time() -> None:
    idle = Idle(300, 900, seen_at=1000)
    assert idle.rest(500) == "awake"
    assert idle.rest(1400) == "locked"


async def test_text_that_a_full_disk_did_not_take_comes_back_after_the_lock(
    app_with_vault: SeenApp, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_with_vault

    def full(self: Vault, rows: list[DraftRow]) -> None:
        raise Unwritable("Ikke lagret: disken er full.")

    async with app.run_test(size=(100, 30)) as pilot:
        with monkeypatch.context() as patched:
            patched.setattr(Vault, "save_drafts", full)
            assert app.keeper
            app.keeper.note(ready.case_id, "refleksjonsnotat/1", "why", "Zebrafinke så jeg")
            await pilot.press("ctrl+l")
            assert isinstance(app.screen, LockPage)
            # What the locked program still holds cannot be read without the vault.
            held = [one for one in vars(app).values() if isinstance(one, str | bytes | dict | list)]
            assert "Zebrafinke" not in repr(held)
        await unlock(pilot, app)
        assert app.flush()
    with ready.open() as vault:
        assert [one.text for one in vault.drafts(ready.case_id)] == ["Zebrafinke så jeg"]


async def test_a_bundle_that_is_read_is_gone_after_the_lock(locked_app: SeenApp, clock: Clock) -> None:
    app = locked_app
    async with app.run_test(size=(100, 30)) as pilot:
        app.push_screen(HelpPage())
        await pilot.pause()
        app.copy_to_clipboard("noe fra sakspakken")
        await pilot.press("ctrl+l")
        assert isinstance(app.screen, UnlockPage)
        assert app.clipboard == ""
        app.push_screen(HelpPage())
        await pilot.pause()
        clock.go_on(minutes=15)
        app.look_at_the_clock()
        assert isinstance(app.screen, UnlockPage)
        app.look_at_the_clock()
        await pilot.pause()
        assert isinstance(app.screen, BlankPage)
        app.look_at_the_clock()
        assert isinstance(app.screen, BlankPage)
