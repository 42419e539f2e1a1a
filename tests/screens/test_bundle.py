"""A bundle from someone else: opened by passphrase or key, shown to be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyrage import x25519
from safety_samples import push, write
from screen_samples import SeenApp
from textual.pilot import Pilot

from bekymring_tui.case.acts import Logged
from bekymring_tui.case.people import Subject
from bekymring_tui.desk.exchange import export_case
from bekymring_tui.screens.bundle import BundlePage
from bekymring_tui.screens.home import HomePage

LOGGED = "Sitter alene i [garderoben] @click=app.quit"


def _exported(app: SeenApp, path: Path, **how: Any) -> str | None:
    case = app.desk.new_case("porsgrunn", "skole", "concern", Subject(kind="child", call_name="Grå hare"))
    case.take(Logged(aspect="seen", text=LOGGED, observed="2026-11-20"))
    return export_case(case, path, to="Leder", anonymous=False, **how)


async def _file_chosen(pilot: Pilot[Any], path: Path | str) -> None:
    pilot.app.show_once("bundle")
    await pilot.pause()
    await write(pilot, "path", str(path))
    await push(pilot, "open")


async def _opened(pilot: Pilot[Any]) -> None:
    await push(pilot, "open")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (40, 10)])
async def test_opened_by_the_passphrase_as_it_was_heard(app_with_vault: SeenApp, tmp_path: Path, size: Any) -> None:
    app, path = app_with_vault, tmp_path / "sak.sakspakke"
    async with app.run_test(size=size) as pilot:
        phrase = _exported(app, path)
        assert phrase
        await _file_chosen(pilot, f'"{path}"')
        await write(pilot, "passphrase", phrase.upper().replace(" ", "-"))
        await _opened(pilot)
        assert isinstance(app.screen, BundlePage)
        app.keep_picture(f"sakspakke-{size[0]}-natt")
        whole = "\n".join(str(one.content) for one in app.screen.query("Tekst"))
        assert "bare lesing" in app.seen()
        assert "Laget av Kari Prøve, Kontaktlærer, Bakken skole, den 22. nov. 2026" in whole
        assert LOGGED in whole
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomePage)
        assert len(app.desk.cases()) == 2


async def test_a_wrong_phrase_is_told_and_the_next_one_opens(app_with_vault: SeenApp, tmp_path: Path) -> None:
    app, path = app_with_vault, tmp_path / "sak.sakspakke"
    async with app.run_test(size=(100, 30)) as pilot:
        phrase = _exported(app, path)
        await _file_chosen(pilot, path)
        await write(pilot, "passphrase", "helt feil")
        await _opened(pilot)
        assert "åpner ikke sakspakken" in app.seen()
        await write(pilot, "passphrase", phrase or "")
        await _opened(pilot)
        assert "Grå hare" in app.seen()


async def test_opened_with_a_key_file(app_with_vault: SeenApp, tmp_path: Path) -> None:
    app, path, keys = app_with_vault, tmp_path / "sak.sakspakke", tmp_path / "min nøkkel.txt"
    identity = x25519.Identity.generate()
    keys.write_text(f"# laget i dag\n{identity}\n", "utf-8")
    async with app.run_test(size=(100, 30)) as pilot:
        _exported(app, path, recipient=str(identity.to_public()))
        await _file_chosen(pilot, path)
        assert "Nøkkelfilen din" in app.seen()
        await write(pilot, "identity", "finnes-ikke.txt")
        await _opened(pilot)
        assert "Finner ikke filen" in app.seen()
        await write(pilot, "identity", str(keys))
        await _opened(pilot)
        assert "Grå hare" in app.seen()


@pytest.mark.parametrize(("content", "told"), [(None, "Får ikke lest"), (b"hei", "ikke en sak"), (b"", "ikke en")])
async def test_what_is_no_bundle_is_told(
    app_with_vault: SeenApp, tmp_path: Path, content: bytes | None, told: str
) -> None:
    path = tmp_path / "noe.sakspakke"
    if content is not None:
        path.write_bytes(content)
    async with app_with_vault.run_test(size=(100, 30)) as pilot:
        await _file_chosen(pilot, path)
        assert told in app_with_vault.seen()
        assert isinstance(app_with_vault.screen, BundlePage)


async def test_another_file_may_be_chosen(app_with_vault: SeenApp, tmp_path: Path) -> None:
    app, path = app_with_vault, tmp_path / "sak.sakspakke"
    async with app.run_test(size=(100, 30)) as pilot:
        _exported(app, path)
        await _file_chosen(pilot, path)
        assert "Passordfrasen fra avsenderen" in app.seen()
        await write(pilot, "path", str(tmp_path / "annen"))
        assert "Passordfrasen fra avsenderen" not in app.seen()
