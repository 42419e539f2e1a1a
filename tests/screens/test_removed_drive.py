"""The folder or drive of the store goes away under the open program (P3): said, kept, saved once it is back."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from screen_samples import PASSPHRASE, AtCase, Clock, Ready, SeenApp
from test_lock import unlock

from bekymring_tui.errors import Unwritable
from bekymring_tui.screens.lock import LockPage
from bekymring_tui.settings import Settings
from bekymring_tui.texts import text
from bekymring_tui.widgets.felt import Felt

TYPED = "Zebrafinke"


async def type_in_the_log(pilot: object) -> SeenApp:
    app = pilot.app  # type: ignore[attr-defined]
    assert isinstance(app, SeenApp)
    app.show_once("log")
    await pilot.pause()  # type: ignore[attr-defined]
    app.screen.set_focus(app.screen.query_one("#entry", Felt))
    await pilot.press(*TYPED)  # type: ignore[attr-defined]
    return app


def kept(ready: Ready) -> list[str]:
    with ready.open() as vault:
        return [one.text for one in vault.drafts(ready.case_id) if TYPED in one.text]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody take a folder that is in use")
async def test_a_folder_that_was_moved_away_and_put_back(at_case: AtCase, ready: Ready) -> None:
    elsewhere = ready.folder.with_name("papirkurv")
    async with at_case() as pilot:
        app = await type_in_the_log(pilot)
        ready.folder.rename(elsewhere)
        await pilot.press("x")
        assert not app.flush(), "what nobody finds again is not called saved"
        await pilot.pause()
        assert app.told() == [f"× {text('vault.gone', folder=ready.folder)}"]
        assert app.saved.problem
        assert f"{TYPED}x" in app.seen()
        elsewhere.rename(ready.folder)
        assert app.flush()
        await pilot.pause()
        assert app.saved.problem == ""
    assert kept(ready) == [f"{TYPED}x"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody take a file that is in use")
async def test_a_copy_put_in_the_place_of_the_open_file_is_not_it(at_case: AtCase, ready: Ready) -> None:
    database = ready.folder / "hvelv.db"
    async with at_case() as pilot:
        app = await type_in_the_log(pilot)
        assert app.flush()
        copy = database.read_bytes()
        database.unlink()
        database.write_bytes(copy)
        await pilot.press("x")
        assert not app.flush()
        # The lock lets go of the file that is gone; what it did not take goes along into the one that is there.
        await pilot.press("ctrl+l")
        await unlock(pilot, app)
        assert app.flush()
    assert kept(ready) == [f"{TYPED}x"]


@contextmanager
def unplugged(folder: Path) -> Iterator[None]:
    """Every open file of the folder answers as on a drive that was pulled out, for good; and the folder is gone."""
    dead, other_end = os.pipe()
    opened = {one.name: os.path.realpath(one) for one in Path("/proc/self/fd").iterdir()}
    for number, path in opened.items():
        if path.startswith(str(folder)) and not path.endswith("hvelv.lock"):
            os.dup2(dead, int(number))
    os.close(dead)
    os.close(other_end)
    elsewhere = folder.with_name("uttatt")
    folder.rename(elsewhere)
    yield
    elsewhere.rename(folder)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
async def test_a_drive_that_was_pulled_out_and_put_back(at_case: AtCase, ready: Ready) -> None:
    async with at_case() as pilot:
        app = await type_in_the_log(pilot)
        assert app.flush()
        with unplugged(ready.folder):
            await pilot.press("x")
            assert not app.flush()
            await pilot.pause()
            assert len(app.told()) == 1
            assert str(ready.folder) in app.told()[0]
            assert "Ctrl+L" in app.told()[0]
            await pilot.press("ctrl+l")
            assert isinstance(app.screen, LockPage)
            assert TYPED not in repr([one for one in vars(app).values() if isinstance(one, str | bytes | dict | list)])
            await unlock(pilot, app)
            assert isinstance(app.screen, LockPage)
            assert "koblet fra" in " ".join(app.seen().split())
        await unlock(pilot, app)
        # Back in the field, with every letter.
        assert f"{TYPED}x" in app.seen()
        assert app.flush()
    assert kept(ready) == [f"{TYPED}x"]


async def test_a_store_on_a_drive_that_is_not_there_is_not_taken_for_a_first_start(
    tmp_path: Path, clock: Clock
) -> None:
    app = SeenApp(Settings(tmp_path / "minnepinne" / "hvelv"), now=clock.now, clock=clock.seconds)
    async with app.run_test(size=(80, 24)):
        seen = " ".join(app.seen().split())
        assert "kobler du til disken" in seen
        assert str(tmp_path / "minnepinne")[:40] in seen
    app = SeenApp(Settings(tmp_path / "hvelv"), now=clock.now, clock=clock.seconds)
    async with app.run_test(size=(80, 24)):
        assert "kobler du til disken" not in " ".join(app.seen().split())


async def test_a_folder_that_is_another_vault_by_now_does_not_get_it(
    at_case: AtCase, ready: Ready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was set aside opens with its own vault's key only: the program goes on, says so, and keeps it."""
    from bekymring_tui.vault.store import Vault

    def full(self: Vault, rows: object) -> None:
        raise Unwritable("Ikke lagret: disken er full.")

    other = tmp_path / "annet"
    Vault.create(other, PASSPHRASE)[0].close()
    async with at_case() as pilot:
        app = await type_in_the_log(pilot)
        with monkeypatch.context() as patched:
            patched.setattr(Vault, "save_drafts", full)
            await pilot.press("x", "ctrl+l")
            await pilot.pause()
        ready.folder.rename(tmp_path / "vårt")
        other.rename(ready.folder)
        await unlock(pilot, app)
        assert f"! {text('app.aside_elsewhere')}" in app.told()
        await pilot.press("ctrl+l")
        ready.folder.rename(other)
        (tmp_path / "vårt").rename(ready.folder)
        await unlock(pilot, app)
        assert app.flush()
    assert kept(ready) == [f"{TYPED}x"]
