"""A terminal with an old encoding still shows every sign, in the same cells."""

from __future__ import annotations

import io

import pytest
from gallery import Gallery
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bekymring_tui.widgets.bursts import GAP, Bursts
from bekymring_tui.widgets.symbols import plainer

OURS = "✓›○●×→▁▂▃▄▅▆▇█│·–…«»•"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp850", "latin-1"])
def test_every_sign_of_ours_has_a_plainer_one(encoding: str) -> None:
    shown = plainer(OURS, encoding)
    shown.encode(encoding)
    assert "?" not in shown
    assert cell_len(shown) == cell_len(OURS)


def test_what_the_encoding_has_stays() -> None:
    assert plainer("Bekymring «æøå» – ✓", "cp1252") == "Bekymring «æøå» – v"
    assert plainer(OURS, "utf-8") == OURS


@given(st.text(), st.sampled_from(["ascii", "cp1252", "cp850"]))
def test_anything_can_be_written_and_takes_its_cells(value: str, encoding: str) -> None:
    value = "".join(char for char in value if cell_len(char) and char.isprintable())
    shown = plainer(value, encoding)
    shown.encode(encoding)
    assert cell_len(shown) == sum(cell_len(char) for char in value)


async def test_an_app_on_an_old_terminal_draws_only_what_it_can_carry() -> None:
    app = Gallery("sak")
    async with app.run_test(size=(100, 30)) as pilot:
        app._driver._file = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")  # type: ignore[union-attr]
        app.screen.refresh(layout=True)
        for widget in app.screen.walk_children():
            widget.refresh()
        await pilot.pause()
        rows = ["".join(part.text for part in strip) for strip in app.screen._compositor.render_strips()]
        "\n".join(rows).encode("latin-1")
        assert "> [ ] Velg observasjon" in "\n".join(rows)
        assert "v 1 Bekymring" in "\n".join(rows)


@given(st.lists(st.floats(0, 1), max_size=30))
def test_a_burst_is_three_keys_closer_than_anyone_types(gaps: list[float]) -> None:
    bursts, now, run = Bursts(), 100.0, 0
    for gap in gaps:
        now += gap
        run = run + 1 if run and gap < GAP else 1
        assert bursts.holds(now) == (run >= 3) or abs(gap - GAP) < 1e-9
