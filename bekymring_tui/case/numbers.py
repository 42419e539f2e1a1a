"""Whom to call: the national numbers, and those that a municipality's document gives. Loads nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bekymring_tui.case.contacts import POLICE, Contact, alarm_phones, contacts_of, on_f9, own_contacts
from bekymring_tui.profile import Contacts
from bekymring_tui.texts import text

if TYPE_CHECKING:
    from bekymring_tui.flow.model import Flow

POLICE_NOW = "112"
FIRST = (POLICE_NOW, "113")
"""What stands first: danger to life."""

OTHERS = ("110", "02800", "116117", "116111")


@dataclass(frozen=True, slots=True)
class Number:
    """A number to call, spaced for reading; empty when missing. `id`: the procedure's name for it, or the digits."""

    id: str
    number: str
    label: str
    about: str = ""
    """When it is open, or what it is for."""
    told: str = ""
    """How sure the number is."""
    from_profile: bool = False
    """The municipality filled it in."""


def national(digits: str) -> Number:
    """One of the national numbers."""
    return Number(digits, spaced(digits), text(f"f9.national.{digits}"))


def municipal(flow: Flow, service: str, laid: Contacts, today: date) -> tuple[Number, ...]:
    """The alarm's numbers with the profile laid over them, then the municipality's own; never the national ones.

    A number that is missing says so. A service with a call list of its own, such as barnevern itself, sees only what
    is on that list.
    """
    by_name = {one.id: one for one in contacts_of(flow, laid, today)}
    called = [by_name[name] for name in alarm_phones(flow, service) if name in by_name]
    shown = [one for one in called if _adds(one, flow)]
    return tuple(map(_number, (*shown, *filter(on_f9, own_contacts(laid, today)))))


def _adds(contact: Contact, flow: Flow) -> bool:
    """Whether it says more than the national numbers, which stand anyway: the police have one there."""
    if contact.standing == "missing":
        return contact.id != POLICE and contact.id in flow.phones
    return bool(contact.laid.number) or contact.number not in (*FIRST, *OTHERS)


def _number(contact: Contact) -> Number:
    return Number(
        contact.id, spaced(contact.number), contact.label, contact.about, contact.told, bool(contact.laid.number)
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
