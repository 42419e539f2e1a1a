"""One cursor for all that is due and every case."""

from __future__ import annotations

from host import Host, click
from hypothesis import given
from hypothesis import strategies as st

from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.liste import Column, Item, Liste, Section, column_widths
from bekymring_tui.widgets.tekst import Tekst

DUE = (Column("", 2, gap=1), Column("", 12), Column("", 20, grows=True))
CASES = (
    Column("Kallenavn", 11),
    Column("Står på", 20, grows=True),
    Column("Uro", 12, leaves=1),
    Column("Endret", 10, leaves=2),
)


def home() -> Liste:
    return Liste(
        Section(
            "Haster mest", DUE, (Item("d1", ("!!", "2 dager over", "Svar")), Item("d2", ("!", "i morgen", "Drøft")))
        ),
        Section(
            "Saker",
            CASES,
            (
                Item("c1", ("Blå ugle", "Nivå 1, trinn 2", "5▅ gråsone", "i dag")),
                Item("c2", ("Grå hare", "Nivå 2, trinn 1", "6▆ stor uro", "i går")),
            ),
        ),
    )


async def test_one_cursor_passes_over_headings() -> None:
    liste = home()
    async with Host(liste).run_test(size=(100, 30)) as pilot:
        visited = [liste.cursor]
        for _ in range(3):
            await pilot.press("down")
            visited.append(liste.cursor)
        assert visited == ["d1", "d2", "c1", "c2"]


async def test_down_on_the_last_row_and_up_on_the_first_move_on() -> None:
    before, liste, after = Knapper(Knapp("f", "Før")), home(), Knapper(Knapp("e", "Etter"))
    app = Host(before, liste, after)
    async with app.run_test(size=(100, 30)) as pilot:
        liste.focus()
        await pilot.press("end", "down")
        assert app.focused is after
        await pilot.press("up")
        assert app.focused is liste
        assert liste.cursor == "c2"
        await pilot.press("home", "up")
        assert app.focused is before


async def test_the_page_follows_the_cursor_through_a_long_list() -> None:
    rows = tuple(Item(str(number), ("", "", f"Sak {number}")) for number in range(60))
    app = Host(Tekst("Tittel", kind="title"), Liste(Section("Saker", DUE, rows)), Tekst("Under listen"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Tittel" in app.seen()[1]
        for press, words in (("end", "Sak 59"), ("home", "Sak 0"), ("end", "Sak 59")):
            await pilot.press(press)
            await pilot.pause()
            assert app.seen()[app.row_of(words)].lstrip().startswith("›")
        await pilot.press(*["up"] * 30)
        await pilot.pause()
        assert "›" in app.seen()[app.row_of("Sak 29")]


async def test_enter_space_and_click_open() -> None:
    app = Host(home())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter", "down", "space")
        await click(pilot, "Grå hare")
        await click(pilot, "Haster mest")
        assert [event.item_id for event in app.heard(Liste.Opened)] == ["d1", "d2", "c2"]


async def test_the_cursor_is_a_sign_not_only_a_colour() -> None:
    app = Host(home())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("down")
        assert app.seen()[app.row_of("i morgen")].strip().startswith("› !  i morgen")
        assert "›" not in app.seen()[app.row_of("2 dager over")]


async def test_columns_stand_under_their_titles_and_leave_when_narrow() -> None:
    app = Host(home())
    async with app.run_test(size=(100, 30)) as pilot:
        title, row = (app.seen()[app.row_of(words)] for words in ("Kallenavn", "Blå ugle"))
        assert title.index("Uro") == row.index("5▅")
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert "Endret" not in "\n".join(app.seen())
        assert "gråsone" in "\n".join(app.seen())
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert "gråsone" not in "\n".join(app.seen())
        await pilot.press("end")
        assert "Grå hare     Nivå 2, trinn 1" in "\n".join(app.seen())


async def test_an_empty_section_says_what_to_do() -> None:
    app = Host(Liste(Section("Saker", CASES, (), empty="Ingen saker ennå.")), Knapper(Knapp("k", "Knapp")))
    async with app.run_test(size=(100, 30)):
        assert "Ingen saker ennå." in "\n".join(app.seen())
        assert "Kallenavn" not in "\n".join(app.seen())
        assert isinstance(app.focused, Knapper)


async def test_other_rows_keep_the_cursor_on_the_same_thing() -> None:
    liste = home()
    async with Host(liste).run_test(size=(100, 30)) as pilot:
        await pilot.press("down", "down")
        liste.show(Section("Saker", CASES, (Item("c0", ("Rød rev", "", "", "")), Item("c1", ("Blå ugle", "", "", "")))))
        await pilot.pause()
        assert liste.cursor == "c1"


@given(
    st.lists(st.builds(Column, st.just(""), st.integers(1, 20), st.booleans(), st.integers(0, 3)), min_size=1),
    st.integers(1, 120),
)
def test_columns_never_need_more_than_there_is_unless_none_may_leave(columns: list[Column], room: int) -> None:
    widths = column_widths(columns, room)
    staying = [column for column, width in zip(columns, widths, strict=True) if width]
    needed = sum(widths) + sum(column.gap for column in staying[:-1])
    assert all(width or column.leaves for column, width in zip(columns, widths, strict=True))
    assert needed <= room or not any(column.leaves for column in staying)
