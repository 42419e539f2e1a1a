"""A backup: whole or none, opened by itself, never with a note, and nothing of what was shredded."""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from vault_samples import AT, PASSPHRASE, Made, draft, event, make, start

from bekymring_tui import errors
from bekymring_tui.vault import backup_file, recovery
from bekymring_tui.vault.backup import Backup, Stopped, lying_in, unpacked
from bekymring_tui.vault.copying import LeftOut
from bekymring_tui.vault.places import PAGE_BYTES, Places
from bekymring_tui.vault.restore import staged
from bekymring_tui.vault.rows import DraftRow, EventRow, NewEvent
from bekymring_tui.vault.store import Vault

KILLS = int(os.environ.get("BEKYMRING_KILLS", "2"))
FLIPS = int(os.environ.get("BEKYMRING_FLIPS", "20"))
STEPS = 130
"""That touch a file while a backup is taken, and another loses what was shredded."""

NOTES = LeftOut(forms=("note",), kinds=("note_kept",))
WHEN = datetime.fromisoformat("2026-11-22T14:30:05+01:00")
MARKER = "Zqxvik"

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "kopier æøå"
    found.mkdir()
    return found


def take(vault: Vault, folder: Path, days: int = 0) -> Backup:
    return vault.backups.take(folder, NOTES, WHEN + timedelta(days=days))


def typed(text: str, case_id: str = "sak-1") -> DraftRow:
    """In a form that is not private."""
    return dataclasses.replace(draft(text, case_id=case_id), form="log")


def key_of(vault: Vault) -> bytes:
    return vault.ways.unlocked.key


def inside(path: Path, key: bytes, folder: Path) -> dict[str, list[EventRow]]:
    """The cases in a backup."""
    folder.mkdir()
    with unpacked(path, key, Places(folder), lambda: None) as found:
        return {case_id: found.events(case_id) for case_id in found.cases()}


def plain_pages(path: Path, key: bytes, folder: Path) -> bytes:
    """Every page of the database in a backup, decrypted: also those that no table uses any more."""
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES256
    from cryptography.hazmat.primitives.ciphers.modes import CBC

    folder.mkdir()
    backup_file.unpack(path, key, folder / "sider", lambda: None)
    raw, plain = (folder / "sider").read_bytes(), b""
    for begin in range(0, len(raw), PAGE_BYTES):
        page = raw[begin : begin + PAGE_BYTES]
        decryptor = Cipher(AES256(key), CBC(page[-80:-64])).decryptor()
        plain += decryptor.update(page[16 if begin == 0 else 0 : -80]) + decryptor.finalize()
    assert b"CREATE TABLE event" in plain
    return plain


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def test_it_holds_the_vault_and_opens_by_itself(made: Made, folder: Path, tmp_path: Path) -> None:
    before = names(made.folder)
    with made.open() as vault:
        backup = take(vault, folder)
        vault.append("sak-1", [event("etterpå")], "{}")
    assert names(folder) == {backup.path.name}
    assert backup.path.name.endswith("-2026-11-22-143005.kopi")
    assert names(made.folder) == before, "nothing is left where it was made"
    assert sys.platform == "win32" or backup.path.stat().st_mode & 0o777 == 0o600
    keyfile = backup_file.read_header(backup.path).keyfile
    for key in (keyfile.unseal_with_passphrase(PASSPHRASE), keyfile.unseal_with_code(recovery.parse(made.code))):
        assert key
    facts = backup.header.read_facts(key)
    assert facts
    assert (facts.seq, facts.cases) == (36, 3)
    assert inside(backup.path, key, tmp_path / "ut") == made.events


def test_a_file_found_tells_only_that_there_is_a_vault(made: Made, folder: Path) -> None:
    with made.open() as vault:
        line = take(vault, folder).path.read_bytes().split(b"\n")[0]
    told = json.loads(line)
    assert told.keys() == {"format", "version", "made_at", "number", "vault", "size", "key", "facts"}
    assert json.loads(told["key"].split("\n")[0]).keys() == {"format", "version", "database_salt", "slots"}


def test_no_note_is_on_any_page(made: Made, folder: Path, tmp_path: Path) -> None:
    with made.open() as vault:
        note = dataclasses.replace(draft(f"{MARKER} i gangen"), form="note/1")
        vault.save_drafts([note])
        vault.append("sak-1", [NewEvent("note_kept", AT, json.dumps({"high": MARKER})), event("etter")], "{}")
        vault.save_drafts([typed("Kladden står")])
        backup, key = take(vault, folder), key_of(vault)
        assert note in vault.drafts("sak-1"), "the vault keeps it"
        vault.append("sak-1", [], "{}", shred=[vault.events("sak-1")[-2].seq])
        assert vault.backups.shred(folder, NOTES) == 0, "there is nothing to shred in it"
    plain = plain_pages(backup.path, key, tmp_path / "ut")
    assert MARKER.encode() not in plain
    assert "Kladden står".encode() in plain
    assert inside(backup.path, key, tmp_path / "inn")["sak-1"][-2].payload is None


def test_one_is_due_when_something_was_written_since(made: Made, folder: Path) -> None:
    with made.open() as vault:
        assert vault.backups.is_due(folder, NOTES)
        take(vault, folder)
        assert not vault.backups.is_due(folder, NOTES)
        vault.put_setting("place", "et annet sted")
        assert not vault.backups.is_due(folder, NOTES)
        vault.save_drafts([typed("mer")])
        assert vault.backups.is_due(folder, NOTES)
        take(vault, folder, 1)
        assert not vault.backups.is_due(folder, NOTES)
        vault.ways.replace_code(vault.ways.new_code())
        assert vault.backups.is_due(folder, NOTES), "it is to open by what opens the vault now"


def test_an_empty_vault_needs_none(tmp_path: Path, folder: Path) -> None:
    vault, _ = Vault.create(tmp_path / "tomt", PASSPHRASE)
    with vault:
        assert not vault.backups.is_due(folder, NOTES)


def test_numbers_rise_whatever_the_clock_says_and_names_are_never_taken_twice(made: Made, folder: Path) -> None:
    with made.open() as vault:
        first, second, third = take(vault, folder, 3), take(vault, folder, -300), take(vault, folder, -300)
        assert [one.path for one in vault.backups.own(folder)] == [third.path, second.path, first.path]
        assert len(names(folder)) == 3


def test_only_ones_own_are_rolled(made: Made, folder: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "en annens")
    with other.open() as vault:
        theirs = [take(vault, folder, day) for day in range(2)]
    foreign = [folder / "hvelv-dead-2026-01-01-000000.kopi", folder / "notater.txt", folder / "ødelagt.kopi"]
    for one in foreign:
        one.write_bytes(b"fremmed")
    with made.open() as vault:
        mine = [take(vault, folder, day) for day in range(8)]
        vault.backups.roll(folder)
        left = vault.backups.own(folder)
    # The first was made on a Sunday: it is the last of its week.
    assert [one.path for one in left] == [mine[day].path for day in (7, 6, 5, 4, 3, 0)]
    assert all(one.path.exists() for one in theirs)
    assert all(one.exists() for one in foreign)
    assert {one.header.vault for one in lying_in(folder)} == {left[0].header.vault, theirs[0].header.vault}


def flipped(whole: bytes, bit: int) -> bytes:
    changed = bytearray(whole)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@pytest.mark.timeout(120 + FLIPS // 4)
def test_every_flipped_bit_and_every_cut_is_named_before_anything_is_used(
    made: Made, folder: Path, tmp_path: Path
) -> None:
    with made.open() as vault:
        backup, key = take(vault, folder), key_of(vault)
    whole = backup.path.read_bytes()
    header = whole.index(b"\n")
    generator = random.Random(5)
    flips = [generator.randrange(header * 8 + 8) for _ in range(FLIPS // 2)]
    flips += [generator.randrange(len(whole) * 8) for _ in range(FLIPS)] + [len(whole) * 8 - 1]
    cuts = (0, 1, 16, header, header + 1, PAGE_BYTES, len(whole) - PAGE_BYTES, len(whole) - 32, len(whole) - 1)
    changed = itertools.chain((flipped(whole, bit) for bit in flips), (whole[:cut] for cut in cuts), [whole + b"\0"])
    for content in changed:
        backup.path.write_bytes(content)
        with pytest.raises((errors.Damaged, errors.Newer)):
            backup_file.unpack(backup.path, key, tmp_path / "ut", lambda: None)
        assert not (tmp_path / "ut").exists()
    backup.path.write_bytes(whole)
    assert inside(backup.path, key, tmp_path / "inn") == made.events


def test_a_damaged_one_is_told_when_looked_at_and_one_from_a_newer_program(made: Made, folder: Path) -> None:
    with made.open() as vault:
        backup = take(vault, folder)
        vault.backups.check(backup)
        whole = backup.path.read_bytes()
        backup.path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(errors.Damaged, match="er skadet, kuttet eller endret"):
            vault.backups.check(backup)
        backup.path.write_bytes(whole.replace(b'"version":1', b'"version":2', 1))
        with pytest.raises(errors.Newer):
            vault.backups.check(backup)
        assert lying_in(folder) == [], "and none is taken for one of ours"


def test_what_was_shredded_goes_from_every_backup_that_held_it(made: Made, folder: Path, tmp_path: Path) -> None:
    with made.open() as vault:
        vault.append("sak-9", [event(f"{MARKER} hele saken")], json.dumps({"name": f"{MARKER} ugle"}))
        vault.save_drafts([typed(f"{MARKER} kladd", "sak-9"), typed("blir")])
        shredded, kept_one = vault.append("sak-1", [event(f"{MARKER} i loggen"), event("blir stående")], "{}")
        backups, key = [take(vault, folder, day) for day in range(2)], key_of(vault)
        assert MARKER.encode() in plain_pages(backups[0].path, key, tmp_path / "før")
        whole = [one.seq for one in vault.events("sak-9")]
        drafts = [(one.form, one.field) for one in vault.drafts("sak-9")]
        vault.append("sak-9", [event("makulert")], "{}", drop_drafts=drafts, shred=whole)
        vault.append("sak-1", [], "{}", shred=[shredded.seq])
        assert vault.backups.shred(folder, NOTES) == 2
        last = take(vault, folder, 2)
        assert vault.backups.shred(folder, NOTES) == 0, "once is enough"
        assert [one.header.made_at for one in vault.backups.own(folder)] == [
            one.header.made_at for one in (last, *reversed(backups))
        ]
    for number, one in enumerate((*backups, last)):
        plain = plain_pages(one.path, key, tmp_path / f"etter {number}")
        assert MARKER.encode() not in plain
        assert plain.count(b"blir") == 2
        found = inside(one.path, key, tmp_path / f"inn {number}")
        assert found["sak-1"][:-2] == made.events["sak-1"]
        assert [row.payload for row in found["sak-1"][-2:]] == [None, kept_one.payload]
        assert found["sak-9"][0].payload is None


def test_a_damaged_one_that_holds_what_was_shredded_goes(made: Made, folder: Path) -> None:
    with made.open() as vault:
        damaged, whole = take(vault, folder), take(vault, folder, 1)
        content = damaged.path.read_bytes()
        damaged.path.write_bytes(flipped(content, len(content) * 4))
        assert vault.backups.shred(folder, NOTES) == 0, "nothing was shredded"
        assert damaged.path.exists()
        vault.append("sak-1", [], "{}", shred=[1])
        assert vault.backups.shred(folder, NOTES) == 2
        assert [one.path for one in vault.backups.own(folder)] == [whole.path]


def test_an_event_of_the_same_number_in_another_line_of_events_stays(made: Made, folder: Path, tmp_path: Path) -> None:
    # As after a restore: what was written since the backup has the numbers of what was written before it.
    fork = made.copy(tmp_path / "gren")
    with made.open() as vault:
        vault.append("sak-1", [event("fra den andre rekken")], "{}")
        backup, key = take(vault, folder), key_of(vault)
    with fork.open() as vault:
        seq = vault.append("sak-1", [event("her")], "{}")[0].seq
        vault.append("sak-1", [], "{}", shred=[seq, 1])
        vault.backups.shred(folder, NOTES)
    found = [row.payload for case in inside(backup.path, key, tmp_path / "ut").values() for row in case]
    assert found.count(None) == 1
    assert any("fra den andre rekken" in (one or "") for one in found)


def shred_case(vault: Vault, case_id: str) -> None:
    """As the desk does: one event is left, and what it holds is nobody's."""
    whole = [one.seq for one in vault.events(case_id)]
    vault.append(case_id, [NewEvent("case_shredded", AT, '{"act": "resten"}')], "{}", shred=whole)


def test_a_case_shredded_after_a_restore_goes_from_later_backups_too(made: Made, folder: Path, tmp_path: Path) -> None:
    code = recovery.parse(made.code)
    with made.open() as vault:
        first, key = take(vault, folder), key_of(vault)
        vault.append("sak-1", [event(f"{MARKER} i loggen")], json.dumps({"name": f"{MARKER} ugle"}))
        vault.save_drafts([typed(f"{MARKER} kladd"), typed("blir", "sak-2")])
        later = take(vault, folder, 1)
    with staged(first.path, made.folder, lambda keyfile: keyfile.unseal_with_code(code)) as found:
        found.put_in_place(WHEN)
    with made.open() as vault:
        shred_case(vault, "sak-1")
        assert vault.backups.shred(folder, NOTES) == 2
        assert vault.backups.shred(folder, NOTES) == 0, "once is enough"
    plain = plain_pages(later.path, key, tmp_path / "etter")
    assert MARKER.encode() not in plain
    assert b"blir" in plain
    found_there = inside(later.path, key, tmp_path / "inn")
    assert {row.payload for row in found_there["sak-1"]} == {None}
    assert found_there["sak-2"] == made.events["sak-2"]


def test_only_those_that_held_something_are_counted(made: Made, folder: Path, tmp_path: Path) -> None:
    with made.open() as vault:
        before = take(vault, folder)
        vault.append("sak-9", [event(MARKER)], "{}")
        held = take(vault, folder, 1)
        shred_case(vault, "sak-9")
        after = take(vault, folder, 2)
        assert vault.backups.shred(folder, NOTES) == 1
        assert vault.backups.shred(folder, NOTES) == 0
        shred_case(vault, "sak-1")
        assert vault.backups.shred(folder, NOTES) == 3
        key = key_of(vault)
    assert inside(before.path, key, tmp_path / "før")["sak-2"] == made.events["sak-2"]
    assert [row.payload for row in inside(held.path, key, tmp_path / "med")["sak-9"]] == [None]
    rest = inside(after.path, key, tmp_path / "etter")["sak-9"]
    assert [row.payload for row in rest] == [None, '{"act": "resten"}'], "what is left of a case stays"


def test_asked_for_at_the_same_moment_they_are_one(made: Made) -> None:
    together, asked = threading.Barrier(8), []
    with made.open() as vault:

        def ask() -> None:
            together.wait()
            asked.append(vault.backups)

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    assert len(asked) == 8
    assert len({id(one) for one in asked}) == 1


def test_after_a_new_key_the_older_ones_go_once_something_was_shredded(made: Made, folder: Path) -> None:
    with made.open() as vault:
        old = take(vault, folder)
        vault.rekey(PASSPHRASE, vault.ways.new_code())
        with pytest.raises(errors.Locked, match="ny krypteringsnøkkel"):
            vault.backups.check(old)
        vault.append("sak-1", [], "{}", shred=[1])
        assert vault.backups.shred(folder, NOTES) == 0
        assert old.path.exists(), "it is all there is"
        assert vault.backups.is_due(folder, NOTES)
        new = take(vault, folder, 1)
        assert vault.backups.shred(folder, NOTES) == 1
        assert [one.path for one in vault.backups.own(folder)] == [new.path]


def test_those_of_an_earlier_key_stay_while_the_later_one_is_damaged(made: Made, folder: Path) -> None:
    with made.open() as vault:
        old = take(vault, folder)
        vault.rekey(PASSPHRASE, vault.ways.new_code())
        new = take(vault, folder, 1)
        raw = bytearray(new.path.read_bytes())
        raw[-5000] ^= 1
        new.path.write_bytes(raw)
        vault.append("sak-1", [], "{}", shred=[1])
        vault.backups.shred(folder, NOTES)
        assert [one.path for one in vault.backups.own(folder)] == [old.path], "there is nothing else to go back to"


def test_closing_the_vault_stops_it_and_nothing_is_left(made: Made, folder: Path) -> None:
    vault = made.open()
    backups = vault.backups
    vault.close()
    with pytest.raises((errors.Locked, Stopped)):
        backups.take(folder, NOTES, WHEN)
    vault = made.open()
    ended: list[BaseException | None] = []

    def takes() -> None:
        try:
            for day in range(1000):
                take(vault, folder, day)
        except (errors.Locked, Stopped) as error:
            ended.append(error)

    thread = threading.Thread(target=takes)
    thread.start()
    while not names(folder):
        thread.join(0.01)
    vault.close()
    thread.join()
    assert ended
    assert not Places(made.folder).at_work.exists()
    assert all(name.endswith(".kopi") for name in names(folder))
    assert len(lying_in(folder)) == len(names(folder))


def test_a_folder_that_takes_nothing_is_told_and_nothing_is_left(made: Made, folder: Path) -> None:
    with made.open() as vault:
        with pytest.raises(errors.Unwritable, match="borte"):
            take(vault, folder / "borte")
        (made.folder / "hvelv.arbeid").write_text("i veien")
        with pytest.raises(errors.Unwritable):
            take(vault, folder)
        (made.folder / "hvelv.arbeid").unlink()
        assert names(folder) == set()
        take(vault, folder)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "liten disk"
    place.mkdir()
    if sys.platform == "win32" or os.geteuid() or shutil.which("mount") is None:
        pytest.skip("only root can mount")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", place], capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk_leaves_the_older_backups_and_the_vault(made: Made, folder: Path, small_disk: Path) -> None:
    here = made.copy(small_disk)
    with here.open() as vault:
        filler = small_disk / "fyll"
        filler.write_bytes(bytes(shutil.disk_usage(small_disk).free - 30_000))
        with pytest.raises(errors.Unwritable):
            take(vault, folder)
        filler.unlink()
        assert names(folder) == set()
        take(vault, folder)
        vault.append("sak-1", [event("går fint")], "{}")
    with made.open() as vault:
        first = take(vault, small_disk)
        filler.write_bytes(bytes(shutil.disk_usage(small_disk).free - 30_000))
        with pytest.raises(errors.Unwritable, match="full"):
            take(vault, small_disk, 1)
        assert [one.path for one in lying_in(small_disk)] == [first.path]
        assert not list(small_disk.glob(".bekymring*"))
        vault.backups.check(first)


# Ends itself, as kill -9 does, before the step that is asked for of those that touch a file.
TAKING = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from bekymring_tui.vault.copying import LeftOut
from bekymring_tui.vault.store import Vault
store, code, folder, steps = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])

def step(event, arguments):
    global steps
    if going and event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"):
        steps -= 1
        if steps < 0:
            os.kill(os.getpid(), signal.SIGKILL)

going = False
sys.addaudithook(step)
with Vault.recover(store, code) as vault:
    backups = vault.backups
    going = True
    backups.take(folder, LeftOut(), datetime.fromisoformat("2026-11-23T10:00:00+01:00"))
    backups.shred(folder, LeftOut())
    going = False
    print("taken", flush=True)
"""


def taken(made: Made, folder: Path, steps: int) -> bool:
    with start(TAKING, made.folder, made.code, folder, steps) as taking:
        said, complaint = taking.communicate()
    assert taking.returncode in (0, -signal.SIGKILL), complaint
    return said == "taken\n"


@posix
@pytest.mark.timeout(120 + 4 * KILLS)
def test_a_kill_at_any_step_leaves_whole_backups_and_a_vault_that_opens(
    original: Made, tmp_path: Path, folder: Path
) -> None:
    made = original.copy(tmp_path / "først")
    with made.open() as vault:
        take(vault, folder)
        vault.append("sak-1", [], "{}", shred=[1])
    # Before the new one lasts, and before one without what was shredded is in place; with more kills, all the way.
    for steps in range(0, STEPS, max(1, STEPS // KILLS)) if KILLS > 2 else (40, 117):
        here, there = made.copy(tmp_path / f"{steps}"), tmp_path / f"{steps}" / "kopier"
        shutil.copytree(folder, there)
        finished = taken(here, there, steps)
        found = lying_in(there)
        assert 1 <= len(found) == len(list(there.glob("*.kopi"))) <= 2
        with here.open() as vault:
            assert vault.notices == ()
            assert not Places(here.folder).at_work.exists()
            for one in found:
                vault.backups.check(one)
            vault.backups.shred(there, NOTES)
            take(vault, there, 5)
            assert vault.backups.shred(there, NOTES) == 0
            assert not list(there.glob(".bekymring*"))
        assert not finished
        shutil.rmtree(tmp_path / f"{steps}")
