"""F6: the log."""

from __future__ import annotations

import pytest
from screen_samples import AtCase, Clock, Ready, SeenApp
from work_samples import (
    AWKWARD,
    SIZES,
    drafts,
    kinds,
    notices,
    page,
    paste,
    press_button,
    raise_alarm,
    seen_app,
    the_case,
)

from bekymring_tui.case.acts import Logged
from bekymring_tui.case.people import Subject
from bekymring_tui.screens.form import FormPage
from bekymring_tui.screens.log import LogPage
from bekymring_tui.screens.log_entry import LogEntryPage, MoveEntryPage
from bekymring_tui.screens.misfile import MisfilePage
from bekymring_tui.widgets.felt import LIMIT, Felt
from bekymring_tui.widgets.liste import Liste
from bekymring_tui.widgets.valg import Valg


@pytest.mark.parametrize("size", SIZES)
async def test_fits_every_size(at_case: AtCase, size: tuple[int, int]) -> None:
    async with at_case(size=size) as pilot:
        await pilot.press("f6")
        await pilot.pause()
        assert "Logg" in seen_app(pilot).seen()
        await pilot.press("down", "down", "space")
        await paste(pilot, "jeg vil ikke hjem")
        assert "jeg vil ikke hjem" in seen_app(pilot).seen()


async def test_kind_text_and_save(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f6")
        await pilot.pause()
        await pilot.press("down", "down", "enter")
        assert isinstance(seen_app(pilot).focused, Felt)
        await paste(pilot, AWKWARD)
        await press_button(pilot, "save")
        entry = the_case(pilot).state.log[-1]
        assert entry.aspect == "child"
        assert entry.text.startswith("[/] [x]")
        assert entry.observed == "2026-11-22T14:02:00+01:00"
        seen = seen_app(pilot).seen()
        assert "Barnet" in seen
        assert "[/] [x] [@click=app.quit]gå[/]" in seen
        assert page(pilot, LogPage).query_one("#entry", Felt).text == ""
        assert seen_app(pilot).flush()
        assert drafts(pilot, "log/new") == {}
        await pilot.press("enter")
        await pilot.pause()
        assert kinds(the_case(pilot)).count("logged") == 1


async def test_the_kind_must_be_chosen(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f6")
        await pilot.pause()
        page(pilot, LogPage).focus_field("entry")
        await paste(pilot, "Noe")
        await press_button(pilot, "save")
        assert "Velg først hva det er" in notices(pilot)
        assert page(pilot, LogPage).focused_field() == "aspect"
        assert "logged" not in kinds(the_case(pilot))


async def test_an_empty_entry_is_not_taken(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f6")
        await pilot.pause()
        await pilot.press("enter")
        await press_button(pilot, "save")
        assert "Loggen trenger en tekst" in seen_app(pilot).seen()
        assert page(pilot, LogPage).focused_field() == "entry"


@pytest.mark.parametrize(("words", "taken"), [("i går 09:15", "2026-11-21T09:15"), ("32.13.", ""), ("i morgen", "")])
async def test_when_it_was(at_case: AtCase, words: str, taken: str) -> None:
    async with at_case() as pilot:
        await pilot.press("f6")
        await pilot.pause()
        await pilot.press("enter")
        await paste(pilot, "Satt alene")
        page(pilot, LogPage).focus_field("observed")
        await pilot.press("ctrl+u")
        await paste(pilot, words)
        await press_button(pilot, "save")
        if taken:
            assert the_case(pilot).state.log[-1].observed.startswith(taken)
        else:
            assert page(pilot, LogPage).focused_field() == "observed"
            assert "logged" not in kinds(the_case(pilot))


async def test_half_an_entry_is_back_after_a_kill(at_case: AtCase, ready: Ready, clock: Clock) -> None:
    async with at_case() as pilot:
        await pilot.press("f6")
        await pilot.pause()
        await pilot.press("down", "space")
        await paste(pilot, "Hun sa at")
        await pilot.pause(0.8)
        assert drafts(pilot, "log/new") == {"aspect": "heard", "entry": "Hun sa at"}
        seen_app(pilot).desk.vault.close()  # type: ignore[union-attr]
    again = SeenApp(ready.settings, vault=ready.open(), now=clock.now, clock=clock.seconds)
    async with again.run_test(size=(100, 30)) as pilot:
        again.open_case(ready.case_id)
        await pilot.pause()
        await pilot.press("f6")
        await pilot.pause()
        assert "(●) Hørt" in again.seen()
        assert page(pilot, LogPage).query_one("#entry", Felt).text == "Hun sa at"
        assert page(pilot, LogPage).focused_field() == "entry"


async def test_a_long_paste_is_logged_in_parts(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f6")
        await pilot.pause()
        await pilot.press("space")
        await paste(pilot, "a" * LIMIT + "b" * LIMIT + "c")
        await press_button(pilot, "save")
        await press_button(pilot, "save")
        await press_button(pilot, "save")
        texts = [one.text for one in the_case(pilot).state.log]
        assert texts == ["a" * LIMIT, "b" * LIMIT, "c"]
        assert {one.aspect for one in the_case(pilot).state.log} == {"seen"}


async def test_an_entry_can_be_read_and_misfiled(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        case.take(Logged(aspect="seen", text="Første linje\nandre linje", observed=case.desk.now().isoformat()))
        await pilot.press("f6")
        await pilot.pause()
        page(pilot, LogPage).set_focus(page(pilot, LogPage).query_one(Liste))
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, LogEntryPage)
        assert "andre linje" in seen_app(pilot).seen()
        assert "Sett, søn 22. nov. 2026, ført av Kari Prøve" in seen_app(pilot).seen()
        await press_button(pilot, "misfile")
        page(pilot, MisfilePage)
        await paste(pilot, "Feil barn")
        await press_button(pilot, "misfile")
        await pilot.pause()
        page(pilot, LogPage)
        assert case.state.log == ()
        assert "andre linje" not in seen_app(pilot).seen()


async def test_an_entry_can_be_moved(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        other = case.desk.new_case("porsgrunn", "skole", "concern", Subject(kind="child", call_name="Grå hare"))
        case.take(Logged(aspect="child", text="Ikke mitt barn", observed=case.desk.now().isoformat()))
        await pilot.press("f6")
        await pilot.pause()
        page(pilot, LogPage).set_focus(page(pilot, LogPage).query_one(Liste))
        await pilot.press("enter")
        await pilot.pause()
        await press_button(pilot, "move")
        page(pilot, MoveEntryPage)
        await press_button(pilot, "move")
        assert "Velg først hvilken sak" in notices(pilot)
        await pilot.press("space")
        await press_button(pilot, "move")
        assert page(pilot, MoveEntryPage).focused_field() == "reason"
        await paste(pilot, "Skrev i feil sak")
        await press_button(pilot, "move")
        await pilot.pause()
        page(pilot, LogPage)
        assert case.state.log == ()
        moved = case.desk.open_case(other.id).state.log[-1]
        assert (moved.aspect, moved.text) == ("child", "Ikke mitt barn")


async def test_with_no_other_case_it_says_so(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        case.take(Logged(aspect="seen", text="x", observed=case.desk.now().isoformat()))
        seen_app(pilot).push_screen(MoveEntryPage(case.state.log[-1].seq))
        await pilot.pause()
        assert "Det finnes ingen annen sak ennå" in " ".join(seen_app(pilot).seen().split())
        await pilot.press("escape")


async def test_works_while_the_case_is_halted(at_case: AtCase) -> None:
    async with at_case() as pilot:
        raise_alarm(the_case(pilot), reached=False)
        await pilot.press("f6")
        await pilot.pause()
        await pilot.press("down", "down", "space")
        await paste(pilot, "barnets egne ord")
        await press_button(pilot, "save")
        assert the_case(pilot).state.log[-1].text == "barnets egne ord"
        assert page(pilot, LogPage).query_one("#aspect", Valg).chosen == ()


async def test_opening_at_the_log_saves_a_form_that_a_kill_left(at_case: AtCase, ready: Ready, clock: Clock) -> None:
    async with at_case() as pilot:
        app = seen_app(pilot)
        app.push_screen(FormPage("konkretisering"))
        await pilot.pause()
        await paste(pilot, "Alene")
        await pilot.pause(0.8)
        app.desk.vault.close()  # type: ignore[union-attr]
    again = SeenApp(ready.settings, vault=ready.open(), now=clock.now, clock=clock.seconds)
    async with again.run_test(size=(100, 30)) as pilot:
        again.go_to_place({"case": ready.case_id, "page": "log"})
        await pilot.pause()
        page(pilot, LogPage)
        assert again.case
        assert again.case.state.forms["konkretisering", "1"].answers == {"documentation": "Alene"}
