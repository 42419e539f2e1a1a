"""Putting another vault in the place of the one in a folder, so that a kill at any moment leaves one or the other.

The other lies ready in a folder of its own. Once it is noted down that the two change places, they do: what a kill cut
short is finished before the vault is opened again. The old files go into a folder of their own, as they are.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from bekymring_tui.files import move_into_place, private_folder, unwritable, write_safely
from bekymring_tui.vault.lock import hold
from bekymring_tui.vault.places import Places, is_there, read_small


def begin(places: Places, old: str) -> None:
    """From now on the vault in `places.restoring` has the place of this one, whose files go to the subfolder `old`.

    To be called with the lock on the folder, and followed by `finish`. Raises Unwritable: then nothing is changed.
    """
    write_safely(places.swap, old.encode())


def finish(places: Places) -> None:
    """Finish what was begun, and remove what never came that far. With the lock on the folder. Raises Unwritable."""
    old = read_small(places.swap)
    if old is not None:
        new, aside = Places(places.restoring), Places(places.folder / Path(old.decode()).name)
        if is_there(new.database):
            # Before the database: they belong to the old one, and would be taken for the new one's.
            _put_aside(places.journal, aside.journal)
            _put_aside(places.before_upgrade, aside.before_upgrade)
        for name in ("database", "key", "key_copy", "head"):
            if is_there(getattr(new, name)):
                _put_aside(getattr(places, name), getattr(aside, name))
                move_into_place(getattr(new, name), getattr(places, name))
    try:
        if is_there(places.restoring):
            shutil.rmtree(places.restoring)
        if old is not None:
            places.swap.unlink()
    except OSError as error:
        raise unwritable(places.folder, error) from error


def settle(places: Places) -> None:
    """Finish what a kill cut short, if anything, without opening the vault. Raises Busy, Unwritable."""
    if not is_there(places.swap):
        return
    lock = hold(places)
    try:
        finish(places)
    finally:
        lock.release()


def _put_aside(path: Path, aside: Path) -> None:
    if is_there(path):
        private_folder(aside.parent)
        move_into_place(path, aside)
