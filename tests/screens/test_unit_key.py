"""The unit's key in the app: made and taken away by the owner, used by somebody else, told to the owner."""

from __future__ import annotations

import pytest
from screen_samples import PASSPHRASE, Clock, Ready, SeenApp
from test_passphrase import open_by_code, shown_code
from test_start import confirm_code, settle, type_in
from textual.pilot import Pilot

from bekymring_tui.case.acts import Graded
from bekymring_tui.errors import Locked
from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.menu_rows import menu_rows
from bekymring_tui.screens.recovery import RecoveryPage
from bekymring_tui.screens.unit_key import UnitKeyPage
from bekymring_tui.screens.unlock import UnlockPage
from bekymring_tui.screens.who import WhoPage
from bekymring_tui.vault.store import Vault
from bekymring_tui.widgets.linje import Linje

OWNERS = {"page('passphrase')", "page('new_code')", "page('unit_key')", "page('rekey')", "page('recovery')"}


@pytest.fixture
def unit_code(ready: Ready) -> str:
    with ready.open() as vault:
        code = vault.ways.new_code()
        vault.ways.set_unit_code(code)
    return code


def plain(app: SeenApp) -> str:
    return " ".join(app.seen().split())


async def give_passphrase(pilot: Pilot[None]) -> None:
    await type_in(pilot, "old", PASSPHRASE)
    await pilot.press("enter")
    await settle(pilot)


async def test_the_owner_makes_one_and_takes_it_away(ready: Ready) -> None:
    app = SeenApp(ready.settings, vault=Vault.open(ready.folder, PASSPHRASE))
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_page("unit_key")
        await pilot.pause()
        assert "Enheten har ingen nøkkel" in plain(app)
        app.keep_picture("unit-key")
        await type_in(pilot, "old", "feil")
        await pilot.press("enter")
        await settle(pilot)
        assert "Feil passordfrase" in plain(app)
        await give_passphrase(pilot)
        assert isinstance(app.screen, RecoveryPage)
        app.keep_picture("unit-key-shown")
        code = shown_code(app)
        await confirm_code(pilot, code)
        assert isinstance(app.screen, HomePage)
        assert "gi den til lederen din" in " ".join(app.told())
        app.action_page("unit_key")
        await pilot.pause()
        assert "Den er aldri brukt" in plain(app)
        await type_in(pilot, "old", PASSPHRASE)
        await pilot.press("tab", "right", "enter")
        await settle(pilot)
        assert isinstance(app.screen, HomePage)
        assert "Be lederen din makulere papiret" in " ".join(app.told())
    with pytest.raises(Locked):
        Vault.recover(ready.folder, code)


async def test_turning_back_leaves_the_old_one(ready: Ready, unit_code: str) -> None:
    app = SeenApp(ready.settings, vault=Vault.open(ready.folder, PASSPHRASE))
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_page("unit_key")
        await pilot.pause()
        await give_passphrase(pilot)
        assert isinstance(app.screen, RecoveryPage)
        assert "Den gamle nøkkelen gjelder" in plain(app)
        await pilot.press("escape")
        assert not isinstance(app.screen, (RecoveryPage, UnitKeyPage))
    Vault.recover(ready.folder, unit_code).close()


async def test_a_deputy_works_under_their_own_name_and_the_owner_is_told(
    ready: Ready, unit_code: str, clock: Clock
) -> None:
    with ready.open() as vault:
        vault.put_setting("recovery_code", ready.code)
    app = SeenApp(ready.settings, now=clock.now, clock=clock.seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, UnlockPage)
        assert "Enheten har en nøkkel til dette hvelvet" in plain(app)
        app.keep_picture("unlock-unit")
        await open_by_code(pilot, unit_code)
        assert isinstance(app.screen, WhoPage)
        assert "får ditt navn, ikke eierens" in plain(app)
        assert "åpnet med enhetens nøkkel" in " ".join(app.told())
        for field, typed in (("name", "Vikar Vik"), ("role", "leder")):
            app.screen.query_one(f"#{field}", Linje).value = typed
        app.screen._save()  # type: ignore[attr-defined]
        await settle(pilot)
        assert isinstance(app.screen, HomePage)
        assert app.desk
        worker = app.desk.who()
        assert worker
        assert worker.name == "Vikar Vik"
        assert not OWNERS & {row.id for row in menu_rows(app)}
        assert app.desk.code_to_write_down() == "", "the owner's way in is not shown"
        case = app.desk.open_case(ready.case_id)
        case.take(Graded(grade=3))
    app = SeenApp(ready.settings, now=clock.now, clock=clock.seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.open_vault(PASSPHRASE)
        await settle(pilot)
        [told] = [one for one in app.told() if "enhetens nøkkel" in one]
        assert " kl. " in told
        assert app.desk
        owner = app.desk.who()
        assert owner
        assert owner.name != "Vikar Vik"
        assert app.desk.open_case(ready.case_id).events[-1].by.name == "Vikar Vik"
        app.action_page("unit_key")
        await pilot.pause()
        assert "Sist brukt" in plain(app)
    with Vault.open(ready.folder, PASSPHRASE) as vault:
        assert vault.notices == ()
