"""Export: sealed to one file, the passphrase shown once, nothing overwritten, notes left out."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Any

import pytest
from pyrage import x25519
from safety_samples import choose, full_disk, push, raise_alarm, write
from screen_samples import AtCase
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from bekymring_tui.case.acts import FormSaved, Logged
from bekymring_tui.case.reading import read
from bekymring_tui.desk.exchange import Received, open_bundle
from bekymring_tui.screens.case import CasePage
from bekymring_tui.screens.export import ExportPage
from bekymring_tui.screens.numbers import NumbersPage
from bekymring_tui.screens.sealed import SealedPage
from bekymring_tui.widgets.knapper import Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst


async def _at_export(pilot: Pilot[Any], folder: Path, to: str = "Leder Lise") -> None:
    pilot.app.show_once("export")
    await pilot.pause()
    await write(pilot, "to", to)
    await write(pilot, "folder", str(folder))


async def _sealed(pilot: Pilot[Any], knapp: str = "seal") -> None:
    await push(pilot, knapp)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def _phrase(pilot: Pilot[Any]) -> str:
    return str(pilot.app.screen.query_one("#passphrase", Tekst).content).strip()


def _words(received: Received, pilot: Pilot[Any]) -> str:
    rows = [row for section in read(received.case, pilot.app.now().date()) for row in section.rows]
    return "\n".join(line for row in rows for line in row)


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (40, 10)])
async def test_sealed_by_seven_words_shown_once(at_case: AtCase, tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_case(size=size) as pilot:
        note = {"why": "HEMMELIGNOTAT"}
        assert pilot.app.take(FormSaved(form="refleksjonsnotat", answers=note))
        assert pilot.app.take(Logged(aspect="seen", text="Sitter alene i garderoben", observed="2026-11-20"))
        await _at_export(pilot, tmp_path)
        pilot.app.keep_picture(f"eksport-{size[0]}-natt")
        await _sealed(pilot)
        assert isinstance(pilot.app.screen, SealedPage)
        pilot.app.keep_picture(f"forseglet-{size[0]}-natt")
        phrase = _phrase(pilot)
        assert len(phrase.split()) == 7
        assert "77 biter" in "".join(str(one.content) for one in pilot.app.screen.query(Tekst))
        path = tmp_path / "sak 2026-11-22.sakspakke"
        received = open_bundle(path, passphrase=phrase)
        assert "Sitter alene i garderoben" in _words(received, pilot)
        assert "HEMMELIGNOTAT" not in _words(received, pilot)
        assert [one.to for _, one in pilot.app.case.state.exports] == ["Leder Lise"]
        await push(pilot, "done")
        assert isinstance(pilot.app.screen, CasePage)
        assert phrase not in pilot.app.seen()
        pilot.app.show_once("export")
        await pilot.pause()
        assert phrase not in pilot.app.seen()


async def test_the_proposed_name_tells_nothing_and_is_free(at_case: AtCase, tmp_path: Path) -> None:
    async with at_case() as pilot:
        await _at_export(pilot, tmp_path)
        name = pilot.app.screen.query_one("#name", Linje).value
        assert name.endswith(".sakspakke")
        for known in ("Blå", "ugle", "Mor", "Kari"):
            assert known.lower() not in name.lower()


async def test_a_file_is_replaced_only_when_asked(at_case: AtCase, tmp_path: Path) -> None:
    async with at_case() as pilot:
        await _at_export(pilot, tmp_path)
        path = tmp_path / "fra før.sakspakke"
        path.write_bytes(b"en annen fil")
        await write(pilot, "name", path.name)
        await _sealed(pilot)
        assert isinstance(pilot.app.screen, ExportPage)
        assert "Det ligger allerede en fil" in pilot.app.seen()
        assert path.read_bytes() == b"en annen fil"
        assert not pilot.app.case.state.exports
        await _sealed(pilot, "replace")
        assert isinstance(pilot.app.screen, SealedPage)
        assert open_bundle(path, passphrase=_phrase(pilot)).case.subject.call_name == "Blå ugle"


async def test_for_a_recipients_own_key(at_case: AtCase, tmp_path: Path) -> None:
    identity = x25519.Identity.generate()
    async with at_case() as pilot:
        await _at_export(pilot, tmp_path)
        await choose(pilot, "recipient", "#lock")
        await write(pilot, "recipient", "age1feil")
        await push(pilot, "seal")
        assert "Mottakeradressen er skrevet feil" in pilot.app.seen()
        assert pilot.app.screen.focused.id == "recipient"
        await write(pilot, "recipient", str(identity.to_public()))
        await _sealed(pilot)
        assert not pilot.app.screen.query("#passphrase")
        received = open_bundle(next(tmp_path.glob("*.sakspakke")), identity_text=str(identity))
        assert received.case.subject.call_name == "Blå ugle"


async def test_anonymous_names_nobody(at_case: AtCase, tmp_path: Path) -> None:
    async with at_case() as pilot:
        said = "Mor ringte fra 900 11 223 og spurte etter Kari Prøve"
        assert pilot.app.take(Logged(aspect="heard", text=said, observed="2026-11-20"))
        await _at_export(pilot, tmp_path)
        await choose(pilot, "anonymous", "#anonymous")
        await _sealed(pilot)
        received = open_bundle(next(tmp_path.glob("*.sakspakke")), passphrase=_phrase(pilot))
        whole = received.manifest.model_dump_json()
        for known in ("Blå ugle", "Kari", "Prøve", "Mor ", "900 11 223", "Bakken"):
            assert known not in whole
        assert "ringte fra" in whole


@pytest.mark.parametrize(("empty", "told"), [("to", "hvem som skal"), ("folder", "hvilken mappe"), ("name", "filnavn")])
async def test_what_is_missing_is_asked_for(at_case: AtCase, tmp_path: Path, empty: str, told: str) -> None:
    async with at_case() as pilot:
        await _at_export(pilot, tmp_path)
        await write(pilot, empty, "")
        await push(pilot, "seal")
        assert told in pilot.app.seen()
        assert pilot.app.screen.focused.id == empty


async def test_a_folder_that_is_not_there(at_case: AtCase, tmp_path: Path) -> None:
    async with at_case() as pilot:
        await _at_export(pilot, tmp_path / "finnes ikke")
        await _sealed(pilot)
        assert "finnes ikke. Lag mappen" in " ".join(pilot.app.seen().split())
        assert not pilot.app.case.state.exports


async def test_on_a_full_disk_nothing_is_written_or_recorded(at_case: AtCase, tmp_path: Path) -> None:
    async with at_case() as pilot:
        await _at_export(pilot, tmp_path)
        await pilot.pause()
        with full_disk():
            await _sealed(pilot)
        assert isinstance(pilot.app.screen, ExportPage)
        assert not list(tmp_path.glob("*.sakspakke"))
        assert not pilot.app.case.state.exports


async def test_under_the_alarm_what_is_closed_stays_closed(at_case: AtCase, tmp_path: Path) -> None:
    async with at_case() as pilot:
        await raise_alarm(pilot)
        await _at_export(pilot, tmp_path)
        assert "er stengt i filen også" in pilot.app.seen()
        await _sealed(pilot)
        received = open_bundle(next(tmp_path.glob("*.sakspakke")), passphrase=_phrase(pilot))
        assert received.case.alarm.pending
        assert "Ikke ta mistanken opp hjemme" in _words(received, pilot)
        await push(pilot, "done")
        assert pilot.app.case.state.alarm.pending


async def test_f9_while_sealing_is_not_taken_away(at_case: AtCase, tmp_path: Path) -> None:
    async with at_case() as pilot:
        await _at_export(pilot, tmp_path)
        pilot.app.screen.query_one(Knapper).action_press()
        while not pilot.app.workers:
            await asyncio.sleep(0)
        pilot.app.show_f9()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(pilot.app.screen, NumbersPage)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, SealedPage)
        path = next(tmp_path.glob("*.sakspakke"))
        assert open_bundle(path, passphrase=_phrase(pilot)).case.subject.call_name == "Blå ugle"


async def test_a_lock_while_sealing_leaves_nothing(at_case: AtCase, tmp_path: Path) -> None:
    async with at_case() as pilot:
        await _at_export(pilot, tmp_path)
        pilot.app.screen.query_one(Knapper).action_press()
        while not pilot.app.workers:
            await asyncio.sleep(0)
        pilot.app.lock()
        with contextlib.suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert not list(tmp_path.glob("*.sakspakke"))
