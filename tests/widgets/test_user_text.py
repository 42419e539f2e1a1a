"""What a user typed is shown as typed, in every widget, and never does anything."""

from __future__ import annotations

import pytest
from host import Host, HostPage, Making, click
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bekymring_tui.widgets.bar import Saved, Where
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.liste import Column, Item, Liste, Section
from bekymring_tui.widgets.menu import Menu, MenuRow
from bekymring_tui.widgets.plain_text import clean, one_line, shortened, storable, text, wrapped
from bekymring_tui.widgets.rail import Due, RailData, Step, UroPoint, UroTrend
from bekymring_tui.widgets.side import LogLine, SideData
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.uro import Grade, Uro
from bekymring_tui.widgets.valg import Heading, Row, Valg

NASTY = ("[/]", "a [x] b", "[@click=app.quit]her[/]", "[bold red]", "$muted [$x]", "\\[a]")
ODD = ("👨‍👩‍👧 😀 e\u0301", "שלום עולם", "\u202eabc\u202c", "日本語", "a\tb\x1b[31mc\x07", "\u00ad\ufeff", "❤\ufe0f")


def everywhere(value: str) -> list[Making]:
    column = (Column(value, 24), Column("", 10, grows=True))
    return [
        Tekst(value),
        Tekst(("før ", "$muted"), (value, "bold")),
        Valg(Heading(value, value), Row("a", value, note=value, sub=value), Row("b", value, closed=True)),
        Knapper(Knapp("k", value)),
        Liste(Section(value, column, (Item("i", (value, value)),), empty=value)),
        Uro([Grade(value, value)] * 7, 3),
        Felt(value, hint=value),
        lambda: Linje(value, hint=value),
    ]


def around(page: HostPage, value: str) -> None:
    page.show_where(Where((value, value, value)))
    uro = UroTrend((UroPoint(3, "12. nov."), UroPoint(5, "20. nov.")), value)
    due = Due("!", value, value)
    page.show_rail(RailData(value, value, value, (value, Step(value, "here", note=value, id="s")), value, uro, due))
    page.show_side(SideData(uro, (due,), value, (LogLine("20. nov.", "Sett", value),)))


@pytest.mark.parametrize("value", NASTY)
async def test_markup_stays_text_in_every_widget(value: str) -> None:
    app = Host(*everywhere(value))
    async with app.run_test(size=(160, 60)) as pilot:
        assert isinstance(app.page, HostPage)
        around(app.page, value)
        app.saved = Saved(problem=value)
        app.notify(value, title=value, markup=True)
        await pilot.pause()
        shown = sum(row.count(value) for row in app.seen())
        assert shown >= 25
        for y, row in enumerate(app.seen()):
            if value in row:
                await pilot.click(offset=(cell_len(row[: row.index(value)]) + 3, y))
        assert app.is_running
        assert app._exit is False


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("size", [(160, 60), (100, 30), (40, 10)])
async def test_odd_signs_move_nothing(value: str, size: tuple[int, int]) -> None:
    app = Host(*everywhere(value)[:-2])  # fields keep what was typed
    async with app.run_test(size=size) as pilot:
        assert isinstance(app.page, HostPage)
        around(app.page, value)
        await pilot.pause()
        rows = app.seen()
        assert {cell_len(row) for row in rows} == {size[0]}
        assert all(sign not in row for row in rows for sign in "\x1b\x07\u202e\u200d\t")


async def test_a_menu_row_is_text() -> None:
    app = Host(page=Menu([MenuRow("a", "[/] [@click=app.quit]x")]))
    async with app.run_test(size=(100, 30)) as pilot:
        await click(pilot, "[/] [@click=app.quit]x")
        assert app.is_running


@given(st.text())
def test_cleaned_text_has_nothing_a_terminal_obeys(value: str) -> None:
    assert all(char.isprintable() or char == "\n" for char in clean(value))
    assert clean(clean(value)) == clean(value)
    assert text(value).plain == clean(value)
    assert "\n" not in one_line(value)


@given(st.text())
def test_what_is_kept_can_be_written_and_loses_no_word(value: str) -> None:
    kept = storable(value)
    kept.encode("utf-8")
    assert storable(kept) == kept
    assert "\r" not in kept
    assert [char for char in kept if char.isalnum()] == [char for char in value if char.isalnum()]


@given(st.text(max_size=200), st.integers(1, 40))
def test_wrapped_and_shortened_keep_within_their_cells(value: str, width: int) -> None:
    widest = max(2, width)  # one sign may be two cells wide
    assert all(cell_len(row) <= widest for row in wrapped(value, width))
    assert cell_len(shortened(value, width)) <= width
    if value.isascii() and value.isalnum():
        assert "".join(wrapped(value, width)) == value
