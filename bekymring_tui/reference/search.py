"""Search as you type: by how a word begins, by a piece of it, and with a letter or two wrong. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from bekymring_tui.folding import folded, plain
from bekymring_tui.reference.entries import Entry

_WORD = re.compile(r"\d+(?:-\d+)+|[^\W_]+")
"""A number of a paragraph, such as 13-2, is one word."""

_SPACED_NUMBER = re.compile(r"(?<=\d) (?=\d)")

KINDS = ("page", "group", "item")
"""What comes first where two fit as well: what holds the others."""

SHORTEST_PIECE = 3
"""Fewer letters than this are looked for at the start of a word only."""

ONE_SLIP, TWO_SLIPS = 4, 8
"""From so many letters on, one letter may be wrong, missing, too many or swapped with the next; or two may."""


class Fit(IntEnum):
    """How well a typed word fits, the best first: the title before the text, and what only is alike last."""

    TITLE_WORD, TITLE_START, TITLE_PIECE, TEXT_WORD, TEXT_START, TEXT_PIECE, ABOVE = range(7)
    TITLE_ALIKE, TEXT_ALIKE, ABOVE_ALIKE = range(7, 10)


WHOLE, START, PIECE, ALIKE = range(4)
IN_TITLE = (Fit.TITLE_WORD, Fit.TITLE_START, Fit.TITLE_PIECE, Fit.TITLE_ALIKE)
IN_TEXT = (Fit.TEXT_WORD, Fit.TEXT_START, Fit.TEXT_PIECE, Fit.TEXT_ALIKE)
ABOVE = (Fit.ABOVE, Fit.ABOVE, Fit.ABOVE, Fit.ABOVE_ALIKE)
"""The fit of a word by how it fits, in each place. What only fits the titles above is not found: they are."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found. `alike`: only because a slip was let pass."""

    entry: Entry
    alike: bool


class _Word:
    """A word as it is written and folded, with its letters both ways."""

    __slots__ = ("folded", "letters", "plain", "signs")

    def __init__(self, written: str) -> None:
        self.plain = plain(written)
        self.folded = folded(written)
        self.signs = frozenset(self.folded)
        self.letters = self.signs | frozenset(self.plain)


@dataclass(slots=True)
class _Places:
    """Numbers of the entries that have a word in the title, in the text, and in the titles above."""

    titles: set[int] = field(default_factory=set)
    texts: set[int] = field(default_factory=set)
    above: set[int] = field(default_factory=set)


class Index:
    """Everything that can be found. Closed entries have no words, so nothing finds them. Keeps nothing of a search."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = sorted(entries, key=lambda one: KINDS.index(one.kind))
        self._titles = [folded(one.title) for one in self._entries]
        places: dict[str, _Places] = {}
        for number, one in enumerate(self._entries):
            for word in _words(one.title):
                places.setdefault(word, _Places()).titles.add(number)
            for word in _words(f"{one.text} {one.address or ''}"):
                places.setdefault(word, _Places()).texts.add(number)
            for word in _words(" ".join(one.where)):
                places.setdefault(word, _Places()).above.add(number)
        self._vocabulary = [(_Word(word), found) for word, found in places.items()]

    def find(self, query: str) -> list[Hit]:
        """What every typed word fits: a title that is just that, then the best fit; empty when nothing is typed."""
        typed = [_Word(one) for one in _WORD.findall(query)]
        if not typed:
            return []
        first, *others = map(self._fits, typed)
        together = {
            number: (fit, *(other[number] for other in others))
            for number, fit in first.items()
            if all(number in other for other in others)
        }
        whole = folded(query.strip())
        found = sorted(
            (self._titles[number] != whole, max(fits), number)
            for number, fits in together.items()
            if not set(fits).issubset(ABOVE)
        )
        return [Hit(self._entries[number], fit >= Fit.TITLE_ALIKE) for _, fit, number in found]

    def _fits(self, typed: _Word) -> dict[int, Fit]:
        """How well a typed word fits each entry, by number."""
        own: dict[int, Fit] = {}
        above: dict[int, Fit] = {}
        for word, places in self._vocabulary:
            how = _how(typed, word)
            if how is not None:
                _keep_best(own, places.titles, IN_TITLE[how])
                _keep_best(own, places.texts, IN_TEXT[how])
                _keep_best(above, places.above, ABOVE[how])
        return above | own


def _keep_best(fits: dict[int, Fit], numbers: Iterable[int], fit: Fit) -> None:
    for number in numbers:
        if fit < fits.get(number, len(Fit)):
            fits[number] = fit


def _words(text: str) -> set[str]:
    """Each word once. A number stands as it is spaced, and without spaces."""
    return {word for words in {text, _SPACED_NUMBER.sub("", text)} for word in _WORD.findall(plain(words))}


def _how(typed: _Word, word: _Word) -> int | None:
    if word.folded.startswith(typed.folded):
        return WHOLE if word.folded == typed.folded else START
    if len(typed.plain) >= SHORTEST_PIECE and (typed.folded in word.folded or typed.plain in word.plain):
        return PIECE
    slips = (len(typed.plain) >= ONE_SLIP) + (len(typed.plain) >= TWO_SLIPS)
    if slips == 0 or len(typed.signs - word.letters) > slips:
        return None
    if alike(typed.folded, word.folded, slips):
        return ALIKE
    # Where a letter falls between two that are folded into one, only the words as they are written are alike.
    written = (typed.plain, word.plain)
    return ALIKE if written != (typed.folded, word.folded) and alike(*written, slips) else None


def alike(typed: str, word: str, slips: int) -> bool:
    """Whether a word begins as typed, but for so many letters that are wrong, missing, too many or swapped."""
    if slips == 0:
        return word.startswith(typed)
    if len(word) < len(typed) - slips:
        return False
    same = 0
    for one, other in zip(typed, word, strict=False):
        if one != other:
            break
        same += 1
    typed, word = typed[same:], word[same:]
    if len(typed) <= slips:
        return True
    left = slips - 1
    return (
        alike(typed[1:], word[1:], left)
        or alike(typed[1:], word, left)
        or alike(typed, word[1:], left)
        or (typed[:2] == word[1::-1] and alike(typed[2:], word[2:], left))
    )
