"""Made-up names for cases, so that no real name stands on the screen."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from bekymring_tui.shipped import shipped


def call_names() -> list[str]:
    """«Blå ugle» and the others, from `data/texts/kallenavn.txt`."""
    return shipped("data", "texts", "kallenavn.txt").read_text("utf-8").splitlines()


def suggest(taken: Collection[str]) -> str:
    """One that no case has. When all are taken, one with a number."""
    used = {one.casefold() for one in taken}
    free = [one for one in call_names() if one.casefold() not in used]
    if free:
        return secrets.choice(free)
    name = secrets.choice(call_names())
    number = next(number for number in range(2, len(used) + 3) if f"{name} {number}".casefold() not in used)
    return f"{name} {number}"
