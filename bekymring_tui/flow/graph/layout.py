"""Where the boxes of a track stand: levels as columns, steps in order below each other, under each its ways on.

Everything lies on a grid, so that no two lines ever share a height. `y` is 0 at the top of the levels and grows
downwards; `x` comes later, when it is known how much room the arrows need between the columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bekymring_tui.flow.graph.measure import width, wrapped
from bekymring_tui.flow.graph.shape import Band, Box, Door, Shape, Way
from bekymring_tui.texts import text

Style = Literal["plain", "inferred", "opens"]

GRID = 12
COLUMN = 264
PAD = 8
PORT = 18
"""Room at the end of a way's row for its sign."""

BAND_SIZE, HINT_SIZE, TITLE_SIZE, LABEL_SIZE, GOAL_SIZE = 15.0, 11.0, 13.0, 11.5, 10.5
BAND_LINE, HINT_LINE, TITLE_LINE, LABEL_LINE, GOAL_LINE = 19, 14, 17, 14, 13
GAP, DOOR_GAP, BAND_GAP = 2 * GRID, 2 * GRID, 3 * GRID
FALL = 30
"""From a step's left edge: the arrow down to the next step. What stands between two steps leaves room for it."""
DOOR, DOOR_SHIFT = 5 * GRID, 2 * GRID
"""From a step's left edge: its entry, and how much further in each entry more, so that no arrow crosses one."""
END_HEIGHT = 18


@dataclass(frozen=True)
class Row:
    """A way on under its step. `down`: to the step below, by the arrow that leads there; else to `goal`, or an end.

    `way` is named again in each row of what it opens.
    """

    way: Way
    style: Style
    goal: str | None
    down: bool
    label: tuple[str, ...]
    note: tuple[str, ...]
    y: int
    height: int

    @property
    def middle(self) -> int:
        """On the grid."""
        return self.y + self.height // 2 // GRID * GRID

    @property
    def end_words(self) -> str:
        """What the end is called; empty when the way does not end."""
        return text(f"flow.end.{self.way.end}") if self.way.end and self.goal is None else ""


@dataclass(frozen=True)
class Card:
    """A step with its ways. `head` is the height of its title; `below`: the step its arrow leads down to."""

    box: Box
    column: int
    title: tuple[str, ...]
    y: int
    head: int
    rows: tuple[Row, ...]
    below: str | None
    falls: tuple[Style, ...]

    @property
    def bottom(self) -> int:
        return self.rows[-1].y + self.rows[-1].height if self.rows else self.y + self.head


@dataclass(frozen=True)
class PlacedDoor:
    """An entry above its step, `inset` from the step's left edge."""

    door: Door
    label: tuple[str, ...]
    inset: int
    y: int
    height: int

    @property
    def width(self) -> int:
        return COLUMN - self.inset


@dataclass(frozen=True)
class PlacedBand:
    """A level in its column."""

    band: Band
    column: int
    title: tuple[str, ...]
    hint: tuple[str, ...]
    y: int
    bottom: int
    cards: tuple[Card, ...]
    doors: tuple[PlacedDoor, ...]


def layouts(shape: Shape) -> Iterator[tuple[PlacedBand, ...]]:
    """Every way to stack the bands in columns that keeps their order, each column about as high as the others."""
    words = _Words(shape)
    heights = [_band(words, band, 0, 0).bottom for band in shape.bands]
    runs = {sum(heights[first:last]) + BAND_GAP * (last - first - 1) for first, last in _runs(len(heights))}
    fits = dict.fromkeys(_stacked(heights, most) for most in sorted(runs) if most >= max(heights))
    for places in fits:
        yield tuple(_band(words, band, *place) for band, place in zip(shape.bands, places, strict=True))


def _runs(count: int) -> Iterator[tuple[int, int]]:
    return ((first, last) for first in range(count) for last in range(first + 1, count + 1))


def _stacked(heights: list[int], most: int) -> tuple[tuple[int, int], ...]:
    """Column and top of each band, when a column may be this high."""
    places: list[tuple[int, int]] = []
    column, top = 0, 0
    for height in heights:
        if top and top + height > most:
            column, top = column + 1, 0
        places.append((column, top))
        top += height + BAND_GAP
    return tuple(places)


class _Words:
    """What a way says of where it leads."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self._places = {box.step: (band, box) for band in shape.bands for box in band.boxes}

    def goal(self, source: str, goal: str) -> str:
        """«→ Nivå 2, trinn 1», seen from a step."""
        band, box = self._places[goal]
        if goal == source:
            return text("flow.graph.again")
        near = band is self._places[source][0]
        where = text("flow.graph.near" if near else "flow.graph.step", band=band.title, number=box.number)
        return text("flow.graph.goal", goal=where)


def _band(words: _Words, band: Band, column: int, top: int) -> PlacedBand:
    title = wrapped(band.title, COLUMN, BAND_SIZE, bold=True)
    said = (band.subtitle, text("flow.graph.any_time") if band.any_time else "")
    hint = tuple(line for one in said for line in wrapped(one, COLUMN, HINT_SIZE))
    y = top + _on_grid(GRID + len(title) * BAND_LINE + len(hint) * HINT_LINE) + GRID
    cards: list[Card] = []
    doors: list[PlacedDoor] = []
    nexts = {one.step: below.step for one, below in pairwise(band.boxes)}
    for box in band.boxes:
        for number, door in enumerate(one for one in words.shape.doors if one.start == box.step):
            inset = DOOR + number * DOOR_SHIFT
            label = wrapped(door.label, COLUMN - inset - PAD * 2, LABEL_SIZE)
            doors.append(PlacedDoor(door, label, inset, y, _on_grid(len(label) * LABEL_LINE + 8)))
            y += doors[-1].height + DOOR_GAP
        cards.append(_card(words, box, nexts.get(box.step), column, y))
        y = cards[-1].bottom + GAP
    return PlacedBand(band, column, title, hint, top, y - GAP + GRID * 2, tuple(cards), tuple(doors))


def _card(words: _Words, box: Box, below: str | None, column: int, y: int) -> Card:
    title = wrapped(box.title, COLUMN - PAD * 2 - GRID * 3, TITLE_SIZE, bold=True)
    head = max(_on_grid(len(title) * TITLE_LINE + 14), GRID * 3)
    ways = [one for one in words.shape.ways if one.source == box.step]
    falls = {_style(one) for one in ways if one.to == below and below}
    rows: list[Row] = []
    at = y + head
    for way in ways:
        for row in _rows(words, way, below, at):
            rows.append(row)
            at = row.y + row.height
    return Card(box, column, title, y, head, tuple(rows), below if falls else None, tuple(sorted(falls)))


def _rows(words: _Words, way: Way, below: str | None, y: int) -> Iterator[Row]:
    down = way.to is not None and way.to == below
    if way.label or not down:
        row = _row(words, way, _style(way), way.to, down, way.words or text("flow.graph.next"), y)
        yield row
        y += row.height
    for opened in way.opens:
        row = _row(words, way, "opens", opened, False, text("flow.graph.opens"), y)
        yield row
        y += row.height


def _row(words: _Words, way: Way, style: Style, goal: str | None, down: bool, label: str, y: int) -> Row:
    room = COLUMN - PAD * 2 - PORT
    lines = wrapped(label, room, LABEL_SIZE)
    note = wrapped(words.goal(way.source, goal), room, GOAL_SIZE) if goal and not down else ()
    height = max(_on_grid(len(lines) * LABEL_LINE + len(note) * GOAL_LINE + 8), GRID * 2)
    return Row(way, style, goal, down, lines, note, y, height)


def _style(way: Way) -> Style:
    return "inferred" if way.inferred else "plain"


def end_width(row: Row) -> int:
    """Of the rounded box that a way ends in."""
    return _on_grid(width(row.end_words, GOAL_SIZE) + 20)


def _on_grid(length: float) -> int:
    return -int(-length // GRID) * GRID
