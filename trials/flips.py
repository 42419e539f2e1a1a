"""Bits flipped, pages put back, files cut and emptied: each is found and named rightly, or changes nothing.

Never is anything else shown than what was written. After every try the files are put back as they were.
"""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bekymring_tui import errors
from bekymring_tui.texts import catalog
from bekymring_tui.vault import recovery
from bekymring_tui.vault.check import STEPS
from bekymring_tui.vault.copying import EVERYTHING
from bekymring_tui.vault.keyfiles import unlock
from bekymring_tui.vault.places import Places
from bekymring_tui.vault.restore import staged
from bekymring_tui.vault.rows import DraftRow, EventRow, NewEvent
from bekymring_tui.vault.store import Vault
from trials.pages import PAGE, Reader, uses
from trials.tries import Tries, said
from trials.vaults import AT, Made, draft, make

SAME = "nothing is lost or changed"
TOLD_OLDER = "told: drafts or settings are older than what was saved"
FINDS_LESS = "the search finds less; nothing else is lost or changed"
MENDED = "nothing is lost, and it is told: "
GROWTH = 6
FILES = ("hvelv.db", "hvelv.key", "hvelv.key.kopi", "hvelv.head")


@dataclass(frozen=True)
class Shown:
    """Everything that a vault shows."""

    events: object
    drafts: object
    pinned: object
    settings: object
    summaries: frozenset[object]
    found: frozenset[EventRow]
    """By a search."""

    def unlike(self, other: Shown) -> list[str]:
        """What is shown otherwise. A summary that is not shown is made anew."""
        different = [one for one in vars(self) if getattr(self, one) != getattr(other, one)]
        return [] if different == ["summaries"] and self.summaries < other.summaries else different


def show(vault: Vault) -> Shown:
    """Raises what the vault raises. Of the summaries those that count: one that is behind is made anew."""
    cases = vault.cases()
    return Shown(
        {case_id: vault.events(case_id) for case_id in cases},
        {case_id: vault.drafts(case_id) for case_id in cases},
        {name: vault.pinned(name) for name in ("flow", *(f"form {step}" for step in range(GROWTH)))},
        {name: vault.setting(name) for name in ("who", "place", *(f"kind {step}" for step in range(GROWTH)))},
        frozenset(one for one in vault.summaries() if one.seq >= cases[one.case_id]),
        frozenset(vault.find_in_logs("senere", 1000)),
    )


def grown(folder: Path, steps: int = GROWTH) -> tuple[Made, list[dict[str, bytes]]]:
    """A vault with something in every table, and its files as they were after each step of its growth."""
    made, copies = make(folder), []
    for step in range(steps):
        with made.open() as vault:
            for number in range(9):
                case_id = f"sak-{number % 3}"
                words = f"senere {step} {number} " + "z" * (400 if number else 9000)
                vault.append(case_id, [NewEvent("logged", AT, json.dumps({"text": words}), words)], f"{step}")
            vault.save_drafts([draft(f"skrevet {step} " + "q" * size, str(size)) for size in (9, 9000)])
            vault.save_drafts([DraftRow(f"sak-{step % 3}", f"note/{step}", "what", "et nytt felt", AT)])
            vault.drop_drafts("sak-1", [("note", f"{step - 3}")])
            vault.put_setting("place", f"sted {step}")
            vault.put_setting(f"kind {step}", "noe nytt")
            vault.put_setting("who", f"navn {step} " + "w" * 3000)
            vault.pin("flow", "f" * 9000)
            vault.pin(f"form {step}", "g" * 900)
            vault.append("sak-0", [], f"{step}", shred=[2 + step])
        copies.append(files_of(made.folder))
    return made, copies


def files_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


class Attacked:
    """A vault whose files are changed one at a time, and looked at."""

    def __init__(self, made: Made, tries: Tries) -> None:
        self.made = made
        self.tries = tries
        with made.open() as vault:
            self.whole = show(vault)
        self.files = files_of(made.folder)

    def attack(self, what: str, name: str, changed: bytes | None, place: object) -> str:
        """Put `changed` in place of the file, None for nothing; what that came to."""
        path = self.made.file(name)
        path.unlink() if changed is None else path.write_bytes(changed)
        outcome = ""
        try:
            outcome = self._look(name)
        except errors.Damaged as failure:
            outcome = f"named: {text_id(str(failure))}"
            if name not in str(failure):
                outcome = self.tries.fault(what, f"{place}: another file is named: {failure}")
        except Exception as fault:
            outcome = self.tries.fault(what, f"{place}: {said(fault)}")
        finally:
            for one, content in self.files.items():
                self.made.file(one).write_bytes(content)
        self.tries.came_to(what, outcome)
        return outcome

    def _look(self, name: str) -> str:
        with self.made.open() as vault:
            told = vault.notices
            shown = show(vault)
            if vault.older():
                return TOLD_OLDER
            checked = [found.id for step in STEPS for found in vault.check(step)]
        beside = f"; «vault check»: {', '.join(checked)}" if checked else ""
        different = shown.unlike(self.whole)
        if different == ["found"] and shown.found < self.whole.found:
            return FINDS_LESS + beside
        assert not different, f"shown otherwise: {', '.join(different)}{beside}"
        assert all(name in one for one in told), told
        return (MENDED + ", ".join(text_id(one) for one in told) if told else SAME) + beside


def text_id(said: str) -> str:
    """Which of the program's texts this is."""
    for name, template in catalog().items():
        pattern = re.sub(r"\\\{\w+\\\}", ".*", re.escape(template))
        if name.startswith(("vault.", "backup.")) and re.fullmatch(pattern, said, re.DOTALL):
            return name
    return f"«{said}»"


def bits(target: Attacked, times: int) -> None:
    """Single bits, one at a time, anywhere in the files."""
    for name in FILES:
        content = target.files[name]
        share = times // 2 if name == "hvelv.db" else times // 8
        for place in random.Random(name).sample(range(len(content) * 8), share):
            flipped = bytearray(content)
            flipped[place // 8] ^= 1 << place % 8
            target.attack(f"a bit in {name}", name, bytes(flipped), f"bit {place}")


def old_pages(target: Attacked, copies: Sequence[dict[str, bytes]], times: int) -> None:
    """A page of the database as it was at some time, among the newer ones."""
    new, kinds = target.files["hvelv.db"], kinds_of(target.made)
    tried = [
        (age, number)
        for age, copy in enumerate(copies)
        for number in kinds
        if (old := page(copy["hvelv.db"], number)) and old != page(new, number)
    ]
    random.Random(0).shuffle(tried)
    for age, number in tried[:times]:
        old = page(copies[age]["hvelv.db"], number)
        changed = new[: (number - 1) * PAGE] + old + new[number * PAGE :]
        target.attack(f"an old page of {kinds[number]}", "hvelv.db", changed, f"page {number} of copy {age}")


def kinds_of(made: Made) -> dict[int, str]:
    """What each page of the database is for."""
    code, raw = recovery.parse(made.code), made.file("hvelv.db").read_bytes()
    unlocked = unlock(Places(made.folder), lambda keyfile: keyfile.unseal_with_code(code))
    assert unlocked
    return uses(Reader(unlocked.key, raw[:16]).database(raw))


def page(raw: bytes, number: int) -> bytes:
    return raw[(number - 1) * PAGE : number * PAGE]


def old_files(target: Attacked, copies: Sequence[dict[str, bytes]]) -> None:
    for age, copy in enumerate(copies[:-1]):
        for name in ("hvelv.db", "hvelv.head"):
            target.attack(f"an old {name}", name, copy[name], f"copy {age}")


def cuts(target: Attacked) -> None:
    """Missing, empty, of one byte, cut at a page and beside it; a page of zeros."""
    for name in FILES:
        content = target.files[name]
        target.attack(f"{name} missing", name, None, "")
        for size in (0, 1, len(content) // 2, len(content) - 1):
            target.attack(f"{name} cut", name, content[:size], f"at {size}")
    database = target.files["hvelv.db"]
    for size in range(PAGE, len(database), PAGE):
        for at in (size - 1, size, size + 1):
            target.attack("the database cut at a page, or a byte beside", "hvelv.db", database[:at], f"at {at}")
    for number in range(1, len(database) // PAGE + 1):
        changed = database[: (number - 1) * PAGE] + bytes(PAGE) + database[number * PAGE :]
        target.attack("a page of zeros", "hvelv.db", changed, f"page {number}")


def backups(made: Made, folder: Path, times: int, tries: Tries) -> None:
    """Bits of a backup, and cuts: it is restored whole or not at all."""
    folder.mkdir()
    with made.open() as vault:
        whole = show(vault)
        path = vault.backups.take(folder, EVERYTHING, datetime.fromisoformat(AT)).path
    content = path.read_bytes()
    start, end = content.index(b"\n") + 1, len(content)
    sizes = (0, 1, *range(start, end, PAGE), end // 2, end - 1)
    attacks = [("a backup cut", content[:size], f"at {size}") for size in sizes]
    for bit in random.Random("backup").sample(range(end * 8), times):
        flipped = bytearray(content)
        flipped[bit // 8] ^= 1 << bit % 8
        attacks.append(("a bit in a backup", bytes(flipped), f"bit {bit}"))
    for what, changed, place in attacks:
        path.write_bytes(changed)
        tries.came_to(what, restored(path, folder / "ut", made.code, whole, tries, f"{what}, {place}"))
    path.write_bytes(content)
    tries.came_to("a backup as it was", restored(path, folder / "ut", made.code, whole, tries, "as it was"))


def restored(path: Path, folder: Path, code: str, whole: Shown, tries: Tries, name: str) -> str:
    """What comes of restoring it into an empty folder."""
    try:
        with staged(path, folder, lambda keyfile: keyfile.unseal_with_code(recovery.parse(code))) as found:
            different = show(found.vault).unlike(whole)
        assert different in ([], ["found"]), f"restored otherwise: {', '.join(different)}"
    except errors.Damaged as failure:
        if path.name not in str(failure):
            return tries.fault(name, f"another file is named: {failure}")
        return f"named: {text_id(str(failure))}"
    except Exception as fault:
        return tries.fault(name, said(fault))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return SAME


def run(times: int, folder: Path) -> Tries:
    tries = Tries("done to the files")
    made, copies = grown(folder / "Mitt hvelv æøå")
    target = Attacked(made, tries)
    backups(made, folder / "kopier", times // 5, tries)
    bits(target, times - times // 5)
    old_pages(target, copies, times)
    old_files(target, copies)
    cuts(target)
    return tries
