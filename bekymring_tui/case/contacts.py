"""The municipality's contacts: a procedure's telephones with the profile laid over them, and the municipality's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from bekymring_tui.case.dates import add
from bekymring_tui.flow.wording import names_a_guardian
from bekymring_tui.profile import Contacts, Entry, Fault, fault, plain_number
from bekymring_tui.texts import catalog, text

if TYPE_CHECKING:
    from bekymring_tui.flow.model import Flow

Standing = Literal["missing", "printed", "typed", "checked", "old"]
"""How sure a number is: none, the document's, the profile's but not checked, checked, checked too long ago."""

CHECK_AGAIN = "P12M"
"""A number is checked again when this has passed. Ours: no document says how often."""

POLICE: Final = "police"
BARNEVERN: Final = "barnevern"
WATCH: Final = "watch"
"""Names that telephones have in every procedure."""

REACHES = {WATCH: BARNEVERN}
"""Whose number a telephone is, where it is not named like the one it reaches."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact as it holds now. `id` is the procedure's name for it; empty: the municipality's own.

    `laid` is what the profile has of it, empty where nothing is filled in.
    """

    id: str
    label: str
    number: str
    about: str
    standing: Standing
    laid: Entry

    @property
    def told(self) -> str:
        """«kontrollert 22.11.2026», «oppgitt i kilden, ikke kontrollert»."""
        day = self.laid.checked
        return text(f"profile.standing_{self.standing}", day=f"{day.day}.{day.month}.{day.year}" if day else "")


def contacts_of(flow: Flow, laid: Contacts, today: date) -> tuple[Contact, ...]:
    """The procedure's telephones, in its order. Barnevernsvakta always has a place to be filled in."""
    found = [
        _laid_over(name, phone.label, phone.number or "", phone.hours or "", laid.phones.get(name, Entry()), today)
        for name, phone in flow.phones.items()
    ]
    if WATCH not in flow.phones and BARNEVERN in flow.alarm.phones:
        found.append(_laid_over(WATCH, text("call.watch"), "", "", laid.phones.get(WATCH, Entry()), today))
    return tuple(found)


def own_contacts(laid: Contacts, today: date) -> tuple[Contact, ...]:
    """The municipality's own, in the file's order."""
    return tuple(Contact("", one.label, one.number, one.about, _standing(one, "", today), one) for one in laid.own)


def for_alarm(flow: Flow, contact: Contact) -> bool:
    """Whether it stands where the alarm says whom to call."""
    return on_f9(contact) or contact.id in flow.alarm.phones or contact.id == WATCH


def alarm_phones(flow: Flow, service: str) -> tuple[str, ...]:
    """Names of the telephones that the alarm shows this service, and barnevernsvakta's with barnevern's."""
    own = flow.alarm.by_service.get(service)
    listed = dict.fromkeys((*flow.alarm.phones, *((WATCH,) if BARNEVERN in flow.alarm.phones else ())))
    return tuple(one for one in listed if own is None or REACHES.get(one, one) in own)


def on_f9(contact: Contact) -> bool:
    """Whether a contact of the municipality's own stands among the numbers: never one that names a guardian (P1)."""
    return contact.laid.on_f9 and not leads_home(contact.laid)


def _laid_over(name: str, label: str, number: str, hours: str, laid: Entry, today: date) -> Contact:
    words = Entry() if leads_home(laid) else laid
    about = words.about or hours or catalog().get(f"f9.about.{name}", "")
    return Contact(name, words.label or label, laid.number or number, about, _standing(laid, number, today), laid)


def _standing(laid: Entry, printed: str, today: date) -> Standing:
    """A day that is still to come says nothing."""
    if laid.checked and laid.checked <= today:
        return "old" if add(laid.checked, CHECK_AGAIN) < today else "checked"
    if laid.number:
        return "typed"
    return "printed" if printed else "missing"


def leads_home(laid: Entry) -> bool:
    """Whether its words name a guardian (P1)."""
    return names_a_guardian(laid.label) or names_a_guardian(laid.about)


# Filling in ------------------------------------------------------------------------------------------------


def to_lay(printed: Contact | None, typed: Entry) -> Entry:
    """What the profile needs to hold of what was typed: nothing of what the procedure says itself.

    `printed`: the contact without a profile. A day belongs to the number that was checked, so the two stand together.
    """
    number = plain_number(typed.number)
    if printed is None:
        return Entry(typed.label, number, typed.about, typed.checked, typed.on_f9)
    return Entry(
        label="" if typed.label == printed.label else typed.label,
        number="" if number == printed.number and not typed.checked else number,
        about="" if typed.about == printed.about else typed.about,
        checked=typed.checked,
    )


def why_not(typed: Entry, today: date, *, own: bool, called: bool) -> Fault | None:
    """What must be put right before this can be kept. `called`: it stands where the alarm says whom to call."""
    if found := fault(typed, own=own):
        return found
    if typed.checked and typed.checked > today:
        return Fault("checked", "profile.not_yet")
    if called and leads_home(typed):
        return Fault("label" if names_a_guardian(typed.label) else "about", "profile.names_a_guardian")
    return None


# Reminding -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reminder:
    """Contacts checked too long ago, and those to call under an alarm that have no number."""

    old: tuple[Contact, ...]
    missing: tuple[Contact, ...]


def reminder(flow: Flow, service: str, laid: Contacts, today: date) -> Reminder:
    """What home reminds of. The police have a number of their own everywhere, and not every place has a watch.

    A number that others call but this service does not, such as barnevern's for its own staff, is not theirs to check.
    """
    called = alarm_phones(flow, service)
    others = {WATCH, *flow.alarm.phones} - {*called}
    listed = [one for one in contacts_of(flow, laid, today) if one.id not in others]
    return Reminder(
        old=tuple(one for one in (*listed, *own_contacts(laid, today)) if one.standing == "old"),
        missing=tuple(one for one in listed if one.id == BARNEVERN in called and one.standing == "missing"),
    )
