"""The two copies of the key file: finding one that is whole and unlocks, and mending the other."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bekymring_tui import errors
from bekymring_tui.files import write_safely
from bekymring_tui.texts import text
from bekymring_tui.vault import keys
from bekymring_tui.vault.keys import KeyFile
from bekymring_tui.vault.places import Places, database_salt, is_there, read_small

Unseal = Callable[[KeyFile], bytes | None]


@dataclass(frozen=True)
class Unlocked:
    """The database key, and the key file that gave it."""

    key: bytes
    keyfile: KeyFile


def read(path: Path) -> KeyFile | None:
    """The key file there, None when it is missing or broken. Raises Newer, Unwritable."""
    data = read_small(path)
    if data is None:
        return None
    try:
        return KeyFile.parse(data)
    except keys.Broken:
        return None
    except keys.TooNew:
        raise errors.Newer(text("vault.newer", path=path)) from None


def candidates(places: Places) -> list[KeyFile]:
    """The whole key files that belong to the database, `hvelv.key` first. Raises Damaged when there is none.

    Nothing but the first bytes of the database has been read by then.
    """
    salt = database_salt(places)
    whole = [found for found in (read(places.key), read(places.key_copy)) if found]
    if not whole:
        missing = not (is_there(places.key) or is_there(places.key_copy))
        fault = "vault.key_missing" if missing else "vault.key_broken"
        raise errors.Damaged(text(fault, path=places.key, copy=places.key_copy.name, folder=places.folder))
    fitting = [keyfile for keyfile in whole if keyfile.database_salt == salt]
    if not fitting:
        raise errors.Damaged(
            text("vault.key_of_another", path=places.key, database=places.database.name, folder=places.folder)
        )
    return list(dict.fromkeys(fitting))


def salts_of(places: Places) -> set[bytes]:
    """By which the vault here, whole or not, is known: what its key files say, else what its database begins with.

    Of an open vault both are whole, so its database is not read beside SQLite, whose lock that would take away.
    """
    found: set[bytes] = set()
    with contextlib.suppress(errors.Failure):
        found |= {keyfile.database_salt for path in (places.key, places.key_copy) if (keyfile := read(path))}
    with contextlib.suppress(errors.Failure):
        found |= set() if found else {database_salt(places)}
    return found


def unlock(places: Places, unseal: Unseal) -> Unlocked | None:
    """The database key by the first key file that unseals, None when the secret is wrong. Raises Damaged."""
    for keyfile in candidates(places):
        key = unseal(keyfile)
        if key is not None:
            return Unlocked(key, keyfile)
    return None


def write(places: Places, keyfile: KeyFile) -> None:
    """Both copies, each whole before the other is touched. Raises Unwritable.

    `hvelv.key` first, because it is asked first: a change that was cut short between the two holds.
    """
    write_safely(places.key, keyfile.to_bytes())
    write_safely(places.key_copy, keyfile.to_bytes())


def mend(places: Places, keyfile: KeyFile) -> tuple[str, ...]:
    """Rewrite a copy that differs from the key file that unlocked; what to tell the user about it.

    A rekey that was cut short is over by that: what the key file follows is left out.
    """
    whole, notices = keyfile.settled().to_bytes(), list[str]()
    for path in (places.key, places.key_copy):
        if read_small(path) != whole:
            notice = _notice(places, path, keyfile)
            try:
                write_safely(path, whole)
                notices += [text(notice, path=path)] if notice else []
            except errors.Unwritable as failure:
                notices.append(str(failure))
    return tuple(notices)


def _notice(places: Places, path: Path, keyfile: KeyFile) -> str:
    """Id of what to tell of this copy, which is not the one that unlocked. Empty: nothing is amiss."""
    found = read(path)
    if found and (found.follows == keyfile.database_salt or found.database_salt == keyfile.follows):
        return ""  # a rekey was cut short before its end, and everything is as it was or as it was to be
    if found is None or found.database_salt != keyfile.database_salt:
        return "vault.key_mended" if path == places.key else "vault.key_copy_mended"
    # Whole, so `write` was cut short between the two: the copy lags behind, or someone opened by what held before.
    return "vault.key_undone" if path == places.key else ""
