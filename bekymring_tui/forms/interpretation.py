"""Words that interpret or label where one tells what was seen, each with one gentle question.

They stand in `data/texts/tolkning.toml` and are our own.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from bekymring_tui.shipped import shipped

_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"[\w{_MARKS}]+(?:-[\w{_MARKS}]+)*")
"""«gutte-lat» is another word than «lat»."""

# What somebody else said. A quotation that is still being written ends where its line does, and a dash begins a reply.
_QUOTED = re.compile(
    r'«[^»]*»|«.*|“[^”]*”|“.*|„[^“”]*[“”]|„.*|"[^"\n]*"?|”[^”\n]*”?|^[ \t]*[–—].*', re.MULTILINE
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hint:
    """A word as the list has it, and what to ask about it."""

    word: str
    ask: str


def latest(text: str, before: int) -> Hint | None:
    """The last such word that begins before this many characters. What is quoted is left alone."""
    own = _QUOTED.sub(lambda found: "." * len(found.group()), unicodedata.normalize("NFC", text))
    listed, newest = _by_first_word(), None
    for found in _WORD.finditer(own):
        if found.start() >= before:
            break
        for hint, rest in listed.get(found.group().lower(), ()):
            if rest.match(own, found.end()):
                newest = hint
    return newest


def listed_words() -> dict[str, str]:
    """Every word and phrase with its endings, and what to ask about it."""
    questions = tomllib.loads(shipped("data", "texts", "tolkning.toml").read_text("utf-8"))["question"]
    return {form: one["ask"] for one in questions for word in one["words"] for form in _forms(word)}


def _forms(word: str) -> list[str]:
    stem, *endings = word.split("/")
    return [stem, *(stem + one for one in endings)]


@cache
def _by_first_word() -> dict[str, list[tuple[Hint, re.Pattern[str]]]]:
    """What the list has by its first word, with the rest of it. The longest comes last, so that it holds."""
    found = defaultdict(list)
    for form, ask in sorted(listed_words().items(), key=lambda one: len(one[0])):
        first, *others = form.split()
        rest = "".join(rf"\s+{re.escape(one)}" for one in others)
        found[first].append((Hint(form, ask), re.compile(rf"{rest}(?![\w{_MARKS}]|-\w)", re.IGNORECASE)))
    return dict(found)
