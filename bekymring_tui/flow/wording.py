"""Words that name a child's guardians. Used to find what a tag was forgotten on, and to mask what a reader sees."""

from __future__ import annotations

import re

_PERSONS = (
    r"foresatt\w*|foreldr\w*|forelder\w*|mor|mora|moren|mødre\w*|mamma\w*|far|faren|fedre\w*|pappa\w*"
    r"|stefar\w*|stemor\w*|den det gjelder|de det gjelder"
)
_GUARDIAN = re.compile(rf"\b(?:{_PERSONS})\b", re.IGNORECASE)
_GUARDIANS = re.compile(rf"\b(?:{_PERSONS}|familie\w*|hjemmet|hjemme|samtykke\w*)\b", re.IGNORECASE)


def names_a_guardian(text: str) -> bool:
    """Whether a text names a guardian as a person."""
    return _GUARDIAN.search(text) is not None


def names_guardians(text: str) -> bool:
    """Whether a text speaks of guardians, home, family or consent."""
    return guardian_word(text) is not None


def guardian_word(text: str) -> str | None:
    """The first word in a text that speaks of guardians, home, family or consent."""
    found = _GUARDIANS.search(text)
    return found.group() if found else None
