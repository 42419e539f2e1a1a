"""One page to look things up in, to be read. Signs are background: nothing here is ticked, counted or scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from textual import on
from textual.app import ComposeResult

from bekymring_tui.flow.model import Flow
from bekymring_tui.flow.sources import SourceLine, provenance
from bekymring_tui.flow.wording import names_a_guardian
from bekymring_tui.reference.entries import Entry, entries
from bekymring_tui.reference.model import Reference
from bekymring_tui.screens.log import LogPage
from bekymring_tui.screens.looking_up import closed_now, help_numbers, keys_here
from bekymring_tui.screens.page import AppPage
from bekymring_tui.texts import text
from bekymring_tui.widgets.bar import Where
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg

Rows = list[Row | Heading]


class ReferenceListPage(AppPage[None]):
    """`at`: id of the entry to begin on. `flow`: the procedure whose own documents the page may rest on."""

    def __init__(self, page: Reference, at: str = "", flow: Flow | None = None) -> None:
        super().__init__()
        self._page = page
        self._begin_at = at
        self._flow = flow

    def column(self) -> ComposeResult:
        yield Tekst(kind="title", id="title")
        yield Tekst(id="about")
        yield Tekst(kind="muted", id="borrowed")
        yield Tekst(id="to_log")
        yield Valg(id="items")

    def on_mount(self) -> None:
        self.key_line.show(*keys_here(self.app))
        self._draw()
        rows = [one.id for one in self.query_one(Valg).rows if not one.closed]
        begin = next((one for one in rows if one.startswith(self._begin_at)), None)
        if "/" in self._begin_at and begin:
            self.call_after_refresh(self.query_one(Valg).stand_on, begin)

    def case_changed(self) -> None:
        self._draw()

    def _draw(self) -> None:
        self._entries = {one.id: one for one in entries([self._page], closed_now(self.app))}
        top = self._entries[self._page.id]
        self.show_where(Where((text("reference.where"), *([top.title] if top.title else []))))
        source = self._page.borrowed_from
        self._say("title", top.title or text("reference.closed_heading"))
        self._say("about", top.text)
        self._say("borrowed", text("reference.borrowed", source=source) if source and not top.closed else "")
        self._say("to_log", text("reference.to_log") if self._page.signs and self.app.case else "")
        self.query_one(Valg).show(*_rows(list(self._entries.values())[1:], self._page.signs))

    def _say(self, name: str, words: str) -> None:
        shown = self.query_one(f"#{name}", Tekst)
        shown.display = bool(words)
        shown.show(words)

    def _here(self) -> Entry:
        """The entry under the cursor, else the page itself."""
        return self._entries[self.query_one(Valg).cursor or self._page.id]

    @on(Valg.Opened)
    def _open(self, event: Valg.Opened) -> None:
        entry = self._entries[event.row.id]
        if entry.sign and self.app.case:
            self._log(_start_text(entry))
        elif entry.sign:
            self.notify(text("reference.no_case"))
        elif entry.address:
            self.app.copy_to_clipboard(entry.address)
            self.notify(text("reference.copied"))
        else:
            self.app.action_source()

    def _log(self, words: str) -> None:
        """In the log page that stands already, after what is written there; else in a new one."""
        standing = next((one for one in self.app.screen_stack if isinstance(one, LogPage)), None)
        if standing:
            self.app.show_once("log")
            standing.begin_with(words)
        else:
            self.app.push_screen(LogPage(begin=words))

    def help_text(self) -> str:
        return text("reference.page_help")

    def sources(self) -> list[SourceLine]:
        return provenance(self._here().element, flow=self._flow)


def _start_text(sign: Entry) -> str:
    """What the log begins with. A sign at the parents is not understood without its heading."""
    group = sign.where[-1]
    if names_a_guardian(group):
        return text("reference.log_start_group", group=group, sign=sign.title)
    return text("reference.log_start", sign=sign.title)


def _rows(found: Sequence[Entry], signs: bool) -> Rows:
    """Each group with what may be shown of it; what is closed as one row at the end, since it is for one reason."""
    rows: Rows = []
    for _, members in groupby(found, lambda one: one.id.split("/")[1]):
        group, *items = members
        shown = [one for one in items if not one.closed]
        if shown or not (group.closed or items):
            rows += [_heading(group, bool(items), signs), *map(_row, shown or [group])]
    # A group is one thing to read when nothing stands under it.
    listed = {one.id.rpartition("/")[0] for one in found if one.kind == "item"}
    closed = sum(one.closed for one in found if one.id not in listed)
    if closed:
        label = text("case_page.closed_one" if closed == 1 else "case_page.closed_more", count=closed)
        closing = Row("closed:", label, sub=text("case_page.closed_why"), closed=True)
        rows += [Heading(text("reference.closed_heading")), closing]
    return rows


def _heading(group: Entry, listed: bool, signs: bool) -> Heading:
    """What is said of a whole list of items stands beside its heading: of signs, wherever one begins to read."""
    hints = [text("reference.no_checklist") if signs else "", group.text] if listed else []
    return Heading(group.title or text("reference.closed_title"), " ".join(filter(None, hints)))


def _row(one: Entry) -> Row:
    if one.kind == "group":
        return Row(one.id, one.text, "place", sign="·")
    note = text("reference.copy") if one.address else ""
    return Row(one.id, one.title, "place", sign="!" if one.urgent else "·", note=note, sub="\n".join(_below(one)))


def _below(one: Entry) -> Iterator[str]:
    yield from filter(None, (one.text, one.address))
    if one.withheld:
        yield text("reference.closed_text")
    if one.urgent:
        yield text("reference.call", numbers=help_numbers())
