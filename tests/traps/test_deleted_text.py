"""What was overwritten or shredded is gone from every page of the database, its journal and backups (P5, P4)."""

from __future__ import annotations

import json
from pathlib import Path

from bekymring_tui.vault.rows import DraftRow, NewEvent
from trials import shred_hunt
from trials.pages import PAGE, Page, Reader, holding, uses
from trials.tries import Tries
from trials.vaults import Made, make

AT = "2026-11-22T10:15:00+01:00"
LONG = " og det gjentok seg dagen etter" * 400


def test_shredded_nothing_is_found_where_it_was_found_before(tmp_path: Path) -> None:
    tries = Tries("hunted")
    shred_hunt.one_hunt(tmp_path / "hvelv", 0, tries)
    assert tries.faults == []
    assert tries.counts


def test_a_backup_that_was_cut_short_is_reached_too(tmp_path: Path) -> None:
    tries = Tries("hunted")
    shred_hunt.first_backup_cut_short(tmp_path / "hvelv", tries)
    assert tries.faults == []


def draft(text: str) -> DraftRow:
    return DraftRow("sak-1", "notat/1", "why", text, AT)


def event(text: str) -> NewEvent:
    return NewEvent("logged", AT, json.dumps({"text": text}, ensure_ascii=False))


def pages_of(made: Made) -> list[Page]:
    with made.open() as vault:
        key = vault.ways.unlocked.key
    raw = made.file("hvelv.db").read_bytes()
    return Reader(key, raw[:16]).database(raw)


def test_overwritten_and_dropped_rows_are_on_no_page(tmp_path: Path) -> None:
    made = make(tmp_path / "hvelv")
    journal = made.file("hvelv.db-journal")
    with made.open() as vault:
        vault.save_drafts([draft("Overskrevet" + LONG)])
        vault.save_drafts([draft("Kort")])
        vault.save_drafts([DraftRow("sak-1", "notat/1", "how", "Droppet" + LONG, AT)])
        vault.drop_drafts("sak-1", [("notat/1", "how")])
        vault.put_setting("place", "Gammelt sted")
        vault.put_setting("place", "Nytt sted")
        stored = vault.append("sak-1", [event("Makulert" + LONG), event("Beholdt" + LONG)], "{}")
        vault.append("sak-1", [], "{}", shred=[stored[0].seq])
        assert not journal.exists() or journal.stat().st_size == 0
        assert not list(made.folder.glob("*-wal"))
    pages = pages_of(made)
    for word in ("Kort", "Nytt sted", "Beholdt"):
        assert holding(pages, word.encode())
    for word in ("Overskrevet", "Droppet", "Gammelt sted", "Makulert"):
        assert not holding(pages, word.encode())
    plain = b"".join(one.body for one in pages)
    assert plain.count(b"dagen etter") <= LONG.count("dagen etter")


def test_a_corrected_entry_is_on_no_page_of_the_index(tmp_path: Path) -> None:
    """Its content stays in the case; nobody finds it any more, and neither does who reads the index itself."""

    def in_index(marker: str) -> list[Page]:
        pages = pages_of(made)
        index = [one for one in pages if "log_index" in uses(pages).get(one.number, "")]
        # Words in an index share their beginning: the rest of one stands alone.
        return holding(index, marker[:3].encode()) + holding(index, marker[1:].encode())

    made = make(tmp_path / "hvelv")
    wrong = []
    with made.open() as vault:
        for number in range(60):
            words = f"wqjzup{number} vqzkim{number} og noe annet {number} "
            rows = vault.append("sak-1", [NewEvent("logged", AT, "{}", words * (1 + number % 7))] * 2, "{}")
            wrong.append(rows[0].seq)
    assert in_index("wqjzup")
    with made.open() as vault:
        for seq in wrong[::2]:
            vault.append("sak-1", [], "{}", unindex=[seq])
        vault.append("sak-1", [], "{}", unindex=[*wrong[1::2], *(seq + 1 for seq in wrong)])
        vault.append("sak-1", [NewEvent("logged", AT, "{}", "beholdt")], "{}")
    assert in_index("beholdt")
    assert not in_index("wqjzup")
    assert not in_index("vqzkim")


def test_the_decoder_knows_every_page_and_a_changed_one(tmp_path: Path) -> None:
    made = make(tmp_path / "hvelv")
    with made.open() as vault:
        vault.save_drafts([draft(LONG * 3)])
        vault.save_drafts([draft("Kort")])
        vault.pin("flow", LONG)
        key = vault.ways.unlocked.key
    raw = made.file("hvelv.db").read_bytes()
    reader = Reader(key, raw[:16])
    pages = reader.database(raw)
    assert len(pages) * PAGE == len(raw)
    assert all(one.whole for one in pages)
    kinds = set(uses(pages).values())
    assert {"schema leaf", "event leaf", "draft leaf", "pinned overflow", "free"} <= kinds
    assert "lost" not in kinds
    for place in (0, 40, PAGE - 90, PAGE - 1):
        changed = bytearray(raw[-PAGE:])
        changed[place] ^= 1
        assert not reader.page(len(pages), bytes(changed)).whole
    assert not Reader(bytes(32), raw[:16]).page(2, raw[PAGE : 2 * PAGE]).whole
