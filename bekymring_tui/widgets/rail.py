"""Where am I: the rail on the left, or one strip under the bar when the screen is narrow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len
from textual.message import Message

from bekymring_tui.texts import text as words
from bekymring_tui.widgets.lines import Line, LineWidget, Piece, Tag
from bekymring_tui.widgets.plain_text import cut_in_middle, one_line, shortened, wrapped
from bekymring_tui.widgets.uro import with_bar

State = Literal["done", "here", "ahead", "beside", "alarm", "off"]
MARKS: dict[State, str] = {"done": "✓", "here": "›", "ahead": "○", "beside": "+", "alarm": "!!", "off": "–"}
STRIP_LABELS = (24, 16, 10)
"""Cells for the step one is at in the strip; the next when all does not fit."""
STRIP_NAMES = (12, 9, 6)
"""Cells for a name without a number there, likewise."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step, a level that is open beside, or a field of a form. With an `id` it can be clicked.

    `note` stands at the right (its grade); `short` takes the label's place where that would be cut.
    """

    label: str
    state: State
    number: str = ""
    note: str = ""
    id: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class UroPoint:
    """A grade and its day, `20. nov.`."""

    grade: int
    day: str


@dataclass(frozen=True, slots=True)
class UroTrend:
    """The grades in time, oldest first; `words` say where it goes: «gråsone, økt med 1»."""

    points: tuple[UroPoint, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline. `mark` is `!!` overdue, `!` soon, or nothing."""

    mark: str
    when: str
    what: str


@dataclass(frozen=True, slots=True)
class RailData:
    """What the rail shows, from the top. A plain string among the steps is a heading of their own.

    `others`: names of what is not open, such as the other levels.
    """

    title: str = ""
    hint: str = ""
    intro: str = ""
    steps: tuple[Step | str, ...] = ()
    others: tuple[str, ...] = ()
    uro: UroTrend | None = None
    due: Due | None = None


class _Where(LineWidget):
    """What rail and strip share: the data, and clicks on a step or a key."""

    class StepClicked(Message):
        """A step with an id was clicked."""

        def __init__(self, step_id: str) -> None:
            super().__init__()
            self.step_id = step_id

    def __init__(self, data: RailData | None = None) -> None:
        super().__init__()
        self.data = data or RailData()

    def show(self, data: RailData) -> None:
        """Other data."""
        self.data = data
        self.redraw()

    def clicked(self, tag: Tag) -> None:
        kind, _, name = str(tag).partition(":")
        if kind == "key":
            self.app.simulate_key(name)
        else:
            self.post_message(self.StepClicked(name))


class Rail(_Where):
    """28 cells wide. `beside_side()` tells it that the side panel shows uro and deadlines already."""

    DEFAULT_CSS = "Rail { width: 28; height: 1fr; padding: 1 1 0 2; background: $surface; }"

    def __init__(self, data: RailData | None = None) -> None:
        super().__init__(data)
        self._brief = False

    def beside_side(self, brief: bool) -> None:
        """Leave out uro and deadline, or show them again."""
        if brief != self._brief:
            self._brief = brief
            self.redraw()

    def lines(self, width: int) -> list[Line]:
        data = self.data
        drawn = [heading(data.title, data.hint, width)] if data.title else []
        drawn += [muted(row) for row in wrapped(data.intro, width)] if data.intro else []
        drawn += [Line()] if data.intro else []
        for step in data.steps:
            drawn += [Line(), muted(shortened(step, width))] if isinstance(step, str) else [_step(step, width)]
        drawn += [muted(row) for row in _packed(data.others, width)]
        if data.uro and not self._brief:
            drawn += [Line(), heading(words("widgets.uro"), "F5", width, "key:f5"), _trend(data.uro, width)]
            drawn += [Line((Piece(row),)) for row in wrapped(data.uro.words, width)]
        if data.due and not self._brief:
            drawn += [Line(), heading(words("widgets.due"), "F7", width, "key:f7")]
            mark = Piece(f"{data.due.mark} " if data.due.mark else "", "warn bold")
            drawn += [Line((mark, Piece(shortened(data.due.when, width - 3))))]
            drawn += [muted(row) for row in wrapped(data.due.what, width)]
        return drawn


class RailStrip(_Where):
    """The same in one row."""

    DEFAULT_CSS = "RailStrip { height: 1; background: $surface; }"

    def lines(self, width: int) -> list[Line]:
        steps = [one for one in self.data.steps if isinstance(one, Step)]
        drawn = [_in_strip(steps, *room) for room in zip(STRIP_LABELS, STRIP_NAMES, strict=True)]
        pieces = next((one for one in drawn if _cells(one) <= width), drawn[-1])
        for group in (self._uro(), self._due()):
            if _cells(pieces) + _cells(group) <= width:
                pieces += group
        return [Line(tuple(pieces))]

    def _uro(self) -> list[Piece]:
        if not (uro := self.data.uro) or not uro.points:
            return []
        zone = one_line(uro.words).split(",")[0]
        now = Piece(f"{with_bar(uro.points[-1].grade)} {zone}", "bold", "key:f5")
        return [Piece(f"  F5 {words('widgets.uro')} ", "muted", "key:f5"), now]

    def _due(self) -> list[Piece]:
        if not (due := self.data.due):
            return []
        mark = Piece(f"{due.mark} " if due.mark else "", "warn bold", "key:f7")
        label = Piece(f"   F7 {words('widgets.due')} ", "muted", "key:f7")
        return [label, mark, Piece(one_line(due.when), "", "key:f7")]


def heading(label: str, hint: str, width: int, tag: str | None = None) -> Line:
    """A bold heading with a muted word after it."""
    shown = shortened(label, width)
    rest = shortened(hint, width - cell_len(shown) - 1)
    return Line((Piece(shown, "bold"), Piece(f" {rest}" if rest else "", "muted")), tag=tag)


def muted(row: str) -> Line:
    """A row in the muted ink."""
    return Line((Piece(row, "muted"),))


def _step(step: Step, width: int) -> Line:
    mark = f"{MARKS[step.state]:<2}" if step.state != "alarm" else f"{MARKS['alarm']} "
    name = " ".join(filter(None, (step.number if step.state != "alarm" else "", one_line(step.label))))
    note = one_line(step.note)
    room = width - len(mark) - (cell_len(note) + 1 if note else 0)
    if step.short and cell_len(name) > room:
        name = one_line(step.short)
    shown = cut_in_middle(name, room) if step.state == "beside" else shortened(name, room)
    gap = " " * (width - len(mark) - cell_len(shown) - cell_len(note))
    ink = {"here": "bold", "alarm": "danger bold"}.get(step.state, "muted")
    mark_ink = "ok" if step.state == "done" else ink
    pieces = (Piece(mark, mark_ink), Piece(shown, ink), Piece(gap), Piece(note, "bold" if ink == "bold" else "muted"))
    return Line(pieces, "panel" if step.state == "here" else "", f"step:{step.id}" if step.id else None)


def _packed(names: tuple[str, ...], width: int) -> list[str]:
    """The names in rows, each in one piece."""
    rows: list[str] = []
    for name in names:
        shown = f"· {cut_in_middle(name, width - 2)}"
        if rows and cell_len(rows[-1]) + 2 + cell_len(shown) <= width:
            rows[-1] += f"  {shown}"
        else:
            rows.append(shown)
    return rows


def _cells(pieces: list[Piece]) -> int:
    return sum(cell_len(one.text) for one in pieces)


def _in_strip(steps: list[Step], label: int, name: int) -> list[Piece]:
    """The steps in a row: so many cells for the one that is here, and for each that has no number."""
    return [Piece(" "), *(piece for step in steps for piece in _short_step(step, label, name))]


def _short_step(step: Step, room: int, name_room: int) -> list[Piece]:
    tag = f"step:{step.id}" if step.id else None
    name = step.number or cut_in_middle(step.short or step.label, name_room)
    if step.state == "here":
        label = shortened(" ".join(filter(None, (step.number, one_line(step.label)))), room)
        return [Piece(f" {label} ", "panel bold", tag), Piece(" ")]
    if step.state == "alarm":
        return [Piece(f"{MARKS['alarm']} {shortened(step.label, 20)}", "danger bold", tag), Piece(" ")]
    ink = "ok" if step.state == "done" else "muted"
    return [Piece(MARKS[step.state], ink, tag), Piece(name, "muted", tag), Piece(" ")]


def _trend(uro: UroTrend, width: int) -> Line:
    """The last grades with their days; all but the newest without the month."""
    if not uro.points:
        return Line()
    *before, now = uro.points
    latest = f"{with_bar(now.grade)} {now.day}"
    older = ""
    for point in reversed(before):
        longer = f"{with_bar(point.grade)} {point.day.split()[0]} {older}"
        if cell_len(longer) + cell_len(latest) > width:
            break
        older = longer
    return Line((Piece(older, "muted"), Piece(latest, "bold")))
