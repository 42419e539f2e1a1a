"""The municipality's contacts: who they are, and since when each number is known to be right."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.contacts import Contact, contacts_of, for_alarm, leads_home, own_contacts
from bekymring_tui.case.numbers import spaced
from bekymring_tui.flow.sources import SourceLine, provenance
from bekymring_tui.profile import FILE_NAME
from bekymring_tui.screens.contact import NEW, OWN, PHONE, ContactPage, procedure
from bekymring_tui.screens.page import AppPage
from bekymring_tui.texts import text
from bekymring_tui.widgets.bar import Where
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg

Rows = list[Row | Heading]


class ContactsPage(AppPage[None]):
    """Those on F9 first. Enter opens one to be filled in; the national numbers are not among them."""

    NAME = "contacts"
    KEYS: ClassVar[tuple[str, ...]] = ("f9", "f1", "f2", "ctrl+p", "ctrl+l", "escape")

    def column(self) -> ComposeResult:
        yield Tekst(text("profile.title"), kind="title")
        yield Tekst(text("profile.about"))
        yield Tekst(text("profile.plain"), kind="muted")
        yield Valg(*self._rows(), id="contacts")
        yield Tekst(text("profile.national"), kind="muted", classes="gap")

    def on_mount(self) -> None:
        self.show_where(Where((text("profile.where"),)))

    def case_changed(self) -> None:
        self.query_one(Valg).show(*self._rows())

    def help_text(self) -> str:
        return text("profile.help", path=self.app.settings.folder / FILE_NAME)

    def sources(self) -> list[SourceLine]:
        flow = procedure(self.app)
        return [line for phone in flow.phones.values() for line in provenance(phone, flow=flow)]

    def _rows(self) -> Rows:
        flow, today = procedure(self.app), self.app.now().date()
        laid = self.app.profile.of(flow.id)
        listed = contacts_of(flow, laid, today)
        called = [one for one in listed if for_alarm(flow, one)]
        others = [one for one in listed if one not in called]
        rows: Rows = [Heading(text("profile.called")), *map(self._row, called)]
        rows += [Heading(text("profile.others")), *map(self._row, others)] if others else []
        rows += [Heading(text("profile.own")), *map(self._row, own_contacts(laid, today))]
        return [*rows, Row(NEW, text("profile.add"))]

    def _row(self, contact: Contact) -> Row:
        name = f"{PHONE}/{contact.id}" if contact.id else f"{OWN}/{contact.label}"
        if self.app.case and self.app.case.state.masks and not contact.id and leads_home(contact.laid):
            return Row(name, text("profile.closed"), sub=text("profile.closed_why"), closed=True)
        mark = "! " if contact.standing in ("old", "missing") else ""
        sub = " · ".join(filter(None, (contact.about, mark + contact.told)))
        return Row(name, contact.label, note=spaced(contact.number), sub=sub)

    @on(Valg.Opened)
    def _open(self, event: Valg.Opened) -> None:
        self.app.push_screen(ContactPage(event.row.id))
