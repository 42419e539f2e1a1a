"""Days in words."""

from __future__ import annotations

from datetime import datetime

import pytest
from textual.app import ComposeResult

from bekymring_tui.screens.day_field import DayField
from bekymring_tui.widgets.page import Page
from bekymring_tui.widgets.safe_app import SafeApp
from bekymring_tui.widgets.tekst import Tekst

NOW = datetime.fromisoformat("2026-11-22T14:02:00+01:00")


class OneField(SafeApp):
    def __init__(self, words: str, *, clock: bool, working: bool) -> None:
        super().__init__()
        self.words, self.clock, self.working = words, clock, working
        self.kept: list[str] = []

    def on_mount(self) -> None:
        field = DayField(self.words, NOW, field="day", clock=self.clock, working=self.working)
        self.field, kept = field, self.kept

        class Shown(Page[None]):
            def column(self) -> ComposeResult:
                yield field

            def on_day_field_changed(self, event: DayField.Changed) -> None:
                kept.append(event.kept)

        self.push_screen(Shown())

    def told(self) -> str:
        return str(self.field.query_one(Tekst).content)


@pytest.mark.parametrize(
    ("words", "clock", "working", "moment", "told"),
    [
        ("", False, False, None, ""),
        ("i går", False, False, "2026-11-21", "= lør 21. nov. 2026"),
        ("om 3 uker", False, True, "2026-12-14", "= søn 13. des. 2026 → flyttet til man 14. des. 2026"),
        ("1. mai", False, True, "2027-05-03", "= lør 1. mai 2027 → flyttet til man 3. mai 2027"),
        ("i dag 14:05", True, False, "2026-11-22T14:05", "= søn 22. nov. 2026 14:05"),
        ("20.11", True, False, "2026-11-20T12:00", "= fre 20. nov. 2026 12:00"),
        ("07:30", True, False, "2026-11-22T07:30", "= søn 22. nov. 2026 07:30"),
        ("07:30", False, False, None, "× Dette er ingen dag programmet forstår. Skriv for eksempel «om 3 uker»"),
        ("32.13.", False, False, None, "×"),
        ("om 4000 år", False, False, None, "×"),
        ("[/] 👩‍👧", False, False, None, "×"),
        ("i dag 25:99", True, False, None, "× Dette er ingen dag programmet forstår. Skriv for eksempel «i går»"),
        ("for 2 dager siden", False, False, "2026-11-20", "= fre 20. nov. 2026"),
        ("12. nov.", False, False, "2026-11-12", "= tor 12. nov. 2026"),
    ],
)
async def test_reads_and_reads_back(words: str, clock: bool, working: bool, moment: str | None, told: str) -> None:
    app = OneField(words, clock=clock, working=working)
    async with app.run_test(size=(80, 24)):
        found = app.field.moment
        assert (found.isoformat() if found else None) == (moment and datetime.fromisoformat(
            f"{moment}T12:00" if "T" not in moment else moment
        ).replace(tzinfo=NOW.tzinfo).isoformat())  # fmt: skip
        assert app.told().startswith(told)
        assert app.field.wrong == (bool(words) and moment is None)
        assert app.kept == []


async def test_keeps_the_day_itself() -> None:
    """«I morgen» means another day tomorrow."""
    app = OneField("", clock=False, working=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "space", "m", "o", "r", "g", "e", "n")
        assert app.kept[0] == "i"
        assert app.kept[-1] == "23. nov. 2026"
