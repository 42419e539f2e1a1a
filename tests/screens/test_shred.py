"""Shredding the note, and a case that came to nothing, as the user does it (P5)."""

from __future__ import annotations

import pytest
from screen_samples import AtCase, SeenApp
from textual.pilot import Pilot
from work_samples import SIZES, decide, drafts, notices, page, paste, press_button, raise_alarm, seen_app, the_case

from bekymring_tui.case.acts import FormSaved, Graded
from bekymring_tui.desk.backups import Backups
from bekymring_tui.desk.open_case import Refused
from bekymring_tui.screens.case import CasePage
from bekymring_tui.screens.decided import DecidedPage
from bekymring_tui.screens.form import FormPage
from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.log import LogPage
from bekymring_tui.screens.shred import ShredPage
from bekymring_tui.screens.uro import UroPage
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.knapper import Knapper
from bekymring_tui.widgets.valg import Row, Valg

KEY = "refleksjonsnotat/1"
NOTE = {"why": "Han sitter alene i garderoben", "why.uro": "5"}


async def at_shredding(pilot: Pilot[object]) -> ShredPage:
    seen_app(pilot).show_once("shred")
    await pilot.pause()
    return page(pilot, ShredPage)


def buttons(shown: ShredPage) -> list[str]:
    return [one.id for one in shown.query_one("#do", Knapper).buttons]


async def answer(pilot: Pilot[object], question: str, name: str) -> None:
    valg = page(pilot, ShredPage).query_one(f"#{question}", Valg)
    valg.focus()
    await pilot.press(*(["down"] if name == "no" and valg.cursor == "yes" else []), "space")
    assert valg.chosen == (name,)


@pytest.mark.parametrize("size", SIZES)
async def test_with_a_concern_the_page_says_what_to_do_first(at_case: AtCase, size: tuple[int, int]) -> None:
    async with at_case(size=size) as pilot:
        case = the_case(pilot)
        case.take(FormSaved(form="refleksjonsnotat", answers=NOTE))
        decide(case, "D2")
        shown = await at_shredding(pilot)
        assert "Konkretisering av bekymring" in str(shown.query_one("#why-not").render())
        case.take(FormSaved(form="konkretisering", answers={"worry": "Alene"}))
        seen_app(pilot).page_does(lambda one: one.case_changed())
        await pilot.pause()
        assert "sakens egen grad" in str(shown.query_one("#why-not").render())


async def test_carried_over_and_shredded(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app, case = seen_app(pilot), the_case(pilot)
        case.take(FormSaved(form="refleksjonsnotat", answers=NOTE))
        decide(case, "D2")
        case.take(FormSaved(form="konkretisering", answers={"worry": "Alene"}))
        shown = await at_shredding(pilot)
        shown.query_one("#carry", Valg).focus()
        await pilot.press("enter")
        await pilot.pause()
        assert page(pilot, LogPage).query_one("#entry", Felt).text == NOTE["why"]
        page(pilot, LogPage).query_one("#aspect", Valg).focus()
        await pilot.press("space")
        await press_button(pilot, "save")
        await pilot.press("escape")
        await pilot.pause()
        shown.query_one("#carry", Valg).focus()
        await pilot.press("end", "enter")
        await pilot.pause()
        page(pilot, UroPage)
        case.take(Graded(grade=4))
        await pilot.press("escape")
        await pilot.pause()
        await press_button(pilot, "note")
        assert case.state.notes, "the question is not answered yet"
        await answer(pilot, "used", "yes")
        await press_button(pilot, "note")
        assert case.state.notes, "a second press is asked for"
        app.copy_to_clipboard("fra notatet")
        await press_button(pilot, "do_note")
        await pilot.pause()
        assert not case.state.notes
        assert drafts(pilot, KEY) == {}
        assert app.clipboard == ""
        assert "Notatet er makulert." in notices(pilot)
        page(pilot, CasePage)
        assert case.state.log[-1].text == NOTE["why"]


async def test_nothing_typed_comes_back_after_it(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        case.take(FormSaved(form="refleksjonsnotat", answers=NOTE))
        decide(case, "D1")
        await at_shredding(pilot)
        await answer(pilot, "used", "no")
        app = seen_app(pilot)
        assert app.keeper
        app.keeper.note(case.id, KEY, "why", "tastet i siste liten")
        await press_button(pilot, "note")
        await press_button(pilot, "do_note")
        await pilot.pause(0.8)
        assert drafts(pilot, KEY) == {}


async def test_what_was_not_carried_over_after_all_stays_nowhere(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        case.take(FormSaved(form="refleksjonsnotat", answers=NOTE))
        decide(case, "D2")
        shown = await at_shredding(pilot)
        shown.query_one("#carry", Valg).focus()
        await pilot.press("enter")
        await pilot.pause()
        assert page(pilot, LogPage).query_one("#entry", Felt).text == NOTE["why"]
        await pilot.press("escape")
        await pilot.pause(0.8)
        assert NOTE["why"] not in "".join(drafts(pilot, "log/new").values())


async def test_what_waited_behind_another_entry_stays_nowhere_either(at_case: AtCase) -> None:
    """A log entry was begun; the note's words wait until it is saved, and then stand in the field unbidden."""
    async with at_case() as pilot:
        case, app = the_case(pilot), seen_app(pilot)
        case.take(FormSaved(form="refleksjonsnotat", answers=NOTE))
        decide(case, "D2")
        assert app.keeper
        app.keeper.note(case.id, "log/new", "entry", "Begynt på noe")
        app.keeper.note(case.id, "log/new", "aspect", "seen")
        shown = await at_shredding(pilot)
        shown.query_one("#carry", Valg).focus()
        await pilot.press("enter")
        await pilot.pause()
        field = page(pilot, LogPage).query_one("#entry", Felt)
        assert field.text == "Begynt på noe"
        await press_button(pilot, "save")
        await pilot.pause()
        assert field.text == NOTE["why"]
        assert app.flush()
        assert NOTE["why"] not in "".join(drafts(pilot, "log/new").values())
        await pilot.press("escape")
        assert app.flush()
        assert NOTE["why"] not in "".join(drafts(pilot, "log/new").values())


async def test_without_concern_the_receipt_offers_it(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app, case = seen_app(pilot), the_case(pilot)
        case.take(FormSaved(form="refleksjonsnotat", answers=NOTE))
        decide(case, "D1")
        app.push_screen(DecidedPage("p1"))
        await pilot.pause()
        await press_button(pilot, "shred")
        await pilot.pause()
        shown = page(pilot, ShredPage)
        assert buttons(shown) == ["note", "case", "keep"]
        await press_button(pilot, "case")
        await pilot.press("enter")
        assert buttons(shown) == ["note", "case", "keep"], "a second Enter keeps"
        await press_button(pilot, "case")
        await press_button(pilot, "do_case")
        await pilot.pause()
        page(pilot, HomePage)
        assert "makulert" in app.seen()
        assert "Åpnet 22. nov. 2026" in app.seen()
        assert "Blå ugle" not in app.seen()
        assert "Fortsett der du slapp" not in app.seen()
        assert app.desk
        with pytest.raises(Refused):
            app.desk.open_case(case.id)
        app.open_case(case.id)
        await pilot.pause()
        page(pilot, HomePage)


async def test_a_case_that_is_gone_goes_from_the_backups_and_the_user_is_told(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app, case = seen_app(pilot), the_case(pilot)
        assert app.desk
        backups = Backups(app.desk, app.settings)
        decide(case, "D1")
        backups.take()
        await at_shredding(pilot)
        assert "sikkerhetskopier" in str(page(pilot, ShredPage).query_one("#about").render())
        await press_button(pilot, "case")
        await press_button(pilot, "do_case")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "tatt ut av eldre sikkerhetskopier (1)" in " ".join(app.told())
        assert not backups.shred().said, "nothing is left to do"


async def test_under_the_alarm_it_is_refused(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        case.take(FormSaved(form="refleksjonsnotat", answers=NOTE))
        raise_alarm(case)
        shown = await at_shredding(pilot)
        assert "mistanke" in str(shown.query_one("#why-not").render())
        await answer(pilot, "used", "no")
        await press_button(pilot, "note")
        await press_button(pilot, "do_note")
        await pilot.pause()
        assert case.state.notes
        assert drafts(pilot, KEY)["why"] == NOTE["why"]


async def test_pages_that_stood_below_bring_nothing_back(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app, case = seen_app(pilot), the_case(pilot)
        case.take(FormSaved(form="refleksjonsnotat", answers=NOTE))
        decide(case, "D1")
        app.push_screen(FormPage("refleksjonsnotat"))
        await pilot.pause()
        await at_shredding(pilot)
        await answer(pilot, "used", "no")
        await press_button(pilot, "note")
        await press_button(pilot, "do_note")
        await pilot.pause()
        assert not any(isinstance(one, FormPage) for one in app.screen_stack)
        assert NOTE["why"] not in app.seen()
        await pilot.press("x")
        await pilot.pause(0.8)
        assert drafts(pilot, KEY) == {}


async def test_a_form_below_writes_nothing_into_a_case_that_is_gone(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app, case = seen_app(pilot), the_case(pilot)
        decide(case, "D1")
        app.push_screen(FormPage("konkretisering"))
        await pilot.pause()
        await paste(pilot, "skrevet like før")
        await at_shredding(pilot)
        await press_button(pilot, "case")
        await press_button(pilot, "do_case")
        await pilot.pause()
        page(pilot, HomePage)
        assert app.desk
        assert app.desk.vault.events(case.id)[-1].kind == "case_shredded"
        assert drafts_of(app, case.id) == []
        assert [name for name, _ in app.desk.shredded()] == [case.id]
        app.show_f9()
        await pilot.pause()
        assert case.id not in "".join(row.id for row in app.screen.query_one(Valg).rows if isinstance(row, Row))


def drafts_of(app: SeenApp, case_id: str) -> list[str]:
    assert app.desk
    return [one.text for one in app.desk.vault.drafts(case_id)]
