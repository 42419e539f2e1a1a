"""F6: the log. What was seen, what was heard, the child's own words and interpretation stay apart."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from bekymring_tui.case.acts import Aspect, Logged
from bekymring_tui.case.state import LogEntry
from bekymring_tui.screens import worded
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.day_field import DayField
from bekymring_tui.screens.headings import heading
from bekymring_tui.screens.log_entry import LogEntryPage
from bekymring_tui.screens.observed import Observed
from bekymring_tui.texts import text
from bekymring_tui.widgets.felt import LIMIT, Felt
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.liste import Column, Item, Liste, Section
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg

ASPECTS: tuple[Aspect, ...] = ("seen", "heard", "child", "interpretation")
COLUMNS = (Column("", 8), Column("", 10), Column("", 20, grows=True))
NOW = "i dag {:%H:%M}"


class LogPage(CasePart):
    """A new entry, and below it those there are. `surplus`: text that had no room elsewhere, to be logged in parts.

    `begin`: words to begin an entry with. They are kept as little as a hint would be, until something is written.
    `entry`: the number of an entry to stand on.
    """

    NAME = "log"
    WHERE = "log.where"
    HELP = "log.help"

    def __init__(self, surplus: str = "", *, begin: str = "", entry: int | None = None) -> None:
        super().__init__()
        self._surplus = surplus
        """Typed or pasted, more than the field holds."""
        self._begin = begin
        """Words from elsewhere, a private note among them: no draft of this page until the user writes in them (P5)."""
        self._offered = ""
        """What of them stands in the field."""
        self._stands_on = entry

    def key(self) -> str:
        return "log/new"

    def column(self) -> ComposeResult:
        kept = self.typed().read()
        yield Tekst(text("log.title"), kind="title")
        yield Valg(*self._aspects(kept.get("aspect", "")), id="aspect")
        yield heading(text("log.text"), text("log.text_hint"))
        begin = "" if kept.get("entry") else self._from_elsewhere()
        yield Observed(kept.get("entry", "") or begin, id="entry", asks=self._tells_what_was)
        yield Tekst(kind="muted", id="more")
        yield heading(text("log.when"))
        now = self.app.now()
        yield DayField(
            kept.get("observed", NOW.format(now)), now, field="observed", hint=text("log.when_hint"), clock=True
        )
        yield Knapper(Knapp("save", text("log.save")))
        yield Liste(self._entries(), id="entries", classes="gap")

    def _tells_what_was(self) -> bool:
        """Not the child's own words, and not what is meant to interpret."""
        return self.query_one("#aspect", Valg).chosen in (("seen",), ("heard",))

    def _aspects(self, chosen: str) -> list[Row | Heading]:
        rows = [Row(one, text(f"log.{one}"), "choice", on=one == chosen) for one in ASPECTS]
        return [Heading(text("log.what"), text("log.what_hint")), *rows]

    def _entries(self) -> Section:
        entries = sorted(self.case.state.log, key=lambda one: (one.observed, one.seq), reverse=True)
        return Section(text("log.entries"), COLUMNS, tuple(map(_item, entries)), text("log.none"))

    def draw(self) -> None:
        self.query_one("#entries", Liste).show(self._entries())
        self._pour()

    def _pour(self) -> None:
        """Put the next part of the surplus in the field, when the field is empty."""
        field, told = self.query_one("#entry", Felt), self.query_one("#more", Tekst)
        if not field.text.strip():
            if self._surplus:
                part, self._surplus = self._surplus[:LIMIT], self._surplus[LIMIT:]
                field.load_text(part)
            elif self._begin:
                with self.prevent(Felt.Changed):
                    field.load_text(self._from_elsewhere())
        waiting = len(self._surplus) + len(self._begin)
        told.display = bool(waiting)
        told.show(text("log.more", count=waiting))

    def _from_elsewhere(self) -> str:
        """The first of these words; what the field does not hold waits on."""
        self._offered, self._begin = self._begin[:LIMIT], self._begin[LIMIT:]
        return self._offered

    def begin_with(self, words: str) -> None:
        """Put these words where the next entry is written; they wait while something stands there."""
        self._begin += words
        self._pour()

    def on_mount(self) -> None:
        if any(one.seq == self._stands_on for one in self.case.state.log):
            entries = self.query_one("#entries", Liste)
            entries.highlighted = entries.get_option_index(str(self._stands_on))
            self.call_after_refresh(self.set_focus, entries)

    def first_focus(self) -> Widget | None:
        aspect = self.query_one("#aspect", Valg)
        return self.query_one("#entry", Felt) if aspect.chosen else aspect

    def show_refusal(self, words: str, ask: str | None) -> None:
        super().show_refusal(words, "entry" if ask == "text" else ask)

    @on(Felt.Full)
    def _full(self, event: Felt.Full) -> None:
        event.prevent_default()
        if not self._surplus:
            self.notify(text("log.full"), severity="warning")
        self._surplus += event.surplus
        self._pour()

    @on(Valg.Chosen, "#aspect")
    def _chosen(self) -> None:
        """The kind is the first thing to say; then one writes."""
        field = self.query_one("#entry", Observed)
        field.look()
        if field.text in ("", self._offered):
            field.move_cursor(field.document.end)
            field.focus()

    @on(Knapper.Pressed)
    def _save(self) -> None:
        aspect = self.query_one("#aspect", Valg)
        if not aspect.chosen:
            self.notify(text("log.choose"), severity="warning")
            aspect.focus()
        elif self.days_hold():
            self._log(aspect.chosen[0])

    def _log(self, aspect: str) -> None:
        moment = self.query_one(DayField).moment or self.app.now()
        words = self.query_one("#entry", Felt).text.strip()
        if self.app.take(Logged(aspect=aspect, text=words, observed=moment.isoformat())):  # type: ignore[arg-type]
            self.typed().drop()
            self._clear(aspect if self._surplus else "")

    def _clear(self, aspect: str) -> None:
        """Ready for the next entry; a part of the same text is of the same kind."""
        field = self.query_one("#entry", Observed)
        with self.prevent(Felt.Changed):  # emptied by the program: no draft of the next entry
            field.forget()
        field.look()
        self.query_one("#aspect", Valg).show(*self._aspects(aspect))
        self.query_one(DayField).write(NOW.format(self.app.now()))
        self._pour()
        if field.text:
            field.focus()

    @on(Liste.Opened)
    def _open(self, event: Liste.Opened) -> None:
        self.app.push_screen(LogEntryPage(int(event.item_id)))


def _item(entry: LogEntry) -> Item:
    return Item(str(entry.seq), (worded.day_and_month(entry.observed), text(f"log.brief_{entry.aspect}"), entry.text))
