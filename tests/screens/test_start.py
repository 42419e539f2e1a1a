"""The first start: from nothing to a vault, with a passphrase that was practised and a code that can wait."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from screen_samples import Clock, SeenApp
from textual.pilot import Pilot

from bekymring_tui.desk.code_check import groups
from bekymring_tui.screens.code_check import CodeCheckPage
from bekymring_tui.screens.recovery import RecoveryPage
from bekymring_tui.screens.start import PRACTICE, StartPage
from bekymring_tui.screens.strength import strength
from bekymring_tui.screens.who import WhoPage
from bekymring_tui.settings import Settings, read_settings
from bekymring_tui.vault.store import Vault, exists
from bekymring_tui.widgets.linje import Linje


@pytest.fixture
def new_app(tmp_path: Path, clock: Clock) -> SeenApp:
    return SeenApp(Settings(tmp_path / "nytt"), now=clock.now, clock=clock.seconds)


async def type_in(pilot: Pilot[Any], field: str, words: str) -> None:
    line = pilot.app.screen.query_one(f"#{field}", Linje)
    line.focus()
    line.value = words
    await pilot.pause()


async def confirm_code(pilot: Pilot[Any], code: str) -> None:
    """Where the code is shown: written down, and the groups asked for typed."""
    await pilot.press("enter")
    app, page = pilot.app, pilot.app.screen
    assert isinstance(app, SeenApp)
    assert isinstance(page, CodeCheckPage)
    assert not set(groups(code)) & set(app.seen().split())
    await type_in(pilot, "part", " ".join(groups(code)[number - 1] for number in page.check.asked))
    await pilot.press("enter")
    await pilot.pause()


async def settle(pilot: Pilot[Any]) -> None:
    """Until what runs in threads is done."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (40, 10)])
async def test_from_nothing_to_home(new_app: SeenApp, size: tuple[int, int]) -> None:
    async with new_app.run_test(size=size) as pilot:
        page = new_app.screen
        assert isinstance(page, StartPage)
        phrase = page.suggestion
        assert len(phrase.split()) == 6
        await type_in(pilot, "again", phrase.upper())
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(new_app.screen, RecoveryPage)
        assert new_app.desk
        code = new_app.desk.code_to_write_down()
        await pilot.press("enter")
        await type_in(pilot, "part", "AAAA AAAA")
        await pilot.press("enter")
        await pilot.pause()
        assert "× Det stemmer ikke" in new_app.seen()
        await pilot.press("tab", "right", "enter")
        assert isinstance(new_app.screen, RecoveryPage)
        await pilot.press("right", "enter")
        assert isinstance(new_app.screen, WhoPage)
        await pilot.press("down", "down", "enter", "down", "down", "down", "enter")
        await type_in(pilot, "name", "Kari Prøve")
        await type_in(pilot, "role", "Styrer")
        await pilot.press("tab", "tab", "enter")
        assert "Porsgrunn, barnehage" in new_app.seen() or size[0] < 80
        who = new_app.desk.who()
        assert who is not None
        assert (who.name, who.role, who.service) == ("Kari Prøve", "Styrer", "barnehage")
        assert new_app.desk.code_to_write_down() == code
    assert read_settings(new_app.settings.folder)[0].service == "barnehage"
    with Vault.open(new_app.settings.folder, phrase):
        pass
    with Vault.recover(new_app.settings.folder, code):
        pass


async def test_the_suggestion_and_its_entropy_are_shown(new_app: SeenApp) -> None:
    async with new_app.run_test(size=(100, 30)) as pilot:
        page = new_app.screen
        assert isinstance(page, StartPage)
        first = page.suggestion
        assert "  ".join(first.split()) in new_app.seen()
        assert "66 bit" in new_app.seen()
        await pilot.press("down", "enter")
        assert page.suggestion != first
        assert "  ".join(page.suggestion.split()) in new_app.seen()
        assert "(●) Bruk forslaget" in new_app.seen()


async def test_what_was_not_practised_makes_no_vault(new_app: SeenApp) -> None:
    async with new_app.run_test(size=(100, 30)) as pilot:
        await type_in(pilot, "again", "noe helt annet")
        await pilot.press("enter")
        await settle(pilot)
        assert "ikke likt forslaget" in new_app.seen()
        assert isinstance(new_app.screen, StartPage)
    assert not exists(new_app.settings.folder)


async def test_a_phrase_of_ones_own_is_advised_on(new_app: SeenApp) -> None:
    async with new_app.run_test(size=(100, 30)) as pilot:
        await pilot.press("end", "enter")
        await type_in(pilot, "own", "kort")
        assert "× For kort" in new_app.seen()
        await type_in(pilot, "again", "kort")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(new_app.screen, StartPage)
        await type_in(pilot, "own", "snøen faller stille over fjorden")
        assert "! Brukbar" in new_app.seen()
        await type_in(pilot, "again", "snøen faller stille over fjord")
        await pilot.press("enter")
        assert "ikke like" in new_app.seen()
        await type_in(pilot, "again", "snøen faller stille over fjorden")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(new_app.screen, RecoveryPage)


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("", "short"),
        ("hemmelig", "short"),
        ("aaaaaaaaaaaaaa", "simple"),
        ("passord12345", "weak"),
        ("hest hest hest hest hest hest hest", "weak"),
        ("passordpassordpassord", "weak"),
        ("1234567891234567891234", "simple"),
        ("abcdefghijklmnopqrstuvwxyz", "simple"),
        ("en helt egen setning", "fair"),
        ("furu brygge onsdag kaffe lampe ullgenser", "strong"),
    ],
)
def test_strength(phrase: str, told: str) -> None:
    assert strength(phrase) == told


async def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "fil").touch()
    app = SeenApp(Settings(tmp_path / "fil" / "hvelv"), now=clock.now, clock=clock.seconds)
    async with app.run_test(size=(100, 30)) as pilot:
        page = app.screen
        assert isinstance(page, StartPage)
        await type_in(pilot, "again", page.suggestion)
        await pilot.press("enter")
        await settle(pilot)
        assert "Fikk ikke lagret" in app.seen()
        assert isinstance(app.screen, StartPage)


async def test_practice_children_first(new_app: SeenApp) -> None:
    async with new_app.run_test(size=(100, 30)) as pilot:
        await pilot.click(offset=next(_spot(new_app, "Prøv med øvelsesbarn")))
        await pilot.pause()
    assert new_app.return_value == PRACTICE
    assert not exists(new_app.settings.folder)


async def test_a_start_cut_short_goes_on_with_who(new_app: SeenApp, clock: Clock) -> None:
    vault, code = Vault.create(new_app.settings.folder, "bjork elv gran host sno tog")
    vault.close()
    app = SeenApp(
        new_app.settings, vault=Vault.recover(new_app.settings.folder, code), now=clock.now, clock=clock.seconds
    )
    async with app.run_test(size=(100, 30)):
        assert isinstance(app.screen, WhoPage)


async def test_esc_leaves_no_empty_screen(new_app: SeenApp) -> None:
    async with new_app.run_test(size=(100, 30)) as pilot:
        await pilot.press("escape")
        assert isinstance(new_app.screen, StartPage)
    vault, _ = Vault.create(new_app.settings.folder, "bjork elv gran host sno tog")
    app = SeenApp(new_app.settings, vault=vault)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("escape")
        assert isinstance(app.screen, WhoPage)


def _spot(app: SeenApp, words: str) -> Any:
    for y, row in enumerate(app.seen().splitlines()):
        if words in row:
            yield row.index(words), y
