"""Anonymous mode (P6): names and numbers masked in everything that is shown or exported for another service."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bekymring_tui.case.state import State
from bekymring_tui.flow.wording import names_a_guardian

HIDDEN_NAME = "▒▒▒"
HIDDEN_NUMBER = "••••"

FEWEST_DIGITS = 5
"""A run of at least so many digits is a number that somebody can be found by."""

_DATE = r"\b(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:(?:19|20)?\d{2})\b|\b(?:19|20)\d{2}-\d{2}-\d{2}\b"
_NUMBER = re.compile(rf"(?P<date>{_DATE})|\+?\d(?:[\d \t\u00a0\u202f.\-–/]*\d)?")
_ADDRESS = re.compile(r"\S+@\S+")
_CAPITALISED = re.compile(r"\b[^\W\d_a-zæøå]\w+")
_WORD = re.compile(r"\w{2,}")


def names_in(state: State) -> frozenset[str]:
    """Every name that the case itself knows of, whole and by its words. One that stands only in free text is not known.

    Names are where they are asked for; of what else was written there («vakthavende, Anne») the capitalised words.
    """
    subject, owner = state.subject, state.owner
    real = subject.real_name or "" if subject else ""
    others = [one.label for one in state.guardians.values()]
    others += [one.by.name for one in state.log] + [one.by.name for one in state.decisions]
    others += [one.by.name for one in state.grades]
    others += [one.act.decided_by for one in state.decisions]
    others += [name for one in state.decisions for name in one.act.took_part]
    others += [one.act.spoke_with for one in state.alarm.calls] + [one.act.spoke_with for one in state.alarm.advice]
    others += [subject.call_name if subject else "", *((owner.name, owner.unit) if owner else ())]
    words = _WORD.findall(real) + [word for name in others for word in _CAPITALISED.findall(name)]
    whole = [" ".join(name.split()) for name in (real, *others)]
    return frozenset(name for name in (*words, *whole) if len(name) > 1)


def name_in(state: State, words: str) -> str:
    """A name of the one the case is about, or of a guardian, that stands in a text; empty when none does.

    «Mor» says what someone is to the child, and names nobody.
    """
    subject = state.subject
    whole = [subject.call_name, subject.real_name or ""] if subject else []
    labels = [one.label for one in state.guardians.values() if not names_a_guardian(one.label)]
    parts = _WORD.findall(subject.real_name or "") if subject else []
    names = [name for name in (*whole, *labels, *parts) if len(name.strip()) > 1]
    found = _named(names).search(words) if names else None
    return found.group() if found else ""


def _named(names: Iterable[str]) -> re.Pattern[str]:
    """Any of these names, in whatever case, also with an s."""
    longest_first = sorted((r"\s+".join(map(re.escape, one.split())) for one in names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?:['’]?s)?(?!\w)", re.IGNORECASE)


class Anonymiser:
    """Masks the given names in whatever case, e-mail addresses, and numbers of five digits or more in any text."""

    def __init__(self, names: Iterable[str]) -> None:
        known = list(names)
        self._names = _named(known) if known else None

    def text(self, words: str) -> str:
        masked = _NUMBER.sub(_hide_long, _ADDRESS.sub(HIDDEN_NUMBER, words))
        return self._names.sub(HIDDEN_NAME, masked) if self._names else masked


def _hide_long(match: re.Match[str]) -> str:
    """A date says when something happened, and stays."""
    found = match.group()
    digits = sum(one.isdigit() for one in found)
    return found if match["date"] or digits < FEWEST_DIGITS else HIDDEN_NUMBER
