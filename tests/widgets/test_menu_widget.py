"""Ctrl+P: F9 first, the rest by typing."""

from __future__ import annotations

from typing import Any

import pytest
from gallery import MENU
from host import Host, click
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from bekymring_tui.widgets.menu import Menu, folded
from bekymring_tui.widgets.tekst import Tekst


class MenuHost(Host):
    """Opens the menu at once and keeps what it returns."""

    def __init__(self) -> None:
        super().__init__(Tekst("Side"))
        self.taken: list[str | None] = []

    def open(self) -> None:
        self.push_screen(Menu(MENU), self.taken.append)


async def typed(pilot: Pilot[Any], *presses: str) -> list[str]:
    await pilot.press(*presses)
    await pilot.pause()
    app = pilot.app
    assert isinstance(app, MenuHost)
    return app.seen()


async def test_the_first_row_is_f9s_and_enter_takes_it() -> None:
    app = MenuHost()
    async with app.run_test(size=(100, 30)) as pilot:
        rows = await typed(pilot)
        assert "› Vold, overgrep eller akutt fare? Se numrene nå" in rows[app.row_of("Vold")]
        await pilot.press("enter")
        assert app.taken == ["f9"]


@pytest.mark.parametrize("word", ["lås", "las", "LÅS", "laas", "skj"])
async def test_a_piece_of_a_word_finds_it_however_it_is_written(word: str) -> None:
    app = MenuHost()
    async with app.run_test(size=(100, 30)) as pilot:
        rows = await typed(pilot, *word)
        assert "Frister" not in "\n".join(rows)
        await pilot.press("enter")
        assert app.taken == ["lock"]


async def test_other_words_for_it_find_it_too() -> None:
    app = MenuHost()
    async with app.run_test(size=(100, 30)) as pilot:
        await typed(pilot, *"tema", "enter")
        assert app.taken == ["theme"]


async def test_f9s_row_stays_whatever_is_typed_but_a_miss_does_not_press_it() -> None:
    app = MenuHost()
    async with app.run_test(size=(100, 30)) as pilot:
        rows = await typed(pilot, *"qqq")
        assert "Vold, overgrep" in "\n".join(rows)
        assert "Ingen treff" in "\n".join(rows)
        await pilot.press("enter")
        assert app.taken == []


async def test_arrows_move_while_typing() -> None:
    app = MenuHost()
    async with app.run_test(size=(100, 30)) as pilot:
        await typed(pilot, "down", "down", "enter")
        assert app.taken == ["deadlines"]


async def test_a_click_takes_a_row_and_esc_none() -> None:
    app = MenuHost()
    async with app.run_test(size=(100, 30)) as pilot:
        await click(pilot, "Frister")
        await pilot.pause()
        await app.push_screen(Menu(MENU), app.taken.append)
        await pilot.press("escape")
        assert app.taken == ["deadlines", None]


async def test_f9_reaches_the_app_from_the_menu() -> None:
    app = MenuHost()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f9", "ctrl+g")
        assert app.pressed == ["f9", "f9"]


@given(st.text(), st.text(), st.text())
def test_every_piece_of_a_label_finds_it(before: str, piece: str, after: str) -> None:
    assert folded(piece) in folded(f"{before} {piece} {after}")


def test_folding_makes_equal_what_is_written_without_norwegian_letters() -> None:
    assert folded("Åpne sæ på øy") == folded("aapne sae paa oey") == folded("apne sa pa oy")
