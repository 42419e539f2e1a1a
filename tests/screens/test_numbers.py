"""F9 shows numbers at once, everywhere; in a case it asks, and the question stands until it is answered."""

from __future__ import annotations

import pytest
from screen_samples import AtCase, Clock, Ready, SeenApp

from bekymring_tui.screens.numbers import NumbersPage
from bekymring_tui.settings import Settings

SIZES = [(100, 30), (80, 24), (60, 20), (40, 10)]


async def test_on_the_unlock_page_the_numbers_stand_without_a_vault(locked_app: SeenApp) -> None:
    async with locked_app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f9")
        assert "112" in locked_app.seen()
        await locked_app.workers.wait_for_complete()
        await pilot.pause()
        seen = locked_app.seen()
        for number in ("112", "113", "110", "02800", "116 117", "116 111", "35 54 73 98", "900 53 304"):
            assert number in seen
        assert "oppgitt i kilden, ikke kontrollert" in seen
        assert "Blå ugle" not in seen
        locked_app.keep_picture("f9-laast")
        await pilot.press("escape")
        assert not isinstance(locked_app.screen, NumbersPage)
