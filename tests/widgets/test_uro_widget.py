"""Setting a grade."""

from __future__ import annotations

import pytest
from gallery import SCALE
from host import Host, click

from bekymring_tui.widgets.uro import UNKNOWN, Grade, Uro, with_bar


@pytest.mark.parametrize("press", list("1234567"))
async def test_a_digit_sets(press: str) -> None:
    app = Host(Uro(SCALE))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(press)
        assert [event.value for event in app.heard(Uro.Changed)] == [int(press)]
        assert f"{press} {SCALE[int(press) - 1].zone}" in "\n".join(app.seen())
        assert SCALE[int(press) - 1].words in "\n".join(app.seen())


async def test_do_not_know_is_an_answer_and_not_set_is_none() -> None:
    uro = Uro(SCALE)
    app = Host(uro)
    async with app.run_test(size=(100, 30)) as pilot:
        assert uro.value is None
        assert "ikke satt" in "\n".join(app.seen())
        await pilot.press("0")
        assert uro.value == UNKNOWN
        assert "vet ikke" in "\n".join(app.seen())
        await pilot.press("delete")
        assert [event.value for event in app.heard(Uro.Changed)] == [UNKNOWN, None]
        assert "ikke satt" in "\n".join(app.seen())


async def test_arrows_only_look_enter_sets() -> None:
    uro = Uro(SCALE, 4)
    app = Host(uro)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("right", "right")
        assert uro.value == 4
        assert "Vurder F9." in "\n".join(app.seen())
        await pilot.press("enter")
        assert uro.value == 6
        await pilot.press("right", "right", "right", "space")
        assert uro.value == 7


@pytest.mark.parametrize(("press", "words"), [("6", "Vurder F9."), ("7", "Trykk F9.")])
async def test_six_and_seven_name_f9_and_never_press_it(press: str, words: str) -> None:
    app = Host(Uro(SCALE))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(press)
        assert words in "\n".join(app.seen())
        assert app.pressed == []


@pytest.mark.parametrize("width", [100, 60, 40])
async def test_a_click_sets_and_the_height_never_changes(width: int) -> None:
    uro = Uro(SCALE)
    app = Host(uro, Uro(SCALE))
    async with app.run_test(size=(width, 24)) as pilot:
        height = uro.size.height
        for grade in (7, 1, 3, 6):
            await click(pilot, with_bar(grade))
            assert uro.value == grade
            assert uro.size.height == height
        await click(pilot, "0?")
        assert uro.value == UNKNOWN


async def test_setting_the_same_grade_again_says_nothing() -> None:
    app = Host(Uro(SCALE, 5))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("5", "5")
        assert app.heard(Uro.Changed) == []


async def test_up_and_down_leave() -> None:
    first, second = Uro(SCALE), Uro(SCALE)
    app = Host(first, second)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("down")
        assert app.focused is second
        await pilot.press("up")
        assert app.focused is first


async def test_the_borders_of_the_zones_stand_between_the_grades() -> None:
    app = Host(Uro(SCALE))
    async with app.run_test(size=(100, 30)):
        assert "1▁ │ 2▂  3▃ │ 4▄  5▅ │ 6▆  7▇ │ 0?" in "\n".join(app.seen())


def test_a_scale_has_seven_grades() -> None:
    with pytest.raises(ValueError, match="seven"):
        Uro([Grade("ingen", "ord")] * 6)
