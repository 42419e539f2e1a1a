"""A case by the guide's example: F2 shows the municipality's own document, F9 that its number is missing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from screen_samples import Clock, Ready, SeenApp

from bekymring_tui.case.people import Subject

EXAMPLE = Path(__file__).parents[2] / "docs" / "eksempel-prosedyre"


@pytest.fixture
def fjordvik(ready: Ready, clock: Clock) -> SeenApp:
    shutil.copytree(EXAMPLE, ready.folder / "prosedyrer" / "fjordvik")
    settings = replace(ready.settings, municipality="fjordvik", service="skole")
    return SeenApp(settings, vault=ready.open(), now=clock.now, clock=clock.seconds)


async def test_f2_shows_the_document_that_the_procedure_brings(fjordvik: SeenApp) -> None:
    async with fjordvik.run_test(size=(100, 40)) as pilot:
        assert fjordvik.desk is not None
        case = fjordvik.desk.new_case(
            "fjordvik", "skole", "concern", Subject(kind="child", call_name="Blå ugle", age=9), []
        )
        fjordvik.open_case(case.id)
        await pilot.pause()
        assert "Kilde: Fjordvik, side 2 (F2)" in " ".join(fjordvik.seen().split())
        await pilot.press("f2")
        seen = " ".join(fjordvik.seen().split())
        assert "Fjordvik kommune: «Når du er urolig for et barn», Side 2: Se og skriv" in seen
        assert "FJO-1-H1: Står i dokumentet" in seen


async def test_f9_says_that_the_document_has_no_number(fjordvik: SeenApp) -> None:
    async with fjordvik.run_test(size=(100, 40)) as pilot:
        await pilot.press("f9")
        seen = fjordvik.seen()
        assert "112" in seen
        assert "mangler     Barneverntjenesten i Fjordvik" in seen
