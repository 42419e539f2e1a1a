"""Klarspråk: sentences that are too long to hold, and words that have a plainer one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache

from bekymring_tui.flow.fields import walk
from bekymring_tui.flow.load import Reading
from bekymring_tui.flow.model import Flow
from bekymring_tui.flow.problems import Code, Problem, problem
from bekymring_tui.flow.yaml_lines import Where
from bekymring_tui.shipped import shipped

LONGEST = 25
"""Words in a sentence. Språkrådet's advice is to vary, and to look again at what is longer than about twenty."""

_OWN = ("do", "how", "text", "intro", "about", "points", "note")
"""The flow's own sentences. Titles, names and ways on are the document's words."""

_SENTENCE = re.compile(r"[.!?:;]\s+")


def plain_language(reading: Reading, flow: Flow) -> Iterator[Problem]:
    """Long sentences and heavy words, each with its place."""
    for where, one in walk(flow):
        for key in _OWN:
            value = getattr(one, key, None)
            for spot, words in _texts((*where, key), value):
                yield from _sentences(reading, spot, words)
                for heavy in _heavy().finditer(words):
                    plain = _plainer()[heavy.group().lower()]
                    yield problem(Code.HEAVY_WORD, reading.at(spot), word=heavy.group(), plain=plain)


def _sentences(reading: Reading, where: Where, words: str) -> Iterator[Problem]:
    for sentence in _SENTENCE.split(words):
        if (length := len(sentence.split())) > LONGEST:
            start = " ".join(sentence.split()[:4])
            yield problem(Code.LONG_SENTENCE, reading.at(where), length=length, most=LONGEST, start=start)


def _texts(where: Where, value: object) -> Iterator[tuple[Where, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, list):
        yield from (((*where, number), one) for number, one in enumerate(value) if isinstance(one, str))


@cache
def _plainer() -> dict[str, str]:
    """What to write instead, by the heavy words in small letters."""
    return tomllib.loads(shipped("data", "texts", "klarsprak.toml").read_text("utf-8"))


@cache
def _heavy() -> re.Pattern[str]:
    longest_first = sorted(_plainer(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
