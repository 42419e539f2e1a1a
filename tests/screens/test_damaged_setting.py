"""A setting of the user that is damaged keeps nobody out of the cases."""

from __future__ import annotations

import pytest
from screen_samples import PASSPHRASE, Ready, SeenApp
from sqlalchemy import text as sql

from bekymring_tui.screens.unlock import UnlockPage
from bekymring_tui.vault.store import Vault


def damage(ready: Ready, *names: str) -> None:
    with ready.open() as vault:
        for name in names:
            vault.put_setting(name, "x")
        change = sql("UPDATE setting SET value = value || 'y' WHERE key = :name")
        vault._run(lambda found: [_execute(found.engine, change, name) for name in names])


def _execute(engine: object, statement: object, name: str) -> None:
    with engine.begin() as connection:  # type: ignore[attr-defined]
        connection.execute(statement, {"name": name})


async def test_each_is_asked_for_anew_or_passed_over(ready: Ready) -> None:
    damage(ready, "who", "place", "recovery_code", "rekeying", "set_aside_key", "restored", "opened_by_unit")
    app = SeenApp(ready.settings, vault=ready.open())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Hvem er du?" in app.seen()
        app.go_home()
        await pilot.pause()
        assert "Blå ugle" in app.seen()


async def test_an_opening_that_fails_half_way_leaves_the_vault_free(
    locked_app: SeenApp, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bekymring_tui.errors import Damaged

    def broken(_: Vault) -> str:
        raise Damaged("Databasen er skadet.")

    async with locked_app.run_test(size=(80, 24)) as pilot:
        with monkeypatch.context() as patched:
            patched.setattr(Vault, "written_at", broken)
            await pilot.press(*PASSPHRASE, "enter")
            await locked_app.workers.wait_for_complete()
            await pilot.pause()
            assert "× Databasen er skadet." in locked_app.seen()
            assert isinstance(locked_app.screen, UnlockPage)
        with ready.open():
            pass
