"""Every page fits every screen, and never hides the way to F9."""

from __future__ import annotations

import pytest
from gallery import PAGES, Gallery
from host import Host, HostPage
from rich.cells import cell_len

from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.page import TextColumn
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Row, Valg

SIZES = [(140, 45), (100, 30), (80, 24), (60, 20), (40, 10)]


def rows_of(app: Gallery) -> list[str]:
    return ["".join(part.text for part in strip) for strip in app.screen._compositor.render_strips()]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", [*PAGES, "meny"])
async def test_every_page_fits_and_every_thing_on_it_can_be_reached(page: str, size: tuple[int, int]) -> None:
    app = Gallery(page)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        stops = len(app.screen.focus_chain)
        for stop in range(stops + 1 if size in ((100, 30), (40, 10)) else 1):
            rows = rows_of(app)
            assert len(rows) == size[1]
            assert {cell_len(row) for row in rows} == {size[0]}
            assert "F9" in rows[-1] or "F9" in rows[0]
            focused = app.focused
            assert focused is not None
            if stop:  # the first is not scrolled to, so that a page opens at its title
                assert focused.region.overlaps(app.screen.query_one(TextColumn).region)
            await pilot.press("tab")
            await pilot.pause()


async def test_a_small_screen_opens_at_its_title() -> None:
    rows = [Row(str(number), f"Rad {number}", "action", on=number < 30) for number in range(40)]
    app = Host(Tekst("Tittelen", kind="title"), Valg(*rows))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "Tittelen" in app.seen()[1]


async def test_the_first_focus_is_the_first_thing_in_the_column() -> None:
    buttons = Knapper(Knapp("k", "Knapp"))
    app = Host(Tekst("Tittel", kind="title"), buttons, Valg(Row("a", "A")))
    async with app.run_test(size=(100, 30)):
        assert app.focused is buttons


async def test_a_page_of_text_scrolls_with_the_arrows() -> None:
    app = Host(Tekst("\n".join(f"linje {number}" for number in range(80))))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.focused is None
        await pilot.press("pagedown", "down", "down")
        await pilot.pause()
        assert "linje 12" in app.seen()[1]
        await pilot.press("up")
        await pilot.pause()
        assert "linje 11" in app.seen()[1]


async def test_esc_goes_back_to_the_page_below() -> None:
    app = Host(Tekst("Under"))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(HostPage(Tekst("Over")))
        assert "Over" in "\n".join(app.seen())
        await pilot.press("escape")
        await pilot.pause()
        assert "Under" in "\n".join(app.seen())


async def test_a_notice_leaves_bar_and_keys_alone_and_fits_the_smallest_screen() -> None:
    app = Host(Tekst("Side"))
    async with app.run_test(size=(40, 10), notifications=True) as pilot:
        app.notify("Limt inn for mye. Resten kan stå i loggen.", severity="warning")
        await pilot.pause()
        await pilot.pause()
        rows = app.seen()
        assert all(word in "".join(rows) for word in ("! Limt inn for mye.", "i loggen."))
        assert rows[-1].startswith(" F9 VOLD")
        below = next(place for place, row in enumerate(rows) if "loggen." in row)
        assert any("Side" in row for row in rows[below + 1 :])


@pytest.mark.parametrize("length", range(40, 66, 5))
async def test_no_word_of_a_notice_is_cut(length: int) -> None:
    app = Host(Tekst("Side"))
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        app.notify("ord " * (length // 4) + "slutt.")
        await pilot.pause()
        await pilot.pause()
        assert "slutt." in "".join(app.seen())


async def test_text_is_at_most_76_cells_wide() -> None:
    app = Host(Tekst("ord " * 60))
    async with app.run_test(size=(130, 30)):
        assert max(len(row.rstrip()) for row in app.seen()[1:-1]) <= 3 + 76


@pytest.mark.parametrize("page", [*PAGES, "meny"])
async def test_training_is_marked_on_every_page(page: str) -> None:
    app = Gallery(page)
    async with app.run_test(size=(100, 30)) as pilot:
        app.training = True
        await pilot.pause()
        assert rows_of(app)[0].startswith(" ØVELSE ")


async def test_resizing_keeps_focus_and_what_was_chosen() -> None:
    valg = Valg(Row("a", "A", "action"), Row("b", "B", "action"))
    app = Host(valg)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("down", "space")
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.focused is valg
            assert (valg.cursor, valg.chosen) == ("b", ("b",))
