"""The one place where the program reads the time."""

from __future__ import annotations

from datetime import datetime


def local_now() -> datetime:
    """The time on this machine, with its offset, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)
