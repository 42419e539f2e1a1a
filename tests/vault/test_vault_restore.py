"""The vault of a backup in the place of another: killed at any step, one of the two opens, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from datetime import datetime
from pathlib import Path

import pytest
from vault_samples import Made, event, start

from bekymring_tui import errors
from bekymring_tui.vault import recovery
from bekymring_tui.vault.copying import LeftOut
from bekymring_tui.vault.places import Places, exists
from bekymring_tui.vault.restore import staged
from bekymring_tui.vault.rows import EventRow
from bekymring_tui.vault.store import Vault, status

KILLS = int(os.environ.get("BEKYMRING_KILLS", "2"))
STEPS = 146
"""That touch a file while a vault is restored."""

WHEN = datetime.fromisoformat("2026-11-22T14:30:05+01:00")

Cases = dict[str, list[EventRow]]

posix = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not to be had")

RESTORING = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from bekymring_tui.vault import recovery
from bekymring_tui.vault.restore import staged
store, code, backup, steps = Path(sys.argv[1]), recovery.parse(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])

def step(event, arguments):
    global steps
    if going and event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.copyfile"):
        steps -= 1
        if steps < 0:
            os.kill(os.getpid(), signal.SIGKILL)

import bekymring_tui.vault.creation, bekymring_tui.vault.database
going = False
sys.addaudithook(step)
going = True
with staged(backup, store, lambda keyfile: keyfile.unseal_with_code(code)) as found:
    found.put_in_place(datetime.fromisoformat("2026-11-22T14:30:05+01:00"))
going = False
print("restored", flush=True)
"""


@pytest.fixture
def newer(original: Made, tmp_path: Path) -> tuple[Made, Path, Cases]:
    """A vault, a backup of it, and what was written since."""
    made = original.copy(tmp_path / "nyere")
    with made.open() as vault:
        (tmp_path / "kopier").mkdir()
        backup = vault.backups.take(tmp_path / "kopier", LeftOut(), WHEN).path
        vault.append("sak-1", [event("etter kopien")], "{}")
        return made, backup, cases(vault)


def cases(vault: Vault) -> Cases:
    return {one: vault.events(one) for one in vault.cases()}


def restore(made: Made, backup: Path) -> Path | None:
    code = recovery.parse(made.code)
    with staged(backup, made.folder, lambda keyfile: keyfile.unseal_with_code(code)) as found:
        return found.put_in_place(WHEN)


def files(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def restored(made: Made, backup: Path, steps: int) -> bool:
    with start(RESTORING, made.folder, made.code, backup, steps) as restoring:
        said, complaint = restoring.communicate()
    assert restoring.returncode in (0, -signal.SIGKILL), complaint
    return said == "restored\n"


@posix
@pytest.mark.timeout(120 + 4 * KILLS)
def test_a_kill_at_any_step_leaves_the_one_or_the_other(newer: tuple[Made, Path, Cases], tmp_path: Path) -> None:
    made, backup, before = newer
    found, done = set[str](), False
    # Before anything is changed, and while files change places; with more kills, all the way.
    for steps in range(0, STEPS, max(1, STEPS // KILLS)) if KILLS > 2 else (60, 118):
        here = made.copy(tmp_path / f"{steps}")
        done = restored(here, backup, steps)
        assert exists(here.folder)
        asked = status(here.folder)
        with here.open() as vault:
            assert vault.notices == ()
            now = cases(vault)
            # Whichever it is, it goes on.
            vault.append("sak-2", [event("videre")], "{}")
        which = "old" if now == before else "restored"
        found.add(which)
        assert which == "restored" or not done
        assert asked.exists
        places = Places(here.folder)
        assert not places.restoring.exists()
        assert not places.swap.exists()
        aside = [one for one in here.folder.iterdir() if one.name.startswith("før gjenoppretting")]
        if which == "old":
            assert aside == []
        else:
            made_before = {one: rows for one, rows in before.items() if one != "sak-1"}
            assert now == made_before | {"sak-1": before["sak-1"][:-1]}
            with Vault.recover(aside[0], here.code) as old:
                assert old.notices == ()
                assert cases(old) == before
        shutil.rmtree(tmp_path / f"{steps}")
    assert found == {"old", "restored"}


def test_what_was_begun_is_finished_at_the_next_opening_and_told_till_then(
    newer: tuple[Made, Path, Cases], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, backup, before = newer
    from bekymring_tui.vault import swap

    move = swap.move_into_place

    def stuck(one: Path, other: Path) -> None:
        if one.parent.name == "hvelv.gjenopprettes" and one.name == "hvelv.key":
            raise errors.Unwritable("holdt av noe annet")
        move(one, other)

    with monkeypatch.context() as patched:
        patched.setattr(swap, "move_into_place", stuck)
        with pytest.raises(errors.Unwritable):
            restore(made, backup)
    assert status(made.folder).faults[0].startswith("En gjenoppretting ble avbrutt")
    with made.open() as vault:
        assert len(vault.events("sak-1")) == len(before["sak-1"]) - 1
    assert status(made.folder).faults == ()


def test_two_restores_in_the_same_second_keep_both_old_vaults(newer: tuple[Made, Path, Cases]) -> None:
    made, backup, before = newer
    first, second = restore(made, backup), restore(made, backup)
    assert first
    assert second
    assert first != second
    with Vault.recover(first, made.code) as vault:
        assert cases(vault) == before


def test_a_vault_that_cannot_be_opened_is_moved_as_it_is(newer: tuple[Made, Path, Cases]) -> None:
    made, backup, _ = newer
    made.file("hvelv.db").write_bytes(b"x" * 9000)
    made.file("hvelv.head").unlink()
    (made.folder / "innstillinger.toml").write_text("")
    before = {name: made.file(name).read_bytes() for name in ("hvelv.db", "hvelv.key", "hvelv.key.kopi")}
    code = recovery.parse(made.code)
    with staged(backup, made.folder, lambda keyfile: keyfile.unseal_with_code(code)) as found:
        assert found.present is None
        assert str(made.folder) in found.why
        assert "gjenopprettes" not in found.why
        old = found.put_in_place(WHEN)
    assert old
    assert {name: (old / name).read_bytes() for name in before} == before
    assert made.file("innstillinger.toml").exists(), "settings are no part of the vault"
    made.open().close()


def test_looking_at_the_vault_that_lies_there_changes_nothing_of_it(newer: tuple[Made, Path, Cases]) -> None:
    made, backup, before = newer
    whole = {one: one.read_bytes() for one in made.folder.iterdir() if one.is_file()}
    code = recovery.parse(made.code)
    with staged(backup, made.folder, lambda keyfile: keyfile.unseal_with_code(code)) as found:
        assert found.present
        assert cases(found.present) == before
        found.present.append("sak-1", [event("i en kopi")], "{}")
    assert {one: one.read_bytes() for one in made.folder.iterdir() if one.is_file()} == whole


def test_a_code_that_the_unit_no_longer_has_opens_nothing_by_way_of_a_backup(
    newer: tuple[Made, Path, Cases], tmp_path: Path
) -> None:
    made, _, _ = newer
    with made.open() as vault:
        taken_away = vault.ways.new_code()
        vault.ways.set_unit_code(taken_away)
        backup = vault.backups.take(tmp_path / "kopier", LeftOut(), WHEN).path
        vault.ways.remove_unit_code()
    with pytest.raises(errors.Locked):
        restore(Made(made.folder, taken_away, {}), backup)
    restore(made, backup)
    with pytest.raises(errors.Locked):
        Vault.recover(made.folder, taken_away)
