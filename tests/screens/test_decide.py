"""«Se over svarene»: what a decision rests on, and what it needs."""

from __future__ import annotations

import pytest
from screen_samples import AtCase, Clock, Ready, SeenApp
from work_samples import (
    AWKWARD,
    SIZES,
    decide,
    drafts,
    kinds,
    notices,
    page,
    paste,
    press_button,
    raise_alarm,
    seen_app,
    stand,
    the_case,
)

from bekymring_tui.case.acts import ActionMarked, Answered, Entered, FormSaved, Graded, Logged
from bekymring_tui.case.people import Subject
from bekymring_tui.screens.case import CasePage
from bekymring_tui.screens.decide import DecidePage
from bekymring_tui.screens.decided import DecidedPage
from bekymring_tui.screens.form import FormPage
from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.log import LogPage
from bekymring_tui.screens.numbers import NumbersPage
from bekymring_tui.screens.step_list import StepList
from bekymring_tui.screens.uro import UroPage
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Valg

KEY = "decide/p1/n1-1/1"
SUBJECT = Subject(kind="child", call_name="Grå due", age=9)


async def look_over(pilot: object, outcome: str, position: str = "p1") -> DecidePage:
    app = seen_app(pilot)  # type: ignore[arg-type]
    app.push_screen(DecidePage(position, outcome))
    await pilot.pause()  # type: ignore[attr-defined]
    return page(pilot, DecidePage)  # type: ignore[arg-type]


async def write(pilot: object, field: str, words: str) -> None:
    shown = page(pilot, DecidePage)  # type: ignore[arg-type]
    shown.focus_field(field)
    assert shown.focused_field() == field
    await pilot.press("ctrl+u")  # type: ignore[attr-defined]
    await paste(pilot, words)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", SIZES)
async def test_fits_every_size(at_case: AtCase, size: tuple[int, int]) -> None:
    async with at_case(size=size) as pilot:
        shown = await look_over(pilot, "D2")
        assert "gå videre og konkretiser" in " ".join(seen_app(pilot).seen().split())
        assert shown.focused_field() == "reason"
        await pilot.resize_terminal(40, 10)
        await paste(pilot, "Fordi")
        assert "Fordi" in seen_app(pilot).seen()


async def test_from_the_step_to_the_next(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        seen_app(pilot).screen.query_one(StepList).go_to("choice")
        await pilot.press("space")
        await press_button(pilot, "decide")
        await paste(pilot, "Det har skjedd tre ganger på to uker.")
        await press_button(pilot, "confirm")
        page(pilot, DecidedPage)
        seen = seen_app(pilot).seen()
        assert "Nivå 1, trinn 2: Konkretiser bekymringen" in seen
        assert "man 14. des. 2026" in seen
        taken = case.state.decisions[-1].act
        assert (taken.outcome, taken.reason) == ("D2", "Det har skjedd tre ganger på to uker.")
        assert taken.decided_by == "Kari Prøve, Kontaktlærer"
        assert taken.look_again == "2026-12-14"
        assert drafts(pilot, KEY) == {}
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, CasePage)
        assert "Konkretiser bekymringen" in seen_app(pilot).seen()


@pytest.mark.parametrize("press", ["enter", "escape"])
async def test_after_an_end_that_opened_another_part_the_case_stands_there(app_with_vault: SeenApp, press: str) -> None:
    async with app_with_vault.run_test(size=(80, 24)) as pilot:
        desk = app_with_vault.desk
        assert desk is not None
        case = desk.new_case("nordreaker", "skole", "concern", Subject(kind="child", call_name="Hvit svane"), [])
        for _ in range(4):
            decide(case, "next")
        app_with_vault.open_case(case.id)
        await look_over(pilot, "D3b")
        await paste(pilot, "Barnet trenger mer")
        await write(pilot, "look_again", "14. desember")
        await press_button(pilot, "confirm")
        page(pilot, DecidedPage)
        await pilot.press(press)
        await pilot.pause()
        assert page(pilot, CasePage).view().position.id == "p2"
        assert "Denne delen er avsluttet" not in app_with_vault.seen()
        assert "nivå 3: barnevernet, trinn 1 av 2" in app_with_vault.seen()


async def test_a_hurried_second_enter_does_nothing_in_the_next_step(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await look_over(pilot, "D2")
        await paste(pilot, "Fordi")
        await press_button(pilot, "confirm")
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, CasePage)
        assert kinds(the_case(pilot)).count("decided") == 1
        assert not the_case(pilot).state.done


async def test_shows_what_it_rests_on(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        case.take(Graded(grade=4))
        case.take(Graded(grade=5))
        now = case.desk.now().isoformat()
        case.take(Logged(aspect="seen", text="Alene", observed=now))
        case.take(Logged(aspect="child", text="«vil ikke hjem»", observed=now))
        decide(case, "D2")
        case.take(FormSaved(form="konkretisering", answers={"documentation": "Loggen", "areas": "home"}))
        case.take(FormSaved(form="refleksjonsnotat", answers={"why": "x", "why.uro": "5"}))
        case.take(ActionMarked(position="p1", action="H1", done=True))
        await look_over(pilot, "D2")
        seen = " ".join(seen_app(pilot).seen().split())
        assert "Konkretisering av bekymring: 2 av 4 besvart" in seen
        assert "2 tomme" in seen
        assert "Uro 5▅ gråsone, økt fra 4 siden 22. nov." in seen
        assert "Logg: 1 sett, 1 barnets egne ord" in seen
        assert "Gjort: Skriv ned hva bekymringen går ut på" in seen
        assert "! Tomt: «Kollega», «Bekymringen». Du kan gå videre likevel." in seen


async def test_its_rows_open_what_they_name_and_come_back(at_case: AtCase) -> None:
    async with at_case() as pilot:
        the_case(pilot).take(FormSaved(form="refleksjonsnotat", answers={"why": "x"}))
        shown = await look_over(pilot, "D2")
        await paste(pilot, "Halvveis i en set")
        rests = shown.query_one("#rests", Valg)
        shown.set_focus(rests)
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, FormPage)
        await pilot.press("escape")
        await pilot.pause()
        shown.set_focus(rests)
        await pilot.press("down", "enter")
        await pilot.pause()
        page(pilot, UroPage)
        await pilot.press("escape")
        await pilot.pause()
        assert page(pilot, DecidePage).query_one("#reason", Felt).text == "Halvveis i en set"


async def test_an_empty_reason_is_asked_for(at_case: AtCase) -> None:
    async with at_case() as pilot:
        shown = await look_over(pilot, "D2")
        for words in ("", "   "):
            await write(pilot, "reason", words)
            await press_button(pilot, "confirm")
            assert page(pilot, DecidePage) is shown
            assert shown.focused_field() == "reason"
        assert "decided" not in kinds(the_case(pilot))
        assert "Begrunnelsen mangler" in seen_app(pilot).seen()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("32.13.", "ingen dag programmet forstår"),
        ("om 4000 år", "for langt unna"),
        ("om 99999999999 uker", "×"),
        ("aldri", "ingen dag programmet forstår"),
    ],
)
async def test_an_impossible_day_stops_the_decision(at_case: AtCase, words: str, told: str) -> None:
    async with at_case() as pilot:
        shown = await look_over(pilot, "D2")
        await paste(pilot, "Fordi")
        await write(pilot, "look_again", words)
        assert told in " ".join(seen_app(pilot).seen().split())
        await press_button(pilot, "confirm")
        assert shown.focused_field() == "look_again"
        assert "decided" not in kinds(the_case(pilot))


async def test_a_day_that_has_been_is_refused_beside_its_field(at_case: AtCase) -> None:
    async with at_case() as pilot:
        shown = await look_over(pilot, "D2")
        await paste(pilot, "Fordi")
        await write(pilot, "look_again", "16. nov.")
        assert "Dagen er passert" in seen_app(pilot).seen()
        await press_button(pilot, "confirm")
        assert shown.focused_field() == "look_again"
        assert "decided" not in kinds(the_case(pilot))


async def test_sundays_and_holidays_are_moved(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await look_over(pilot, "D2")
        await write(pilot, "look_again", "25. desember")
        assert "= fre 25. des. 2026 → flyttet til man 28. des. 2026" in seen_app(pilot).seen()
        await write(pilot, "look_again", "om 2 dager")
        assert "= tir 24. nov. 2026" in seen_app(pilot).seen()


async def test_an_end_needs_a_day_or_an_express_no(at_case: AtCase) -> None:
    async with at_case() as pilot:
        shown = await look_over(pilot, "D1")
        assert not shown.query_one("#unmet").display
        await paste(pilot, "Det var en misforståelse")
        await press_button(pilot, "confirm")
        assert shown.focused_field() == "look_again"
        shown.set_focus(shown.query_one("#never", Valg))
        await pilot.press("space")
        await press_button(pilot, "confirm")
        page(pilot, DecidedPage)
        assert the_case(pilot).state.closed
        assert the_case(pilot).state.decisions[-1].act.look_again == "none"
        assert "Hele saken er avsluttet" in seen_app(pilot).seen()
        await press_button(pilot, "home")
        page(pilot, HomePage)
        desk = seen_app(pilot).desk
        assert desk
        case = desk.new_case("nordreaker", "barnevern", "report", SUBJECT)
        case.take(ActionMarked(position="p1", action="r", done=True, on="2026-11-20"))
        decide(case, "investigate", "conclude")
        seen_app(pilot).open_case(case.id)
        await pilot.pause()
        told = str((await look_over(pilot, "dismiss")).query_one("#unmet", Tekst).content)
        assert "holdt: «Tilbakemelding til melder» fre 11. des. 2026, " in told


async def test_not_knowing_yet_is_a_decision(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await look_over(pilot, "unknown_yet")
        assert "Vet ikke ennå – bli på dette trinnet" in seen_app(pilot).seen()
        await paste(pilot, "Vil se det an")
        await press_button(pilot, "confirm")
        page(pilot, DecidedPage)
        assert the_case(pilot).state.positions["p1"].here.step == "n1-1"


async def test_what_is_written_is_in_the_vault_at_once_and_back_after_a_kill(
    at_case: AtCase, ready: Ready, clock: Clock
) -> None:
    async with at_case() as pilot:
        await look_over(pilot, "D2")
        await paste(pilot, AWKWARD)
        await write(pilot, "look_again", "om 2 uker")
        await write(pilot, "took_part", "Ola, Per")
        await pilot.pause(0.8)
        kept = drafts(pilot, KEY)
        assert kept["reason"].startswith("[/] [x]")
        assert kept["look_again"] == "7. des. 2026"
        assert "decided_by" not in kept
        await pilot.press("escape")
        await pilot.pause()
        page(pilot, CasePage)
        seen_app(pilot).desk.vault.close()  # type: ignore[union-attr]
    clock.go_on(days=3)
    again = SeenApp(ready.settings, vault=ready.open(), now=clock.now, clock=clock.seconds)
    async with again.run_test(size=(100, 40)) as pilot:
        again.open_case(ready.case_id)
        await pilot.pause()
        shown = await look_over(pilot, "D2")
        assert shown.query_one("#reason", Felt).text.startswith("[/] [x] [@click=app.quit]gå[/]")
        assert "man 7. des. 2026" in again.seen()
        await press_button(pilot, "confirm")
        assert again.case
        assert again.case.state.decisions[-1].act.took_part == ["Ola", "Per"]


async def test_f9_in_the_middle_and_back(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await look_over(pilot, "D2")
        await paste(pilot, "Midt i en tanke")
        await pilot.press("f9")
        await pilot.pause()
        page(pilot, NumbersPage)
        assert the_case(pilot).state.alarm.asked
        await pilot.pause(0.8)
        assert drafts(pilot, KEY)["reason"] == "Midt i en tanke"


async def test_a_printed_step_without_a_decision_needs_no_reason(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        decide(case, "D2", "D2", "D2", "D3", "talk")
        await stand(pilot)
        assert "Samtale med foresatte" in seen_app(pilot).seen()
        await press_button(pilot, "decide")
        shown = page(pilot, DecidePage)
        assert "Gå videre til «Iverksette og evaluere tiltak»" in seen_app(pilot).seen()
        assert "må fylles ut" not in seen_app(pilot).seen()
        assert "om 3 uker" not in seen_app(pilot).seen()
        await press_button(pilot, "confirm")
        page(pilot, DecidedPage)
        assert shown is not pilot.app.screen
        assert case.state.positions["p1"].here.step == "n2-3"
        assert case.state.decisions[-1].act.look_again is None
        assert "Dere ser på det igjen" not in seen_app(pilot).seen()


async def test_without_consent_it_asks_for_a_basis(at_case: AtCase) -> None:
    async with at_case(size=(100, 60)) as pilot:
        case = the_case(pilot)
        decide(case, "D2", "D2", "D2")
        shown = await look_over(pilot, "D3")
        assert "Samtykke mangler for: tverrfaglig team" in seen_app(pilot).seen()
        await paste(pilot, "Tiltakene hjalp ikke")
        await press_button(pilot, "confirm")
        assert shown.focused_field() == "basis"
        await pilot.press("down", "space")
        await press_button(pilot, "confirm")
        assert shown.focused_field() == "basis_reason"
        await paste(pilot, "Opplæringslova § 24-1")
        await press_button(pilot, "confirm")
        page(pilot, DecidedPage)
        assert case.state.decisions[-1].basis == "other"
        assert case.state.positions["p1"].here.step == "n2-1"


async def test_a_question_of_the_outcome_is_asked_here(at_case: AtCase) -> None:
    async with at_case(size=(100, 60)) as pilot:
        case = the_case(pilot)
        decide(case, "D2", "D2", "D2", "D3", "measures")
        case.take(Answered(position="p1", question="holder", value="Per Lærer"))
        await look_over(pilot, "D2")
        assert "Hvem blir stafettholder på nivå 3?" in seen_app(pilot).seen()
        assert "Per Lærer" in seen_app(pilot).seen()
        await pilot.press("escape")
        case.take(Answered(position="p1", question="holder", value=""))
        await look_over(pilot, "D3b")
        assert "Hvem blir stafettholder på nivå 3?" in seen_app(pilot).seen()
        assert "Åpner også: Melding til barnevernet." in seen_app(pilot).seen()
        assert "tolket" in seen_app(pilot).seen()
        await paste(pilot, "Vi må melde")
        await press_button(pilot, "confirm")
        assert page(pilot, DecidePage).focused_field() == "holder"
        await paste(pilot, "Ola Rektor")
        await press_button(pilot, "confirm")
        page(pilot, DecidedPage)
        assert "Ola Rektor" in case.state.answers.values()
        assert "Melding til barnevernet, trinn 1" in seen_app(pilot).seen()


async def test_on_the_way_to_a_call_the_reason_can_wait(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.desk
        app.open_case(app.desk.new_case("asnes", "skole", "mapping", SUBJECT, []).id)
        case = the_case(pilot)
        decide(case, "found", "next", "next", "own")
        case.take(Answered(position="p1", question="acute", value="no"))
        await look_over(pilot, "call")
        seen = " ".join(app.seen().split())
        assert "Hvorfor velger dere dette? kan vente til du har ringt" in seen
        assert seen.index("Bekreft beslutningen") < seen.index("Hvorfor")
        await press_button(pilot, "confirm")
        page(pilot, DecidedPage)
        assert case.state.positions["p1"].here.step == "c-call"


async def test_a_choice_of_the_outcome_may_open_f9(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        case.take(Entered(name="report"))
        decide(case, "next", position="p2")
        shown = await look_over(pilot, "ready", "p2")
        shown.focus_field("violence")
        await pilot.press("down", "space")
        await pilot.pause()
        page(pilot, NumbersPage)
        assert case.state.alarm.asked == "answer"


async def test_under_the_alarm_labels_are_neutral(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        decide(case, "D2")
        raise_alarm(case)
        await look_over(pilot, "D2")
        seen = seen_app(pilot).seen()
        assert "Gå videre til Nivå 1, trinn 3" in seen
        assert "samtale med barn" not in seen
        await paste(pilot, "Barnevernet vil ha oss videre")
        await press_button(pilot, "confirm")
        page(pilot, DecidedPage)
        assert "stengt" in seen_app(pilot).seen()


async def test_an_end_that_the_alarm_forbids_says_why(at_case: AtCase) -> None:
    async with at_case() as pilot:
        raise_alarm(the_case(pilot))
        shown = await look_over(pilot, "D1")
        await paste(pilot, "Nei")
        shown.set_focus(shown.query_one("#never", Valg))
        await pilot.press("space")
        await press_button(pilot, "confirm")
        assert page(pilot, DecidePage) is shown
        assert "kan ikke avsluttes slik" in notices(pilot)
        assert shown.query_one("#reason", Felt).text == "Nei"


async def test_a_long_reason_offers_the_log(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await look_over(pilot, "D2")
        await paste(pilot, "a" * 12_345)
        await press_button(pilot, "surplus")
        page(pilot, LogPage)
        assert "decided" not in kinds(the_case(pilot))
        assert page(pilot, LogPage).query_one("#entry", Felt).text == "a" * 2_345


async def test_it_closes_when_the_alarm_closes_what_it_shows(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        decide(case, "D2")
        await look_over(pilot, "D2")
        assert "samtale med barn og foresatte" in seen_app(pilot).seen()
        raise_alarm(case)
        seen_app(pilot).page_does(lambda shown: shown.case_changed())
        await pilot.pause()
        page(pilot, CasePage)
        assert "samtale med barn og foresatte" not in seen_app(pilot).seen()


async def test_it_is_found_again_by_its_place(at_case: AtCase) -> None:
    async with at_case() as pilot:
        shown = await look_over(pilot, "D1")
        await paste(pilot, "Halvveis")
        shown.focus_field("took_part")
        app = seen_app(pilot)
        place = app.where()
        app.go_home()
        await pilot.pause()
        app.go_to_place(place)
        await pilot.pause()
        assert page(pilot, DecidePage).query_one("#reason", Felt).text == "Halvveis"
        assert page(pilot, DecidePage).focused_field() == "took_part"
