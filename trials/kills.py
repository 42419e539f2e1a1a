"""A process that works on a vault is killed at any moment: what was acknowledged is there, and nothing cries damage.

Killed are: typing and saving, the first opening of a vault from an older version, a change of passphrase, a new key for
the database, a backup, a restore, and the program in its terminal while somebody types.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bekymring_tui import errors
from bekymring_tui.vault.backup import Backup, unpacked
from bekymring_tui.vault.check import STEPS
from bekymring_tui.vault.copying import EVERYTHING
from bekymring_tui.vault.places import Places
from bekymring_tui.vault.store import Vault, status
from trials import older
from trials.at_work import CASE, SETTING, last_typed, passphrase, typed, written
from trials.killing import Moment, killed, moment
from trials.tries import Tries
from trials.user_home import make_home
from trials.vaults import AT, Made, event, make

KEPT = "opens, all is there"
FOLDER = "the folder, opened and closed again"
SAVING = {"pwrite64": 80, "fsync": 50, "ftruncate": 10, "rename": 3}
UPGRADING = {"pwrite64": 24, "fsync": 12, "ftruncate": 2, "rename": 2, "unlink": 2}
PASSPHRASE = {"fsync": 12, "rename": 6}
BACKUP = {"pwrite64": 150, "fsync": 60, "ftruncate": 10, "rename": 5}
RESTORE = {"fsync": 60, "rename": 12, "unlink": 6}
KEY = {"pwrite64": 150, "fsync": 60, "ftruncate": 10, "rename": 8}
"""System calls that the work makes to change the disk."""

OURS = {"hvelv.db", "hvelv.db-journal", "hvelv.key", "hvelv.key.kopi", "hvelv.head", "hvelv.lock"}
BESIDE = 6
"""Vaults from an older version that one process opens."""


Trial = Callable[[Made, Path, int, Tries], None]
"""With a vault to copy, a folder to work in, and how often to kill."""


class Acknowledged:
    """The highest number of each kind that was said to be kept; -1 for none."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def hear(self, lines: list[str]) -> None:
        for line in lines:
            kind, _, number = line.partition(" ")
            if number.isdigit():
                self.numbers[kind] = max(self.of(kind), int(number))

    def of(self, kind: str) -> int:
        return self.numbers.get(kind, -1)

    def stands(self, kind: str, found: int) -> None:
        """What is on the disk is what was acknowledged, or the one that was just being written; it counts from now."""
        assert found - self.of(kind) in (0, 1), f"{kind} {found}, acknowledged was {self.of(kind)}"
        self.numbers[kind] = found


def look(vault: Vault, made: Made, kept: Acknowledged) -> None:
    """Everything acknowledged is there to the letter, nothing else has changed, and nothing is complained of."""
    assert vault.notices == (), vault.notices
    assert vault.older() == set()
    assert [found.id for step in STEPS for found in vault.check(step)] == []
    rows = vault.events(CASE)
    assert [row.payload for row in rows] == [written(number) for number in range(len(rows))]
    kept.stands("event", len(rows) - 1)
    number = last_typed(vault)
    kept.stands("draft", number)
    assert [row.text for row in vault.drafts(CASE)] == ([typed(number)] if number >= 0 else [])
    setting = vault.setting(SETTING)
    kept.stands("setting", int(setting) if setting else -1)
    assert all(vault.events(case_id) == events for case_id, events in made.events.items())
    last = {one.case_id: one.seq for one in vault.summaries()}
    assert last == vault.cases(), "a summary is behind"


def saving(made: Made, folder: Path, times: int, tries: Tries) -> None:
    one, kept = made.copy(folder), Acknowledged()
    for number in range(times):
        at = moment(f"saving {number}", 0.4, SAVING)
        with tries.one("typing and saving", KEPT, at):
            kept.hear(killed("saving", one.folder, one.code, at=at))
            with one.open() as vault:
                look(vault, made, kept)
        at_rest(one.folder, tries, at)


def upgrading(_made: Made, folder: Path, times: int, tries: Tries) -> None:
    """A vault that an older version of the program made is opened by this one for the first time."""
    old = older.vault()
    for number in range(times):
        at = moment(f"upgrading {number}", 0.5, UPGRADING)
        with tries.one("first opening by a newer version", KEPT, at):
            copies = [folder / f"{number}" / f"{beside}" for beside in range(BESIDE)]
            for copy in copies:
                shutil.copytree(old.folder, copy)
            killed("opening", folder / f"{number}", old.code, at=at, ends=True)
            for copy in copies:
                with Vault.recover(copy, old.code) as vault:
                    assert (vault.notices, vault.older()) == ((), set())
                    old.stands_in(vault)
        for copy in copies:
            at_rest(copy, tries, at)
        shutil.rmtree(folder / f"{number}")


def new_passphrase(_made: Made, folder: Path, times: int, tries: Tries) -> None:
    made = make(folder / "hvelv", passphrase(0))
    now = 0
    for number in range(times):
        at = moment(f"passphrase {number}", 1.0, PASSPHRASE)
        with tries.one("change of passphrase", KEPT, at):
            kept = Acknowledged()
            kept.numbers["passphrase"] = now
            kept.hear(killed("new_passphrase", made.folder, made.code, now, at=at))
            # The newer one first: who opens by the old one undoes a change that was cut short.
            now = next(one for one in (kept.of("passphrase") + 1, kept.of("passphrase")) if opens(made.folder, one))
            assert not opens(made.folder, now - 1)
            assert not opens(made.folder, now + 1)
            with made.open() as vault:
                look(vault, made, Acknowledged())
        at_rest(made.folder, tries, at)


def new_key(_made: Made, folder: Path, times: int, tries: Tries) -> None:
    made, kept = make(folder / "hvelv", passphrase(0)), Acknowledged()
    code = made.code
    for number in range(times):
        at = moment(f"key {number}", 1.5, KEY)
        with tries.one("new key for the database", KEPT, at):
            lines = killed("new_key", made.folder, code, 0, at=at)
            kept.hear(lines)
            codes = [code, *(line.split()[1] for line in lines if line.startswith("code "))]
            done = sum(line.startswith("rekeyed ") for line in lines)
            [code] = [one for one in codes[done:] if recovers(made.folder, one)]
            assert not any(recovers(made.folder, one) for one in codes[:done])
            with Vault.open(made.folder, passphrase(0)) as vault:
                look(vault, made, kept)
        at_rest(made.folder, tries, at)


def backing_up(made: Made, folder: Path, times: int, tries: Tries) -> None:
    one, kept, beside = made.copy(folder), Acknowledged(), folder / "kopier"
    beside.mkdir()
    for number in range(times):
        at = moment(f"backup {number}", 1.0, BACKUP)
        with tries.one("backup", KEPT, at):
            kept.hear(killed("backing_up", one.folder, one.code, beside, at=at))
            with one.open() as vault:
                look(vault, made, kept)
                backups = vault.backups.own(beside)
                kept.stands("backup", max((backup.header.number for backup in backups), default=-1))
                for backup in backups:
                    vault.backups.check(backup)
                if backups:
                    holds(vault, backups[0], folder / "ut")
        at_rest(one.folder, tries, at)


def restoring(made: Made, folder: Path, times: int, tries: Tries) -> None:
    """Two backups, the first without the last event, take turns in the place of the vault."""
    one, beside, backups, holding = made.copy(folder), folder / "kopier", [], []
    beside.mkdir()
    with one.open() as vault:
        for number in range(2):
            vault.append("sak-1", [event(f"sikret {number}")], "{}")
            backups.append(vault.backups.take(beside, EVERYTHING, datetime.fromisoformat(AT)).path)
            holding.append(vault.events("sak-1"))
    now = 1
    for number in range(times):
        at = moment(f"restore {number}", 1.0, RESTORE)
        with tries.one("restore", KEPT, at):
            kept = Acknowledged()
            kept.numbers["restored"] = now
            kept.hear(killed("restoring", one.folder, one.code, now + 1, *backups, at=at))
            with one.open() as vault:
                kept.stands(
                    "restored", kept.of("restored") + (vault.events("sak-1") != holding[kept.of("restored") % 2])
                )
                now = kept.of("restored")
                assert vault.events("sak-1") == holding[now % 2]
                assert vault.notices == (), vault.notices
            for aside in [path for path in one.folder.iterdir() if path.is_dir()]:
                with Vault.recover(aside, one.code) as vault:
                    assert vault.events("sak-1") in holding, "the vault that was replaced is not whole"
                shutil.rmtree(aside)
        at_rest(one.folder, tries, at)


def holds(vault: Vault, backup: Backup, folder: Path) -> None:
    """The backup has every event of the day it was taken, as the vault has them."""
    folder.mkdir()
    with unpacked(backup.path, vault.ways.unlocked.key, Places(folder), lambda: None) as database:
        for case_id, last in database.cases().items():
            assert database.events(case_id) == [row for row in vault.events(case_id) if row.seq <= last]
    shutil.rmtree(folder)


def opens(folder: Path, number: int) -> bool:
    """Whether the passphrase of this number opens, without a word of complaint."""
    try:
        with Vault.open(folder, passphrase(number)) as vault:
            assert vault.notices == (), vault.notices
    except errors.Locked:
        return False
    return True


def recovers(folder: Path, code: str) -> bool:
    try:
        with Vault.recover(folder, code) as vault:
            assert vault.notices == (), vault.notices
    except errors.Locked:
        return False
    return True


def at_rest(folder: Path, tries: Tries, at: Moment) -> None:
    """Opened and closed again, the folder holds nothing that the kill left."""
    with tries.one(FOLDER, "nothing is left behind", at):
        assert status(folder).faults == ()
        left = [path for path in folder.iterdir() if path.name not in OURS]
        for path in left:
            path.unlink()
        assert not left, ", ".join(path.name for path in left)


TRIALS: dict[Trial, float] = {
    saving: 0.4, upgrading: 0.14, new_passphrase: 0.1, new_key: 0.12, backing_up: 0.12, restoring: 0.08
}  # fmt: skip
"""And the share of all kills that each gets; the rest is for the program in its terminal."""


def run(times: int, folder: Path) -> Tries:
    from trials import in_terminal  # Windows has none of this kind

    tries = Tries("killed while")
    made = make(folder / "hvelv")
    left = times
    for trial, share in TRIALS.items():
        trial(made, folder / trial.__name__, round(times * share), tries)
        left -= round(times * share)
    home = make_home(folder / "hjem")
    for seed in range(left):
        with tries.one("typing, in the terminal", "opens, at most a second is gone", seed):
            in_terminal.kill_one(home.copy(folder / f"terminal {seed}"), seed)
    return tries
