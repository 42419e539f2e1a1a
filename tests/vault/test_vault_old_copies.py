"""Old pages, an old database and an old head: what is noticed, and the one thing that is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from vault_samples import Made, event

from bekymring_tui import errors
from bekymring_tui.texts import text
from bekymring_tui.vault.rows import EventRow
from trials import flips
from trials.tries import Tries

PAGES = 60


def later(made: Made) -> dict[str, list[EventRow]]:
    """Go on with the vault: more events in every case, and some content shredded."""
    with made.open() as vault:
        for number in range(20):
            vault.append(f"sak-{number % 3}", [event(f"senere {number} " + "z" * 400)], "{}")
        vault.append("sak-0", [], "{}", shred=[2, 20, 40])
        return {case_id: vault.events(case_id) for case_id in vault.cases()}


def test_an_old_database_put_back_is_noticed(made: Made) -> None:
    path = made.file("hvelv.db")
    old = path.read_bytes()
    later(made)
    path.write_bytes(old)
    with pytest.raises(errors.Damaged) as failure:
        made.open()
    assert str(failure.value) == text("vault.head_not_in_chain", path=path, name=path.name, head="hvelv.head")


def test_an_old_database_is_noticed_after_only_one_more_event(made: Made) -> None:
    path = made.file("hvelv.db")
    old = path.read_bytes()
    with made.open() as vault:
        vault.append("sak-1", [event("én til")], "{}")
    path.write_bytes(old)
    with pytest.raises(errors.Damaged):
        made.open()


def test_two_ways_on_from_the_same_copy_are_told_apart(made: Made, tmp_path: Path) -> None:
    twin = Made(tmp_path / "tvilling", made.code, made.events)
    shutil.copytree(made.folder, twin.folder)
    for one in (made, twin):
        with one.open() as vault:
            vault.append("sak-1", [event("samme tekst")], "{}")
    made.file("hvelv.db").write_bytes(twin.file("hvelv.db").read_bytes())
    with pytest.raises(errors.Damaged, match="eldre enn den skal være"):
        made.open()


def test_an_old_head_is_no_alarm_and_is_brought_up_to_date(made: Made) -> None:
    path = made.file("hvelv.head")
    old = path.read_bytes()
    events = later(made)
    new = path.read_bytes()
    path.write_bytes(old)
    with made.open() as vault:
        assert vault.events("sak-1") == events["sak-1"]
    assert path.read_bytes() == new


def test_a_whole_folder_rolled_back_is_not_noticed(made: Made, tmp_path: Path) -> None:
    """The limit that the threat model states. If this test fails, the limit is gone: say so there."""
    shutil.copytree(made.folder, tmp_path / "gammel")
    later(made)
    shutil.rmtree(made.folder)
    shutil.copytree(tmp_path / "gammel", made.folder)
    with made.open() as vault:
        assert vault.events("sak-1") == made.events["sak-1"]


def test_an_old_page_put_back_is_found_or_told_or_changes_nothing(tmp_path: Path) -> None:
    tries = Tries("put back")
    made, copies = flips.grown(tmp_path / "hvelv", 3)
    flips.old_pages(flips.Attacked(made, tries), copies, PAGES)
    assert tries.faults == []
    assert {outcome.split(":")[0] for _, outcome in tries.counts} >= {"named", "told"}
