"""F3: everything there is to look up, found while typing. What is typed is kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.phone_book import phone_book
from bekymring_tui.errors import Failure
from bekymring_tui.flow.model import Flow
from bekymring_tui.flow.own import flow_of
from bekymring_tui.flow.sources import SourceLine, provenance
from bekymring_tui.flow.terms import Contact
from bekymring_tui.profile import Profile, read_profile
from bekymring_tui.reference.entries import Entry, entries
from bekymring_tui.reference.search import Hit, Index
from bekymring_tui.reference.shelf import pages
from bekymring_tui.screens.looking_up import SearchPage, closed_now, help_numbers, keys_here
from bekymring_tui.settings import Settings
from bekymring_tui.texts import text
from bekymring_tui.widgets.bar import Where
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.liste import Column, Item, Liste, Section
from bekymring_tui.widgets.tekst import Tekst

COLUMNS = (Column("", 20, grows=True), Column("", 26, leaves=1))

MOST = 60
"""Hits that are listed: nobody reads more of them, and drawing hundreds takes longer than finding them."""


class ReferencePage(SearchPage):
    """Without a word it shows the contents, with one what fits it."""

    _masked: frozenset[Contact] | None = None
    """Whom the alarm closed the way to when the entries were made."""

    def column(self) -> ComposeResult:
        yield Linje(hint=text("reference.hint"), id="search")
        yield Tekst(id="told")
        yield Liste(id="found")

    def on_mount(self) -> None:
        self.show_where(Where((text("reference.where"),)))
        self.key_line.show(*keys_here(self.app))
        if self.app.case:
            self._lay_out(self.app.case.guide.flow, self.app.profile)
        else:
            self._lay_out(None, Profile())
            self.run_worker(partial(self._read, self.app.settings), thread=True)

    def _read(self, settings: Settings) -> None:
        """In a thread: the procedure may take a tenth of a second to read, and most of it stands already."""
        try:
            flow = flow_of(settings.municipality, settings.folder).flow if settings.municipality else None
        except Failure:
            flow = None
        self.call_later(self._lay_out, flow, read_profile(settings.folder)[0])

    def _lay_out(self, flow: Flow | None, profile: Profile) -> None:
        self._flow = flow
        laid = profile.of(flow.id if flow else "")
        self._pages = (*pages(), phone_book(flow, laid, self.app.now().date()))
        self._masked = None
        self.case_changed()

    def case_changed(self) -> None:
        """The alarm may have closed or opened something."""
        closed = closed_now(self.app)
        if closed != self._masked:
            self._masked = closed
            self._entries = entries(self._pages, closed)
            self._index = Index(self._entries)
            self._show()

    @on(Linje.Changed)
    def _search(self) -> None:
        self._show()
        self.to_the_top()

    def _show(self) -> None:
        typed = self.query_one(Linje).value.strip()
        found = self._index.find(typed)
        hits = self.query_one(Liste)
        hits.show(*(_found(found[:MOST]) if typed else [self._contents()]), *_more(found))
        self.query_one("#told", Tekst).show(*self._told(typed, found))

    def _contents(self) -> Section:
        rows = tuple(_item(one, one.title, "") for one in self._entries if one.kind == "page" and not one.closed)
        return Section(text("reference.contents"), COLUMNS, rows)

    def _told(self, typed: str, found: Iterable[Hit]) -> list[tuple[str, str]]:
        """What must be said above the list: numbers to call, that nothing fits, that something is closed."""
        told = []
        if any(hit.entry.urgent for hit in found):
            told.append((text("reference.urgent", numbers=help_numbers()), "$warn"))
        if typed and not found:
            told.append((text("reference.nothing"), "$muted"))
        if typed and any(one.closed for one in self._entries):
            told.append((text("reference.closed_hits"), "$muted"))
        return [(f"{words}\n" if words != told[-1][0] else words, look) for words, look in told]

    @on(Liste.Opened)
    def _open(self, event: Liste.Opened) -> None:
        from bekymring_tui.screens.reference_list import ReferenceListPage

        page = next(one for one in self._pages if one.id == event.item_id.partition("/")[0])
        self.app.push_screen(ReferenceListPage(page, event.item_id, self._flow))

    def help_text(self) -> str:
        return text("reference.help")

    def sources(self) -> list[SourceLine]:
        here = self.query_one(Liste).cursor
        named = [one.element for one in self._entries if one.id == here]
        return [line for one in named for line in provenance(one, flow=self._flow)]


def _found(hits: Iterable[Hit]) -> list[Section]:
    """What fits by the page it stands on, the page with the best first; then what only is alike."""
    by_page: dict[str, list[Entry]] = {}
    alike = []
    for hit in hits:
        if hit.alike:
            alike.append(hit.entry)
        else:
            by_page.setdefault(hit.entry.page, []).append(hit.entry)
    sections = [_section(found) for found in by_page.values()]
    if alike:
        rows = tuple(_item(one, one.title, next(iter(one.where), "")) for one in alike)
        sections.append(Section(text("reference.alike"), COLUMNS, rows))
    return sections


def _more(hits: list[Hit]) -> list[Section]:
    return [Section("", COLUMNS, (), text("reference.more"))] if len(hits) > MOST else []


def _section(found: list[Entry]) -> Section:
    rows = tuple(_item(one, *_cells(one)) for one in found)
    return Section(next(iter((*found[0].where, found[0].title))), COLUMNS, rows)


def _cells(one: Entry) -> tuple[str, str]:
    if one.kind == "page":
        return text("reference.whole"), ""
    return one.title, one.where[-1] if one.kind == "item" else ""


def _item(one: Entry, title: str, beside: str) -> Item:
    return Item(one.id, (f"! {title}" if one.urgent else title, beside))
