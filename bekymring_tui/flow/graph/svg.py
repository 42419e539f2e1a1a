"""SVG to hang on the wall: valid XML, no outside fonts, readable without colours and, by its titles, without sight."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from bekymring_tui.flow.graph.layout import (
    BAND_LINE,
    COLUMN,
    END_HEIGHT,
    FALL,
    GOAL_LINE,
    GRID,
    HINT_LINE,
    LABEL_LINE,
    PAD,
    PORT,
    TITLE_LINE,
    Card,
    PlacedBand,
    PlacedDoor,
    Row,
    end_width,
    layouts,
)
from bekymring_tui.flow.graph.legend import legend
from bekymring_tui.flow.graph.look import STYLE
from bekymring_tui.flow.graph.measure import width
from bekymring_tui.flow.graph.paper import paper, scale
from bekymring_tui.flow.graph.shape import Shape, Way, shapes
from bekymring_tui.flow.graph.wires import Point, Wire, Wiring, wiring
from bekymring_tui.flow.procedure import Procedure
from bekymring_tui.texts import text

HEADING = 60
"""Height of the title and the legend's first line, and of each line more."""
ROUND = 6


def svg(procedure: Procedure, track: str | None = None) -> str:
    """One track, or all below each other. KeyError: no such track."""
    title = procedure.flow.title
    drawn = [sheet(shape, title) for shape in shapes(procedure, track)]
    wide = max(one.width for one in drawn)
    high = sum(one.height for one in drawn)
    about = " ".join([text("flow.graph.about", version=procedure.flow.version), *(one.about for one in drawn)])
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="nb" role="graphics-document document" '
        f'aria-labelledby="title about" viewBox="0 0 {wide} {high}" {paper(wide, high, len(drawn))}>',
        f'<title id="title">{escape(title if len(drawn) > 1 else drawn[0].title)}</title>',
        f'<desc id="about">{escape(about)}</desc>',
        STYLE,
        f'<rect class="paper" width="{wide}" height="{high}"/>',
    ]
    top = 0
    for one in drawn:
        lines += [f'<g transform="translate(0 {top})">', *one.lines(), "</g>"]
        top += one.height
    return "\n".join([*lines, "</svg>"]) + "\n"


def sheet(shape: Shape, procedure: str) -> Sheet:
    """Of all layouts the one that can be printed largest."""
    drawn = [Sheet(shape, procedure, one) for one in layouts(shape)]
    return max(drawn, key=lambda one: scale(one.width, one.height))


class Sheet:
    """One track: its title, its legend, its levels."""

    def __init__(self, shape: Shape, procedure: str, bands: tuple[PlacedBand, ...]) -> None:
        self.shape = shape
        self.title = text("flow.graph.title", title=procedure, track=shape.title)
        self.bands = bands
        self.wiring = wiring(bands)
        self.width = int(max(self.wiring.width, width(self.title, 20, bold=True) + GRID * 4))
        self._key, keys_height = legend(self.wiring.x[0] - GRID, 52, self.width)
        self._top = HEADING + keys_height + self.wiring.above + GRID * 2
        self.height = self._top + max(one.bottom for one in bands) + GRID * 2
        counted = (text("flow.graph.bands", band=one.title, steps=len(one.boxes)) for one in shape.bands)
        self.about = f"{self.title}. {' '.join(counted)}"

    def lines(self) -> Iterator[str]:
        yield f'<text class="heading" x="{self.wiring.x[0] - GRID}" y="34">{escape(self.title)}</text>'
        yield from self._key
        yield f'<g transform="translate(0 {self._top})">'
        for band in self.bands:
            yield from _band(band, self.wiring, self.shape.id)
        for wire in self.wiring.wires:
            yield _wire(wire, self.shape)
        yield "</g>"


def _band(band: PlacedBand, wired: Wiring, track: str) -> Iterator[str]:
    x = wired.x[band.column]
    wide = COLUMN + GRID * 2 + max(wired.ends[band.column] - GRID, 0)
    yield f"<g><title>{escape(band.band.title)}</title>"
    yield _rect("band", x - GRID, band.y, wide, band.bottom - band.y, 10)
    y = band.y + GRID * 2
    for line in band.title:
        yield f'<text class="level" x="{x}" y="{y}">{escape(line)}</text>'
        y += BAND_LINE
    for line in band.hint:
        yield f'<text class="hint" x="{x}" y="{y - 2}">{escape(line)}</text>'
        y += HINT_LINE
    starts = {card.box.step: card for card in band.cards}
    for door in band.doors:
        yield from _door(door, x, starts[door.door.start].y)
    for card in band.cards:
        yield from _card(card, band, x, f"{track}/{card.box.step}")
        if card.below:
            yield from _falls(card, starts[card.below].y, x)
    yield "</g>"


def _door(door: PlacedDoor, x: int, below: int) -> Iterator[str]:
    left = x + door.inset
    yield f"<g><title>{escape(door.door.label)}</title>"
    yield _rect("door", left, door.y, door.width, door.height, 4)
    yield from _texts("label", door.label, left + PAD, door.y + 16, LABEL_LINE)
    yield _fall(left + GRID, door.y + door.height, below, "plain", door.door.label)
    yield "</g>"


def _card(card: Card, band: PlacedBand, x: int, name: str) -> Iterator[str]:
    place = text("flow.graph.step", band=band.band.title, number=card.box.number)
    yield f"<g id={quoteattr(name)}><title>{escape(f'{place}: {card.box.title}')}</title>"
    yield _rect("step", x, card.y, COLUMN, card.bottom - card.y, 5)
    yield _rect("head", x, card.y, COLUMN, card.head, 5)
    yield f'<text class="number" x="{x + FALL}" y="{card.y + 23}">{escape(card.box.number)}</text>'
    y = card.y + (card.head - len(card.title) * TITLE_LINE) // 2 + 13
    yield from _texts("title", card.title, x + GRID * 4 + 4, y, TITLE_LINE)
    for row in card.rows:
        yield from _row(row, x, first=row is card.rows[0])
    yield "</g>"


def _row(row: Row, x: int, *, first: bool) -> Iterator[str]:
    if not first:
        yield f'<path class="rule" d="M{x + PAD} {row.y}H{x + COLUMN - PAD}"/>'
    used = len(row.label) * LABEL_LINE + len(row.note) * GOAL_LINE
    y = row.y + (row.height - used) // 2 + 11
    yield from _texts("opened" if row.style == "opens" else "label", row.label, x + PAD, y, LABEL_LINE)
    yield from _texts("goal", row.note, x + PAD, y + len(row.label) * LABEL_LINE, GOAL_LINE)
    at = x + COLUMN - PORT // 2 - 2
    if row.down:
        yield f'<path class="sign" d="M{at} {row.middle - 6}v11m-4 -4l4 4l4 -4"/>'
    elif row.end_words:
        yield from _end(row, x + COLUMN)


def _end(row: Row, edge: int) -> Iterator[str]:
    x, wide = edge + GRID * 2, end_width(row)
    yield f'<path class="wire {row.style}" d="M{edge} {row.middle}H{x}" marker-end="url(#arrow)"/>'
    yield _rect("end", x, row.middle - END_HEIGHT // 2, wide, END_HEIGHT, END_HEIGHT // 2)
    yield f'<text class="ended" x="{x + wide // 2}" y="{row.middle + 4}">{escape(row.end_words)}</text>'


def _falls(card: Card, below: int, x: int) -> Iterator[str]:
    """The arrow down to the next step, one for each kind."""
    for number, style in enumerate(card.falls):
        words = text("flow.graph.next") if not card.rows else card.box.title
        yield _fall(x + FALL + number * GRID, card.bottom, below, style, words)


def _fall(x: int, top: int, bottom: int, style: str, words: str) -> str:
    path = f'<path class="wire {style}" d="M{x} {top}V{bottom}" marker-end="url(#arrow)"><title>'
    return f"{path}{escape(words)}</title></path>"


def _wire(wire: Wire, shape: Shape) -> str:
    head = ' marker-end="url(#arrow)"' if wire.head else ""
    words = text("flow.graph.way", label=_way_words(wire.row.way), goal=_title(shape, wire.key.goal))
    path = f'<path class="wire {wire.key.style}" d="{_curve(wire.points, wire.head)}"{head}><title>'
    return f"{path}{escape(words)}</title></path>"


def _way_words(way: Way) -> str:
    return way.words or text("flow.graph.next")


def _title(shape: Shape, step: str) -> str:
    return next(box.title for band in shape.bands for box in band.boxes if box.step == step)


def _curve(points: tuple[Point, ...], head: bool) -> str:
    """Straight lines with rounded corners; without a head it ends in its last corner."""
    drawn = [f"M{points[0][0]} {points[0][1]}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        drawn.append("L{} {}Q{} {} {} {}".format(*_toward(corner, before), *corner, *_toward(corner, after)))
    if head:
        drawn.append(f"L{points[-1][0]} {points[-1][1]}")
    return "".join(drawn)


def _toward(corner: Point, other: Point) -> Point:
    """A point near the corner, in the direction of the other."""
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    near = min(ROUND, (abs(dx) + abs(dy)) // 2)
    return corner[0] + (near if dx > 0 else -near if dx else 0), corner[1] + (near if dy > 0 else -near if dy else 0)


def _rect(kind: str, x: int, y: int, wide: int, high: int, rounded: int) -> str:
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{wide}" height="{high}" rx="{rounded}"/>'


def _texts(kind: str, lines: tuple[str, ...], x: int, y: int, line: int) -> Iterator[str]:
    for number, words in enumerate(lines):
        yield f'<text class="{kind}" x="{x}" y="{y + number * line}">{escape(words)}</text>'
