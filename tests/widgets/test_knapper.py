"""The buttons at the foot of a page."""

from __future__ import annotations

import pytest
from host import Host, click

from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje

BUTTONS = (Knapp("ja", "Bekreft beslutningen"), Knapp("nei", "Tilbake"))


def pressed(app: Host) -> list[str]:
    return [event.knapp.id for event in app.heard(Knapper.Pressed)]


@pytest.mark.parametrize("press", ["enter", "space"])
async def test_a_button_is_pressed(press: str) -> None:
    app = Host(Knapper(*BUTTONS))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(press, "right", press)
        assert pressed(app) == ["ja", "nei"]


async def test_tab_goes_from_button_to_button_then_on_and_back() -> None:
    buttons = Knapper(*BUTTONS)
    app = Host(buttons, Linje)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("tab")
        assert app.focused is buttons
        await pilot.press("tab")
        assert isinstance(app.focused, Linje)
        await pilot.press("shift+tab")
        assert app.focused is buttons


async def test_a_click_presses() -> None:
    app = Host(Knapper(*BUTTONS))
    async with app.run_test(size=(100, 30)) as pilot:
        await click(pilot, "Tilbake ]")
        assert pressed(app) == ["nei"]


async def test_buttons_wrap_where_there_is_no_room_beside() -> None:
    app = Host(Knapper(*BUTTONS))
    async with app.run_test(size=(40, 12)) as pilot:
        assert app.row_of("[ Tilbake ]") == app.row_of("[ Bekreft beslutningen ]") + 1
        await click(pilot, "[ Tilbake ]")
        assert pressed(app) == ["nei"]
