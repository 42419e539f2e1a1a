"""Other processes: one that holds the vault, one that is killed in the middle of a save, one killed while making it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest
from vault_samples import PASSPHRASE, Made, event, start

from bekymring_tui import errors
from bekymring_tui.errors import Exit
from bekymring_tui.texts import text
from bekymring_tui.vault.store import Vault, exists, status
from trials import kills
from trials.tries import Tries

KILLS = int(os.environ.get("BEKYMRING_KILLS", "5"))

HOLD = """
import sys
from pathlib import Path
from bekymring_tui.vault.store import Vault
with Vault.recover(Path(sys.argv[1]), sys.argv[2]):
    print("open", flush=True)
    sys.stdin.readline()
"""


def assert_busy(made: Made) -> None:
    with pytest.raises(errors.Busy) as failure:
        made.open()
    assert str(failure.value) == text("vault.busy", folder=made.folder)
    assert failure.value.code == Exit.BUSY


def test_a_vault_open_in_another_process_is_busy_until_it_is_closed(made: Made) -> None:
    with start(HOLD, made.folder, made.code) as other:
        assert other.stdout
        assert other.stdin
        assert other.stdout.readline() == "open\n"
        assert_busy(made)
        with pytest.raises(errors.Busy):
            Vault.create(made.folder, PASSPHRASE)
        assert status(made.folder).busy
        other.communicate("\n")
        assert other.returncode == 0
    assert not status(made.folder).busy
    made.open().close()


def test_a_vault_open_in_the_same_process_is_busy_too(made: Made) -> None:
    with made.open():
        assert_busy(made)
        assert status(made.folder).busy
    made.open().close()


def test_the_database_is_locked_even_when_the_lock_file_is_taken_away(made: Made) -> None:
    with start(HOLD, made.folder, made.code) as other:
        assert other.stdout
        other.stdout.readline()
        made.file("hvelv.lock").unlink()
        assert_busy(made)
        other.communicate("\n")


def test_a_killed_process_leaves_the_vault_free(made: Made) -> None:
    with start(HOLD, made.folder, made.code) as other:
        assert other.stdout
        other.stdout.readline()
        other.kill()
    with made.open() as vault:
        assert vault.events("sak-1") == made.events["sak-1"]


def test_a_wrong_code_or_a_damaged_head_lets_go_of_the_vault(made: Made) -> None:
    for _ in range(2):
        with pytest.raises(errors.Locked):
            Vault.recover(made.folder, "0" * 36)
        with pytest.raises(errors.Locked):
            Vault.open(made.folder, "feil")
    head = made.file("hvelv.head").read_bytes()
    made.file("hvelv.head").unlink()
    for _ in range(2):
        with pytest.raises(errors.Damaged):
            made.open()
    made.file("hvelv.head").write_bytes(head)
    made.open().close()


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not to be had")
@pytest.mark.parametrize("trial", [kills.saving, kills.upgrading, kills.new_key, kills.backing_up])
def test_no_kill_loses_what_was_acknowledged_or_raises_a_false_alarm(
    trial: kills.Trial, made: Made, tmp_path: Path
) -> None:
    tries = Tries("killed while")
    trial(made, tmp_path / "drept", KILLS if trial is kills.saving else 1, tries)
    # What is left in the folder has a test of its own.
    assert [one for one in tries.faults if not one.startswith(kills.FOLDER)] == []
    assert tries.counts


# Ends itself, as kill -9 does, with a file written beside the one it is to replace.
BEFORE_RENAMING = """
import os, signal, sys
from pathlib import Path
from bekymring_tui.vault.rows import NewEvent
from bekymring_tui.vault.store import Vault
vault = Vault.recover(Path(sys.argv[1]), sys.argv[2])
sys.addaudithook(lambda event, _: event == "os.rename" and os.kill(os.getpid(), signal.SIGKILL))
vault.append("sak-1", [NewEvent("logged", "nå", "{}")], "{}")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not to be had")
def test_nothing_of_a_kill_is_left_in_the_folder_once_it_was_opened_again(made: Made) -> None:
    before = {one.name for one in made.folder.iterdir()}
    with start(BEFORE_RENAMING, made.folder, made.code) as killed:
        killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert {one.name for one in made.folder.iterdir()} - before, "it was killed too early"
    made.open().close()
    assert {one.name for one in made.folder.iterdir()} == before


CREATING = """
import sys
from pathlib import Path
from bekymring_tui.vault.store import Vault, preload
preload()
print("now", flush=True)
Vault.create(Path(sys.argv[1]), "frase")[0].close()
print("made", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not to be had")
def test_a_kill_while_making_leaves_a_whole_vault_or_none(tmp_path: Path) -> None:
    for kill in range(KILLS):
        folder = tmp_path / f"nytt {kill}"
        with start(CREATING, folder) as making:
            assert making.stdout
            making.stdout.readline()
            # The key derivation is the first half; the files are written in the second.
            time.sleep(0.1 + random.Random(kill).random() * 0.25)
            making.send_signal(signal.SIGKILL)
            making.communicate()
        if exists(folder):
            Vault.open(folder, "frase").close()
        else:
            Vault.create(folder, "frase")[0].close()


@pytest.mark.parametrize(
    "written", [[], ["hvelv.key.kopi"], ["hvelv.key.kopi", "hvelv.key"], ["hvelv.key.kopi", "hvelv.key", "hvelv.head"]]
)
def test_a_vault_whose_making_was_cut_short_is_none(made: Made, tmp_path: Path, written: list[str]) -> None:
    folder = tmp_path / "halvt"
    folder.mkdir()
    for name in written:
        shutil.copy(made.file(name), folder)
    shutil.copy(made.file("hvelv.db"), folder / "hvelv.db.ny")
    (folder / "hvelv.db.ny-journal").write_bytes(b"rest")
    assert not exists(folder)
    assert not status(folder).exists
    with pytest.raises(errors.Failure) as failure:
        Vault.open(folder, PASSPHRASE)
    assert str(failure.value) == text("vault.none_here", folder=folder)
    vault, code = Vault.create(folder, PASSPHRASE)
    with vault:
        vault.append("sak", [event("på nytt")], "{}")
    Vault.recover(folder, code).close()
    assert {path.name for path in folder.iterdir()} == {
        "hvelv.db", "hvelv.db-journal", "hvelv.key", "hvelv.key.kopi", "hvelv.head", "hvelv.lock"
    }  # fmt: skip


def test_a_vault_that_got_its_name_is_whole_whatever_was_left_behind(made: Made) -> None:
    shutil.copy(made.file("hvelv.db"), made.file("hvelv.db.ny"))
    with made.open() as vault:
        assert vault.events("sak-1") == made.events["sak-1"]
    assert not made.file("hvelv.db.ny").exists()
