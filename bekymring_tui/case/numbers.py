"""Whom to call: the national numbers, and those that a municipality's document gives. Loads nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bekymring_tui.texts import catalog, text

if TYPE_CHECKING:
    from bekymring_tui.flow.model import Flow

POLICE_NOW = "112"
FIRST = (POLICE_NOW, "113")
"""What stands first: danger to life."""

OTHERS = ("110", "02800", "116117", "116111")

REACHES = {"watch": "barnevern"}
"""Whose number a telephone is, where it is not named like the one it reaches."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number to call, spaced for reading. `id` is the procedure's name for it, or the digits."""

    id: str
    number: str
    label: str
    about: str = ""
    """When it is open, or what it is for."""


def national(digits: str) -> Number:
    """One of the national numbers."""
    return Number(digits, spaced(digits), text(f"f9.national.{digits}"))


def municipal(flow: Flow, service: str) -> tuple[Number, ...]:
    """The alarm's numbers as the document gives them, without the national ones and those left blank.

    A service with a call list of its own, such as barnevern itself, sees only what is on that list.
    """
    own = flow.alarm.by_service.get(service)
    listed = [one for one in flow.alarm.phones if own is None or REACHES.get(one, one) in own]
    phones = [(name, flow.phones[name]) for name in listed]
    return tuple(
        Number(name, spaced(phone.number), phone.label, phone.hours or catalog().get(f"f9.about.{name}", ""))
        for name, phone in phones
        if phone.number and phone.number not in (*FIRST, *OTHERS)
    )


def spaced(digits: str) -> str:
    """As one reads it aloud: «900 53 304», «35 54 73 98», «116 117»."""
    if len(digits) == 6:
        return f"{digits[:3]} {digits[3:]}"
    if len(digits) != 8:
        return digits
    if digits[0] in "489":
        return f"{digits[:3]} {digits[3:5]} {digits[5:]}"
    return " ".join(digits[at : at + 2] for at in range(0, 8, 2))
