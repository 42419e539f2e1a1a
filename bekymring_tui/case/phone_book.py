"""Services and numbers as a page to look things up in: the national ones, the procedure's, the municipality's own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bekymring_tui.case.contacts import Contact, contacts_of, leads_home, own_contacts
from bekymring_tui.case.numbers import FIRST, OTHERS, national, spaced
from bekymring_tui.profile import Contacts
from bekymring_tui.reference.model import Group, Item, Reference
from bekymring_tui.texts import text

if TYPE_CHECKING:
    from bekymring_tui.flow.model import Flow

PAGE = "numre"


def phone_book(flow: Flow | None, laid: Contacts, today: date) -> Reference:
    """The page. `flow`: None while no municipality is chosen, or when its procedure can't be read."""
    groups = {
        "national": [_national(digits) for digits in (*FIRST, *OTHERS)],
        "procedure": [
            _contact(f"phone-{one.id}", one, flow) for one in (contacts_of(flow, laid, today) if flow else ())
        ],
        "own": [_contact(f"own-{at}", one, flow) for at, one in enumerate(own_contacts(laid, today), start=1)],
    }
    return Reference(
        id=PAGE,
        title=text("reference.numbers_title"),
        about=text("reference.numbers_about"),
        origin="added",
        groups=[
            Group(id=name, title=text(f"reference.numbers_{name}"), origin="added", items=items)
            for name, items in groups.items()
            if items
        ],
    )


def _national(digits: str) -> Item:
    one = national(digits)
    return Item(id=f"national-{digits}", text=f"{one.number} {one.label}", origin="added")


def _contact(name: str, one: Contact, flow: Flow | None) -> Item:
    """One of the municipality's own may name whom the alarm closes the way to; the procedure's never do."""
    phone = flow.phones.get(one.id) if flow else None
    provenance = {"origin": phone.origin, "src": phone.src, "note": phone.note} if phone else {"origin": "added"}
    return Item.model_validate(
        {
            "id": name,
            "text": f"{one.label}: {spaced(one.number) or text('f9.missing')}",
            "more": " · ".join(filter(None, (one.about, one.told))),
            "contacts": ["guardians"] if not one.id and leads_home(one.laid) else [],
            **provenance,
        }
    )
