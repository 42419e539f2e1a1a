"""Searching what has been written in the logs of all cases.

What is found is the worker's own words (`case/written.py`). No step, action or outcome is named beside them, so nothing
here can be «stengt»: the log stays readable under the alarm (P1).
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bekymring_tui.case.acts import Event, Logged
from bekymring_tui.case.written import passed_over, written
from bekymring_tui.desk.desk import Desk, event_of
from bekymring_tui.errors import Failure
from bekymring_tui.folding import folded_words
from bekymring_tui.vault.store import Vault

MOST = 100
"""Hits that are read: who needs more of them needs one more word."""

SHORTEST = 2
"""Letters of a word that is searched for: one letter begins nearly every entry."""

BATCH = 200
"""Events that are indexed in one transaction, so that nobody waits long for the vault."""

BEFORE, WHOLE = 12, 200
"""Characters of an excerpt: at most so many before the first hit, and in all."""

_WRITTEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")


@dataclass(frozen=True)
class Excerpt:
    """A piece of what was written, on one line. `marks`: start and end of each word in it that was searched for."""

    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Hit:
    """One entry. `kind`: the aspect of a log entry, else the kind of the act. `at`: when seen, or written down."""

    case_id: str
    call_name: str
    seq: int
    at: str
    by: str
    kind: str
    excerpt: Excerpt


@dataclass(frozen=True)
class Found:
    """Hits, the newest first. `more`: there are others. `unread`: older entries are not in the index yet."""

    hits: tuple[Hit, ...] = ()
    more: bool = False
    unread: bool = False


def sought(query: str) -> list[str]:
    """The words of a query that are long enough to search for, folded; and numbers, «dag 4»."""
    return [word for word in folded_words(query) if len(word) >= SHORTEST or word.isdecimal()]


def find(desk: Desk, query: str, most: int = MOST) -> Found:
    """Entries where every word of the query begins a word. Reads the vault, so it is for the vault's own thread.

    Raises Damaged, Locked.
    """
    words = sought(query)
    if not words:
        return Found()
    rows = desk.vault.find_in_logs(" ".join(words), most + 1)
    names = desk.call_names({row.case_id for row in rows[:most]})
    hits = (_hit(row.case_id, names[row.case_id], event_of(row), words) for row in rows[:most])
    return Found(tuple(one for one in hits if one), len(rows) > most, bool(desk.vault.unindexed(1)))


def _hit(case_id: str, call_name: str, event: Event, words: Sequence[str]) -> Hit | None:
    """None when the words are not there after all: an old page of the index can name a wrong event."""
    act, by = event.act, event.by
    there = folded_words(written(act))
    if act is None or by is None or not all(any(one.startswith(word) for one in there) for word in words):
        return None
    at, kind = (act.observed, act.aspect) if isinstance(act, Logged) else (event.at, event.kind)
    return Hit(case_id, call_name, event.seq, at, by.name, kind, excerpt(written(act), words))


def excerpt(text: str, words: Sequence[str]) -> Excerpt:
    """The piece of a text where the first of the words stands, and what is searched for in it."""
    # Without what moves the cells around it, such as joiners: `marks` hold for what is drawn.
    whole = "".join(filter(str.isprintable, " ".join(unicodedata.normalize("NFC", text).split())))
    marks = list(_marks(whole, tuple(words)))
    first = marks[0][0] if marks else 0
    start = 0 if first <= BEFORE else whole.rfind(" ", 0, first - BEFORE + 1) + 1
    start = start if first - start <= 2 * BEFORE else first
    before, after = "…" if start else "", "…" if len(whole) > start + WHOLE else ""
    shift = len(before) - start
    inside = ((one + shift, end + shift) for one, end in marks if end <= start + WHOLE)
    return Excerpt(before + whole[start : start + WHOLE] + after, tuple(inside))


def _marks(text: str, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where a word begins with one of those that are searched for, until an excerpt is full."""
    last = len(text)
    for one in _WRITTEN.finditer(text):
        if one.start() > last:
            return
        if any(part.startswith(words) for part in folded_words(one.group())):
            last = min(last, one.start() + WHOLE)
            yield one.span()


def index_written(vault: Vault, most: int = BATCH) -> bool:
    """Index some of what was written before there was an index. False when there is no more. Raises Damaged, Locked."""
    rows = vault.unindexed(most)
    if rows:
        acts = {row.seq: event_of(row).act for row in rows}
        vault.index({seq: written(act) for seq, act in acts.items()}, passed_over(acts.values()))
    return bool(rows)


def index_in_background(vault: Vault) -> None:
    """Batch by batch on the vault's own thread, what others ask of it in between. Goes on after the next opening."""

    def some() -> None:
        if index_written(vault):
            go_on()

    def go_on() -> None:
        with contextlib.suppress(Failure):
            vault.submit(some)

    go_on()
