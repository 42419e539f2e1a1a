"""Stored or sent data as a model. pydantic's error repeats what it was given, so it goes no further than here.

A procedure's errors are told with their lines by `flow/schema.py`; nothing else catches them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def checked(read: Callable[[], T]) -> T | None:
    """What `read` makes of the data; None when it is not of that shape."""
    try:
        return read()
    except (ValueError, RecursionError, LookupError):  # pydantic's is a ValueError
        return None
