"""The fields: nothing typed is lost, nothing forgotten comes back."""

from __future__ import annotations

import pytest
from gallery import SCALE, Gallery
from host import Host
from textual import events

from bekymring_tui.widgets.felt import LIMIT, Felt
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje, Passordlinje
from bekymring_tui.widgets.uro import Uro
from bekymring_tui.widgets.valg import Row, Valg


def paste(app: Host, value: str) -> None:
    assert app.focused is not None
    app.post_message(events.Paste(value))


async def test_every_change_is_told_with_the_whole_text() -> None:
    app = Host(Felt("Før. "))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("end", "N", "å")
        assert [event.text_area.text for event in app.heard(Felt.Changed)][-1] == "Før. Nå"


async def test_the_field_grows_from_two_rows_to_ten() -> None:
    felt = Felt()
    app = Host(felt)
    async with app.run_test(size=(100, 30)) as pilot:
        assert felt.size.height == 2
        await pilot.press("a", "enter", "b", "enter", "c")
        assert felt.size.height == 3
        felt.load_text("\n" * 40)
        await pilot.pause()
        assert felt.size.height == 10


async def test_tab_leaves_and_enter_is_a_new_line() -> None:
    felt, uro = Felt(), Uro(SCALE)
    app = Host(felt, uro)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("a", "enter", "b", "tab")
        assert felt.text == "a\nb"
        assert app.focused is uro


async def test_a_letter_right_behind_tab_goes_where_tab_went() -> None:
    """On a busy machine keys wait in a row, and a field only hears of Tab after the next key was handed out."""
    felt = Felt()
    app = Host(Linje, felt, Valg(Row("a", "A", "action")), lambda: Linje(id="last"))
    async with app.run_test(size=(100, 30)) as pilot:
        for name in ("1", "tab", "2", "tab", "tab", "3", "shift+tab", "shift+tab", "4"):
            app.post_message(events.Key(name, name if len(name) == 1 else None))
        await pilot.pause()
        assert app.page.query(Linje).first(Linje).value == "1"
        assert felt.text == "24"
        assert app.page.query_one("#last", Linje).value == "3"


async def test_the_focus_bar_is_thick_the_other_thin() -> None:
    app = Host(Felt("en"), Felt("to"))
    async with app.run_test(size=(100, 30)):
        assert "█ en" in app.seen()[app.row_of("en ")]
        assert "│ to" in app.seen()[app.row_of("to ")]


async def test_the_hint_shows_only_with_focus() -> None:
    app = Host(Felt(hint="bare her"), lambda: Linje(hint="og her"))
    async with app.run_test(size=(100, 30)) as pilot:
        assert "bare her" in "\n".join(app.seen())
        assert "og her" not in "\n".join(app.seen())
        await pilot.press("tab")
        await pilot.pause()
        assert "bare her" not in "\n".join(app.seen())
        assert "og her" in "\n".join(app.seen())


@pytest.mark.parametrize("press", ["f1", "f2", "f5", "f6", "f7", "f9", "ctrl+l"])
async def test_keys_of_the_app_reach_it_from_a_field(press: str) -> None:
    felt = Felt("Alt dette skal stå.")
    app = Host(felt)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(press, "x")
        assert app.pressed == [press]
        assert felt.text == "xAlt dette skal stå."


@pytest.mark.parametrize("press", ["f2", "f6", "f7"])
async def test_a_key_the_app_has_no_use_for_selects_nothing(press: str) -> None:
    app = Gallery("notat")
    async with app.run_test(size=(100, 30)) as pilot:
        felt = app.screen.query(Felt).first()
        before = felt.text
        await pilot.press(press, "x")
        assert felt.text == "x" + before


async def test_ctrl_g_is_f9_in_a_field_too() -> None:
    app = Host(Felt())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+g")
        assert app.pressed == ["f9"]


async def test_a_paste_is_cut_at_the_limit_and_the_rest_is_handed_on() -> None:
    felt = Felt("først ")
    app = Host(felt)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+e")
        paste(app, "æ" * (LIMIT + 500))
        await pilot.pause()
        assert len(felt.text) == LIMIT
        (full,) = app.heard(Felt.Full)
        assert felt.text + full.surplus == "først " + "æ" * (LIMIT + 500)
        assert app.heard(Felt.Changed)[-1].text_area.text == felt.text


async def test_typing_stops_at_the_limit_and_goes_on_after_deleting() -> None:
    felt = Felt("a" * 20, limit=20)
    app = Host(felt)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("b")
        assert felt.text == "a" * 20
        assert [event.surplus for event in app.heard(Felt.Full)] == ["b"]
        await pilot.press("delete", "c")
        assert felt.text == "c" + "a" * 19


async def test_a_paste_over_a_selection_counts_only_what_is_added() -> None:
    felt = Felt("a" * 20, limit=20)
    app = Host(felt)
    async with app.run_test(size=(100, 30)) as pilot:
        felt.select_all()
        paste(app, "b" * 20)
        await pilot.pause()
        assert felt.text == "b" * 20
        assert app.heard(Felt.Full) == []


async def test_a_paste_keeps_lines_and_drops_control_codes() -> None:
    felt = Felt()
    app = Host(felt)
    async with app.run_test(size=(100, 30)) as pilot:
        paste(app, "en\r\nto\rtre\x1b[31m\x00\ud800 👨‍👩‍👧 שלום")
        await pilot.pause()
        assert felt.text == "en\nto\ntre[31m 👨‍👩‍👧 שלום"


async def test_a_read_only_field_takes_nothing() -> None:
    felt = Felt("Stengt.", read_only=True)
    app = Host(felt)
    async with app.run_test(size=(100, 30)) as pilot:
        paste(app, "nytt")
        await pilot.press("a", "enter", "backspace", "ctrl+x", "ctrl+k")
        assert felt.text == "Stengt."
        assert app.heard(Felt.Changed) == []


async def test_what_is_forgotten_cannot_be_brought_back() -> None:
    felt = Felt()
    app = Host(felt)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("h", "e", "m", "backspace")
        felt.forget()
        await pilot.press("ctrl+z", "ctrl+z", "ctrl+y")
        assert felt.text == ""
        assert not felt.history._undo_stack
        assert not felt.history._redo_stack


async def test_ctrl_z_brings_back_what_was_cleared_by_hand() -> None:
    felt = Felt("viktig")
    app = Host(felt)
    async with app.run_test(size=(100, 30)) as pilot:
        felt.select_all()
        await pilot.press("delete", "ctrl+z")
        assert felt.text == "viktig"


# One line ---------------------------------------------------------------------------------------------------


async def test_a_pasted_text_becomes_one_line() -> None:
    app = Host(Linje)
    async with app.run_test(size=(100, 30)) as pilot:
        paste(app, "tirsdag\r\nklokka\t10\n")
        await pilot.pause()
        assert app.page.query_one(Linje).value.rstrip() == "tirsdag klokka 10"


async def test_a_paste_into_a_line_is_cut_rather_than_refused() -> None:
    app = Host(lambda: Linje("12345", limit=10))
    async with app.run_test(size=(100, 30)) as pilot:
        paste(app, "67890abc")
        await pilot.pause()
        assert app.page.query_one(Linje).value == "1234567890"


async def test_a_line_is_one_row_and_enter_submits() -> None:
    app = Host(lambda: Linje("om 3 uker"))
    async with app.run_test(size=(100, 30)) as pilot:
        assert app.page.query_one(Linje).size.height == 1
        await pilot.press("enter")
        assert [event.value for event in app.heard(Linje.Submitted)] == ["om 3 uker"]


async def test_coming_to_a_line_selects_nothing_that_a_key_would_replace() -> None:
    app = Host(Knapper(Knapp("k", "Knapp")), lambda: Linje("i dag 14:05"))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("down", "!")
        assert app.page.query_one(Linje).value == "i dag 14:05!"


async def test_up_and_down_leave_a_line() -> None:
    app = Host(Linje, Knapper(Knapp("k", "Knapp")))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("down")
        assert isinstance(app.focused, Knapper)


async def test_a_passphrase_is_dots_until_f4_and_never_copied() -> None:
    app = Host(Passordlinje, Knapper(Knapp("k", "Knapp")))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*"furu")
        assert "furu" not in "\n".join(app.seen())
        assert "••••" in "\n".join(app.seen())
        await pilot.press("shift+home", "ctrl+c", "ctrl+x")
        assert app.clipboard == ""
        assert app.page.query_one(Passordlinje).value == "furu"
        await pilot.press("f4")
        assert "furu" in "\n".join(app.seen())
        await pilot.press("tab", "f4")
        assert "furu" not in "\n".join(app.seen())
