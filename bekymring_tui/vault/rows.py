"""What goes in and out of the vault. Plain values, so that nobody needs the database library to hold one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NewEvent:
    """An event to append. `at` is ISO 8601 with offset, `payload` JSON text. `words`: by which it is found, as text."""

    kind: str
    at: str
    payload: str
    words: str = ""


@dataclass(frozen=True)
class EventRow:
    """An event as stored. `payload` is None when its content is shredded."""

    seq: int
    case_id: str
    kind: str
    at: str
    payload: str | None


@dataclass(frozen=True)
class DraftRow:
    """What is being typed in one field. Overwritten in place, outside the chain."""

    case_id: str
    form: str
    field: str
    text: str
    at: str


@dataclass(frozen=True)
class SummaryRow:
    """One case for the list of cases. `data` is JSON, made from events up to `seq`; it can always be rebuilt."""

    case_id: str
    seq: int
    data: str


def storable(text: str) -> str:
    """The text as UTF-8 can hold it: surrogate pairs joined, lone halves (some Windows consoles) as U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
