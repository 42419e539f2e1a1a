"""Everything there is to look up, as one flat list. Pure.

Under the alarm an entry that leads to guardians is closed: it has lost its words. A sign is never closed for its
words: it may name a parent, and leads to nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from bekymring_tui.flow.terms import Contact
from bekymring_tui.flow.wording import names_a_guardian
from bekymring_tui.reference.model import Group, Item, Reference

Kind = Literal["page", "group", "item"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to look up. `id`: the page's, then the group's and the item's, with «/» between.

    `where`: the titles above it. `withheld`: lines of its text may not be shown now, though its title may.
    `element` carries the provenance, and what it `contacts`.
    """

    kind: Kind
    id: str
    title: str
    text: str
    where: tuple[str, ...]
    element: Reference | Group | Item
    closed: bool = False
    withheld: bool = False
    sign: bool = False
    urgent: bool = False

    @property
    def page(self) -> str:
        """Id of the page it stands on."""
        return self.id.partition("/")[0]

    @property
    def address(self) -> str | None:
        """Where it is found outside this program."""
        return self.element.address if isinstance(self.element, Item) and not self.closed else None


def entries(pages: Iterable[Reference], closed: Collection[Contact] = ()) -> tuple[Entry, ...]:
    """Pages, groups and items in order. `closed`: whom the alarm closes the way to; empty without one."""
    return tuple(entry for page in pages for entry in _of_page(page, closed))


def _of_page(page: Reference, closed: Collection[Contact]) -> Iterator[Entry]:
    masks = bool(closed) and not page.signs
    shut = _leads_to(page, closed)
    top = _entry("page", page.id, page.title, page.about, (), page, shut, masks)
    yield top
    for group in page.groups:
        apart = shut or _leads_to(group, closed)
        name, text = f"{page.id}/{group.id}", group.intro or group.withheld or ""
        heading = _entry("group", name, group.title, text, (top.title,), group, apart, masks)
        yield heading
        where = (top.title, heading.title)
        for item in group.items:
            gone = apart or _leads_to(item, closed)
            yield _entry("item", f"{name}/{item.id}", item.text, item.more or "", where, item, gone, masks, page.signs)


def _leads_to(element: Reference | Group | Item, closed: Collection[Contact]) -> bool:
    return not set(closed).isdisjoint(element.contacts)


def _entry(
    kind: Kind,
    name: str,
    title: str,
    text: str,
    where: tuple[str, ...],
    element: Reference | Group | Item,
    closed: bool,
    masks: bool,
    sign: bool = False,
) -> Entry:
    if closed or (masks and names_a_guardian(title)):
        return Entry(kind, name, "", "", (), element, closed=True, sign=sign)
    lines = text.split("\n")
    shown = [one for one in lines if not (masks and names_a_guardian(one))]
    urgent = isinstance(element, Item) and element.urgent
    above = tuple(filter(None, where))
    return Entry(kind, name, title, "\n".join(shown), above, element, False, shown != lines, sign, urgent)
