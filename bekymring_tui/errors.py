"""What goes wrong in a way the user must be told, and the exit code that says so to a script."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of every command."""

    FINE = 0
    FOUND = 1
    USAGE = 2
    LOCKED = 3
    DAMAGED = 4
    BUSY = 5
    UNWRITABLE = 6
    NEWER = 7


class Failure(Exception):
    """An error for the user. The message is Norwegian: what, where, what to do. Never holds case text."""

    code: Exit = Exit.USAGE


class Locked(Failure):
    """Wrong passphrase or key."""

    code = Exit.LOCKED


class Damaged(Failure):
    """A file is broken, cut or changed by something else."""

    code = Exit.DAMAGED


class Busy(Failure):
    """Another process holds the store."""

    code = Exit.BUSY


class Unwritable(Failure):
    """The disk, folder or file takes no writes."""

    code = Exit.UNWRITABLE


class Newer(Failure):
    """Made by a newer version of the program."""

    code = Exit.NEWER
