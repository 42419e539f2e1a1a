"""F1 tells where the user stands; F2 where what stands there comes from."""

from __future__ import annotations

import pytest
from screen_samples import SeenApp

from bekymring_tui.flow.sources import SourceLine, laws
from bekymring_tui.screens.help import HelpPage
from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.new_case import NewCasePage
from bekymring_tui.screens.source import SourcePage
from bekymring_tui.screens.unlock import UnlockPage


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (40, 10)])
async def test_help_is_about_the_page_below(app_with_vault: SeenApp, size: tuple[int, int]) -> None:
    app = app_with_vault
    async with app.run_test(size=size) as pilot:
        await pilot.press("f1")
        assert "Her er sakene dine" in app.seen()
        await pilot.press("escape", "ctrl+n", "f1")
        assert "Du åpner en ny sak" in app.seen()
        await pilot.press("f1")
        assert len([one for one in app.screen_stack if isinstance(one, HelpPage)]) == 1
        await pilot.press("escape")
        assert isinstance(app.screen, NewCasePage)


async def test_help_before_the_vault_is_open(locked_app: SeenApp) -> None:
    async with locked_app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f1")
        assert "F4 viser det du skriver" in " ".join(locked_app.seen().split())
        await pilot.press("escape")
        assert isinstance(locked_app.screen, UnlockPage)


async def test_a_page_without_sources_says_so(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f2")
        assert "ingenting fra en prosedyre" in app.seen()
        await pilot.press("f1")
        assert isinstance(app.screen, HelpPage)
        assert not any(isinstance(one, SourcePage) for one in app.screen_stack)


async def test_document_section_origin_note_and_law_are_shown(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    law = next(iter(laws().values()))
    line = SourceLine("POR-1-1-H1", "Prosedyren", "Nivå 1", "Lagt til i programmet", "Sagt med våre ord.", (law,))

    class Sourced(HomePage):
        def sources(self) -> list[SourceLine]:
            return [line]

    async with app.run_test(size=(100, 40)) as pilot:
        app.stand_on(Sourced())
        await pilot.press("f2")
        seen = app.seen()
        for words in ("Prosedyren, Nivå 1", "POR-1-1-H1: Lagt til i programmet", "Sagt med våre ord.", law.name):
            assert words in seen
