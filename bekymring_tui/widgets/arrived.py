"""Waiting until keys that were pressed have done their work on a page."""

from __future__ import annotations

import asyncio
from itertools import chain

from textual.screen import Screen

LONGEST = 1.0
"""Seconds. A page that hangs must not hold back the lock."""


async def keys_have_arrived(screen: Screen[object]) -> None:
    """Until the field with focus has taken every key, and each page part above it has heard of the change.

    Messages go from queue to queue: a letter from the page down to its field, the change it makes from the field up.
    """
    if (field := screen.focused) is None:
        return
    try:
        async with asyncio.timeout(LONGEST):
            for stop in chain((screen, field), field.ancestors_with_self):
                passed = asyncio.Event()
                stop.call_later(passed.set)
                await passed.wait()
    except TimeoutError:
        return
