"""One entry of the log, whole; «feilført», or moved to the case where it belongs."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.dates import day_of
from bekymring_tui.case.state import LogEntry
from bekymring_tui.errors import Failure
from bekymring_tui.screens import worded
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.headings import heading
from bekymring_tui.screens.misfile import MisfilePage
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Row, Valg


def entry_heading(entry: LogEntry) -> str:
    """«Sett, fre 20. nov. 2026, ført av Kari Nordmann»."""
    day = worded.weekday_and_day(day_of(entry.observed))
    return text("log.entry", aspect=text(f"log.{entry.aspect}"), day=day, who=entry.by.name)


class LogEntryPage(CasePart):
    """Shows one entry."""

    WHERE = "log.where"
    HELP = "log.entry_help"

    def __init__(self, seq: int) -> None:
        super().__init__()
        self._seq = seq

    def entry(self) -> LogEntry | None:
        """None when it has been «feilført» or moved."""
        return next((one for one in self.case.state.log if one.seq == self._seq), None)

    def column(self) -> ComposeResult:
        entry = self.entry()
        if entry is None:
            yield Tekst(text("log.gone"))
            return
        yield Tekst(entry_heading(entry), kind="title")
        yield Tekst(entry.text, kind="panel", classes="gap")
        yield Knapper(Knapp("misfile", text("log.misfile")), Knapp("move", text("log.move")))

    def draw(self) -> None:
        if self.entry() is None and self.on_top:
            self.app.pop_screen()

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        entry = self.entry()
        if entry is None:
            return
        if event.knapp.id == "misfile":
            self.app.push_screen(MisfilePage(self._seq, f"{entry_heading(entry)}\n{entry.text}"))
        else:
            self.app.push_screen(MoveEntryPage(self._seq))


class MoveEntryPage(CasePart):
    """Moves one entry to another case."""

    WHERE = "log.where"
    HELP = "log.move_help"

    def __init__(self, seq: int) -> None:
        super().__init__()
        self._seq = seq

    def key(self) -> str:
        return f"move/{self._seq}"

    def column(self) -> ComposeResult:
        kept = self.typed().read()
        others = [(name, one) for name, one in self.case.desk.cases() if name != self.case.id]
        yield Tekst(text("log.move_title"), kind="title")
        if not others:
            yield Tekst(text("log.no_other_case"))
            return
        rows = [Row(name, one.call_name, "choice", on=kept.get("to") == name) for name, one in others]
        yield heading(text("log.move_to"))
        yield Valg(*rows, id="to")
        yield heading(text("misfile.why"), must=True)
        yield Linje(kept.get("reason", ""), id="reason")
        yield Knapper(Knapp("move", text("log.move_do")))

    @on(Knapper.Pressed)
    def _move(self) -> None:
        chosen = self.query_one("#to", Valg).chosen
        if not chosen:
            self.notify(text("log.choose_case"), severity="warning")
            self.query_one("#to", Valg).focus()
            return
        desk = self.case.desk
        try:
            desk.move_log_entry(self.case, self._seq, desk.open_case(chosen[0]), self._reason())
        except Failure as failure:
            self.show_refusal(str(failure), getattr(failure, "ask", None))
            return
        self.typed().drop()
        self.notify(text("log.moved"))
        self.app.pop_screen()

    def _reason(self) -> str:
        return self.query_one("#reason", Linje).value.strip()
