"""How good a passphrase is that someone made up. Advice, not mathematics: people choose what others guess."""

from __future__ import annotations

from typing import Literal

from bekymring_tui import words

Strength = Literal["short", "simple", "weak", "fair", "strong"]

SHORTEST = 12
"""Signs. Fewer are tried one after the other, even against a slow key derivation."""

LONG = 16
"""Threes of signs that do not repeat, nor follow one another: a phrase of 20 signs has a little more."""

USABLE: frozenset[Strength] = frozenset({"weak", "fair", "strong"})


def strength(phrase: str) -> Strength:
    """What to tell of a passphrase of one's own. `short` and `simple` are not taken."""
    meant = words.normalise(phrase)
    if len(meant) < SHORTEST:
        return "short"
    surprises = _surprises(meant.casefold())
    if len(set(meant.casefold())) < 5 or surprises < 5:
        return "simple"
    different = {one for one in meant.casefold().split() if len(one) > 2}
    if len(different) >= words.VAULT_WORDS:
        return "strong"
    if len(different) >= 4 or surprises >= LONG:
        return "fair"
    return "weak"


def _surprises(phrase: str) -> int:
    """How many threes of signs stand there for the first time and are no row such as «abc», «321» or «aaa»."""
    places = [ord(sign) for sign in phrase]
    threes = set(zip(places, places[1:], places[2:], strict=False))
    return sum(two - one != three - two or abs(two - one) > 1 for one, two, three in threes)
