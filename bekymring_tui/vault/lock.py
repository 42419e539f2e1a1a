"""The operating system's own lock on a vault: held while it is open, gone with the process."""

from __future__ import annotations

import filelock

from bekymring_tui import errors
from bekymring_tui.files import unwritable
from bekymring_tui.texts import text
from bekymring_tui.vault.places import Places

# A program that is just closing, or one that looks at the status, is waited for.
_WAIT = 0.5


def hold(places: Places) -> filelock.BaseFileLock:
    """The lock, held until released. Raises Busy, Unwritable."""
    lock = _lock(places)
    try:
        lock.acquire(timeout=_WAIT)
    except filelock.Timeout:
        raise errors.Busy(text("vault.busy", folder=places.folder)) from None
    except OSError as error:
        raise unwritable(places.lock, error) from error
    return lock


def is_held(places: Places) -> bool:
    """Whether someone has the vault open. Makes no file."""
    if not places.lock.exists():
        return False
    lock = _lock(places)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        return True
    except OSError:
        return False
    lock.release()
    return False


def _lock(places: Places) -> filelock.BaseFileLock:
    # Not per thread: the vault may be closed from another thread than the one that opened it. No fallback to a
    # lock that is a mere file: it would outlive a killed process.
    return filelock.FileLock(places.lock, mode=0o600, thread_local=False, fallback_to_soft=False)
