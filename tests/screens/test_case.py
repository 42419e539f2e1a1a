"""The page of a step: what stands there, and what can be done."""

from __future__ import annotations

import pytest
from screen_samples import AtCase, Clock, Ready, SeenApp
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
    stand,
    the_case,
)

from bekymring_tui.case.acts import ActionMarked, AnonymousSet, Answered, Entered, FormSaved, Graded, SubjectChanged
from bekymring_tui.case.people import Subject
from bekymring_tui.screens.action import ActionPage
from bekymring_tui.screens.anytime import AnytimePage
from bekymring_tui.screens.case import CasePage
from bekymring_tui.screens.decide import DecidePage
from bekymring_tui.screens.form import FormPage
from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.numbers import NumbersPage
from bekymring_tui.screens.question import QuestionPage
from bekymring_tui.screens.step_list import StepList
from bekymring_tui.screens.tools import ToolsPage
from bekymring_tui.screens.uro import UroPage
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.knapper import Knapper
from bekymring_tui.widgets.page import TextColumn
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Valg


@pytest.mark.parametrize("size", SIZES)
async def test_fits_every_size(at_case: AtCase, size: tuple[int, int]) -> None:
    async with at_case(size=size) as pilot:
        app = seen_app(pilot)
        seen = app.seen()
        assert "Bekymring oppstår" in seen
        assert "F9" in seen.splitlines()[-1]
        assert app.screen.query_one(StepList).has_focus
        await pilot.resize_terminal(40, 10)
        await pilot.press("down", "up")
        assert "F9" in app.seen().splitlines()[-1]


async def test_says_where_who_and_from_where(at_case: AtCase) -> None:
    async with at_case() as pilot:
        seen = seen_app(pilot).seen()
        assert "Blå ugle · nivå 1, trinn 1 av 4 · Skole · Porsgrunn" in seen
        who = str(seen_app(pilot).screen.query_one("#who", Tekst).content)
        assert who == "Ansvar: Den som har sett eller fått høre noe   Kilde: Porsgrunn, nivå 1, trinn 1 (F2)"
        assert "› 1 Bekymring oppstår" in seen
        assert "○ 2 Konkretiser" in seen


async def test_space_marks_and_unmarks(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("space")
        assert list(the_case(pilot).state.done) == [("n1-1", 1, "log")]
        assert "[x] Skriv ned det du har sett og hørt" in seen_app(pilot).seen()
        await pilot.press("space")
        assert not the_case(pilot).state.done


@pytest.mark.parametrize("press", ["space", "enter"])
async def test_a_row_below_a_small_screen_is_shown_before_it_is_marked(at_case: AtCase, press: str) -> None:
    async with at_case(size=(40, 10)) as pilot:
        assert "[ ]" not in seen_app(pilot).seen()
        await pilot.press(press)
        assert "[ ] Skriv ned" in seen_app(pilot).seen()
        assert not the_case(pilot).state.done
        await pilot.press(press)
        assert ("n1-1", 1, "log") in the_case(pilot).state.done


async def test_enter_twice_does_not_undo(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("enter", "enter")
        assert ("n1-1", 1, "log") in the_case(pilot).state.done
        assert kinds(the_case(pilot)).count("action_marked") == 1
        page(pilot, ActionPage)


async def test_the_mouse_marks_and_chooses(at_case: AtCase) -> None:
    async with at_case(size=(100, 50)) as pilot:
        step = seen_app(pilot).screen.query_one(StepList)
        lines = [line.text for line in step.lines(step.size.width)]
        at = next(y for y, line in enumerate(lines) if "Skriv ned det du har sett" in line)
        assert at > next(y for y, line in enumerate(lines) if "Kan det handle om vold" in line)
        await pilot.click(StepList, offset=(4, at))
        assert ("n1-1", 1, "log") in the_case(pilot).state.done
        at = next(y for y, line in enumerate(step.lines(step.size.width)) if "Nei – avslutt saken" in line.text)
        await pilot.click(StepList, offset=(4, at))
        assert step.chosen[-1] == "choice:D1"


async def test_a_note_and_a_day_for_what_is_done(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("space", "enter")
        await pilot.pause()
        shown = page(pilot, ActionPage)
        shown.focus_field("detail")
        await paste(pilot, f"Skrev det i loggen {AWKWARD}")
        shown.focus_field("on")
        await pilot.press("ctrl+u")
        await paste(pilot, "i går")
        await press_button(pilot, "save")
        page(pilot, CasePage)
        done = the_case(pilot).state.done["n1-1", 1, "log"]
        assert done.on == "2026-11-21"
        assert done.detail.startswith("Skrev det i loggen [/]")
        assert "gjort 21. nov." in seen_app(pilot).seen()


async def test_an_impossible_day_is_not_taken(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("space", "enter")
        await pilot.pause()
        for words in ("32.13.", "om 4000 år", "i morgen"):
            page(pilot, ActionPage).focus_field("on")
            await pilot.press("ctrl+u")
            await paste(pilot, words)
            await press_button(pilot, "save")
            page(pilot, ActionPage)
            assert page(pilot, ActionPage).focused_field() == "on"
            assert " ".join(seen_app(pilot).seen().split()).count("×") == 1, words
        assert kinds(the_case(pilot)).count("action_marked") == 1


async def test_not_done_after_all(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("space", "enter")
        await pilot.pause()
        await press_button(pilot, "undo")
        page(pilot, CasePage)
        assert not the_case(pilot).state.done


async def test_an_agreed_meeting_asks_for_its_day(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        decide(case, "D2", "D2", "D2")
        await stand(pilot)
        step = seen_app(pilot).screen.query_one(StepList)
        assert "Iverksette og evaluere tiltak" in seen_app(pilot).seen()
        await pilot.press("down", "space")
        await pilot.pause()
        shown = page(pilot, ActionPage)
        assert "Hvilken dag skjedde det?" in seen_app(pilot).seen()
        await press_button(pilot, "save")
        assert shown.focused_field() == "on"
        assert "Fristene regnes fra den dagen" in seen_app(pilot).seen()
        assert "meeting_set" not in case.state.milestones
        await press_button(pilot, "today")
        shown.focus_field("due-evaluation")
        await paste(pilot, "om 3 uker")
        assert "flyttet til man 14. des. 2026" in seen_app(pilot).seen()
        await press_button(pilot, "save")
        page(pilot, CasePage)
        assert case.state.milestones["meeting_set"] == "2026-11-22"
        assert ("Evalueringsmøte", "2026-12-14") in [(one.label, one.on.isoformat()) for one in case.due()]
        assert "action:H2a" in step.chosen


async def test_leaving_the_question_marks_nothing(at_case: AtCase) -> None:
    async with at_case() as pilot:
        decide(the_case(pilot), "D2", "D2", "D2")
        await stand(pilot)
        await pilot.press("down", "space")
        await pilot.pause()
        page(pilot, ActionPage)
        await pilot.press("escape")
        await pilot.pause()
        assert "action:H2a" not in page(pilot, CasePage).query_one(StepList).chosen
        assert "action_marked" not in kinds(the_case(pilot))


async def test_sharing_without_consent_asks_for_a_basis(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        decide(case, "D2", "D2", "D2")
        case.take(ActionMarked(position="p1", action="H1", done=True))
        decide(case, "D3")
        case.take(ActionMarked(position="p1", action="H1", done=False))
        case.take(AnonymousSet(on=False))
        await stand(pilot)
        assert "samtykke mangler" in seen_app(pilot).seen()
        await pilot.press("space")
        await pilot.pause()
        shown = page(pilot, ActionPage)
        await press_button(pilot, "save")
        assert shown.focused_field() == "basis"
        assert ("n2-1", 1, "H1") not in case.state.done
        await pilot.press("enter")
        await press_button(pilot, "save")
        page(pilot, CasePage)
        assert ("n2-1", 1, "H1") in case.state.done
        assert case.state.anonymous


async def test_a_way_on_is_chosen_first(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await press_button(pilot, "decide")
        page(pilot, CasePage)
        step = seen_app(pilot).screen.query_one(StepList)
        assert step.has_focus
        assert step.cursor == "choice:D2"
        await pilot.press("space")
        await press_button(pilot, "decide")
        page(pilot, DecidePage)


async def test_the_chosen_way_is_there_after_a_kill(at_case: AtCase, ready: Ready, clock: Clock) -> None:
    async with at_case() as pilot:
        seen_app(pilot).screen.query_one(StepList).go_to("choice")
        await pilot.press("down", "space")
        await pilot.pause(0.8)
        assert drafts(pilot, "decide/p1/n1-1/1") == {"outcome": "D1"}
        seen_app(pilot).desk.vault.close()  # type: ignore[union-attr]
    again = SeenApp(ready.settings, vault=ready.open(), now=clock.now, clock=clock.seconds)
    async with again.run_test(size=(100, 50)) as pilot:
        again.open_case(ready.case_id)
        await pilot.pause()
        assert "(●) Nei – avslutt saken" in again.seen()


async def test_forms_say_how_far_they_are(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        case.take(FormSaved(form="refleksjonsnotat", answers={"why": "Hun er alene", "why.uro": "5"}))
        decide(case, "D2")
        case.take(FormSaved(form="konkretisering", answers={"documentation": "Loggen"}))
        case.take(Graded(grade=5))
        await stand(pilot)
        seen = " ".join(seen_app(pilot).seen().split())
        assert "Konkretisering av bekymring påbegynt 1 av 4" in seen
        assert "Refleksjonsnotat påbegynt 1 av 12" in seen
        assert "5▅ gråsone" in seen
        seen_app(pilot).screen.query_one(StepList).go_to("form")
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, FormPage)


async def test_tools_show_and_copy_their_address(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app = seen_app(pilot)
        app.screen.query_one(StepList).go_to("tools")
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, ToolsPage).query_one("#tools", Valg).stand_on("page:uro")
        assert page(pilot, ToolsPage).sources()
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, UroPage)
        decide(the_case(pilot), "D2")
        await stand(pilot)
        app.screen.query_one(StepList).go_to("tools")
        await pilot.press("enter")
        await pilot.pause()
        tools = page(pilot, ToolsPage)
        assert "www.tidligintervensjon.no" in app.seen()
        assert "Fraværsveileder.pdf" in app.seen()
        await pilot.press("end", "enter")
        assert app.clipboard == "www.tidligintervensjon.no"
        assert tools.sources()


async def test_questions_of_choice_are_answered_at_once(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        case.take(Entered(name="report"))
        decide(case, "next", position="p2")
        seen_app(pilot).push_screen(CasePage("p2"))
        await pilot.pause()
        app = seen_app(pilot)
        app.screen.query_one(StepList).go_to("answer")
        await pilot.press("space")
        assert list(case.state.answers.values()) == ["no"]
        assert not isinstance(app.screen, NumbersPage)
        await pilot.press("down", "down", "space")
        await pilot.pause()
        assert list(case.state.answers.values()) == ["unknown"]
        page(pilot, NumbersPage)


async def test_other_questions_have_a_page(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        decide(case, "D2", "D2", "D2", "D3", "measures")
        await stand(pilot)
        seen_app(pilot).screen.query_one(StepList).go_to("question")
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, QuestionPage)
        assert "Nivå 3 bygger på at stafettholderen" in seen_app(pilot).seen()
        await paste(pilot, f"Ola {AWKWARD}")
        await pilot.press("escape")
        await pilot.pause()
        page(pilot, CasePage)
        await pilot.press("enter")
        await pilot.pause()
        assert "Ola [/]" in seen_app(pilot).seen()
        await press_button(pilot, "save")
        page(pilot, CasePage)
        assert "besvart" in seen_app(pilot).seen()
        assert any(one.startswith("Ola [/]") for one in case.state.answers.values())


async def test_back_asks_once_and_keeps_everything(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        case.take(ActionMarked(position="p1", action="log", done=True))
        decide(case, "D2", "D2")
        await stand(pilot)
        await press_button(pilot, "back")
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, CasePage)
        assert case.state.positions["p1"].here.step == "n1-2"
        assert kinds(case).count("went_back") == 1
        await press_button(pilot, "back")
        await press_button(pilot, "stay")
        assert case.state.positions["p1"].here.step == "n1-2"
        assert ("n1-1", 1, "log") in case.state.done


async def test_an_ended_way_can_be_opened_again(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        decide(case, "D1")
        await stand(pilot)
        seen = seen_app(pilot).seen()
        assert "Hele saken er avsluttet" in seen
        assert "Slik ble vi enige" in seen
        await press_button(pilot, "reopen")
        await press_button(pilot, "go")
        page(pilot, CasePage)
        assert not case.state.closed
        assert "Gjør dette" in seen_app(pilot).seen()


async def test_several_open_ways(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        decide(case, "D2")
        case.take(Entered(name="report"))
        await stand(pilot)
        app = seen_app(pilot)
        assert "Saken står flere steder" in app.seen()
        assert "Melding til barnevernet, trinn 1: Skriv meldingen" in app.seen()
        assert "Åpnet ved siden av" in app.seen()
        assert page(pilot, CasePage).view().position.id == "p1"
        await pilot.press("ctrl+pagedown")
        assert "melding til barnevernet, trinn 1 av 5" in app.seen()
        await pilot.press("ctrl+pageup")
        assert "nivå 1, trinn 2 av 4" in app.seen()
        places = app.screen.query_one("#positions", Valg)
        app.screen.set_focus(places)
        await pilot.press("down", "space")
        assert page(pilot, CasePage).view().position.id == "p2"
        assert app.screen.query_one(StepList).has_focus
        decide(case, "D1")
        await stand(pilot)
        assert [one.id for one in places.rows] == ["position:p2", "fold:ended"]
        assert "1 avsluttet del" in app.seen()
        app.screen.set_focus(places)
        await pilot.press("end", "enter", "down", "space")
        assert "Denne delen er avsluttet" in app.seen()
        assert [one.id for one in places.rows] == ["position:p2", "position:p1"]


async def test_the_report_is_reached_from_every_step(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app = seen_app(pilot)
        more = app.screen.query_one("#more", Valg)
        app.screen.set_focus(more)
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, AnytimePage)
        assert "Plikten er din egen" in app.seen()
        await pilot.press("enter")
        await pilot.pause()
        assert "melding til barnevernet, trinn 1 av 5" in app.seen()
        assert page(pilot, CasePage).view().position.id == "p2"


async def test_advice_is_listed(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app = seen_app(pilot)
        app.screen.set_focus(app.screen.query_one("#more", Valg))
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "Nødrett: når du kan bryte taushetsplikten" in app.seen()
        await pilot.press("enter")
        await pilot.pause()
        assert "drøft saken uten å si hvem det gjelder" in " ".join(app.seen().split())
        await pilot.press("escape", "escape")
        await pilot.pause()
        page(pilot, CasePage)


async def test_under_the_alarm_content_is_closed_and_ways_stay(at_case: AtCase) -> None:
    async with at_case(size=(100, 60)) as pilot:
        case = the_case(pilot)
        decide(case, "D2", "D2")
        ways = [one.id for one in case.view(case.state.positions["p1"]).choices]
        raise_alarm(case)
        await stand(pilot)
        app = seen_app(pilot)
        seen = app.seen()
        assert "Dette trinnet er stengt nå" in seen
        assert "stengt" in seen
        assert "Ikke ta mistanken opp hjemme" in seen
        for instruction in ("Snakk med foresatte", "Fortell foresatte", "Bli enig med foresatte", "Samtale med barn"):
            assert instruction not in seen
        shown = [row.id for row in app.screen.query_one(StepList).rows if row.id.startswith("choice:")]
        assert shown == [f"choice:{one}" for one in [*ways, "taken_over"]]
        assert "ser ut til å passe" not in seen
        assert page(pilot, CasePage).sources() == []


async def test_under_the_alarm_the_first_thing_to_do_stands_on_a_small_screen(app_with_vault: SeenApp) -> None:
    async with app_with_vault.run_test(size=(80, 24)) as pilot:
        app = app_with_vault
        assert app.desk
        case = app.desk.new_case("nordreaker", "helse", "wonder", Subject(kind="child", call_name="Grå hare"))
        case.take(AnonymousSet(on=True))
        for outcome in ("next", "next", "next", "n2", "next"):
            for one in case.view(case.state.positions["p1"]).questions:
                case.take(Answered(position="p1", question=one.id, value=(*one.element.options, "Vet ikke")[0]))
            decide(case, outcome)
        raise_alarm(case)
        app.open_case(case.id)
        await pilot.pause()
        seen = app.seen()
        assert "Planlegg gjennomføring" in seen
        assert "Ikke ta mistanken opp hjemme." in seen
        assert "Henting og bringing" not in seen
        assert "Åpnet ved siden av" not in seen
        assert "›  →  Hvor urolig er du nå? (F5)" in seen
        assert [one.note for one in app.screen.query_one("#more", Valg).rows if one.id == "anytime:"] == [
            "14, 5 stengt"
        ]
        app.screen.set_focus(app.screen.query_one("#asked", Valg))
        await pilot.press("end", "enter")
        assert "Henting og bringing" in app.seen()
        assert "Alarmen står i feil sak" in app.seen()
        app.screen.set_focus(app.screen.query_one("#positions", Valg))
        await pilot.press("enter", "end", "enter")
        assert page(pilot, CasePage).view().position.id == "p2"


async def test_while_halted_only_the_report_can_be_worked_at(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        decide(case, "D2")
        raise_alarm(case, reached=False)
        case.take(Entered(name="report"))
        seen_app(pilot).push_screen(CasePage("p2"))
        await pilot.pause()
        app = seen_app(pilot)
        assert "!! STANSET: RING BARNEVERN ELLER POLITI · Blå ugle" in app.seen()
        assert "Skriv meldingen" in app.seen()
        assert "Saken står flere steder" not in app.seen()
        await pilot.press("ctrl+pagedown")
        assert page(pilot, CasePage).view().position.id == "p2"
        await pilot.press("space")
        assert list(case.state.done) == [("report-draft", 1, "seen")]


async def test_closed_tools_say_so(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        decide(case, "D2", "D2")
        raise_alarm(case)
        await stand(pilot)
        app = seen_app(pilot)
        app.push_screen(ToolsPage("p1"))
        await pilot.pause()
        assert "samtaler med barn" in app.seen()
        assert "samtaler med foresatte" not in app.seen()
        assert "2 punkter" in app.seen()


async def test_user_text_is_never_markup(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app = seen_app(pilot)
        assert app.take(SubjectChanged(subject=Subject(kind="child", call_name=AWKWARD[:30], age=9)))
        await stand(pilot)
        assert "[/] [x] [@click=app.quit]gå" in app.seen()


async def test_f9_and_back(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f9")
        await pilot.pause()
        page(pilot, NumbersPage)
        assert the_case(pilot).state.alarm.asked


async def test_f1_and_f2_speak_of_the_step(at_case: AtCase) -> None:
    async with at_case() as pilot:
        shown = page(pilot, CasePage)
        assert "nivå 1, trinn 1 av 4: Bekymring oppstår" in shown.help_text()
        found = shown.sources()
        assert found[0].section
        await pilot.press("f1")
        await pilot.pause()
        assert "Gjør dette" in seen_app(pilot).seen()


async def test_what_a_deadline_rests_on_is_told_where_it_begins(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(80, 60)) as pilot:
        subject = Subject(kind="child", call_name="Grå due", age=9)
        assert app.desk
        board = app.desk.new_case("nordreaker", "barnevern", "report", subject, [])
        app.open_case(board.id)
        await pilot.pause()
        shown = page(pilot, CasePage)
        shown.query_one(StepList).stand_on("action:r")
        await pilot.press("f2")
        await pilot.pause()
        assert "Dokumentet sier 2 uker" in " ".join(app.seen().split())


async def test_esc_goes_home(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("escape")
        await pilot.pause()
        page(pilot, HomePage)


async def test_a_second_press_of_tab_reaches_the_buttons(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("tab")
        assert isinstance(seen_app(pilot).focused, Knapper)


async def test_a_form_left_by_a_kill_becomes_part_of_the_case(at_case: AtCase, ready: Ready, clock: Clock) -> None:
    async with at_case() as pilot:
        app = seen_app(pilot)
        app.push_screen(FormPage("konkretisering"))
        await pilot.pause()
        assert isinstance(app.focused, Felt)
        await paste(pilot, "Satt alene")
        await pilot.pause(0.8)
        app.desk.vault.close()  # type: ignore[union-attr]
    again = SeenApp(ready.settings, vault=ready.open(), now=clock.now, clock=clock.seconds)
    async with again.run_test(size=(100, 30)) as pilot:
        again.open_case(ready.case_id)
        await pilot.pause()
        assert again.case
        assert again.case.state.forms["konkretisering", "1"].answers == {"documentation": "Satt alene"}
        assert drafts(pilot, "konkretisering/1") == {}


@pytest.mark.parametrize("size", [(120, 40), (100, 30), (80, 24), (60, 20)])
async def test_the_cursor_is_seen_on_every_row_down_to_the_last(at_case: AtCase, size: tuple[int, int]) -> None:
    async with at_case(size=size) as pilot:
        app = seen_app(pilot)
        column = app.screen.query_one(TextColumn).region
        stood_on: list[object] = []
        while not stood_on or stood_on[-1] != _stands_on(app):
            stood_on.append(_stands_on(app))
            await pilot.press("down")
            await pilot.pause()
            rows = app.seen().splitlines()[column.y : column.bottom]
            assert any("›" in row[column.x :] for row in rows), stood_on[-1]
        assert len(stood_on) > 10
        assert isinstance(app.focused, Valg), "the last row was reached, and Down stays there"


def _stands_on(app: SeenApp) -> object:
    return type(app.focused), getattr(app.focused, "cursor", None)
