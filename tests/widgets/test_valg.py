"""One list to do, open and decide in."""

from __future__ import annotations

import pytest
from host import Host, click

from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg


def step() -> Valg:
    return Valg(
        Heading("Gjør dette"),
        Row("skriv", "Skriv ned", "action", on=True),
        Row("drøft", "Drøft anonymt", "action", note="valgfritt"),
        Row("inviter", "Inviter foresatte", "action", closed=True, sub="Venter på råd."),
        Heading("Skjema"),
        Row("notat", "Refleksjonsnotat", note="ferdig"),
        Heading("Er det grunnlag?"),
        Row("ja", "Ja", "choice"),
        Row("nei", "Nei", "choice"),
    )


async def test_the_cursor_starts_at_the_first_thing_not_done() -> None:
    valg = step()
    async with Host(valg).run_test(size=(100, 30)):
        assert valg.cursor == "drøft"


async def test_the_cursor_starts_at_the_choice_made() -> None:
    valg = Valg(Row("a", "A", "choice"), Row("b", "B", "choice", on=True))
    async with Host(valg).run_test(size=(100, 30)):
        assert valg.cursor == "b"


async def test_arrows_pass_over_headings_and_what_is_closed() -> None:
    valg = step()
    async with Host(valg).run_test(size=(100, 30)) as pilot:
        visited = [valg.cursor]
        for _ in range(3):
            await pilot.press("down")
            visited.append(valg.cursor)
        assert visited == ["drøft", "notat", "ja", "nei"]
        await pilot.press("home")
        assert valg.cursor == "skriv"


async def test_arrows_leave_at_the_ends() -> None:
    before, valg, after = Knapper(Knapp("f", "Før")), step(), Knapper(Knapp("e", "Etter"))
    app = Host(before, valg, after)
    async with app.run_test(size=(100, 30)) as pilot:
        valg.focus()
        await pilot.press("end", "down")
        assert app.focused is after
        await pilot.press("up")
        assert app.focused is valg
        await pilot.press("home", "up")
        assert app.focused is before


async def test_it_is_one_tab_stop() -> None:
    valg, after = step(), Knapper(Knapp("e", "Etter"))
    app = Host(valg, after)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("tab")
        assert app.focused is after


@pytest.mark.parametrize("press", ["space", "enter"])
async def test_an_action_is_ticked_and_unticked(press: str) -> None:
    app = Host(step())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(press)
        assert "[x] Drøft anonymt" in "\n".join(app.seen())
        await pilot.press(press)
        assert "[ ] Drøft anonymt" in "\n".join(app.seen())
        assert [(event.row.id, event.row.on) for event in app.heard(Valg.Toggled)] == [
            ("drøft", True),
            ("drøft", False),
        ]


async def test_a_choice_puts_out_the_others_under_its_heading_only() -> None:
    valg = step()
    app = Host(valg)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("end", "enter", "up", "enter")
        assert valg.chosen == ("skriv", "ja")
        assert "(●) Ja" in "\n".join(app.seen())
        assert [event.row.id for event in app.heard(Valg.Chosen)] == ["nei", "ja"]


async def test_a_row_that_opens_says_so() -> None:
    app = Host(step())
    async with app.run_test(size=(100, 30)) as pilot:
        await click(pilot, "Refleksjonsnotat")
        assert [event.row.id for event in app.heard(Valg.Opened)] == ["notat"]


async def test_what_is_closed_is_shown_with_its_reason_and_cannot_be_chosen() -> None:
    valg = step()
    app = Host(valg)
    async with app.run_test(size=(100, 30)) as pilot:
        row = app.row_of("Inviter foresatte")
        assert app.seen()[row].rstrip().endswith("stengt")
        assert "Venter på råd." in app.seen()[row + 1]
        await click(pilot, "Inviter foresatte")
        assert app.heard(Valg.Toggled) == []
        assert valg.cursor == "drøft"


async def test_a_list_where_all_is_closed_is_no_tab_stop() -> None:
    app = Host(Valg(Row("a", "A", closed=True)), Knapper(Knapp("k", "Knapp")))
    async with app.run_test(size=(100, 30)):
        assert isinstance(app.focused, Knapper)


async def test_long_labels_hang_under_their_first_word() -> None:
    app = Host(
        Valg(Row("a", "Velg observasjon eller kartlegging som passer til barnets alder", "action", note="valgfritt"))
    )
    async with app.run_test(size=(60, 20)):
        at = app.row_of("[ ] Velg observasjon")
        first, second = app.seen()[at : at + 2]
        assert first.rstrip().endswith("valgfritt")
        assert second.startswith(" " * first.index("Velg") + "passer")


async def test_a_note_stands_at_the_right_and_goes_below_where_there_is_no_room() -> None:
    valg = Valg(Row("a", "Konkretisering av bekymring", note="påbegynt 4 av 9 felt, sist i går"))
    app = Host(valg)
    async with app.run_test(size=(100, 30)) as pilot:
        assert "påbegynt 4 av 9" in app.seen()[app.row_of("Konkretisering")]
        await pilot.resize_terminal(40, 12)
        assert app.row_of("påbegynt 4 av 9") > app.row_of("Konkretisering")


async def test_other_rows_keep_the_cursor_on_the_same_thing() -> None:
    valg = step()
    async with Host(valg).run_test(size=(100, 30)) as pilot:
        await pilot.press("down")
        valg.show(Row("ny", "Noe nytt"), Row("notat", "Refleksjonsnotat"))
        assert valg.cursor == "notat"
        valg.show(Row("ny", "Noe nytt"))
        assert valg.cursor == "ny"


async def test_the_page_follows_the_cursor() -> None:
    app = Host(Valg(*(Row(str(number), f"Rad {number}") for number in range(60))), Tekst("Under"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert "› " in app.seen()[app.row_of("Rad 59")]
        await pilot.press("home")
        await pilot.pause()
        assert "› " in app.seen()[app.row_of("Rad 0")]


async def test_a_place_has_its_own_sign_and_opens() -> None:
    valg = Valg(Row("here", "Her", "place", sign="●", note="her er du"), Row("way", "Videre"))
    app = Host(valg)
    async with app.run_test(size=(60, 20)) as pilot:
        assert valg.lines(60)[0].text.startswith("› ●   Her")
        await pilot.press("enter")
        assert [one.row.id for one in app.heard(Valg.Opened)] == ["here"]


async def test_the_cursor_can_be_put_on_a_row_and_comes_into_view() -> None:
    valg = Valg(*(Row(f"r{number}", f"Rad {number}") for number in range(40)))
    app = Host(valg)
    async with app.run_test(size=(60, 20)) as pilot:
        valg.stand_on("r30")
        await pilot.pause()
        assert valg.cursor == "r30"
        assert any("Rad 30" in one for one in app.seen())
