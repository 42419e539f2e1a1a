"""No word of English is left on a page of the shell, in any of its states."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from screen_samples import Clock, Ready, SeenApp

from bekymring_tui.screens.routes import page_class
from bekymring_tui.screens.start import StartPage
from bekymring_tui.settings import Settings

ENGLISH = re.compile(
    r"\b(the|and|you|your|with|press|quit|exit|help|search|commands?|theme|keys|show|hide|close|open|save|saved|"
    r"loading|error|invalid|must|valid|password|passphrase|yes|no|cancel|next|back|toggle|select|copy|screenshot)\b",
    re.IGNORECASE,
)


def english(app: SeenApp) -> list[str]:
    return ENGLISH.findall(app.seen())


@pytest.mark.parametrize("name", ["home", "new_case", "help", "source", "leave", "recovery", "who", "lock"])
@pytest.mark.parametrize("size", [(100, 60), (40, 10)])
async def test_inside(app_with_vault: SeenApp, name: str, size: tuple[int, int]) -> None:
    app = app_with_vault
    async with app.run_test(size=size) as pilot:
        app.push_screen(page_class(name)())
        await pilot.pause()
        assert not english(app)


async def test_the_menu(app_with_vault: SeenApp) -> None:
    async with app_with_vault.run_test(size=(100, 60)) as pilot:
        await pilot.press("ctrl+p")
        assert not english(app_with_vault)
        await pilot.press("x", "y", "z")
        assert not english(app_with_vault)


async def test_outside(tmp_path: Path, ready: Ready, clock: Clock) -> None:
    for folder in (tmp_path / "ny", ready.folder):
        app = SeenApp(Settings(folder), now=clock.now, clock=clock.seconds)
        async with app.run_test(size=(100, 60)) as pilot:
            await pilot.press("end", "enter", "tab", "a", "b")
            await pilot.pause()
            # The suggested words are drawn by chance.
            shown = app.seen() if not isinstance(app.screen, StartPage) else app.seen().replace(app.screen.spaced, "")
            assert not ENGLISH.findall(shown)
