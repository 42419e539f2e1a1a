"""What was shredded is on no page: not of the database, free or in use, not of its journal, not of a backup (P5).

The decoder knows nothing of the vault (`trials.pages`). Before the shredding it does find every word it hunts: a hunt
that finds nothing then is worth something.
"""

from __future__ import annotations

import random
from pathlib import Path

from bekymring_tui.case import acts as a
from bekymring_tui.case.people import Subject, Worker
from bekymring_tui.desk.backups import Backups
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.open_case import OpenCase, draft_key
from bekymring_tui.settings import Settings
from bekymring_tui.vault.rows import DraftRow
from bekymring_tui.vault.store import Vault
from trials.at_work import NOTE
from trials.killing import Moment, killed
from trials.pages import Page, Reader, holding, in_backup, uses
from trials.tries import Tries

PASSPHRASE = "furu brygge onsdag kaffe lampe sti"
BACKUP = b'{"format":"bekymring-hvelv-kopi"'
AUTOSAVES = 30
LONGEST = 450
"""Words of a note: some stand on one page, some on many."""

IN_NOTE, IN_LOG, NAME, IN_OTHER = "Zqxvik", "Wqjzup", "Xqkwyb", "Vqzkim"
"""Markers: the note, the log of the case, what it is called, and another case that stays."""


class Hunter:
    """Looks into every file of a store. Each place is a file and what the page there is for."""

    def __init__(self, store: Path, key: bytes) -> None:
        self._store = store
        self._key = key
        self.pages = 0

    def hunt(self, marker: str) -> list[str]:
        """Where any of the marker stands: whole, without its first letter (words in an index share their beginning),
        or the first three letters in the index itself.
        """
        found = []
        for path in sorted(one for one in self._store.rglob("*") if one.is_file()):
            raw = path.read_bytes()
            if marker.encode() in raw or marker in path.name:
                found.append(f"{path.name}, in the clear")
            pages, kinds = self._pages(path, raw)
            self.pages += len(pages)
            assert all(one.whole for one in pages), f"{path.name} cannot be decrypted"
            hits = holding(pages, marker[1:].encode())
            hits += [one for one in holding(pages, marker[:3].encode()) if "log_index" in kinds.get(one.number, "")]
            found += [f"{path.suffix or path.name} {kinds.get(one.number, 'page image')}" for one in hits]
        return sorted(set(found))

    def _pages(self, path: Path, raw: bytes) -> tuple[list[Page], dict[int, str]]:
        """By what is in the file, whatever it is called: a kill leaves files under other names."""
        salt = (self._store / "hvelv.db").read_bytes()[:16]
        if path.name.endswith("-journal"):
            return Reader(self._key, salt).journal(raw), {}
        if raw.startswith(BACKUP):
            raw = in_backup(raw)
        if raw[:16] != salt:
            return [], {}
        pages = Reader(self._key, salt).database(raw)
        return pages, uses(pages)


def store_of(folder: Path) -> tuple[Path, str]:
    """An empty vault whose user is known, and its recovery code."""
    vault, code = Vault.create(folder, PASSPHRASE)
    with vault:
        Desk(vault).set_who(
            Worker(name="Kari Testesen", role="Pedagogisk leder", service="barnehage", unit="Solbakken barnehage")
        )
    return folder, code


def written(desk: Desk, seed: int) -> OpenCase:
    """A case without concern, with a note that was saved thirty times while it was typed, and a log; another case."""
    dice = random.Random(seed)
    case = opened(desk, f"{NAME} ugle")
    other = opened(desk, "Grå hare")
    for save in range(AUTOSAVES):
        words = f"{save} " + f"{IN_NOTE} satt alene " * dice.randint(1, LONGEST)
        desk.vault.save_drafts([DraftRow(case.id, draft_key(NOTE), "why", words, desk.now().isoformat())])
        if save % 3 == 0:
            log(desk, case, f"{IN_LOG} i gangen, {save} " * dice.randint(1, 300))
            log(desk, other, f"{IN_OTHER} i garderoben, {save}")
    case.take(a.FormSaved(form=NOTE, answers={"why": words, "why.uro": "6"}))
    case.take(a.DutyWeighed(answer="not_now", reason="Jeg vet for lite", look_again="none"))
    case.take(a.Decided(position="p1", outcome="D1", reason="Ikke noe", decided_by="Rektor", look_again="none"))
    return case


def opened(desk: Desk, name: str) -> OpenCase:
    return desk.new_case("porsgrunn", "barnehage", "concern", Subject(kind="child", call_name=name, age=4))


def log(desk: Desk, case: OpenCase, words: str) -> None:
    case.take(a.Logged(aspect="seen", text=words, observed=desk.now().isoformat()))


def one_hunt(folder: Path, seed: int, tries: Tries) -> None:
    store, code = store_of(folder)
    with Vault.recover(store, code) as vault:
        desk, key = Desk(vault), vault.ways.unlocked.key
        case = written(desk, seed)
        backups_of(desk).take()
    hunter = Hunter(store, key)

    def found(when: str, name: str, marker: str, *places: str) -> None:
        """Control: the hunt does find it where it must be."""
        there = hunter.hunt(marker)
        with tries.one(f"{when}, {name}", f"found: {', '.join(there)}", seed):
            assert all(any(place in one for one in there) for place in places), there

    def gone(when: str, name: str, marker: str) -> None:
        there = hunter.hunt(marker)
        with tries.one(f"{when}, {name}", "on no page", seed):
            assert there == []

    found("before", "the note", IN_NOTE, ".db draft")
    found("before", "the log", IN_LOG, ".db content", ".db log_index", ".kopi content")
    found("before", "the name", NAME, ".db summary", ".kopi summary")
    with tries.one("before, the note", "in no backup", seed):
        assert not [one for one in hunter.hunt(IN_NOTE) if ".kopi" in one]
    killed("shredding", store, code, case.id, at=Moment())
    found("killed while it is shredded", "the note", IN_NOTE, ".db draft", ".db-journal")
    with Vault.recover(store, code) as vault:
        desk = Desk(vault)
        case = desk.open_case(case.id)
        case.take(a.NoteShredded(form=NOTE, used=False))
        backups_of(desk).shred()
        backups_of(desk).take()
        gone("note shredded, vault open", "the note", IN_NOTE)
    gone("note shredded", "the note", IN_NOTE)
    found("note shredded", "the log", IN_LOG, ".db content", ".kopi content")
    killed("backup_cut_short", store, code, at=Moment())
    found("killed while a backup is taken", "the log", IN_LOG, ".tmp content", ".kopi content")
    with Vault.recover(store, code) as vault:
        desk = Desk(vault)
        case = desk.open_case(case.id)
        case.take(a.CaseShredded(flow="porsgrunn", opened_on=case.state.opened_at[:10]))
        backups_of(desk).shred()
    for name, marker in (("the note", IN_NOTE), ("the log", IN_LOG), ("the name", NAME)):
        gone("case shredded", name, marker)
    found("case shredded", "the other case", IN_OTHER, ".db content", ".db log_index", ".kopi content")
    tries.told.append(f"{hunter.pages} pages were decrypted in hunt {seed}")


def first_backup_cut_short(folder: Path, tries: Tries) -> None:
    """The first backup was killed before it had its name, and the case is shredded before there is another."""
    store, code = store_of(folder)
    with Vault.recover(store, code) as vault:
        case_id = written(Desk(vault), 0).id
        hunter = Hunter(store, vault.ways.unlocked.key)
    killed("backup_cut_short", store, code, at=Moment())
    with Vault.recover(store, code) as vault:
        desk = Desk(vault)
        case = desk.open_case(case_id)
        case.take(a.NoteShredded(form=NOTE, used=False))
        case.take(a.CaseShredded(flow="porsgrunn", opened_on=case.state.opened_at[:10]))
        backups_of(desk).shred()
    with tries.one("case shredded after a backup that was cut short, the log", "on no page"):
        assert hunter.hunt(IN_LOG) == []


def backups_of(desk: Desk) -> Backups:
    return Backups(desk, Settings(desk.vault.path))


def run(times: int, folder: Path) -> Tries:
    tries = Tries("hunted")
    for seed in range(times):
        one_hunt(folder / f"{seed}", seed, tries)
    first_backup_cut_short(folder / "avbrutt", tries)
    return tries
