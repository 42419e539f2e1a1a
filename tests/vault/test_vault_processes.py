"""Other processes: one that holds the vault, one that is killed in the middle of a save, one killed while making it."""

from __future__ import annotations

import json
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


SAVING = """
import itertools, json, sys
from pathlib import Path
from bekymring_tui.vault.rows import DraftRow, NewEvent
from bekymring_tui.vault.store import Vault
vault = Vault.recover(Path(sys.argv[1]), sys.argv[2])
first = len(vault.events("drept"))
for number in itertools.count(first):
    text = json.dumps({"number": number, "text": "x" * (number * 997 % 6000)})
    vault.save_drafts([DraftRow("drept", "note", "what", text, "nå")])
    print("draft", number, flush=True)
    vault.append("drept", [NewEvent("logged", "nå", text)], text, drop_drafts=[("note", "gone")])
    print("event", number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not to be had")
def test_no_kill_loses_what_was_acknowledged_or_raises_a_false_alarm(made: Made) -> None:
    acknowledged = {"draft": -1, "event": -1}
    for kill in range(KILLS):
        with start(SAVING, made.folder, made.code) as saving:
            assert saving.stdout
            first = saving.stdout.readline()
            # From the very first statements to some hundred saves; Random keeps a run repeatable in kind, not in time.
            time.sleep(random.Random(kill).random() * 0.4)
            saving.send_signal(signal.SIGKILL)
            said, complaint = saving.communicate()
        assert saving.returncode == -signal.SIGKILL, complaint
        for line in (first + said).splitlines(keepends=True):
            if line.endswith("\n"):
                kind, number = line.split()
                acknowledged[kind] = max(acknowledged[kind], int(number))
        with made.open() as vault:
            assert vault.notices == ()
            numbers = [json.loads(row.payload or "")["number"] for row in vault.events("drept")]
            assert numbers == list(range(len(numbers)))
            assert acknowledged["event"] < len(numbers) <= acknowledged["event"] + 2
            [draft] = vault.drafts("drept")
            typed = json.loads(draft.text)["number"]
            assert typed - acknowledged["draft"] in (0, 1)
            assert vault.cases()["drept"] == vault.events("drept")[-1].seq
            assert vault.events("sak-1") == made.events["sak-1"]
        # What was on the disk without being acknowledged is from now on as good as acknowledged.
        acknowledged = {"draft": typed, "event": len(numbers) - 1}
    assert acknowledged["event"] > 0


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
