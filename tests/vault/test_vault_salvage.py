"""Reading a damaged vault without SQLite: what proves itself is found, whatever has become of the rest."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from vault_samples import Made, draft, event

from bekymring_tui import errors
from bekymring_tui.vault import recovery
from bekymring_tui.vault.engine import open_engine
from bekymring_tui.vault.keyfiles import Unlocked
from bekymring_tui.vault.places import PAGE_BYTES, Places
from bekymring_tui.vault.salvage import Readable, read, unlock
from bekymring_tui.vault.salvaged import Kept, write

FLIPS = int(os.environ.get("BEKYMRING_FLIPS", "30"))


def opened(made: Made) -> Unlocked:
    secret = recovery.parse(made.code)
    found = unlock(Places(made.folder), lambda keyfile: keyfile.unseal_with_code(secret))
    assert found
    return found


def readable(made: Made) -> Readable:
    return read(Places(made.folder), opened(made), lambda *_: None, made.folder.parent / "arbeid")


def payloads(found: Readable) -> dict[int, str | None]:
    return {one.seq: one.payload for one in found.events}


def true(made: Made) -> dict[int, str | None]:
    return {row.seq: row.payload for rows in made.events.values() for row in rows}


def test_all_of_a_whole_vault_is_read(made: Made) -> None:
    with made.open() as vault:
        # Rows and pages that come and go: what is no longer there is not read.
        for number in range(10):
            vault.save_drafts([draft("x" * 9000, f"felt{number}")])
            vault.drop_drafts("sak-1", [("note", f"felt{number}")])
        vault.append("sak-0", [], "{}", shred=[2, 3])
        expected = {case_id: vault.events(case_id) for case_id in vault.cases()}
    found = readable(made)
    assert (found.broken, found.disordered, found.newest, found.cut, found.unlike()) == ([], [], True, False, set())
    rows = {one.seq: one for one in found.events}
    for case_id, events in expected.items():
        for one in events:
            assert (rows[one.seq].case_id, rows[one.seq].payload) == (case_id, one.payload)
    assert [seq for seq, one in rows.items() if one.shredded] == [2, 3]
    assert [one.text for one in found.drafts] == ["halvferdig"]


def test_a_flipped_bit_anywhere_gives_no_wrong_word(made: Made) -> None:
    path = made.file("hvelv.db")
    whole, expected = path.read_bytes(), true(made)
    most = 0
    for seed in range(FLIPS):
        place = random.Random(f"salvage {seed}").randrange(len(whole) * 8)
        flipped = bytearray(whole)
        flipped[place // 8] ^= 1 << place % 8
        path.write_bytes(flipped)
        found = readable(made)
        assert len(found.broken) == (place // 8 >= 16), f"bit {place}"
        wrong = {seq for seq, one in payloads(found).items() if one not in (None, expected[seq])}
        assert not wrong, f"bit {place}"
        assert {one.text for one in found.drafts} <= {"halvferdig"}
        most = max(most, sum(one is None for one in payloads(found).values()))
    # A page holds a handful of contents; the rest is read whichever page is hit, the first and the inner ones too.
    assert most <= 10


@pytest.mark.parametrize("page", range(1, 29))
def test_an_emptied_page_is_no_page(made: Made, page: int) -> None:
    path = made.file("hvelv.db")
    whole = path.read_bytes()
    if page * PAGE_BYTES > len(whole):
        pytest.skip("the vault is smaller")
    path.write_bytes(whole[: (page - 1) * PAGE_BYTES] + bytes(PAGE_BYTES) + whole[page * PAGE_BYTES :])
    found = readable(made)
    assert found.broken == [page]
    expected = true(made)
    assert all(one in (None, expected[seq]) for seq, one in payloads(found).items())


def test_a_cut_file_is_told_from_an_old_one(made: Made) -> None:
    path = made.file("hvelv.db")
    whole = path.read_bytes()
    path.write_bytes(whole[: -4 * PAGE_BYTES])
    assert (readable(made).cut, readable(made).is_old) == (True, False)
    path.write_bytes(whole)
    with made.open() as vault:
        vault.append("sak-1", [event("én til")], "{}")
    path.write_bytes(whole)
    found = readable(made)
    assert (found.cut, found.is_old, len(found.events)) == (False, True, 37)
    assert found.events[-1].case_id is None


def test_an_old_page_gives_no_event_another_content(made: Made) -> None:
    path = made.file("hvelv.db")
    old = path.read_bytes()
    with made.open() as vault:
        for number in range(20):
            vault.append(f"sak-{number % 3}", [event(f"senere {number} " + "z" * 400)], "{}")
        vault.append("sak-0", [], "{}", shred=[2, 20, 40])
        expected = {one.seq: one.payload for case_id in vault.cases() for one in vault.events(case_id)}
    new = path.read_bytes()
    for start in range(0, len(old), PAGE_BYTES):
        path.write_bytes(new[:start] + old[start : start + PAGE_BYTES] + new[start + PAGE_BYTES :])
        found = payloads(readable(made))
        wrong = {seq for seq, one in found.items() if one not in (None, expected[seq])}
        # An old page of events does not know what was shredded since; the contents are gone all the same.
        assert not wrong, f"page {start // PAGE_BYTES}"


def test_the_beginning_may_be_what_is_damaged(made: Made) -> None:
    """The first bytes tell whose key the database wants."""
    path = made.file("hvelv.db")
    whole = path.read_bytes()
    path.write_bytes(bytes(16) + whole[16:])
    assert payloads(readable(made)) == true(made)


def test_without_a_key_file_nothing_is_read(made: Made) -> None:
    made.file("hvelv.key").unlink()
    assert payloads(readable(made)) == true(made)
    made.file("hvelv.key.kopi").write_bytes(b"")
    with pytest.raises(errors.Damaged):
        opened(made)


def test_a_vault_in_use_is_left_alone(made: Made) -> None:
    with made.open(), pytest.raises(errors.Busy):
        readable(made)


def test_a_vault_from_a_newer_version_is_refused(made: Made) -> None:
    unlocked = opened(made)
    engine = open_engine(made.file("hvelv.db"), unlocked.key, unlocked.keyfile.database_salt)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = '99' WHERE key = 'schema'")
    engine.dispose()
    with pytest.raises(errors.Newer):
        readable(made)


def test_what_is_whole_keeps_its_digest_and_what_is_lost_does_not(made: Made, tmp_path: Path) -> None:
    """So that a later shredding finds it in earlier backups, and none there is taken for shredded that was lost."""
    found = readable(made)
    kept = [
        Kept(one.case_id or "", one.kind or "", one.at or "", one.payload, one.salt, one.commitment)
        for one in found.events
    ]
    kept[20] = Kept(kept[20].case_id, "lost", kept[20].at, None)
    target = tmp_path / "ny"
    target.mkdir()
    write(Places(target), opened(made), found, kept, found.pinned)
    again = Made(target, made.code, made.events)
    with again.open() as vault:
        assert vault.events("sak-0")
    old, new = ({one.seq: one.commitment for one in readable(each).events} for each in (made, again))
    assert [seq for seq in old if old[seq] != new[seq]] == [21]
