"""The page of backups: what lies there, one more now, and another folder for the next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from screen_samples import Ready, SeenApp
from textual.pilot import Pilot

from bekymring_tui.settings import read_settings
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst


async def done(pilot: Pilot[Any]) -> str:
    """The page once nothing is under way, as text."""
    app = pilot.app
    await app.workers.wait_for_complete()
    await pilot.pause()
    return "\n".join(str(one.render()) for one in app.screen.query(Tekst))


async def choose(pilot: Pilot[Any], folder: str) -> str:
    field = pilot.app.screen.query_one("#folder", Linje)
    field.value = folder
    field.focus()
    await pilot.press("enter")
    return await done(pilot)


async def test_a_backup_now_and_another_folder_for_the_next(
    app_with_vault: SeenApp, ready: Ready, tmp_path: Path
) -> None:
    app, stick = app_with_vault, tmp_path / "Minnepinne æ"
    stick.mkdir()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_once("backups")
        assert "Ingen ennå" in await done(pilot)
        await pilot.press("enter")
        shown = await done(pilot)
        assert "Den er lest tilbake og kontrollert. Refleksjonsnotatene er ikke med" in shown
        assert f"I {ready.folder / 'kopier'}:" in shown
        assert len(list((ready.folder / "kopier").iterdir())) == 1

        assert "finnes ikke" in await choose(pilot, str(tmp_path / "borte"))
        assert "finnes ikke" in await choose(pilot, "ikke/en/hel/sti")
        assert f"blir kopiene lagt i {stick}" in await choose(pilot, str(stick))
        app.screen.query_one("#taking").focus()
        await pilot.press("enter")
        assert f"I {stick}:" in await done(pilot)
        assert len(list(stick.iterdir())) == 1
    assert read_settings(ready.folder)[0].backup_folder == str(stick)


async def test_a_folder_that_others_copy_is_told_of_before_it_is_taken(
    app_with_vault: SeenApp, ready: Ready, tmp_path: Path
) -> None:
    app, cloud = app_with_vault, tmp_path / "OneDrive"
    cloud.mkdir()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_once("backups")
        await done(pilot)
        assert "kopiert av en skytjeneste" in await choose(pilot, str(cloud))
        assert read_settings(ready.folder)[0].backup_folder == ""
        assert f"blir kopiene lagt i {cloud}" in await choose(pilot, str(cloud))
    assert read_settings(ready.folder)[0].backup_folder == str(cloud)


async def test_a_folder_that_takes_nothing_is_told(app_with_vault: SeenApp, ready: Ready) -> None:
    (ready.folder / "kopier").write_text("en fil der mappen skulle ligget")
    async with app_with_vault.run_test(size=(80, 24)) as pilot:
        app_with_vault.show_once("backups")
        await done(pilot)
        await pilot.press("enter")
        assert "! Sikkerhetskopien ble ikke tatt." in await done(pilot)
