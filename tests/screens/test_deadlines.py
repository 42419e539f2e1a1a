"""F7: what is due, and the dates that the user sets."""

from __future__ import annotations

import pytest
from screen_samples import AtCase, SeenApp
from work_samples import SIZES, decide, kinds, page, paste, press_button, raise_alarm, seen_app, the_case

from bekymring_tui.case.acts import ActionMarked, Answered, DeadlineSet, Decided, Entered
from bekymring_tui.case.people import Subject
from bekymring_tui.screens.case import CasePage
from bekymring_tui.screens.deadlines import DeadlinesPage, SetDatePage
from bekymring_tui.screens.form import FormPage
from bekymring_tui.widgets.liste import Liste


@pytest.mark.parametrize("size", SIZES)
async def test_fits_every_size(at_case: AtCase, size: tuple[int, int]) -> None:
    async with at_case(size=size) as pilot:
        far = "2027-02-28"
        the_case(pilot).take(Decided(position="p1", outcome="D2", reason="x", decided_by="Kari", look_again=far))
        await pilot.press("f7")
        await pilot.pause()
        assert "Frister" in seen_app(pilot).seen()
        assert seen_app(pilot).seen().count("søn 28. feb. 2027  ") == 2
        seen_app(pilot).go_home()
        await pilot.pause()
        assert "søn 28. feb. 2027  Blå ugle" in seen_app(pilot).seen()


async def test_nothing_is_due(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f7")
        await pilot.pause()
        seen = seen_app(pilot).seen()
        assert "Ingen frister i denne saken nå." in seen
        assert "Ingen frister nå." in seen


async def test_this_case_and_all_cases(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        decide(case, "D2")
        other = case.desk.new_case("porsgrunn", "skole", "concern", Subject(kind="child", call_name="Grå hare"))
        decide(other, "D2", "D2")
        await pilot.press("f7")
        await pilot.pause()
        seen = seen_app(pilot).seen()
        assert "Se på saken igjen: Bekymring oppstår" in seen
        assert "Grå hare" in seen
        listed = page(pilot, DeadlinesPage).query_one(Liste)
        listed.focus()
        while listed.cursor and not listed.cursor.endswith(other.id):
            await pilot.press("down")
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, CasePage)
        assert the_case(pilot).id == other.id
        assert "Samtale med barn og foresatte" in seen_app(pilot).seen()


async def test_going_to_another_case_leaves_a_form_in_its_own(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        other = case.desk.new_case("porsgrunn", "skole", "concern", Subject(kind="child", call_name="Grå hare"))
        decide(other, "D2")
        seen_app(pilot).push_screen(FormPage("konkretisering"))
        await pilot.pause()
        await paste(pilot, "Om Blå ugle")
        await pilot.press("f7")
        await pilot.pause()
        page(pilot, DeadlinesPage).query_one(Liste).focus()
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, CasePage)
        assert the_case(pilot).id == other.id
        assert "nivå 1, trinn 2" in seen_app(pilot).seen()
        assert case.state.forms["konkretisering", "1"].answers == {"documentation": "Om Blå ugle"}
        assert not case.desk.open_case(other.id).state.forms


async def test_from_home_it_shows_all_cases(app_with_vault: SeenApp) -> None:
    async with app_with_vault.run_test(size=(100, 30)) as pilot:
        await pilot.press("f7")
        await pilot.pause()
        page(pilot, DeadlinesPage)
        assert "I alle saker" in app_with_vault.seen()
        assert "I denne saken" not in app_with_vault.seen()


async def test_a_date_of_the_users_own(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        decide(case, "D2", "D2", "D2")
        case.take(ActionMarked(position="p1", action="H2a", done=True))
        await pilot.press("f7")
        await pilot.pause()
        assert "Ikke satt ennå" in seen_app(pilot).seen()
        listed = page(pilot, DeadlinesPage).query_one(Liste)
        while listed.cursor != "set:n1-4/evaluation":
            await pilot.press("down")
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, SetDatePage)
        await press_button(pilot, "save")
        assert "Skriv en dag først." in seen_app(pilot).seen()
        for words in ("32.13.", "om 4000 år"):
            await pilot.press("ctrl+u")
            await paste(pilot, words)
            await press_button(pilot, "save")
            assert page(pilot, SetDatePage).focused_field() == "on"
        await pilot.press("ctrl+u")
        await paste(pilot, "om 2 uker")
        await press_button(pilot, "save")
        page(pilot, DeadlinesPage)
        assert case.state.dates["n1-4", "evaluation"] == "2026-12-07"
        assert "Evalueringsmøte" in seen_app(pilot).seen()
        assert "Ikke satt ennå" not in seen_app(pilot).seen()


async def test_a_date_that_was_set_can_be_changed(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        decide(case, "D2", "D2", "D2")
        case.take(ActionMarked(position="p1", action="H2a", done=True))
        case.take(DeadlineSet(step="n1-4", deadline="evaluation", on="2026-12-01"))
        await pilot.press("f7", "enter")
        await pilot.pause()
        page(pilot, SetDatePage)
        assert "1. des. 2026" in seen_app(pilot).seen()


async def test_a_date_of_the_whole_case(at_case: AtCase) -> None:
    async with at_case() as pilot:
        subject = Subject(kind="child", call_name="Grå hare")
        case = the_case(pilot).desk.new_case("nordreaker", "barnehage", "concern", subject)
        decide(case, "next")
        case.take(ActionMarked(position="p1", action="H5", done=True, basis="other", basis_reason="x"))
        seen_app(pilot).open_case(case.id)
        await pilot.press("f7")
        await pilot.pause()
        listed = page(pilot, DeadlinesPage).query_one(Liste)
        while listed.cursor != "set:/archive":
            await pilot.press("down")
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, SetDatePage)
        seen = " ".join(seen_app(pilot).seen().split())
        assert "Gjelder hele saken" in seen
        assert "senest 4 uker" in seen
        await paste(pilot, "om 2 uker")
        await press_button(pilot, "save")
        page(pilot, DeadlinesPage)
        assert the_case(pilot).state.dates["", "archive"] == "2026-12-07"


async def test_a_day_to_look_again_is_not_moved_here(at_case: AtCase) -> None:
    async with at_case() as pilot:
        decide(the_case(pilot), "D2")
        await pilot.press("f7", "enter")
        await pilot.pause()
        page(pilot, DeadlinesPage)
        assert "deadline_set" not in kinds(the_case(pilot))


async def test_what_binds_others_says_so(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        case.take(Entered(name="report"))
        decide(case, "next", position="p2")
        case.take(Answered(position="p2", question="violence", value="no"))
        decide(case, "own", position="p2")
        case.take(Answered(position="p2", question="violence", value="no"))
        decide(case, "told", position="p2")
        case.take(Answered(position="p2", question="receipt", value="ref 12"))
        decide(case, "delivered", position="p2")
        await pilot.press("f7")
        await pilot.pause()
        row = next(line for line in seen_app(pilot).seen().splitlines() if "Svar fra barnevernet" in line)
        assert "gjelder andre enn deg" in row
        case.take(ActionMarked(position="p2", action="confirmed", done=True, on="2026-11-20"))
        page(pilot, DeadlinesPage).case_changed()
        await pilot.pause()
        row = next(line for line in seen_app(pilot).seen().splitlines() if "Svar fra barnevernet" in line)
        assert row.split()[:4] == ["✓", "fre", "20.", "nov."]
        assert "Ferdig" in seen_app(pilot).seen()


async def test_closed_dates_say_only_that(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        decide(case, "D2", "D2", "D2")
        case.take(ActionMarked(position="p1", action="H2a", done=True))
        case.take(DeadlineSet(step="n1-4", deadline="evaluation", on="2026-12-01"))
        raise_alarm(case)
        await pilot.press("f7")
        await pilot.pause()
        seen = seen_app(pilot).seen()
        assert "Evalueringsmøte" not in seen
        assert "stengt" in seen
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, DeadlinesPage)


async def test_help(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f7", "f1")
        await pilot.pause()
        assert "To utropstegn" in seen_app(pilot).seen()
