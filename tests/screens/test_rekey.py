"""A new key for the database in the app: every code on paper before it counts, and what to do with the old papers."""

from __future__ import annotations

import pytest
from screen_samples import PASSPHRASE, Ready, SeenApp
from test_passphrase import shown_code
from test_start import confirm_code, settle
from test_unit_key import give_passphrase, plain

from bekymring_tui import errors
from bekymring_tui.desk.code_check import groups
from bekymring_tui.desk.desk import Desk
from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.numbers import NumbersPage
from bekymring_tui.screens.recovery import RecoveryPage
from bekymring_tui.screens.rekey import RekeyedPage, RekeyPage
from bekymring_tui.vault.store import Vault

SALT = 16


def salt(ready: Ready) -> bytes:
    return (ready.folder / "hvelv.db").read_bytes()[:SALT]


@pytest.fixture
def app(ready: Ready) -> SeenApp:
    return SeenApp(ready.settings, vault=Vault.open(ready.folder, PASSPHRASE))


async def test_a_new_key_with_the_new_code_on_paper(app: SeenApp, ready: Ready) -> None:
    before = salt(ready)
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_page("rekey")
        await pilot.pause()
        assert "enheten" not in plain(app).lower()
        app.keep_picture("rekey")
        await give_passphrase(pilot)
        assert isinstance(app.screen, RecoveryPage)
        app.keep_picture("rekey-code")
        code = shown_code(app)
        assert len(groups(code)) == 9
        await confirm_code(pilot, code)
        await settle(pilot)
        assert isinstance(app.screen, RekeyedPage)
        app.keep_picture("rekeyed")
        assert "Makuler papiret med den gamle" in plain(app)
        assert app.desk
        assert app.desk.open_case(ready.case_id).state.subject
        await pilot.press("enter")
        assert isinstance(app.screen, HomePage)
    assert salt(ready) != before
    with pytest.raises(errors.Locked):
        ready.open()
    with Vault.recover(ready.folder, code) as vault:
        assert vault.notices == ()
        assert vault.ways.is_passphrase(PASSPHRASE)


async def test_turning_back_changes_nothing_and_says_so(app: SeenApp, ready: Ready) -> None:
    before = salt(ready)
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_page("rekey")
        await pilot.pause()
        await give_passphrase(pilot)
        code = shown_code(app)
        await pilot.press("escape")
        assert isinstance(app.screen, RekeyPage)
        assert "Makuler papiret hvis du skrev ned en ny" in plain(app)
        await give_passphrase(pilot)
        assert isinstance(app.screen, RecoveryPage)
        assert shown_code(app) != code
        await pilot.press("escape", "escape")
        assert isinstance(app.screen, HomePage)
    assert salt(ready) == before
    ready.open().close()


@pytest.mark.parametrize("keep", [True, False])
async def test_the_unit_gets_a_new_one_or_none(ready: Ready, keep: bool) -> None:
    with ready.open() as vault:
        old = vault.ways.new_code()
        vault.ways.set_unit_code(old)
    app = SeenApp(ready.settings, vault=Vault.open(ready.folder, PASSPHRASE))
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_page("rekey")
        await pilot.pause()
        app.keep_picture("rekey-unit")
        if not keep:
            app.screen.query_one("#unit").focus()
            await pilot.press("down", "enter")
        await give_passphrase(pilot)
        await confirm_code(pilot, shown_code(app))
        await settle(pilot)
        code = shown_code(app)
        if keep:
            assert "Enhetens nye nøkkel" in plain(app)
            await confirm_code(pilot, code)
            await settle(pilot)
        assert isinstance(app.screen, RekeyedPage)
        assert ("Gi konvolutten" if keep else "Enheten har ingen nøkkel lenger") in plain(app)
        assert app.desk
        assert app.desk.vault.ways.has_unit_code is keep
    with pytest.raises(errors.Locked):
        Vault.recover(ready.folder, old)
    if keep:
        Vault.recover(ready.folder, code).close()


async def test_what_fails_says_which_papers_count(app: SeenApp, ready: Ready, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> tuple[str, ...]:
        raise errors.Unwritable("Ikke lagret: disken er full.")

    monkeypatch.setattr(Desk, "rekey", full)
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_page("rekey")
        await pilot.pause()
        await give_passphrase(pilot)
        await confirm_code(pilot, shown_code(app))
        await settle(pilot)
        assert isinstance(app.screen, RekeyPage)
        assert "disken er full. De gamle kodene gjelder fortsatt. Makuler papirene med de nye." in plain(app)
    ready.open().close()


async def test_the_numbers_stay_while_the_key_is_made(app: SeenApp, monkeypatch: pytest.MonkeyPatch) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        rekey = Desk.rekey

        def while_reading(self: Desk, *given: str) -> tuple[str, ...]:
            app.call_from_thread(app.action_safety)
            return rekey(self, *given)

        monkeypatch.setattr(Desk, "rekey", while_reading)
        app.action_page("rekey")
        await pilot.pause()
        await give_passphrase(pilot)
        await confirm_code(pilot, shown_code(app))
        await settle(pilot)
        assert isinstance(app.screen, NumbersPage)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, RekeyedPage)
