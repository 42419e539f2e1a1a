"""Runs in a process of its own that is killed sooner or later: works on a vault, and says what is on the disk.

Each line said is a kind of thing and its number, from 0 on, once the vault has answered that it is kept. What is
written follows from the number, so that who reads it afterwards knows every letter. Each work imports what only it
needs: hundreds of these are started.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bekymring_tui.vault import recovery
from bekymring_tui.vault.rows import DraftRow, NewEvent
from bekymring_tui.vault.store import Vault

CASE = "drept"
FORM, FIELD = "note", "what"
NOTE = "refleksjonsnotat"
AT = "2026-11-22T10:15:00+01:00"
SETTING = "place"
SAVES = 4
"""Of what is being typed, for each event."""


def typed(number: int) -> str:
    """What stands in the field at the save of this number: it grows letter by letter, and begins anew."""
    event, letters = divmod(number, SAVES)
    return f"{number} " + "hun satt alene igjen " * (1 + event * 37 % 150) + "og så" * letters


def written(number: int) -> str:
    """What the event of this number holds, as JSON."""
    return json.dumps({"number": number, "text": "x" * (number * 997 % 6000)})


def passphrase(number: int) -> str:
    return f"elv gran høst snø tog {number}"


def end() -> None:
    """As from outside, without a word."""
    os.kill(os.getpid(), signal.SIGKILL)


def said(*words: object) -> None:
    print(*words, flush=True)


def saves(vault: Vault, number: int) -> Iterator[tuple[str, int]]:
    """What is typed and kept for one event; each kind and number as soon as the vault has answered.

    It goes on where it was cut short: of each kind the numbers rise one by one.
    """
    for save in range(max(last_typed(vault) + 1, number * SAVES), (number + 1) * SAVES):
        vault.save_drafts([DraftRow(CASE, FORM, FIELD, typed(save), AT)])
        yield "draft", save
    vault.put_setting(SETTING, str(number))
    yield "setting", number
    vault.append(CASE, [NewEvent("logged", AT, written(number))], written(number), drop_drafts=[(FORM, "gone")])
    yield "event", number


def last_typed(vault: Vault) -> int:
    """The number of the save that stands in the field; -1 for none."""
    kept = {row.field: row.text for row in vault.drafts(CASE) if row.form == FORM}
    return int(kept[FIELD].split()[0]) if kept else -1


def next_event(vault: Vault) -> int:
    return len(vault.events(CASE))


def saving(folder: Path, code: str) -> None:
    """A note is typed and saved, and becomes an event, over and over."""
    with Vault.recover(folder, code) as vault:
        said("ready")
        for number in itertools.count(next_event(vault)):
            _save(vault, number)


def _save(vault: Vault, number: int) -> None:
    for kind, kept in saves(vault, number):
        said(kind, kept)


def opening(folder: Path, code: str) -> None:
    """Each vault in the folder is opened, and by that brought up to date."""
    said("ready")
    for number, one in enumerate(sorted(folder.iterdir(), key=lambda one: int(one.name))):
        Vault.recover(one, code).close()
        said("opened", number)


def new_passphrase(folder: Path, code: str, now: str) -> None:
    """The passphrase of this number is changed to the next, over and over."""
    with Vault.recover(folder, code) as vault:
        said("ready")
        for number in itertools.count(int(now)):
            vault.ways.change_passphrase(passphrase(number), passphrase(number + 1))
            said("passphrase", number + 1)


def new_key(folder: Path, code: str, now: str) -> None:
    """The database gets a new key, over and over; a note is saved between."""
    with Vault.recover(folder, code) as vault:
        said("ready")
        for number in itertools.count(next_event(vault)):
            _save(vault, number)
            fresh = vault.ways.new_code()
            said("code", fresh)
            vault.rekey(passphrase(int(now)), fresh)
            said("rekeyed", fresh)


def backing_up(folder: Path, code: str, beside: str) -> None:
    """A backup is taken, and those not needed any more go, over and over; a note is saved between."""
    from bekymring_tui.vault.copying import EVERYTHING

    with Vault.recover(folder, code) as vault:
        said("ready")
        for number in itertools.count(next_event(vault)):
            _save(vault, number)
            made = vault.backups.take(Path(beside), EVERYTHING, datetime.fromisoformat(AT) + timedelta(days=number))
            said("backup", made.header.number)
            vault.backups.roll(Path(beside))


def restoring(folder: Path, code: str, now: str, *backups: str) -> None:
    """One backup after the other is put in the place of the vault, over and over."""
    from bekymring_tui.vault.restore import staged

    secret = recovery.parse(code)
    said("ready")
    for number in itertools.count(int(now)):
        backup = Path(backups[number % len(backups)])
        with staged(backup, folder, lambda keyfile: keyfile.unseal_with_code(secret)) as ready:
            ready.put_in_place(datetime.fromisoformat(AT))
        said("restored", number)


def shredding(folder: Path, code: str, case_id: str) -> None:
    """The note of a case is shredded; just when that is to be kept, the process kills itself."""
    import sqlalchemy

    from bekymring_tui.case.acts import NoteShredded
    from bekymring_tui.desk.desk import Desk

    with Vault.recover(folder, code) as vault:
        case = Desk(vault).open_case(case_id)
        sqlalchemy.event.listen(sqlalchemy.Engine, "commit", lambda _: end())
        case.take(NoteShredded(form=NOTE, used=False))


def backup_cut_short(folder: Path, code: str) -> None:
    """A backup is taken; just when it is read back, before it has its name, the process kills itself."""
    from bekymring_tui.desk.backups import Backups
    from bekymring_tui.desk.desk import Desk
    from bekymring_tui.settings import Settings

    with Vault.recover(folder, code) as vault:
        backups = Backups(Desk(vault), Settings(folder))
        sys.addaudithook(lambda event, _: end() if event == "os.rename" else None)
        backups.take()


WORK: dict[str, Callable[..., None]] = {
    one.__name__: one
    for one in (
        saving, opening, new_passphrase, new_key, backing_up, restoring, shredding, backup_cut_short
    )
}  # fmt: skip

if __name__ == "__main__":
    name, at, *rest = sys.argv[1:]
    WORK[name](Path(at), *rest)
