"""Any form: typing is kept at once, leaving makes it part of the case."""

from __future__ import annotations

import pytest
from screen_samples import AtCase, Clock, Ready, SeenApp
from textual.pilot import Pilot
from work_samples import (
    AWKWARD,
    SIZES,
    decide,
    drafts,
    kinds,
    page,
    paste,
    press_button,
    raise_alarm,
    seen_app,
    the_case,
)

from bekymring_tui.case.acts import FormSaved
from bekymring_tui.screens.case import CasePage
from bekymring_tui.screens.form import FormPage
from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.log import LogPage
from bekymring_tui.screens.numbers import NumbersPage
from bekymring_tui.widgets.felt import LIMIT, Felt
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.uro import Uro
from bekymring_tui.widgets.valg import Valg

NOTE = "refleksjonsnotat"
KEY = "refleksjonsnotat/1"


async def open_form(pilot: Pilot[SeenApp], form: str = NOTE) -> FormPage:
    seen_app(pilot).push_screen(FormPage(form))
    await pilot.pause()
    return page(pilot, FormPage)


def answers(pilot: Pilot[SeenApp], form: str = NOTE) -> dict[str, str]:
    """As the case knows them; those of a private note lie where they are typed."""
    saved = the_case(pilot).state.forms.get((form, "1"))
    return dict(saved.answers) if saved else drafts(pilot, f"{form}/1")


async def write_note(pilot: Pilot[SeenApp], **words: str) -> None:
    """Into the private note, and leave it."""
    shown = await open_form(pilot)
    for name, given in words.items():
        shown.focus_field(name)
        await paste(pilot, given)
    await pilot.press("escape")
    await pilot.pause()


@pytest.mark.parametrize("form", [NOTE, "konkretisering"])
@pytest.mark.parametrize("size", SIZES)
async def test_fits_every_size(at_case: AtCase, size: tuple[int, int], form: str) -> None:
    async with at_case(size=size) as pilot:
        shown = await open_form(pilot, form)
        assert shown.form.title in seen_app(pilot).seen()
        assert shown.focused_field() == ("why" if form == NOTE else "documentation")
        await pilot.resize_terminal(40, 10)
        await paste(pilot, "Fordi")
        assert "Fordi" in seen_app(pilot).seen()


async def test_every_question_is_there(at_case: AtCase) -> None:
    async with at_case() as pilot:
        shown = await open_form(pilot)
        assert len(shown.query(Felt)) == 11
        assert len(shown.query(Linje)) == 1
        assert len(shown.query(Uro)) == 8
        assert "felt 1 av 12" in seen_app(pilot).seen()


async def test_typing_is_kept_and_leaving_saves_once(at_case: AtCase) -> None:
    async with at_case() as pilot:
        form, key = "konkretisering", "konkretisering/1"
        shown = await open_form(pilot, form)
        await paste(pilot, AWKWARD)
        shown.focus_field("areas")
        await pilot.press("space")
        await pilot.pause(0.8)
        assert drafts(pilot, key)["documentation"].startswith("[/] [x]")
        assert drafts(pilot, key)["areas"] == "motor"
        assert "form_saved" not in kinds(the_case(pilot))
        await pilot.press("escape")
        await pilot.pause()
        page(pilot, CasePage)
        assert answers(pilot, form)["documentation"].startswith("[/] [x] [@click=app.quit]gå[/] 👩‍👧 \u202eמבחן")
        assert answers(pilot, form)["areas"] == "motor"
        assert kinds(the_case(pilot)).count("form_saved") == 1
        assert drafts(pilot, key) == {}
        await write_note(pilot, why="Bare mitt")
        assert answers(pilot) == {"why": "Bare mitt"}
        assert kinds(the_case(pilot)).count("note_kept") == 1


async def test_leaving_without_a_change_makes_no_event(at_case: AtCase) -> None:
    async with at_case() as pilot:
        the_case(pilot).take(FormSaved(form="konkretisering", answers={"documentation": "Alene", "areas": "home"}))
        await open_form(pilot, "konkretisering")
        await pilot.press("escape", "escape")
        await pilot.pause()
        page(pilot, HomePage)
        await open_form_again(pilot)
        await pilot.press("x", "backspace", "escape")
        await pilot.pause()
        assert kinds(the_case(pilot)).count("form_saved") == 1


async def open_form_again(pilot: Pilot[SeenApp]) -> None:
    app = seen_app(pilot)
    assert app.desk
    app.open_case(app.desk.cases()[0][0])
    await pilot.pause()
    shown = await open_form(pilot, "konkretisering")
    shown.focus_field("documentation")


async def test_going_home_saves_too(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        await open_form(pilot, "konkretisering")
        await paste(pilot, "Alene")
        seen_app(pilot).go_home()
        await pilot.pause()
        page(pilot, HomePage)
        assert case.state.forms["konkretisering", "1"].answers == {"documentation": "Alene"}


async def test_drafts_lie_over_saved_answers_after_a_kill(at_case: AtCase, ready: Ready, clock: Clock) -> None:
    async with at_case() as pilot:
        the_case(pilot).take(FormSaved(form="konkretisering", answers={"documentation": "Gammelt", "areas": "home"}))
        shown = await open_form(pilot, "konkretisering")
        shown.focus_field("documentation")
        await pilot.press("end")
        await paste(pilot, " og nytt")
        shown.focus_field("areas")
        await pilot.press("space")
        await pilot.pause(0.8)
        seen_app(pilot).desk.vault.close()  # type: ignore[union-attr]
    again = SeenApp(ready.settings, vault=ready.open(), now=clock.now, clock=clock.seconds)
    async with again.run_test(size=(100, 30)) as pilot:
        again.go_to_place(
            {"case": ready.case_id, "page": "form", "form": "konkretisering", "instance": "1", "field": ""}
        )
        await pilot.pause()
        shown = page(pilot, FormPage)
        assert shown.query_one("#documentation", Felt).text == "Gammelt og nytt"
        assert shown.query_one("#areas", Valg).chosen == ("motor", "home")


async def test_not_knowing_is_an_answer(at_case: AtCase) -> None:
    async with at_case() as pilot:
        shown = await open_form(pilot)
        await pilot.press("f8")
        assert shown.query_one("#f-why-uro", Uro).value == 0
        shown.focus_field("silence")
        await pilot.press("f8")
        shown.focus_field("when")
        await pilot.press("f8", "f8")
        await pilot.press("escape")
        await pilot.pause()
        assert answers(pilot) == {"why.uro": "unknown", "silence": "Vet ikke", "when": "Vet ikke"}


async def test_not_knowing_overwrites_nothing(at_case: AtCase) -> None:
    async with at_case() as pilot:
        shown = await open_form(pilot)
        shown.focus_field("silence")
        await paste(pilot, "Noe")
        await pilot.press("f8")
        assert shown.query_one("#silence", Felt).text == "Noe"


async def test_boxes_and_persons(at_case: AtCase) -> None:
    async with at_case() as pilot:
        decide(the_case(pilot), "D2")
        shown = await open_form(pilot, "konkretisering")
        shown.focus_field("colleague")
        await paste(pilot, "Ola\nNordmann")
        shown.focus_field("areas")
        await pilot.press("space", "down", "space", "up", "space")
        await press_button(pilot, "finish")
        page(pilot, CasePage)
        assert answers(pilot, "konkretisering") == {"colleague": "Ola Nordmann", "areas": "social"}


async def test_the_rail_follows(at_case: AtCase) -> None:
    async with at_case() as pilot:
        shown = await open_form(pilot)
        await paste(pilot, "Alene")
        shown.focus_field("f-why-uro")
        await pilot.press("5")
        shown.focus_field("strengths")
        await pilot.pause()
        seen = seen_app(pilot).seen()
        assert "✓ 1 Hvorfor undrer" in seen
        assert "5▅" in seen
        assert "› 2 Ressurser" in seen
        assert "påbegynt 1 av 12" in seen
        assert "felt 2 av 12" in seen
        await pilot.click("Rail", offset=(4, 7))
        assert shown.focused_field() in ("challenges", "feelings")


async def test_seven_opens_f9_on_leaving(at_case: AtCase) -> None:
    async with at_case() as pilot:
        shown = await open_form(pilot)
        shown.focus_field("f-why-uro")
        await pilot.press("7")
        assert "Trykk F9" in seen_app(pilot).seen()
        page(pilot, FormPage)
        await pilot.press("escape")
        await pilot.pause()
        page(pilot, NumbersPage)
        assert the_case(pilot).state.alarm.asked == "grade"


async def test_a_megabyte_is_cut_and_the_rest_goes_into_the_log(at_case: AtCase) -> None:
    async with at_case() as pilot:
        shown = await open_form(pilot)
        await paste(pilot, "å" * 1_000_000)
        await pilot.pause()
        assert len(shown.query_one("#why", Felt).text) == LIMIT
        await pilot.pause(0.8)
        assert len(drafts(pilot, KEY)["why"]) == LIMIT
        await press_button(pilot, "surplus")
        log = page(pilot, LogPage)
        assert len(log.query_one("#entry", Felt).text) == LIMIT
        assert "980000 tegn venter" in seen_app(pilot).seen().replace("\n", " ")
        await pilot.press("escape")
        await pilot.pause()
        assert page(pilot, FormPage) is shown


async def test_f9_in_the_middle_keeps_everything(at_case: AtCase) -> None:
    async with at_case() as pilot:
        shown = await open_form(pilot)
        await paste(pilot, "Midt i en setning")
        await pilot.press("f9")
        await pilot.pause()
        page(pilot, NumbersPage)
        await pilot.press("f6")
        await pilot.pause()
        await pilot.pause(0.8)
        assert drafts(pilot, KEY)["why"] == "Midt i en setning" or answers(pilot)["why"] == "Midt i en setning"
        assert shown.query_one("#why", Felt).text == "Midt i en setning"


async def test_while_halted_a_form_can_only_be_read(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        await write_note(pilot, why="Satt alene", how="Si det rett ut")
        raise_alarm(case, reached=False)
        shown = await open_form(pilot)
        seen = seen_app(pilot).seen()
        assert "Skjemaet kan bare leses" in seen
        assert "Satt alene" in seen
        assert "Si det rett ut" not in seen
        assert not shown.query(Felt)
        await pilot.press("x", "f8", "escape")
        await pilot.pause()
        assert kinds(case).count("note_kept") == 1


async def test_under_the_alarm_the_part_about_guardians_is_closed_and_kept(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        await write_note(pilot, why="Satt alene", how="Si det rett ut")
        raise_alarm(case)
        shown = await open_form(pilot)
        assert len(shown.query(Felt)) == 8
        assert "Si det rett ut" not in "".join(one.text for one in shown.query(Felt))
        assert "Å ta opp undringen" not in seen_app(pilot).seen()
        shown.focus_field("strengths")
        await paste(pilot, "Glad i musikk")
        await pilot.press("escape")
        await pilot.pause()
        assert answers(pilot) == {"why": "Satt alene", "how": "Si det rett ut", "strengths": "Glad i musikk"}


async def test_the_alarm_closes_an_open_form(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        await open_form(pilot)
        await paste(pilot, "Satt alene")
        raise_alarm(case)
        seen_app(pilot).page_does(lambda shown: shown.case_changed())
        await pilot.pause()
        shown = page(pilot, FormPage)
        assert len(shown.query(Felt)) == 8
        assert shown.query_one("#why", Felt).text == "Satt alene"


async def test_copying_back_a_field_by_place(at_case: AtCase) -> None:
    async with at_case() as pilot:
        shown = await open_form(pilot)
        shown.focus_field("when")
        place = {**shown.place(), "field": shown.focused_field(), "case": the_case(pilot).id}
        app = seen_app(pilot)
        app.go_home()
        await pilot.pause()
        app.go_to_place(place)
        await pilot.pause()
        await pilot.pause()
        assert page(pilot, FormPage).focused_field() == "when"


async def test_help_and_sources(at_case: AtCase) -> None:
    async with at_case() as pilot:
        shown = await open_form(pilot)
        assert "Refleksjonsnotat" in shown.help_text()
        assert shown.sources()[0].document
        await pilot.press("f2")
        await pilot.pause()
        assert "Nordre Aker" in seen_app(pilot).seen()
