"""Passphrases of short Norwegian words that are easy to tell on the phone (`data/texts/ord.txt`).

The list has 2,048 words, so each word drawn is 11 bits. No æ, ø or å: they can be typed on every keyboard.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import cache

from bekymring_tui.shipped import shipped

VAULT_WORDS = 6
"""66 bits, for what lies on the user's own machine behind a slow key derivation."""

BUNDLE_WORDS = 7
"""77 bits, for what leaves the machine and may be guessed at for years."""

_BITS_A_WORD = 11
# What people put between words when they write down what they hear.
_BETWEEN = re.compile(r"[\W_]+")


@cache
def word_list() -> tuple[str, ...]:
    """The words that phrases are made of, in plain order."""
    return tuple(shipped("data", "texts", "ord.txt").read_text("utf-8").split())


@cache
def _known() -> frozenset[str]:
    return frozenset(word_list())


def phrase(count: int) -> str:
    """A new phrase of so many words, drawn independently from the system's randomness."""
    return " ".join(secrets.choice(word_list()) for _ in range(count))


def bits(count: int) -> int:
    """Entropy of a phrase of so many drawn words."""
    return _BITS_A_WORD * count


def normalise(typed: str) -> str:
    """The phrase a user means by what was typed.

    Capitals, hyphens and spaces do not matter where every word is in the list. Anything else is the user's own
    phrase: kept as it is, but for NFKC and space around it.
    """
    composed = unicodedata.normalize("NFKC", typed).strip()
    found = [word for word in _BETWEEN.split(composed.lower()) if word]
    if found and _known().issuperset(found):
        return " ".join(found)
    return composed
