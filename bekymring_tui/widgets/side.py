"""The right panel of a wide screen: uro in time, deadlines, consent, the last of the log."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len

from bekymring_tui.texts import text as words
from bekymring_tui.widgets.lines import Line, LineWidget, Piece, Tag
from bekymring_tui.widgets.plain_text import one_line, shortened, wrapped
from bekymring_tui.widgets.rail import Due, UroTrend, heading, muted
from bekymring_tui.widgets.uro import GRADES
from bekymring_tui.widgets.uro_chart import AXIS, bars

MOST_LOG_LINES = 4
"""Rows one log entry may take."""

PITCH = 3
"""Cells a bar takes."""
TABLE = 14
"""Cells of the table beside them: `  5  20. nov.`."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of the log: its day, its kind («Sett», «Barnet»), what it says."""

    day: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class SideData:
    """What the panel shows. `consent` is a sentence or two; the newest log entry comes first."""

    uro: UroTrend | None = None
    dues: tuple[Due, ...] = ()
    consent: str = ""
    log: tuple[LogLine, ...] = ()


class Side(LineWidget):
    """36 cells wide."""

    DEFAULT_CSS = "Side { width: 36; height: 1fr; padding: 1 1 0 2; background: $surface; }"

    def __init__(self, data: SideData | None = None) -> None:
        super().__init__()
        self.data = data or SideData()

    def show(self, data: SideData) -> None:
        """Other data."""
        self.data = data
        self.redraw()

    def clicked(self, tag: Tag) -> None:
        self.app.simulate_key(str(tag))

    def lines(self, width: int) -> list[Line]:
        data, parts = self.data, []
        if data.uro and data.uro.points:
            parts.append([heading(words("widgets.uro_chart"), "F5", width, "f5"), *chart(data.uro, width)])
        if data.dues:
            parts.append([heading(words("widgets.dues"), "F7", width, "f7"), *_dues(data.dues, width)])
        if data.consent:
            rows = [muted(row) for row in wrapped(data.consent, width)]
            parts.append([heading(words("widgets.consent"), "", width), *rows])
        if data.log:
            entries = [line for entry in data.log for line in _entry(entry, width)]
            parts.append([heading(words("widgets.last_log"), "F6", width, "f6"), *entries])
        return [line for index, part in enumerate(parts) for line in ([Line()] if index else []) + part]


def chart(uro: UroTrend, width: int) -> list[Line]:
    """Seven rows of bars, oldest on the left, and beside them the same as a table, newest on top."""
    points = uro.points[-max((width - AXIS - TABLE) // PITCH, 1) :]
    told = [f"  {point.grade or '?'}  {point.day}" for point in reversed(uro.points)][: len(GRADES)]
    beside = (Piece(one, "muted") for one in (*told, *[""] * (len(GRADES) - len(told))))
    rows = [Line((*bar.pieces, one)) for bar, one in zip(bars(points, PITCH), beside, strict=True)]
    return [*rows, *(muted("    " + row) for row in wrapped(uro.words, width - 4))]


def _dues(dues: tuple[Due, ...], width: int) -> list[Line]:
    when = max(cell_len(one_line(due.when)) for due in dues) + 2
    rows = []
    for due in dues:
        room = width - 3 - when
        day = one_line(due.when)
        gap = " " * (when - cell_len(day))
        rows.append(Line((Piece(f"{due.mark:<3}", "warn bold"), Piece(day + gap), Piece(shortened(due.what, room)))))
    return rows


def _entry(entry: LogLine, width: int) -> list[Line]:
    day, kind = f"{one_line(entry.day):<10}", f"{one_line(entry.kind)}  "
    hanging = wrapped(kind + one_line(entry.text), width - len(day))
    if len(hanging) > MOST_LOG_LINES:
        hanging[MOST_LOG_LINES - 1 :] = [shortened(" ".join(hanging[MOST_LOG_LINES - 1 :]), width - len(day))]
    first = hanging[0]
    head = min(cell_len(kind), len(first))
    return [
        Line((Piece(day, "muted"), Piece(first[:head], "bold"), Piece(first[head:]))),
        *(Line((Piece(" " * len(day)), Piece(row))) for row in hanging[1:]),
    ]
