"""F9 shows numbers at once, everywhere; in a case it asks, and the question stands until it is answered."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from safety_samples import choose, full_disk, started_again
from screen_samples import PASSPHRASE, AtCase, Clock, Ready, SeenApp

from bekymring_tui.case.acts import AlarmAsked, Graded
from bekymring_tui.case.numbers import spaced
from bekymring_tui.flow.wording import names_a_guardian
from bekymring_tui.screens.alarm import AlarmPage
from bekymring_tui.screens.case import CasePage
from bekymring_tui.screens.numbers import NumbersPage
from bekymring_tui.settings import Settings

SIZES = [(100, 30), (80, 24), (60, 20), (40, 10)]
NATIONAL = ("112", "113", "110", "02800", "116 117", "116 111")


async def test_on_the_unlock_page_the_numbers_stand_without_a_vault(locked_app: SeenApp) -> None:
    async with locked_app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f9")
        assert locked_app.desk is None
        await locked_app.workers.wait_for_complete()
        await pilot.pause()
        seen = locked_app.seen()
        for number in (*NATIONAL, "35 54 73 98", "900 53 304"):
            assert number in seen
        assert "oppgitt i kilden, ikke kontrollert" in seen
        assert "Blå ugle" not in seen
        locked_app.keep_picture("f9-laast")
        await pilot.press("escape")
        assert not isinstance(locked_app.screen, NumbersPage)


async def test_on_the_lock_screen_they_name_no_case(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("ctrl+l")
        await pilot.press("ctrl+g")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(pilot.app.screen, NumbersPage)
        assert "900 53 304" in pilot.app.seen()
        assert "Blå ugle" not in pilot.app.seen()


@pytest.mark.parametrize("municipality", ["", "finnes-ikke"])
async def test_without_a_municipality_the_national_numbers_stand(tmp_path: Path, municipality: str) -> None:
    app = SeenApp(Settings(tmp_path / "hvelv", municipality=municipality))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f9")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert all(number in app.seen() for number in NATIONAL)
        assert "116 111 svarer hele døgnet" in app.seen()
        await pilot.press("f2")
        await pilot.pause()
        assert "900 53 304" not in app.seen()


async def test_leaving_before_the_numbers_are_read_does_no_harm(locked_app: SeenApp) -> None:
    async with locked_app.run_test(size=(100, 30)) as pilot:
        for _ in range(3):
            await pilot.press("f9", "escape")
        await locked_app.workers.wait_for_complete()
        assert not isinstance(locked_app.screen, NumbersPage)


async def test_before_it_is_known_who_the_user_is_no_case_is_asked_for(tmp_path: Path) -> None:
    app = SeenApp(Settings(tmp_path / "hvelv"))
    async with app.run_test(size=(100, 30)) as pilot:
        await app.create_vault(PASSPHRASE)
        await pilot.press("f9")
        await pilot.pause()
        assert "112" in app.seen()
        assert "Hvilken sak" not in app.seen()
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, NumbersPage)


@pytest.mark.parametrize("size", SIZES)
async def test_the_numbers_come_first_at_every_size(at_case: AtCase, size: tuple[int, int]) -> None:
    async with at_case(size=size) as pilot:
        await pilot.press("f9")
        await pilot.pause()
        assert "Ring nå" in pilot.app.seen()
        assert "112" in pilot.app.seen()
        for theme in ("natt", "dag"):
            pilot.app.theme = theme
            await pilot.pause()
            pilot.app.keep_picture(f"f9-{size[0]}-{theme}")


async def test_all_four_answers_stand_on_an_ordinary_screen(at_case: AtCase) -> None:
    async with at_case(size=(80, 24)) as pilot:
        await pilot.press("f9")
        await pilot.pause()
        seen = pilot.app.seen()
        for words in ("Mistanke om vold", "Akutt fare", "utenfor hjemmet", "bare se numrene", "900 53 304", "116 111"):
            assert words in seen


async def test_opening_records_the_question_which_survives_a_kill(at_case: AtCase, ready: Ready, clock: Clock) -> None:
    async with at_case() as pilot:
        await pilot.press("f9")
        await pilot.pause()
        # Nothing is closed down: what is on the disk is all a kill leaves.
        assert pilot.app.case.state.alarm.asked == "key"
        pilot.app.desk.vault.close()
        pilot.app.desk = pilot.app.keeper = None
    async with started_again(ready, clock) as pilot:
        assert isinstance(pilot.app.screen, NumbersPage)
        assert pilot.app.case.state.masks
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CasePage)
        assert not pilot.app.case.state.masks


async def test_the_open_question_comes_back_after_a_lock(at_case: AtCase, ready: Ready) -> None:
    async with at_case() as pilot:
        await pilot.press("f6", "f9")
        await pilot.pause()
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert "Blå ugle" not in pilot.app.seen()
        await pilot.app.open_vault(ready.code, by_code=True)
        await pilot.pause()
        assert isinstance(pilot.app.screen, NumbersPage)
        assert "Hva gjelder det for «Blå ugle»?" in pilot.app.seen()


@pytest.mark.parametrize("way_out", ["escape", "row"])
async def test_only_the_numbers_is_recorded_and_leads_back(at_case: AtCase, way_out: str) -> None:
    async with at_case() as pilot:
        await pilot.press("f6", "f9")
        await pilot.pause()
        log = pilot.app.screen_stack[-2]
        await (pilot.press("escape") if way_out == "escape" else choose(pilot, "numbers"))
        await pilot.pause()
        assert pilot.app.screen is log
        assert [one.kind for one in pilot.app.case.events[-2:]] == ["alarm_asked", "alarm_answered"]
        assert not pilot.app.case.state.alarm.pending


async def test_suspicion_at_home_raises_the_alarm(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f9", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AlarmPage)
        assert pilot.app.case.state.alarm.raised == "home"


@pytest.mark.parametrize(("whom", "told"), [("employee", "lederen din"), ("leader", "eieren"), ("other", "")])
async def test_suspicion_outside_says_whom_to_tell(at_case: AtCase, whom: str, told: str) -> None:
    async with at_case() as pilot:
        await pilot.press("f9")
        await choose(pilot, "outside")
        await pilot.press("escape")
        assert "Hva gjelder det" in pilot.app.seen()
        await choose(pilot, "outside")
        await choose(pilot, whom)
        assert isinstance(pilot.app.screen, AlarmPage)
        assert pilot.app.case.state.alarm.suspected == whom
        assert (told or "Hvem ringte du?") in pilot.app.seen()
        assert ("opplæringslova kapittel 12" in pilot.app.seen()) == bool(told)


async def test_acute_danger_closes_nothing_and_asks_afterwards(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f9")
        await choose(pilot, "acute")
        assert "Ring 112 eller 113 nå" in pilot.app.seen()
        assert pilot.app.case.state.alarm.acute_open
        assert not pilot.app.case.state.masks
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CasePage)
        assert "i den akutte situasjonen" in pilot.app.seen()


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ("grade", "Nei – det gjelder ikke dette"),
        ("answer", "Nei – det gjelder ikke dette"),
        ("restored", "Saken er hentet fra en kopi."),
    ],
)
async def test_what_an_answer_a_grade_or_a_copy_opened_wants_an_answer(at_case: AtCase, by: str, told: str) -> None:
    async with at_case() as pilot:
        pilot.app.take(Graded(grade=7) if by == "grade" else AlarmAsked.model_validate({"by": by}))
        await pilot.pause()
        assert isinstance(pilot.app.screen, NumbersPage)
        assert told in pilot.app.seen()
        assert not names_a_guardian(pilot.app.seen())
        assert "bare se numrene" not in pilot.app.seen()
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, NumbersPage)
        assert pilot.app.case.state.alarm.asked == by
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.case.state.alarm.asked is None
        assert pilot.app.case.state.alarm.raised is None


async def test_grade_seven_asks_for_the_numbers_first_and_the_duty_after(at_case: AtCase) -> None:
    async with at_case() as pilot:
        pilot.app.take(Graded(grade=7))
        await pilot.pause()
        await choose(pilot, "numbers")
        assert "Har du meldeplikt nå?" in pilot.app.seen()


async def test_grade_seven_and_a_suspicion_leave_nothing_above_the_alarm(at_case: AtCase) -> None:
    async with at_case() as pilot:
        pilot.app.take(Graded(grade=7))
        await pilot.pause()
        await choose(pilot, "home")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AlarmPage)


async def test_grade_seven_and_acute_danger_show_whom_to_ring_before_the_duty(at_case: AtCase) -> None:
    async with at_case() as pilot:
        pilot.app.take(Graded(grade=7))
        await pilot.pause()
        await choose(pilot, "acute")
        await pilot.pause()
        assert "Ring 112 eller 113 nå" in pilot.app.seen()
        await pilot.press("escape")
        await pilot.pause()
        assert "Har du meldeplikt nå?" in pilot.app.seen()


async def test_no_notice_stands_before_the_numbers(app_with_vault: SeenApp, ready: Ready) -> None:
    app = app_with_vault
    async with app.run_test(size=(40, 10), notifications=True) as pilot:
        app.open_case(ready.case_id)
        app.notify("Velg først en vei videre.", severity="warning")
        await pilot.pause()
        await pilot.pause()
        assert "! Velg først en vei videre." in app.seen()
        assert "› [ ] Skriv ned" in app.seen()
        await pilot.press("f9")
        await pilot.pause()
        assert "Velg først" not in app.seen()
        assert "112" in app.seen()
        app.page_does(lambda shown: shown.show_refusal("Det gikk ikke.", None))
        await pilot.resize_terminal(80, 40)
        assert "× Det gikk ikke." in app.seen()


async def test_f9_on_f9_does_not_pile_up(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f9", "f9", "ctrl+g", "f1", "f9")
        await pilot.pause()
        pages = [one for one in pilot.app.screen_stack if isinstance(one, NumbersPage)]
        assert pages == [pilot.app.screen]
        assert [one.kind for one in pilot.app.case.events].count("alarm_asked") == 1


async def test_the_menu_and_the_mouse_lead_here_too(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("ctrl+p", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, NumbersPage)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.click("KeyLine", offset=(2, 0))
        await pilot.pause()
        assert isinstance(pilot.app.screen, NumbersPage)


async def test_on_home_it_asks_which_case(app_with_vault: SeenApp, ready: Ready) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f9")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Hvilken sak gjelder det?" in app.seen()
        assert "35 54 73 98" in app.seen()
        await choose(pilot, f"case/{ready.case_id}")
        assert isinstance(app.screen, NumbersPage)
        assert app.case.id == ready.case_id
        assert app.case.state.alarm.asked == "key"


async def test_a_new_case_needs_nothing_typed(app_with_vault: SeenApp, ready: Ready) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f9")
        await choose(pilot, "new")
        await choose(pilot, "home")
        assert isinstance(app.screen, AlarmPage)
        assert app.case.id != ready.case_id
        assert app.case.state.alarm.raised == "home"


async def test_no_case_is_open_and_esc_goes_back(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 30)) as pilot:
        before = app.screen
        await pilot.press("f9", "escape")
        await pilot.pause()
        assert app.screen is before


async def test_help_and_sources_are_told(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await pilot.press("f9", "f2")
        await pilot.pause()
        assert "Meldeplikt til barnevernet" in pilot.app.seen()
        await pilot.press("escape", "f1")
        await pilot.pause()
        assert "Ring først" in pilot.app.seen()


async def test_on_a_full_disk_the_numbers_stand_and_esc_leaves(at_case: AtCase) -> None:
    async with at_case() as pilot:
        with full_disk():
            await pilot.press("f9")
            await pilot.pause()
            assert "900 53 304" in pilot.app.seen()
            assert "Ikke lagret" in pilot.app.seen()
            await pilot.press("escape")
            await pilot.pause()
        assert not isinstance(pilot.app.screen, NumbersPage)
        assert not pilot.app.case.state.alarm.pending


async def test_no_word_here_names_a_guardian(at_case: AtCase) -> None:
    async with at_case(size=(100, 40)) as pilot:
        await pilot.press("f9")
        await pilot.pause()
        assert not names_a_guardian(pilot.app.seen())
        await choose(pilot, "home")
        assert not names_a_guardian(pilot.app.seen())


@pytest.mark.parametrize(
    ("digits", "read"),
    [("112", "112"), ("116117", "116 117"), ("35547398", "35 54 73 98"), ("90000304", "900 00 304")],
)
def test_numbers_are_spaced_as_they_are_read_aloud(digits: str, read: str) -> None:
    assert spaced(digits) == read


def test_the_page_waits_for_nothing_heavy() -> None:
    """Before the vault is open F9 must not wait for the procedures' models or the database."""
    code = "import sys, bekymring_tui.screens.numbers; print(*{'pydantic', 'sqlalchemy'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert found.stdout.strip() == ""
