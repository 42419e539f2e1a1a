"""«Kommunens kontakter»: fill in a number, say when it was checked, and F9 and the alarm show it from then on."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from safety_samples import choose, full_disk, raise_alarm, write
from safety_samples import push as push_button
from screen_samples import PASSPHRASE, AtCase, Clock, Ready, SeenApp
from test_start import type_in
from textual.pilot import Pilot

from bekymring_tui.flow.wording import names_a_guardian
from bekymring_tui.profile import FILE_NAME, read_profile
from bekymring_tui.screens.alarm import AlarmPage
from bekymring_tui.screens.contact import ContactPage
from bekymring_tui.screens.contacts import ContactsPage
from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.number_list import NumberList
from bekymring_tui.screens.numbers import NumbersPage
from bekymring_tui.widgets.knapper import Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.valg import Valg

SIZES = [(100, 30), (80, 24), (60, 20), (40, 10)]
NATIONAL = ("112", "113", "110", "02800", "116 117", "116 111")

CHECKED = '[porsgrunn.telefoner.barnevern]\nnummer = "00 00 00 00"\nkontrollert = 2026-11-22\n'
OLD = CHECKED.replace("2026", "2025").replace("22", "21")
OWN = '[[porsgrunn.egne]]\nnavn = "Krisesenteret"\nnummer = "00 00 00 02"\nf9 = true\n'


def lay(ready: Ready, written: str) -> Path:
    path = ready.folder / FILE_NAME
    path.write_text(written, "utf-8")
    return path


def app_on(ready: Ready, clock: Clock, municipality: str = "porsgrunn") -> SeenApp:
    settings = replace(ready.settings, municipality=municipality)
    return SeenApp(settings, vault=ready.open(), now=clock.now, clock=clock.seconds)


def words_of(app: SeenApp) -> str:
    """What stands on the screen as running text, without the frame of F9."""
    return " ".join(app.seen().replace("┃", " ").split())


async def open_contact(pilot: Pilot[Any], name: str) -> SeenApp:
    """From where the app stands to the page of one contact, by the menu."""
    app: SeenApp = pilot.app
    await pilot.press("ctrl+p", *"kommunens kont", "enter")
    await pilot.pause()
    assert isinstance(app.screen, ContactsPage)
    await choose(pilot, name)
    assert isinstance(app.screen, ContactPage)
    return app


async def push(pilot: Pilot[Any], knapp: str, knapper: str = "Knapper") -> None:
    """From outside the buttons, where the first of them is the one to begin with."""
    pilot.app.screen.set_focus(None)
    await push_button(pilot, knapp, knapper)


def entry(app: SeenApp, name: str = "barnevern", procedure: str = "porsgrunn") -> tuple[str, date | None]:
    found = read_profile(app.settings.folder)[0].of(procedure).phones[name]
    return found.number, found.checked


# The list and the form -------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_every_contact_stands_with_its_number_and_how_sure_it_is(
    app_with_vault: SeenApp, size: tuple[int, int]
) -> None:
    app = app_with_vault
    async with app.run_test(size=size) as pilot:
        await pilot.press("ctrl+p", *"kommunens kont", "enter")
        await pilot.pause()
        rows = {row.id: row for row in app.screen.query_one(Valg).rows}
        assert rows["phone/barnevern"].note == "35 54 73 98"
        assert "oppgitt i kilden, ikke kontrollert" in rows["phone/barnevern"].sub
        assert "mangler, fyll ut" in rows["phone/system"].sub
        assert list(rows)[-1] == "new"
        assert app.screen.query_one(Valg).has_focus
        app.keep_picture(f"kontakter-{size[0]}")
        await choose(pilot, "phone/barnevern")
        assert isinstance(app.screen, ContactPage)
        app.keep_picture(f"kontakt-{size[0]}")
        app.screen.query_one(Knapper).focus()
        await pilot.pause()
        await pilot.pause()
        assert "[ Lagre ]" in app.seen()


async def test_checked_today_is_kept_with_the_number_that_was_checked(app_with_vault: SeenApp) -> None:
    async with app_with_vault.run_test(size=(100, 30)) as pilot:
        app = await open_contact(pilot, "phone/barnevern")
        await push(pilot, "today")
        assert "Esc angrer" in app.seen()
        await push(pilot, "save")
        assert isinstance(app.screen, ContactsPage)
        assert "kontrollert 22.11.2026" in app.seen()
        assert entry(app) == ("35547398", date(2026, 11, 22))


async def test_back_undoes_what_is_not_saved(app_with_vault: SeenApp) -> None:
    async with app_with_vault.run_test(size=(100, 30)) as pilot:
        app = await open_contact(pilot, "phone/barnevern")
        await type_in(pilot, "number", "00 00 00 00")
        await push(pilot, "today")
        await pilot.press("escape")
        await pilot.pause()
        assert "35 54 73 98" in app.seen()
        assert not (app.settings.folder / FILE_NAME).exists()
        await choose(pilot, "phone/barnevern")
        assert app.screen.query_one("#number", Linje).value == "35 54 73 98"
        assert app.screen.query_one("#checked", Linje).value == ""


async def test_another_number_has_not_been_checked(ready: Ready, clock: Clock) -> None:
    lay(ready, CHECKED)
    async with app_on(ready, clock).run_test(size=(100, 30)) as pilot:
        app = await open_contact(pilot, "phone/barnevern")
        assert app.screen.query_one("#checked", Linje).value == "22. nov. 2026"
        app.screen.query_one("#number", Linje).focus()
        await pilot.press("end", "backspace", "9")
        await pilot.pause()
        assert app.screen.query_one("#checked", Linje).value == ""
        await push(pilot, "save")
        assert entry(app) == ("00000009", None)


async def test_emptied_fields_give_the_documents_number_back(ready: Ready, clock: Clock) -> None:
    path = lay(ready, CHECKED)
    async with app_on(ready, clock).run_test(size=(100, 30)) as pilot:
        app = await open_contact(pilot, "phone/barnevern")
        await push(pilot, "clear")
        assert "00 00 00 00" not in app.screen.query_one("#number", Linje).value
        await push(pilot, "save")
        assert "35 54 73 98" in app.seen()
        assert "barnevern" not in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("field", "words", "says"),
    [
        ("number", "112", "nødnumre"),
        ("number", "ring oss", "siffer"),
        ("number", "12", "siffer"),
        ("label", "Far", "hjelpetjenester"),
        ("checked", "i overmorgen", "ikke kommet ennå"),
        ("checked", "en gang", "dag"),
    ],
)
async def test_what_cannot_be_kept_is_told_and_can_be_left(
    app_with_vault: SeenApp, field: str, words: str, says: str
) -> None:
    async with app_with_vault.run_test(size=(80, 24)) as pilot:
        app = await open_contact(pilot, "phone/barnevern")
        await write(pilot, field, words)
        await push(pilot, "save")
        assert isinstance(app.screen, ContactPage)
        assert says in " ".join(app.told())
        assert app.screen.query_one(f"#{field}").has_focus
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ContactsPage)
        assert not (app.settings.folder / FILE_NAME).exists()


async def test_a_contact_of_the_municipalitys_own_comes_and_goes(app_with_vault: SeenApp) -> None:
    async with app_with_vault.run_test(size=(100, 30)) as pilot:
        app = await open_contact(pilot, "new")
        await push(pilot, "save")
        assert "Skriv hva tjenesten heter" in app.seen()
        await type_in(pilot, "label", "Krisesenteret")
        await type_in(pilot, "number", "00 00 00 02")
        await type_in(pilot, "about", "hele døgnet")
        await choose(pilot, "on_f9", "#on_f9")
        await push(pilot, "save")
        assert "hele døgnet · skrevet inn her" in app.seen()
        await choose(pilot, "new")
        await type_in(pilot, "label", "Krisesenteret")
        await type_in(pilot, "number", "00 00 00 03")
        await push(pilot, "save")
        assert "alt en kontakt med det navnet" in app.seen()
        await pilot.press("escape", "f9")
        await pilot.pause()
        assert "00 00 00 02 Krisesenteret" in app.seen()
        await pilot.press("escape")
        await pilot.pause()
        await choose(pilot, "own/Krisesenteret")
        await push(pilot, "clear")
        await push(pilot, "save")
        assert "Krisesenteret" not in app.seen()


async def test_what_is_typed_is_there_after_a_lock(app_with_vault: SeenApp, ready: Ready) -> None:
    async with app_with_vault.run_test(size=(100, 30)) as pilot:
        app = await open_contact(pilot, "phone/barnevern")
        await type_in(pilot, "number", "00 00 00 07")
        await pilot.press("ctrl+l")
        await pilot.pause()
        await app.open_vault(PASSPHRASE)
        await pilot.pause()
        assert isinstance(app.screen, ContactPage)
        assert app.screen.query_one("#number", Linje).value == "00 00 00 07"


async def test_on_a_full_disk_it_is_told_and_nothing_typed_is_lost(app_with_vault: SeenApp) -> None:
    async with app_with_vault.run_test(size=(100, 30)) as pilot:
        app = await open_contact(pilot, "phone/barnevern")
        await push(pilot, "today")
        with full_disk():
            await push(pilot, "save")
        assert isinstance(app.screen, ContactPage)
        assert any("Fikk ikke lagret" in one for one in app.told())
        await push(pilot, "save")
        assert entry(app) == ("35547398", date(2026, 11, 22))


async def test_another_program_reads_what_was_saved_here(app_with_vault: SeenApp) -> None:
    """As a colleague's does, to whom IT copied the file."""
    async with app_with_vault.run_test(size=(100, 30)) as pilot:
        app = await open_contact(pilot, "phone/barnevern")
        await type_in(pilot, "number", "00 00 00 00")
        await push(pilot, "today")
        await push(pilot, "save")
    command = [sys.executable, "-m", "bekymring_tui", "--store", str(app.settings.folder)]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL)
    assert "00 00 00 00" in told.stdout
    assert all(number in told.stdout for number in NATIONAL)


async def test_help_and_sources_are_told(app_with_vault: SeenApp) -> None:
    async with app_with_vault.run_test(size=(100, 40)) as pilot:
        app = await open_contact(pilot, "phone/barnevern")
        await pilot.press("f1")
        await pilot.pause()
        assert "Ring nummeret før" in app.seen()
        await pilot.press("escape", "f2")
        await pilot.pause()
        assert "POR-S-3" in app.seen()
        await pilot.press("escape", "escape", "f1")
        await pilot.pause()
        assert "Den grensen har vi satt" in " ".join(app.seen().split())


# F9 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_before_the_vault_is_open_f9_shows_the_profile(ready: Ready, clock: Clock, size: tuple[int, int]) -> None:
    lay(ready, CHECKED + OWN)
    app = SeenApp(ready.settings, now=clock.now, clock=clock.seconds)
    async with app.run_test(size=size) as pilot:
        await pilot.press("f9")
        assert "112" in app.seen()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.desk is None
        assert isinstance(app.screen, NumbersPage)
        app.keep_picture(f"f9-profil-{size[0]}")
        assert "00 00 00 00" in "".join(line.text for line in app.screen.query_one(NumberList).lines(30))
        if size[0] == 80:
            for words in (*NATIONAL, "kontrollert 22.11.2026", "900 53 304", "oppgitt i kilden, ikke kontrollert"):
                assert words in app.seen()
            assert "00 00 00 02 Krisesenteret" in app.seen()


@pytest.mark.parametrize("written", ["[porsgrunn", "\0" * 99, "a = " + "[" * 5_000, "# stor\n" * 99_999])
async def test_a_broken_profile_is_told_and_every_number_stands(ready: Ready, clock: Clock, written: str) -> None:
    lay(ready, written)
    app = SeenApp(ready.settings, now=clock.now, clock=clock.seconds)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f9")
        await app.workers.wait_for_complete()
        await pilot.pause()
        for words in (*NATIONAL, "35 54 73 98", "900 53 304", "kan ikke leses"):
            assert words in app.seen()


async def test_opening_a_vault_beside_a_broken_profile_is_told(ready: Ready, clock: Clock) -> None:
    lay(ready, "[porsgrunn")
    async with app_on(ready, clock).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomePage)
        assert any("kan ikke leses" in one for one in pilot.app.told())


async def test_an_emergency_number_is_not_replaced(ready: Ready, clock: Clock) -> None:
    lay(
        ready, '[porsgrunn.telefoner.police]\nnummer = "00 00 00 05"\n[porsgrunn.telefoner.barnevern]\nnummer = "112"\n'
    )
    async with app_on(ready, clock).run_test(size=(100, 30)) as pilot:
        await pilot.press("f9")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        rows = [row.strip("┃ ") for row in pilot.app.seen().splitlines()]
        assert any(row.startswith("112") and "fare for liv" in row for row in rows)
        assert any(row.startswith("35 54 73 98") for row in rows)
        assert any(row.startswith("00 00 00 05 Politiet") for row in rows)


async def test_a_blank_number_says_how_to_fill_it_in(ready: Ready, clock: Clock) -> None:
    async with app_on(ready, clock, "unv").run_test(size=(80, 24)) as pilot:
        await pilot.press("f9")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        seen = words_of(pilot.app)
        assert "mangler Barneverntjenesten – fyll ut: «Kommunens kontakter» i menyen" in seen
        assert "116 111 svarer hele døgnet" in seen
        assert all(number in seen for number in NATIONAL)
        pilot.app.keep_picture("f9-mangler")


async def test_in_a_case_f9_and_its_sources_show_the_profile(ready: Ready, clock: Clock) -> None:
    lay(ready, CHECKED)
    async with app_on(ready, clock).run_test(size=(80, 24)) as pilot:
        app: SeenApp = pilot.app
        app.open_case(ready.case_id)
        await pilot.pause()
        await pilot.press("f9")
        await pilot.pause()
        assert "00 00 00 00" in app.seen()
        app.keep_picture("f9-sak-profil")
        for words in ("Mistanke om vold", "Akutt fare", "utenfor hjemmet", "bare se numrene", "116 111"):
            assert words in app.seen()
        found = [one for one in app.screen.sources() if one.document and "fylt ut her" in one.document]
        assert "00 00 00 00" in (found[0].section or "")
        assert found[0].origin == "kontrollert 22.11.2026"


# The alarm -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (40, 10)])
async def test_the_alarm_calls_by_the_profile(ready: Ready, clock: Clock, size: tuple[int, int]) -> None:
    lay(ready, CHECKED + OWN)
    async with app_on(ready, clock).run_test(size=size) as pilot:
        app: SeenApp = pilot.app
        app.open_case(ready.case_id)
        await pilot.pause()
        await raise_alarm(pilot)
        assert isinstance(app.screen, AlarmPage)
        rows = {row.id: row for row in app.screen.query_one("#called", Valg).rows}
        app.keep_picture(f"alarm-profil-{size[0]}")
        assert rows["police"].label.startswith("112")
        assert rows["barnevern"].label.startswith("00 00 00 00")
        assert rows["barnevern"].sub == "kontrollert 22.11.2026"
        assert rows["watch"].sub == "oppgitt i kilden, ikke kontrollert"
        assert "00 00 00 02 Krisesenteret" in rows["other"].sub
        await push(pilot, "no_answer", "#record") if size == (100, 30) else None


async def test_a_call_to_a_watch_that_only_the_profile_has_counts(ready: Ready, clock: Clock) -> None:
    lay(ready, '[asnes.telefoner.watch]\nnummer = "00 00 00 04"\n')
    async with app_on(ready, clock, "asnes").run_test(size=(100, 40)) as pilot:
        app: SeenApp = pilot.app
        await pilot.press("f9")
        await choose(pilot, "new")
        await choose(pilot, "home")
        await choose(pilot, "watch", "#called")
        await write(pilot, "spoke_with", "vakta")
        await push(pilot, "reached", "#record")
        assert app.case is not None
        assert not app.case.state.alarm.pending


async def test_under_the_alarm_a_contact_that_leads_home_is_closed(ready: Ready, clock: Clock) -> None:
    lay(ready, '[[porsgrunn.egne]]\nnavn = "Foreldreveiledning"\nnummer = "00 00 00 06"\n')
    async with app_on(ready, clock).run_test(size=(100, 40)) as pilot:
        app: SeenApp = pilot.app
        app.open_case(ready.case_id)
        app.show_once("contacts")
        await pilot.pause()
        assert "Foreldreveiledning" in app.seen()
        await raise_alarm(pilot)
        app.show_once("contacts")
        await pilot.pause()
        assert not names_a_guardian(app.seen())
        assert "stengt" in app.seen()


# Home ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_home_reminds_after_twelve_months_and_not_before(
    ready: Ready, clock: Clock, size: tuple[int, int]
) -> None:
    lay(ready, CHECKED)
    async with app_on(ready, clock).run_test(size=size) as pilot:
        app: SeenApp = pilot.app
        assert "på nytt" not in app.seen()
        clock.go_on(days=365)
        app.go_home()
        await pilot.pause()
        assert "på nytt" not in app.seen()
        clock.go_on(days=1)
        app.go_home()
        await pilot.pause()
        assert "Kontroller nummeret på nytt: Barneverntjenesten i Porsgrunn" in " ".join(app.seen().split())
        app.keep_picture(f"hjem-paaminnelse-{size[0]}")


async def test_checking_again_ends_the_reminder(ready: Ready, clock: Clock) -> None:
    lay(ready, OLD)
    async with app_on(ready, clock).run_test(size=(100, 30)) as pilot:
        assert "på nytt" in pilot.app.seen()
        app = await open_contact(pilot, "phone/barnevern")
        await pilot.press("escape")
        await pilot.pause()
        assert "kontroller på nytt" in app.seen()
        await choose(pilot, "phone/barnevern")
        await push(pilot, "today")
        await push(pilot, "save")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomePage)
        assert "på nytt" not in app.seen()


async def test_home_counts_when_many_are_old(ready: Ready, clock: Clock) -> None:
    lay(ready, OLD + OLD.replace("barnevern", "watch"))
    async with app_on(ready, clock).run_test(size=(100, 30)) as pilot:
        assert "Kontroller 2 numre på nytt" in pilot.app.seen()


async def test_home_reminds_of_a_missing_number(ready: Ready, clock: Clock) -> None:
    async with app_on(ready, clock, "unv").run_test(size=(100, 30)) as pilot:
        assert "Nummeret til Barneverntjenesten mangler" in pilot.app.seen()


async def test_in_the_case_nothing_reminds(at_case: AtCase) -> None:
    async with at_case() as pilot:
        assert "Kommunens kontakter" not in pilot.app.seen()


async def test_three_of_the_municipalitys_own_fit_on_f9(ready: Ready, clock: Clock) -> None:
    lay(ready, "".join(OWN.replace("Krisesenteret", f"Tjeneste {one}") for one in range(3)))
    async with app_on(ready, clock).run_test(size=(100, 30)) as pilot:
        app = await open_contact(pilot, "new")
        await type_in(pilot, "label", "Tjeneste 3")
        await type_in(pilot, "number", "00 00 00 03")
        await choose(pilot, "on_f9", "#on_f9")
        await push(pilot, "save")
        assert "plass til tre" in app.seen()
        await choose(pilot, "on_f9", "#on_f9")
        await push(pilot, "save")
        assert isinstance(app.screen, ContactsPage)


@pytest.mark.parametrize("nasty", ["[/]", "a [x] b", "[@click=app.quit]her"])
async def test_words_of_the_file_are_only_words(ready: Ready, clock: Clock, nasty: str) -> None:
    lay(ready, f"[porsgrunn.telefoner.barnevern]\nnavn = '{nasty}'\n" + OWN.replace("Krisesenteret", nasty))
    async with app_on(ready, clock).run_test(size=(100, 30)) as pilot:
        app: SeenApp = pilot.app
        app.show_once("contacts")
        await pilot.pause()
        assert app.seen().count(nasty) == 2
        await choose(pilot, f"own/{nasty}")
        assert nasty in app.seen()
        await pilot.press("f9")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.seen().count(nasty) == 2


async def test_under_the_alarm_a_missing_number_names_who_helps(ready: Ready, clock: Clock) -> None:
    async with app_on(ready, clock, "asnes").run_test(size=(100, 40)) as pilot:
        await pilot.press("f9")
        await choose(pilot, "new")
        await choose(pilot, "home")
        rows = {row.id: row for row in pilot.app.screen.query_one("#called", Valg).rows}
        assert "116 111 svarer" in rows["barnevern"].sub
        assert rows["police"].label.startswith("112")
