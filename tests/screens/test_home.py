"""Home shows what is urgent and every case."""

from __future__ import annotations

from screen_samples import SeenApp


async def test_home(app_with_vault: SeenApp) -> None:
    async with app_with_vault.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        print(app_with_vault.seen())
        assert app_with_vault.desk
