"""Changing what opens the vault: the new opens, the old no longer, and at no moment does neither."""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest
from vault_samples import PASSPHRASE, Made, event, start

from bekymring_tui import errors
from bekymring_tui.texts import text
from bekymring_tui.vault.store import Vault, status

KILLS = int(os.environ.get("BEKYMRING_KILLS", "2"))
NEW = "sti lampe kaffe furu brygge onsdag"

killing = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not to be had")


def slots(path: Path) -> dict[str, object]:
    return {slot["way"]: slot for slot in json.loads(path.read_bytes().split(b"\n")[0])["slots"]}


def opens(made: Made, passphrase: str) -> bool:
    try:
        Vault.open(made.folder, passphrase).close()
    except errors.Locked:
        return False
    return True


def test_a_new_passphrase_opens_and_the_database_is_not_touched(made: Made) -> None:
    unchanged = [made.file(name) for name in ("hvelv.db", "hvelv.head")]
    before = [path.read_bytes() for path in unchanged]
    code = slots(made.file("hvelv.key"))["recovery"]
    with Vault.open(made.folder, PASSPHRASE) as vault:
        with pytest.raises(errors.Locked) as failure:
            vault.ways.change_passphrase(NEW, NEW)
        assert str(failure.value) == text("vault.wrong_old_passphrase")
        with pytest.raises(errors.Failure, match="lik den gamle"):
            vault.ways.change_passphrase(PASSPHRASE, PASSPHRASE)
        vault.ways.change_passphrase(PASSPHRASE, NEW)
        vault.append("sak-1", [event("etter byttet")], "{}")
    assert made.file("hvelv.key").read_bytes() == made.file("hvelv.key.kopi").read_bytes()
    assert slots(made.file("hvelv.key"))["recovery"] == code
    assert status(made.folder).slots == ("passphrase", "recovery")
    assert [path.read_bytes()[:16] for path in unchanged] == [content[:16] for content in before]
    assert not opens(made, PASSPHRASE)
    with Vault.open(made.folder, NEW) as vault:
        assert vault.notices == ()
        assert vault.events("sak-1")[:-1] == made.events["sak-1"]
    made.open().close()


def test_who_opened_by_the_code_needs_no_old_passphrase(made: Made) -> None:
    before = made.file("hvelv.db").read_bytes()
    with made.open() as vault:
        assert vault.ways.passphrase_unknown is True
        with pytest.raises(errors.Failure, match="tom"):
            vault.ways.set_passphrase("")
        vault.ways.set_passphrase(NEW)
        with pytest.raises(errors.Locked):
            vault.ways.set_passphrase(PASSPHRASE)
        assert vault.ways.is_passphrase(NEW)
        assert not vault.ways.is_passphrase(PASSPHRASE)
    assert made.file("hvelv.db").read_bytes() == before
    with pytest.raises(errors.Locked):
        _ = vault.ways


def test_a_new_code_opens_once_it_is_taken_and_the_old_one_no_longer(made: Made) -> None:
    passphrase = slots(made.file("hvelv.key"))["passphrase"]
    with made.open() as vault:
        code = vault.ways.new_code()
        assert vault.ways.is_code(made.code)
        assert not vault.ways.is_code(code)
        assert not vault.ways.is_code("AAAA")
        vault.ways.replace_code(code)
        assert vault.ways.is_code(code.lower())
        assert not vault.ways.is_code(made.code)
    with pytest.raises(errors.Locked, match="hører ikke til hvelvet"):
        made.open()
    with Vault.recover(made.folder, code) as vault:
        assert vault.notices == ()
        assert vault.events("sak-1") == made.events["sak-1"]
    assert slots(made.file("hvelv.key"))["passphrase"] == passphrase


@pytest.mark.parametrize("name", ["hvelv.key", "hvelv.key.kopi"])
def test_a_change_that_cannot_be_written_is_none(made: Made, name: str) -> None:
    with made.open() as vault:
        made.file(name).unlink()
        (made.file(name) / "noe").mkdir(parents=True)
        code = vault.ways.new_code()
        with pytest.raises(errors.Unwritable, match=r"hvelv\.key"):
            vault.ways.replace_code(code)
        assert vault.ways.is_code(made.code)
        (made.file(name) / "noe").rmdir()
        made.file(name).rmdir()
    with pytest.raises(errors.Locked):
        Vault.recover(made.folder, code)
    made.open().close()


def test_what_was_cut_short_between_the_copies_is_finished_or_told(made: Made) -> None:
    key, copy = made.file("hvelv.key"), made.file("hvelv.key.kopi")
    old = key.read_bytes()
    with made.open() as vault:
        code = vault.ways.new_code()
        vault.ways.replace_code(code)
    new = key.read_bytes()
    copy.write_bytes(old)
    assert status(made.folder).faults == (text("vault.keys_differ", path=key, copy=copy.name),)
    with Vault.recover(made.folder, code) as vault:
        assert vault.notices == ()
    assert key.read_bytes() == copy.read_bytes() == new
    copy.write_bytes(old)
    with made.open() as vault:
        assert vault.notices == (text("vault.key_undone", path=key),)
    assert key.read_bytes() == copy.read_bytes() == old


# Ends itself, as kill -9 does, before the step that is asked for of those that touch a file.
CHANGING = """
import os, signal, sys
from pathlib import Path
from bekymring_tui.vault.store import Vault
steps = int(sys.argv[4])

def step(event, arguments):
    global steps
    if changing and event in ("open", "os.rename", "os.remove"):
        steps -= 1
        if steps < 0:
            os.kill(os.getpid(), signal.SIGKILL)

changing = False
sys.addaudithook(step)
with Vault.recover(Path(sys.argv[1]), sys.argv[2]) as vault:
    if steps < 0:
        sys.exit(3)
    changing = True
    vault.ways.set_passphrase(sys.argv[3])
    changing = False
    print("changed", flush=True)
"""


def changed(made: Made, steps: int) -> bool:
    """Change the passphrase in a process that is killed at this step. True when it was not: it had fewer."""
    with start(CHANGING, made.folder, made.code, NEW, steps) as changing:
        said, complaint = changing.communicate()
    assert changing.returncode in (0, -signal.SIGKILL), complaint
    assert (changing.returncode == 0) == (said == "changed\n")
    return changing.returncode == 0


@killing
def test_a_kill_at_any_step_of_the_change_leaves_the_old_passphrase_or_the_new(made: Made, tmp_path: Path) -> None:
    # Before the first copy has its place, and between the two; with more kills every step from the first to the last.
    every = KILLS > 2
    between = 0
    for steps in range(16) if every else (2, 6):
        copy = made.copy(tmp_path / f"{steps}")
        finished = changed(copy, steps)
        between += bool(status(copy.folder).faults)
        new = opens(copy, NEW)
        assert new or not finished
        # Opening made both copies alike, so from now on it is one of the two.
        assert opens(copy, PASSPHRASE) is not new
        with copy.open() as vault:
            assert vault.notices == ()
            assert vault.events("sak-1") == made.events["sak-1"]
    assert between
    assert finished or not every, "there are more steps than were killed at"


RENEWING = """
import sys
from pathlib import Path
from bekymring_tui.vault.store import Vault
with Vault.recover(Path(sys.argv[1]), sys.argv[2]) as vault:
    print("open", flush=True)
    while True:
        code = vault.ways.new_code()
        print(code, flush=True)
        vault.ways.replace_code(code)
        print("taken", flush=True)
"""


@killing
def test_a_kill_at_any_time_leaves_the_last_code_or_the_one_before(made: Made) -> None:
    code = made.code
    for kill in range(KILLS):
        with start(RENEWING, made.folder, code) as renewing:
            assert renewing.stdout
            renewing.stdout.readline()
            time.sleep(random.Random(kill).random() * 0.2)
            renewing.kill()
            # Not `communicate`, which passes over what `readline` has read ahead.
            said = [line for line in renewing.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
        codes = [code, *(line.strip() for line in said if line != "taken\n")]
        taken = sum(line == "taken\n" for line in said)
        opening = [one for one in codes[taken:] if recovers(made, one)]
        assert len(opening) == 1, "of those that were never acknowledged as replaced"
        assert not any(recovers(made, one) for one in itertools.islice(codes, max(0, taken - 2), taken))
        code = opening[0]
        assert status(made.folder).faults == ()
    with Vault.recover(made.folder, code) as vault:
        assert vault.events("sak-1") == made.events["sak-1"]


def recovers(made: Made, code: str) -> bool:
    try:
        Vault.recover(made.folder, code).close()
    except errors.Locked:
        return False
    return True
