"""What can be said of a vault: its files without the key, its database with it, its pages when it will not open.

Looks only. It knows no rules: whether the cases can be replayed is `desk.checking`.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, RowMapping, select
from sqlalchemy import text as sql
from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2 as sqlite
from sqlmodel import Session, col

from bekymring_tui import errors
from bekymring_tui.files import synced_folder_warning
from bekymring_tui.texts import text
from bekymring_tui.vault import chain, keyfiles, tally
from bekymring_tui.vault.database import Database
from bekymring_tui.vault.engine import is_cut
from bekymring_tui.vault.keyfiles import Unlocked
from bekymring_tui.vault.lock import is_held
from bekymring_tui.vault.pages import Watch
from bekymring_tui.vault.places import PAGE_BYTES, Places, database_salt, is_there
from bekymring_tui.vault.salvage import UNFINISHED, Readable, read
from bekymring_tui.vault.tables import Draft, Event, Loose, Meta, Pinned, Setting, Summary

_ROOM = 64 * 1024 * 1024
_LOOSE: tuple[type[Loose], ...] = (Draft, Summary, Pinned, Setting)


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be. `id`: stable, for scripts. `next`: one act. `case_id`: where it is in one.

    `damage`: something is lost, untrue or cannot be opened; else it is only to be known.
    """

    id: str
    what: str
    where: str
    next: str
    damage: bool = True
    case_id: str = ""


def finding(
    id_: str, folder: Path, where: Path | None = None, *, damage: bool = True, case_id: str = "", **values: object
) -> Finding:
    """The finding with this id in the vault there, in the words of the catalog. `where`: the file, if it is one."""
    values |= {"folder": folder, "where": where or folder}
    what, then = text(f"check.{id_}", **values), text(f"check.{id_}_next", **values)
    return Finding(id_, what, str(where or folder), then, damage, case_id)


def outside(places: Places, in_use: bool) -> list[Finding]:
    """What the files show without any key. `in_use`: open in this program."""
    if is_there(places.swap):
        # Files of two vaults lie there: no other finding would be true.
        return [_cut_short(places)]
    return [
        *(_open_database(places) if in_use else _database(places)),
        *_keys(places, None if in_use else _salt(places)),
        *_modes(places),
        *_folder(places),
        *([] if in_use else _left_over(places)),
        *_half_salvaged(places),
    ]


def _cut_short(places: Places) -> Finding:
    then = text("check.restore_cut_short_next")
    return Finding("restore_cut_short", text("restore.cut_short"), str(places.folder), then, damage=False)


def _open_database(places: Places) -> Iterator[Finding]:
    """Without reading the file: to close it again would take SQLite's own lock away, which belongs to the process."""
    if not is_there(places.database):
        yield finding("database_missing", places.folder, places.database)


def _database(places: Places) -> Iterator[Finding]:
    if not is_there(places.database):
        yield finding("database_missing", places.folder, places.database)
    elif _salt(places) is None or places.database.stat().st_size % PAGE_BYTES:
        yield finding("database_cut", places.folder, places.database)


def _salt(places: Places) -> bytes | None:
    try:
        return database_salt(places)
    except errors.Damaged:
        return None


def _keys(places: Places, salt: bytes | None) -> Iterator[Finding]:
    """`salt`: that the database begins with, when it is known."""
    whole = {}
    for path in (places.key, places.key_copy):
        if found := keyfiles.read(path):
            whole[path] = found
    for path in (places.key, places.key_copy):
        if whole and path not in whole:
            yield finding("key_copy", places.folder, path, damage=False)
    if not whole:
        yield finding("keys", places.folder, places.key, copy=places.key_copy.name)
    elif salt and salt not in {one.database_salt for one in whole.values()}:
        yield finding("key_of_another", places.folder, places.key, database=places.database.name)
    elif len(set(whole.values())) > 1:
        yield finding("keys_differ", places.folder, places.key, damage=False, copy=places.key_copy.name)
    if not is_there(places.head):
        yield finding("head_missing", places.folder, places.head)


def _modes(places: Places) -> Iterator[Finding]:
    """Who else may open the files, where the system tells by modes."""
    if os.name == "nt":
        return
    for path in (places.folder, *places.all):
        if is_there(path) and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield finding("open_to_others", places.folder, path, damage=False, mode="700" if path.is_dir() else "600")


def _folder(places: Places) -> Iterator[Finding]:
    if warning := synced_folder_warning(places.folder):
        yield Finding("synced", warning, str(places.folder), text("check.synced_next"), damage=False)
    size = places.database.stat().st_size if is_there(places.database) else 0
    free = shutil.disk_usage(places.folder).free
    if free < max(_ROOM, 2 * size):
        yield finding("little_room", places.folder, damage=False, free=free // 1024**2)


def _left_over(places: Places) -> Iterator[Finding]:
    left = [places.unfinished, places.unfinished_journal, places.before_upgrade, places.at_work, places.restoring]
    for path in (*left, *places.folder.glob(".bekymring-*.tmp")):
        if is_there(path):
            yield finding("left_over", places.folder, path, damage=False)


def _half_salvaged(places: Places) -> Iterator[Finding]:
    """Beside the vault, where the advice is to salvage to. One that is still at work holds its lock."""
    found = places.folder.parent.glob(UNFINISHED.format("*/hvelv.*"))
    for folder in sorted({path.parent for path in found}):
        if not is_held(Places(folder)):
            yield finding("half_salvaged", places.folder, folder, damage=False)


Step = Callable[[Database, Places], Iterator[Finding]]


def _pages(database: Database, places: Places) -> Iterator[Finding]:
    with database.engine.connect() as connection:
        broken = connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall()
    if broken or is_cut(database.engine, places.database):
        yield finding("pages", places.folder, places.database, number=len(broken))


def _structure(database: Database, places: Places) -> Iterator[Finding]:
    with database.engine.connect() as connection:
        said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        strays = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if said != ["ok"]:
        yield finding("structure", places.folder, places.database)
    if strays:
        yield finding("strays", places.folder, places.database, number=len(strays))


def _chain(database: Database, places: Places) -> Iterator[Finding]:
    with Session(database.engine) as session:
        previous, seq = chain.genesis(session.get_one(Meta, "vault").value), 0
        columns = (getattr(Event, name) for name in chain.Link._fields)
        for row in session.connection().execute(select(*columns).order_by(col(Event.seq))):
            link, seq = chain.Link(*row), seq + 1
            if not chain.follows(link, seq, previous):
                yield finding("chain", places.folder, places.database, seq=seq)
                return
            previous = link.digest
    if seq != database.head.seq:
        yield finding("chain", places.folder, places.database, seq=seq + 1)


def _loose(database: Database, places: Places) -> Iterator[Finding]:
    for table in _LOOSE:
        with Session(database.engine) as session:
            changed = [row for row in session.connection().execute(select(table)).mappings() if not _whole(table, row)]
        if changed:
            name = str(table.__tablename__)
            yield finding(
                f"changed_{name}", places.folder, places.database, number=len(changed), damage=name != "summary"
            )


def _whole(table: type[Loose], row: RowMapping) -> bool:
    return table(**dict(row)).is_whole()


def _older(database: Database, places: Places) -> Iterator[Finding]:
    for scope in sorted(database.older()):
        if scope == tally.SETTINGS:
            yield finding("older_settings", places.folder, places.database, damage=False)
        else:
            yield finding(
                "older_drafts", places.folder, places.database, case_id=scope.removeprefix(tally.of_drafts(""))
            )


def _index(database: Database, places: Places) -> Iterator[Finding]:
    """The index itself, and that it knows of nothing that is shredded."""
    with database.engine.connect() as connection:
        stray = connection.execute(sql("SELECT count(*) FROM log_index WHERE rowid NOT IN (SELECT seq FROM content)"))
        if stray.scalar_one() or not _index_holds(connection):
            yield finding("index", places.folder, places.database, damage=False)


def _index_holds(connection: Connection) -> bool:
    try:
        connection.execute(sql("INSERT INTO log_index (log_index) VALUES ('integrity-check')"))
    except SQLAlchemyError:
        return False
    return True


STEPS: dict[str, Step] = {
    "pages": _pages,
    "structure": _structure,
    "chain": _chain,
    "loose": _loose,
    "older": _older,
    "index": _index,
}
"""What is looked at in an open database, by the name of the step."""


def run(step: str, database: Database, places: Places) -> list[Finding]:
    """One step. What cannot be read at all is a finding too."""
    try:
        return list(STEPS[step](database, places))
    except (SQLAlchemyError, sqlite.Error):
        return [finding("unreadable", places.folder, places.database)]


def unopened(places: Places, unlocked: Unlocked, watch: Watch) -> tuple[list[Finding], Readable]:
    """What its pages show of a database that will not open, and what could be salvaged of it."""
    found = read(places, unlocked, watch, places.at_work)
    findings = []
    if found.broken:
        findings.append(finding("pages", places.folder, places.database, number=len(found.broken)))
    if found.cut:
        findings.append(finding("database_cut", places.folder, places.database))
    if found.is_old and is_there(places.head):
        findings.append(finding("old", places.folder, places.database))
    if found.disordered:
        findings.append(finding("chain", places.folder, places.database, seq=min(found.disordered)))
    lost = sum(not one.is_whole for one in found.events)
    if lost:
        findings.append(finding("events", places.folder, places.database, number=lost, of=len(found.events)))
    return findings, found
