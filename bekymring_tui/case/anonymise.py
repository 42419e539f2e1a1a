"""Anonymous mode (P6): names and numbers masked in everything that is shown or exported for another service."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bekymring_tui.case.state import State

HIDDEN_NAME = "▒▒▒"
HIDDEN_NUMBER = "••••"

_NUMBER = re.compile(r"\+?\d[\d .\-/]{3,}\d")
_ADDRESS = re.compile(r"\S+@\S+")
_NAME = re.compile(r"\b[A-ZÆØÅ]\w+", re.UNICODE)


def names_in(state: State) -> frozenset[str]:
    """Every name that the case itself knows of. A name that stands only in free text is not known."""
    known = [one.label for one in state.guardians.values()]
    known += [one.by.name for one in state.log] + [one.by.name for one in state.decisions]
    known += [one.act.decided_by for one in state.decisions]
    known += [name for one in state.decisions for name in one.act.took_part]
    known += [one.act.spoke_with for one in state.alarm.calls] + [one.act.spoke_with for one in state.alarm.advice]
    if state.subject:
        known += [state.subject.real_name or "", state.subject.call_name]
    if state.owner:
        known += [state.owner.name, state.owner.unit]
    return frozenset(word for name in known for word in _NAME.findall(name))


class Anonymiser:
    """Masks the given names, e-mail addresses and numbers of five digits or more in any text."""

    def __init__(self, names: Iterable[str]) -> None:
        longest_first = sorted(map(re.escape, names), key=len, reverse=True)
        self._names = re.compile(rf"\b(?:{'|'.join(longest_first)})s?\b") if longest_first else None

    def text(self, words: str) -> str:
        masked = _ADDRESS.sub(HIDDEN_NUMBER, words)
        masked = _NUMBER.sub(_hide_long, masked)
        return self._names.sub(HIDDEN_NAME, masked) if self._names else masked


def _hide_long(match: re.Match[str]) -> str:
    """Dates such as 20.11.2026 and clock times carry no identity and stay."""
    found = match.group()
    if re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}-\d{2}", found):
        return found
    return HIDDEN_NUMBER if sum(one.isdigit() for one in found) >= 5 else found
