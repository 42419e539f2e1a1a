"""What can be said of a vault without its key. Looks only: makes and changes no file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bekymring_tui import errors
from bekymring_tui.texts import text
from bekymring_tui.vault import keyfiles, keys
from bekymring_tui.vault.lock import is_held
from bekymring_tui.vault.places import Places, exists, is_there


@dataclass(frozen=True)
class Status:
    """`files`: size in bytes of each file that is there. `version`: of the key file, None when none is whole.
    `slots`: what unlocks, e.g. `passphrase`. `faults`: sentences for the user, none when nothing is amiss."""

    folder: Path
    exists: bool
    files: dict[str, int]
    version: int | None
    slots: tuple[str, ...]
    busy: bool
    faults: tuple[str, ...]


def status(folder: Path) -> Status:
    """What lies in the folder. Raises Unwritable when it cannot be read."""
    places = Places(folder)
    found = exists(folder)
    keyfile, faults = _look(places) if found else (None, ())
    return Status(
        folder=folder,
        exists=found,
        files={path.name: path.stat().st_size for path in places.all if is_there(path)},
        version=keyfile.version if keyfile else None,
        slots=tuple(slot.way.value for slot in keyfile.slots) if keyfile else (),
        busy=is_held(places),
        faults=faults,
    )


def unit_has_key(folder: Path) -> bool:
    """Whether the unit can open the vault there."""
    try:
        return any(one.has(keys.Way.UNIT) for one in keyfiles.candidates(Places(folder)))
    except errors.Failure:
        return False  # what is wrong is told when it is opened


def _look(places: Places) -> tuple[keys.KeyFile | None, tuple[str, ...]]:
    if is_there(places.swap):
        return None, (text("restore.cut_short"),)
    try:
        keyfile, *other = keyfiles.candidates(places)
        mendable = [path for path in (places.key, places.key_copy) if keyfiles.read(path) is None]
    except (errors.Damaged, errors.Newer) as failure:
        return None, (str(failure),)
    faults = [text("vault.key_mendable", path=path) for path in mendable]
    # One that a rekey was cut short at says the same.
    if any(one.settled() != keyfile.settled() for one in other):
        faults.append(text("vault.keys_differ", path=places.key, copy=places.key_copy.name))
    if not is_there(places.head):
        faults.append(text("vault.head_missing", path=places.head))
    return keyfile, tuple(faults)
