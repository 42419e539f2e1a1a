"""A new key for the database: the old one opens no longer, nothing is lost, and a kill leaves one of the two."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest
from test_vault_disk import small_disk
from vault_samples import PASSPHRASE, Made, draft, event, start

from bekymring_tui import errors, files
from bekymring_tui.texts import text
from bekymring_tui.vault import copying, rekey
from bekymring_tui.vault.keys import Way
from bekymring_tui.vault.recovery import new_code, spell
from bekymring_tui.vault.store import Vault, status
from trials.small_disk import SmallDisk

KILLS = int(os.environ.get("BEKYMRING_KILLS", "1"))
ALL = 10**6
NAMES = {"hvelv.db", "hvelv.db-journal", "hvelv.key", "hvelv.key.kopi", "hvelv.head", "hvelv.lock"}
KEYS = ("hvelv.key", "hvelv.key.kopi")

killing = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not to be had")

__all__ = ["small_disk"]


def salt(made: Made) -> bytes:
    return made.file("hvelv.db").read_bytes()[:16]


def held(vault: Vault) -> tuple[object, ...]:
    """Everything that is not the key."""
    events = {case_id: vault.events(case_id) for case_id in vault.cases()}
    return events, vault.summaries(), vault.drafts("sak-1"), vault.setting("who"), vault.pinned("flyt")


def filled(made: Made) -> tuple[object, ...]:
    """Something in every table, a shredded event too."""
    with made.open() as vault:
        vault.put_setting("who", "Kari")
        vault.pin("flyt", "en prosedyre")
        vault.append("sak-0", [], '{"number": 99}', shred=[2, 20])
        return held(vault)


def opens(made: Made, code: str) -> bool:
    try:
        Vault.recover(made.folder, code).close()
    except errors.Locked:
        return False
    return True


def test_everything_is_there_under_a_new_key_and_the_old_key_file_opens_nothing(made: Made, tmp_path: Path) -> None:
    before, old_salt = filled(made), salt(made)
    shutil.copytree(made.folder, tmp_path / "kopi")
    code = spell(new_code())
    with Vault.open(made.folder, PASSPHRASE) as vault:
        assert vault.rekey(PASSPHRASE, code) == ()
        assert held(vault) == before
        assert not vault.ways.is_code(made.code)
        # And the work goes on.
        vault.append("sak-2", [event("etterpå")], "{}")
        vault.save_drafts([draft("videre")])
        vault.ways.change_passphrase(PASSPHRASE, "enda en lang passordfrase her")
    assert salt(made) != old_salt
    assert {path.name for path in made.folder.iterdir()} == {path.name for path in (tmp_path / "kopi").iterdir()}
    assert (status(made.folder).version, status(made.folder).faults) == (1, ())
    assert not opens(made, made.code)
    with Vault.recover(made.folder, code) as vault:
        assert vault.notices == ()
        assert len(vault.events("sak-2")) == len(made.events["sak-2"]) + 1
    if os.name != "nt":
        assert {path.stat().st_mode & 0o777 for path in made.folder.iterdir()} == {0o600}
    # The old copy keeps its key, and its key file is another's here.
    with Made(tmp_path / "kopi", made.code, {}).open() as vault:
        assert held(vault) == before
    for name in KEYS:
        shutil.copy(tmp_path / "kopi" / name, made.folder)
    with pytest.raises(errors.Damaged, match="hører ikke sammen"):
        made.open()


def test_the_old_database_is_no_longer_taken(made: Made) -> None:
    old = made.file("hvelv.db").read_bytes()
    with made.open() as vault:
        vault.rekey(PASSPHRASE, spell(new_code()))
    made.file("hvelv.db").write_bytes(old)
    with pytest.raises(errors.Damaged, match="hører ikke sammen"):
        made.open()


def test_the_unit_gets_a_new_code_or_none(made: Made) -> None:
    first, second, code, last = (spell(new_code()) for _ in range(4))
    with Vault.open(made.folder, PASSPHRASE) as vault:
        vault.ways.set_unit_code(first)
        vault.rekey(PASSPHRASE, code, second)
        assert vault.ways.has_unit_code
    assert not opens(made, first)
    with Vault.recover(made.folder, second) as vault:
        assert vault.ways.opened_by is Way.UNIT
        with pytest.raises(errors.Locked, match="Bare eieren"):
            vault.rekey(PASSPHRASE, last)
    with Vault.recover(made.folder, code) as vault:
        vault.rekey(PASSPHRASE, last)
        assert not vault.ways.has_unit_code
    assert not opens(made, second)
    assert status(made.folder).slots == ("passphrase", "recovery")


def test_a_wrong_passphrase_or_a_mistyped_code_changes_nothing(made: Made) -> None:
    before = {path.name: path.read_bytes() for path in made.folder.iterdir()}
    with made.open() as vault:
        for passphrase, code in (("feil", spell(new_code())), (PASSPHRASE, "AAAA")):
            with pytest.raises(errors.Locked):
                vault.rekey(passphrase, code)
    assert {path.name: path.read_bytes() for path in made.folder.iterdir()} == before


@pytest.mark.parametrize("step", ["copy_into", "check_same", "HeadFile", "write_safely", "move_into_place"])
def test_what_fails_leaves_everything_as_it_was(made: Made, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    before, keyfiles = filled(made), [made.file(name).read_bytes() for name in KEYS]
    code = spell(new_code())
    whole = getattr(rekey, step)

    def failing(*given: object, **named: object) -> None:
        whole(*given, **named)
        raise errors.Unwritable("diskens feil")

    def refusing(*_: object, **__: object) -> None:
        raise errors.Unwritable("diskens feil")

    with made.open() as vault:
        # What is moved already stands: that is another test.
        monkeypatch.setattr(rekey, step, refusing if step == "move_into_place" else failing)
        with pytest.raises(errors.Unwritable, match="diskens feil"):
            vault.rekey(PASSPHRASE, code)
        assert not made.file("hvelv.db.ny").exists()
        assert vault.ways.is_code(made.code)
        assert held(vault) == before
        vault.append("sak-1", [event("etterpå")], "{}")
    assert [made.file(name).read_bytes() for name in KEYS] == keyfiles
    assert not opens(made, code)
    with made.open() as vault:
        assert vault.notices == ()
        assert len(vault.events("sak-1")) == len(made.events["sak-1"]) + 1


def test_a_move_that_may_not_last_is_gone_on_with(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    before, code, move = filled(made), spell(new_code()), files.move_into_place

    def unsure(temporary: Path, path: Path) -> None:
        move(temporary, path)
        raise errors.Unwritable("mappen ble ikke skrevet ferdig")

    monkeypatch.setattr(rekey, "move_into_place", unsure)
    with made.open() as vault:
        vault.rekey(PASSPHRASE, code)
        assert held(vault) == before
    # Both are still there, whichever database the disk has after a power cut.
    assert made.file("hvelv.key").read_bytes() != made.file("hvelv.key.kopi").read_bytes()
    with Vault.recover(made.folder, code) as vault:
        assert (vault.notices, held(vault)) == ((), before)
    assert status(made.folder).version == 1


def test_a_copy_that_is_not_the_same_is_never_used(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    before, copy, places = filled(made), copying.copy_into, random.Random(1)

    def flipped(*given: object) -> None:
        copy(*given)  # type: ignore[arg-type]
        path = made.file("hvelv.db.ny")
        content = bytearray(path.read_bytes())
        content[places.randrange(16, len(content))] ^= 1
        path.write_bytes(content)

    monkeypatch.setattr(rekey, "copy_into", flipped)
    with made.open() as vault:
        for _ in range(KILLS):
            with pytest.raises(errors.Damaged):
                vault.rekey(PASSPHRASE, spell(new_code()))
            assert held(vault) == before


def test_a_full_disk_leaves_everything_as_it_was(small_disk: SmallDisk, original: Made) -> None:
    made = original.copy(small_disk.place)
    before = filled(made)
    small_disk.fill(leave=60_000)
    with made.open() as vault:
        with pytest.raises(errors.Unwritable) as failure:
            vault.rekey(PASSPHRASE, spell(new_code()))
        assert str(failure.value) == text("vault.full", path=made.file("hvelv.db"))
        assert held(vault) == before
        assert not made.file("hvelv.db.ny").exists()
        vault.save_drafts([draft("fortsatt plass til litt")])
    with made.open() as vault:
        assert vault.notices == ()


# Ends itself, as kill -9 does, before the step that is asked for of those that touch a file, or after a time.
REKEYING = """
import os, signal, sys
from pathlib import Path
from bekymring_tui.vault.store import Vault
from bekymring_tui.vault import rekey
folder, old, passphrase, code, steps, before = sys.argv[1:]
steps = int(steps)
changing = False

def step(event, arguments):
    global steps
    if changing and event in ("open", "os.rename", "os.remove") and str(arguments[0]).startswith(folder):
        steps -= 1
        if steps < 0 or (event == "os.rename" and Path(arguments[1]).name == before):
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(step)
with Vault.recover(Path(folder), old) as vault:
    print("open", flush=True)
    changing = True
    vault.rekey(passphrase, code)
    changing = False
    print("changed", flush=True)
"""


def assert_one_opens(made: Made, codes: tuple[str, str], before: tuple[object, ...]) -> str:
    """The old code or the new; with everything in it, and no false alarm."""
    assert status(made.folder).faults == ()
    opening = [code for code in codes if opens_quietly(made, code, before)]
    assert len(opening) == 1
    assert made.file("hvelv.key").read_bytes() == made.file("hvelv.key.kopi").read_bytes()
    assert {path.name for path in made.folder.iterdir()} <= NAMES
    assert status(made.folder).version == 1
    return opening[0]


def opens_quietly(made: Made, code: str, before: tuple[object, ...]) -> bool:
    try:
        with Vault.recover(made.folder, code) as vault:
            assert vault.notices == ()
            assert held(vault) == before
            assert not vault.ways.unlocked.keyfile.follows
            return True
    except errors.Locked:
        return False


@killing
def test_a_kill_at_any_step_leaves_the_old_key_or_the_new(made: Made, tmp_path: Path) -> None:
    before, code = filled(made), spell(new_code())
    # Every step in a long run; else just before the database is replaced, and just after.
    every = KILLS > 1
    seen = set()
    for steps, name in ((one, "") for one in range(60)) if every else ((ALL, "hvelv.db"), (ALL, "hvelv.key")):
        copy = made.copy(tmp_path / f"{steps}{name}")
        with start(REKEYING, copy.folder, made.code, PASSPHRASE, code, steps, name) as rekeying:
            said, complaint = rekeying.communicate()
        assert rekeying.returncode in (0, -signal.SIGKILL), complaint
        opening = assert_one_opens(copy, (made.code, code), before)
        assert opening == code or "changed" not in said
        seen.add((opening == code, "changed" in said))
        if "changed" in said:
            break
    assert {(False, False), (True, False)} <= seen
    assert (True, True) in seen or not every


@killing
def test_a_kill_at_any_time_leaves_the_old_key_or_the_new(made: Made) -> None:
    before, code = filled(made), made.code
    for kill in range(KILLS):
        new = spell(new_code())
        with start(REKEYING, made.folder, code, PASSPHRASE, new, ALL, "") as rekeying:
            assert rekeying.stdout
            rekeying.stdout.readline()
            time.sleep(random.Random(kill).random() * 0.9)
            rekeying.kill()
            said = rekeying.stdout.read()
        opening = assert_one_opens(made, (code, new), before)
        assert opening == new or "changed" not in said
        code = opening


def test_what_a_kill_between_the_files_leaves_behind(made: Made, tmp_path: Path) -> None:
    """By hand, on every system: each state of the files that the order of steps goes through."""
    before, code = filled(made), spell(new_code())
    new = made.copy(tmp_path / "ny")
    states: list[dict[str, bytes]] = []

    def keep() -> None:
        states.append({path.name: path.read_bytes() for path in new.folder.iterdir()})

    with pytest.MonkeyPatch.context() as patch, new.open() as vault:
        for name in ("HeadFile", "write_safely", "move_into_place", "Database"):
            patch.setattr(rekey, name, kept_before(getattr(rekey, name), keep))
        vault.rekey(PASSPHRASE, code)
    assert len(states) == 4
    for state in states:
        shutil.rmtree(made.folder)
        made.folder.mkdir()
        for name, content in state.items():
            made.file(name).write_bytes(content)
        assert_one_opens(made, (made.code, code), before)


def kept_before(whole: object, keep: object) -> object:
    def done(*given: object, **named: object) -> object:
        keep()  # type: ignore[operator]
        return whole(*given, **named)  # type: ignore[operator]

    return done
