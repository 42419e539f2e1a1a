"""How good a passphrase is that someone made up. Advice, not mathematics: people choose what others guess."""

from __future__ import annotations

from typing import Literal

from bekymring_tui import words

Strength = Literal["short", "simple", "weak", "fair", "strong"]

SHORTEST = 12
"""Signs. Fewer are tried one after the other, even against a slow key derivation."""

USABLE: frozenset[Strength] = frozenset({"weak", "fair", "strong"})


def strength(phrase: str) -> Strength:
    """What to tell of a passphrase of one's own. `short` and `simple` are not taken."""
    meant = words.normalise(phrase)
    if len(meant) < SHORTEST:
        return "short"
    if len(set(meant.casefold())) < 5:
        return "simple"
    different = {one for one in meant.casefold().split() if len(one) > 2}
    if len(different) >= words.VAULT_WORDS:
        return "strong"
    if len(different) >= 4 or len(meant) >= 20:
        return "fair"
    return "weak"
