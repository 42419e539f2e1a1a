"""The page that checks the vault: whole, damaged, and left while it is at work."""

from __future__ import annotations

from screen_samples import Ready, SeenApp

from bekymring_tui.screens.home import HomePage
from bekymring_tui.vault.places import PAGE_BYTES


async def test_a_whole_vault_is_told_shortly(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_once("check")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "✓ Hvelvet er helt." in app.seen()
        assert "Det finnes ingen sikkerhetskopi" in app.seen()


async def test_it_can_be_left_at_once(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(3):
            app.show_once("check")
            await pilot.press("escape")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, HomePage)


async def test_damage_is_told_with_what_to_do(app_with_vault: SeenApp, ready: Ready) -> None:
    """One page that is no longer what was written, found while the vault is open."""
    app, path = app_with_vault, ready.folder / "hvelv.db"
    async with app.run_test(size=(80, 24)) as pilot:
        with path.open("r+b") as file:
            file.seek(-PAGE_BYTES // 2, 2)
            file.write(bytes(16))
        app.show_once("check")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "! Kontrollen fant" in app.seen()
        assert "Gjør nå: Ta en kopi av hele mappen" in app.seen()
