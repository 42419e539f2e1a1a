"""The first and the last row: what they show, and what leaves when it is narrow."""

from __future__ import annotations

import pytest
from host import Host, HostPage, click
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bekymring_tui.widgets.bar import Saved, Where, bar_line
from bekymring_tui.widgets.keyline import KeyLine
from bekymring_tui.widgets.keys import SHOWN, key, keys
from bekymring_tui.widgets.page import Page
from bekymring_tui.widgets.tekst import Tekst

HERE = Where(("Blå ugle", "nivå 1, trinn 2 av 4", "Skole", "Porsgrunn"))
SAVED = Saved(at="14:02")


def shown(where: Where, saved: Saved, width: int, training: bool = False) -> str:
    return bar_line(where, saved, training, width).text.rstrip()


def test_municipality_leaves_first_then_service_never_the_case() -> None:
    assert shown(HERE, SAVED, 80) == f"{' Blå ugle · nivå 1, trinn 2 av 4 · Skole · Porsgrunn':<64}✓ Lagret 14:02"
    assert "Skole" in shown(HERE, SAVED, 62)
    assert "Porsgrunn" not in shown(HERE, SAVED, 62)
    assert "Skole" not in shown(HERE, SAVED, 48)
    assert "Blå ugle · nivå 1" in shown(HERE, SAVED, 40)
    assert shown(HERE, SAVED, 40).endswith("✓ 14:02")


def test_what_is_not_saved_is_said_in_words() -> None:
    assert shown(HERE, Saved(problem="disken er full"), 100).endswith("! Ikke lagret: disken er full")
    assert "! Ikke lagret" in shown(HERE, Saved(problem="disken er full"), 40)


def test_nothing_is_claimed_before_anything_is_saved() -> None:
    assert shown(HERE, Saved(), 100) == " Blå ugle · nivå 1, trinn 2 av 4 · Skole · Porsgrunn"


def test_a_halted_case_says_so_first() -> None:
    halted = Where(("Blå ugle",), "halted")
    assert shown(halted, SAVED, 100).startswith(" !! STANSET: RING BARNEVERN ELLER POLITI · Blå ugle")
    assert shown(halted, SAVED, 40).startswith(" !! STANSET: RING")
    assert "Blå ugle" in shown(halted, SAVED, 40)
    assert "Ikke lagret" in shown(halted, Saved(problem="disken er full"), 60)
    assert bar_line(halted, SAVED, False, 100).ink == "safe bold"


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_training_is_never_dropped(width: int) -> None:
    assert shown(HERE, SAVED, width, training=True).startswith(" ØVELSE ")


@given(
    st.lists(st.text(max_size=30), max_size=5),
    st.sampled_from(["plain", "halted", "safety"]),
    st.sampled_from([Saved(), SAVED, Saved(problem="disken er full og kan ikke skrives til")]),
    st.booleans(),
    st.integers(40, 200),
)
def test_the_bar_always_fits(groups: list[str], ground: str, saved: Saved, training: bool, width: int) -> None:
    line = bar_line(Where(tuple(groups), ground), saved, training, width)  # type: ignore[arg-type]
    assert cell_len(line.text) <= width


# The key line ----------------------------------------------------------------------------------------------

CASE = Page.KEYS


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (140, " F9 VOLD ELLER OVERGREP?   F1 Hjelp  F2 Kilde  F3 Slå opp  F5 Uro  F6 Logg  F7 Frister"
         "  Ctrl+P Meny  Ctrl+L Lås  Esc Tilbake"),
        (100, " F9 VOLD ELLER OVERGREP?   F1 Hjelp  F3 Slå opp  F6 Logg  Ctrl+P Meny  Ctrl+L Lås  Esc Tilbake"),
        (80, " F9 VOLD/OVERGREP?   F1 Hjelp  F6 Logg  Ctrl+P Meny  Ctrl+L Lås  Esc Tilbake"),
        (60, " F9 VOLD/OVERGREP?   F1 Hjelp  Ctrl+L Lås  Esc Tilbake"),
        (40, " F9 VOLD/OVERGREP?   Esc Tilbake"),
    ],
)  # fmt: skip
async def test_keys_printed_beside_their_thing_leave_first(width: int, expected: str) -> None:
    app = Host(Tekst("Side"), page=HostPage(lambda: Tekst("Side")))
    async with app.run_test(size=(width, 20)):
        assert app.seen()[-1].rstrip() == expected


@pytest.mark.parametrize("press", ["f9", "f1", "f6", "ctrl+l"])
async def test_a_click_on_a_key_is_that_key(press: str) -> None:
    app = Host(lambda: Tekst("Side"))
    async with app.run_test(size=(100, 30)) as pilot:
        await click(pilot, SHOWN[press])
        assert app.pressed == [press]


async def test_a_page_may_have_other_keys_and_other_words() -> None:
    line = KeyLine(*keys("f1", "ctrl+l"), key("escape", "Nei, tilbake"))
    app = Host(lambda: line)
    async with app.run_test(size=(100, 30)) as pilot:
        assert " F1 Hjelp  Ctrl+L Lås  Esc Nei, tilbake" in "\n".join(app.seen())
        line.show(*keys("f1", "ctrl+l"))
        await pilot.pause()
        assert "Nei, tilbake" not in "\n".join(app.seen())
