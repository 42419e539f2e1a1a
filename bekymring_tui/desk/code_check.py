"""Whether the recovery code stands on paper: part of it is asked for, where it cannot be seen."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Self

from bekymring_tui.vault.recovery import signs

ASKED = 2
"""Groups. One that was guessed or seen a moment ago says little."""


def groups(code: str) -> list[str]:
    """The code as it is read aloud and copied."""
    return code.split("-")


def rows(code: str) -> list[str]:
    """The code as it is shown: three groups a row."""
    found = groups(code)
    return ["  ".join(found[start : start + 3]) for start in range(0, len(found), 3)]


@dataclass(frozen=True)
class CodeCheck:
    """`asked`: which groups of the code are to be typed, from 1."""

    code: str
    asked: tuple[int, ...]

    @classmethod
    def drawn(cls, code: str) -> Self:
        """A check of groups drawn anew."""
        numbers = range(1, len(groups(code)) + 1)
        return cls(code, tuple(sorted(random.SystemRandom().sample(numbers, ASKED))))

    def passed(self, typed: str) -> bool:
        """Case, spacing and signs that look alike do not matter."""
        wanted = "".join(groups(self.code)[number - 1] for number in self.asked)
        return signs(typed) == signs(wanted)
