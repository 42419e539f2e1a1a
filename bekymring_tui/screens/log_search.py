"""«Søk i loggene»: what has been written in all cases, found while typing. What is typed is kept nowhere."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import date

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.acts import Event
from bekymring_tui.case.dates import day_of, short
from bekymring_tui.case.written import kind_words, written
from bekymring_tui.desk.log_search import Found, Hit, find, index_in_background, sought
from bekymring_tui.errors import Failure, Locked
from bekymring_tui.screens import worded
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.log import ASPECTS, LogPage
from bekymring_tui.screens.looking_up import SearchPage
from bekymring_tui.texts import text
from bekymring_tui.widgets.bar import Where
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.liste import Column, Item, Liste, Section
from bekymring_tui.widgets.plain_text import Part
from bekymring_tui.widgets.tekst import Tekst

COLUMNS = (Column("", 14, leaves=1), Column("", 12, leaves=2), Column("", 10, leaves=3), Column("", 20, grows=True))

AGAIN = 1.0
"""Seconds until a search is asked again while older entries are still being read."""


class LogSearchPage(SearchPage):
    """Asks the vault on its own thread, one question at a time: typing never waits, and old answers are dropped."""

    NAME = "log_search"
    WIDE = True
    KEYS = ("f9", "f1", "f3", "ctrl+p", "ctrl+l", "escape")
    DEFAULT_CSS = """
    LogSearchPage #whole { height: 3; }
    """

    _asked: str | None = None
    """What the vault is looking for now."""

    def column(self) -> ComposeResult:
        yield Linje(hint=text("log_search.hint"), id="search")
        yield Tekst(id="told", kind="muted")
        yield Tekst(id="whole")
        yield Liste(id="found", classes="gap")

    def on_mount(self) -> None:
        self.show_where(Where((text("log_search.where"),)))
        self._show("", Found())
        if self.app.desk:
            # A new encryption key, too, leaves the index to be made again.
            index_in_background(self.app.desk.vault)

    def case_changed(self) -> None:
        """Something may have been written or corrected since."""
        self._ask()

    def help_text(self) -> str:
        return text("log_search.help")

    @property
    def _typed(self) -> str:
        return self.query_one(Linje).value.strip()

    @on(Linje.Changed)
    def _ask(self) -> None:
        app, desk, typed = self.app, self.app.desk, self._typed
        if not sought(typed):
            self._show(typed, Found())
        elif self._asked is None and desk is not None:
            self._asked = typed
            asked = desk.vault.submit(lambda: find(desk, typed))
            asked.add_done_callback(lambda done: app.call_later(self._answered, done))

    def _answered(self, done: Future[Found]) -> None:
        """Show what was found, unless something else is looked for by now, or the page or the vault is closed."""
        asked, self._asked = self._asked, None
        if not self.is_attached or self.app.desk is None:
            return
        if asked != self._typed:
            self._ask()
            return
        try:
            found = done.result()
        except Locked:
            return
        except Failure as failure:
            self.query_one("#told", Tekst).show(str(failure))
            return
        self._show(asked, found)
        if found.unread:
            self.set_timer(AGAIN, self._ask)

    def _show(self, typed: str, found: Found) -> None:
        today = self.app.now().date()
        hits = self.query_one(Liste)
        hits.show(Section("", COLUMNS, tuple(_item(one, today) for one in found.hits)))
        self.query_one("#told", Tekst).show("\n".join(_told(typed, found)))
        self._found = {_id(one): one for one in found.hits}
        self._show_whole()
        self.to_the_top()

    @on(Liste.OptionHighlighted)
    def _show_whole(self) -> None:
        """More of the entry under the cursor than its row has room for."""
        hit = self._found.get(self.query_one(Liste).cursor or "")
        whole = self.query_one("#whole", Tekst)
        whole.display = hit is not None
        if hit:
            whole.show(*_parts(hit))

    @on(Liste.Opened)
    def _open(self, event: Liste.Opened) -> None:
        hit = self._found[event.item_id]
        self.app.open_case(hit.case_id)
        case = self.app.case
        if case is None or case.id != hit.case_id:
            return
        if case.state.alarm.asked or case.state.alarm.pending:
            self.app.notify(text("log_search.alarm_first"))
        elif hit.kind in ASPECTS:
            self.app.push_screen(LogPage(entry=hit.seq))
        else:
            self.app.push_screen(WrittenPage(hit.seq))


class WrittenPage(CasePart):
    """A reason, a call or advice, whole. Nothing of the procedure stands beside it, so nothing here can be «stengt»."""

    WHERE = "log_search.where"
    HELP = "log_search.entry_help"

    def __init__(self, seq: int) -> None:
        super().__init__()
        self._seq = seq

    def column(self) -> ComposeResult:
        event = self._event()
        if event is None or event.by is None:
            yield Tekst(text("log_search.gone"))
            return
        day = worded.weekday_and_day(day_of(event.at))
        yield Tekst(text("log_search.entry", kind=kind_words(event.kind), day=day, who=event.by.name), kind="title")
        yield Tekst(written(event.act), kind="panel", classes="gap")

    def draw(self) -> None:
        if self._event() is None and self.on_top:
            self.app.pop_screen()

    def _event(self) -> Event | None:
        """None when it has been «feilført» or shredded."""
        gone = self._seq in self.case.state.misfiled
        return next((one for one in self.case.events if one.seq == self._seq and one.act and not gone), None)


def _told(typed: str, found: Found) -> list[str]:
    """What stands above the list: what to do, or how many there are."""
    if not typed:
        return [text("log_search.empty")]
    if not sought(typed):
        return [text("log_search.short")]
    count = len(found.hits)
    told = text("log_search.one") if count == 1 else text("log_search.number", count=count)
    told = text("log_search.more", count=count) if found.more else told
    return [told if count else text("log_search.nothing"), *([text("log_search.unread")] if found.unread else [])]


def _id(hit: Hit) -> str:
    return f"{hit.case_id}/{hit.seq}"


def _item(hit: Hit, today: date) -> Item:
    day = short(day_of(hit.at), today)
    return Item(_id(hit), (hit.call_name, day, kind_words(hit.kind), hit.excerpt.text), hit.excerpt.marks)


def _parts(hit: Hit) -> list[Part]:
    """The excerpt with what was searched for standing out."""
    found, at = hit.excerpt.text, 0
    parts: list[Part] = []
    for start, end in hit.excerpt.marks:
        parts += [found[at:start], (found[start:end], "bold underline")]
        at = end
    return [*parts, found[at:]]
