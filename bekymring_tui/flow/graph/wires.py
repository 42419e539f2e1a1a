"""The arrows between the columns: each to its own goal, in a track of its own, joined where they lead to the same.

An arrow leaves the row of its way to the right, or to the left when it leads back to an earlier column. It goes along
the gutter beside the goal's column; where that lies further away, along a bus above all columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from bekymring_tui.flow.graph.layout import COLUMN, GRID, Card, PlacedBand, Row, Style, end_width

Side = Literal["left", "right"]
Point = tuple[int, int]

EDGE, TRACK = 18, 10
"""Room beside the tracks of a gutter, and between two of them."""
MARGIN = 24
"""Left of the first column and right of the last gutter."""


class Key(NamedTuple):
    """Arrows of one key are one tree: they share their tracks and their head."""

    goal: str
    side: Side
    style: Style


@dataclass(frozen=True)
class Wire:
    """One arrow, corner by corner. `head`: it is drawn to its goal; else it ends where it joins another of its key."""

    row: Row
    key: Key
    points: tuple[Point, ...]
    head: bool


@dataclass(frozen=True)
class Wiring:
    """`x` of each column, how wide the room for ends is beside each, the arrows, the whole width, room above."""

    x: tuple[int, ...]
    ends: tuple[int, ...]
    wires: tuple[Wire, ...]
    width: int
    above: int


@dataclass(frozen=True)
class _Link:
    row: Row
    key: Key
    column: int
    goal_column: int
    leaves: Side
    y: int

    @property
    def out(self) -> int:
        """The gutter that it leaves into; gutter n lies right of column n."""
        return self.column if self.leaves == "right" else self.column - 1

    @property
    def into(self) -> int:
        """The gutter that it arrives from."""
        return self.goal_column if self.key.side == "right" else self.goal_column - 1


def wiring(bands: tuple[PlacedBand, ...]) -> Wiring:
    """Every way that does not simply lead down to the next step."""
    cards = [card for band in bands for card in band.cards]
    by_step = {card.box.step: card for card in cards}
    links = [_link(card, row, by_step) for card in cards for row in card.rows if row.goal and not row.down]
    heads = _heads(links, by_step)
    buses = _buses(links)
    tracks = _tracks(links, heads, buses)
    columns = max(card.column for card in cards) + 1
    ends = tuple(_ends(card for card in cards if card.column == number) for number in range(columns))
    x = [MARGIN]
    for number in range(columns):
        used = 1 + max((track for (gutter, _), track in tracks.items() if gutter == number), default=-1)
        x.append(x[-1] + COLUMN + ends[number] + EDGE * 2 + max(used - 1, 0) * TRACK)
    places = {where: x[where[0]] + COLUMN + ends[where[0]] + EDGE + track * TRACK for where, track in tracks.items()}
    routes = [(link, _route(link, heads, buses, places, x)) for link in links]
    above = max((-y for y in buses.values()), default=0)
    return Wiring(tuple(x[:-1]), ends, tuple(_joined(routes)), x[-1] + MARGIN // 2, above)


def _link(card: Card, row: Row, by_step: dict[str, Card]) -> _Link:
    assert row.goal is not None, "only ways to a step have an arrow here"
    goal = by_step[row.goal].column
    leaves: Side = "left" if goal < card.column else "right"
    side: Side = "left" if goal > card.column else "right"
    # Each kind of line has its own heights on the grid, so that none lies on another.
    y = row.middle + (GRID // 4 if leaves == "left" else 0)
    return _Link(row, Key(row.goal, side, row.style), card.column, goal, leaves, y)


def _heads(links: list[_Link], by_step: dict[str, Card]) -> dict[Key, int]:
    """The height at which the arrows of a key arrive at their goal."""
    found: dict[Key, int] = {}
    for key in sorted({link.key for link in links}):
        before = sum(other[:2] == key[:2] for other in found)
        quarter = GRID // 2 if key.side == "right" else GRID * 3 // 4
        found[key] = by_step[key.goal].y + quarter + before * GRID
    return found


def _buses(links: list[_Link]) -> dict[Key, int]:
    """The height above the columns along which a key crosses them."""
    far = sorted({link.key for link in links if link.out != link.into})
    return {key: -GRID - number * TRACK for number, key in enumerate(far)}


def _tracks(links: list[_Link], heads: dict[Key, int], buses: dict[Key, int]) -> dict[tuple[int, Key], int]:
    """The track of each key in each gutter: the first where nothing lies in the way; short ones first."""
    spans: dict[tuple[int, Key], list[int]] = {}
    for link in links:
        turn = [heads[link.key]] if link.out == link.into else [buses[link.key]]
        spans.setdefault((link.out, link.key), []).extend([link.y, *turn])
        if link.out != link.into:
            spans.setdefault((link.into, link.key), []).extend([heads[link.key], buses[link.key]])
    taken: dict[tuple[int, int], list[tuple[int, int]]] = {}
    found = {}
    for where, heights in sorted(spans.items(), key=lambda one: (_reach(one), one[0])):
        low, high = min(heights) - GRID, max(heights) + GRID
        track = 0
        while any(low < bottom and top < high for top, bottom in taken.get((where[0], track), [])):
            track += 1
        taken.setdefault((where[0], track), []).append((low, high))
        found[where] = track
    return found


def _reach(span: tuple[object, list[int]]) -> int:
    return max(span[1]) - min(span[1])


def _ends(cards: Iterable[Card]) -> int:
    widths = [end_width(row) for card in cards for row in card.rows if row.end_words]
    return max(widths) + GRID * 2 if widths else 0


def _route(
    link: _Link, heads: dict[Key, int], buses: dict[Key, int], places: dict[tuple[int, Key], int], x: list[int]
) -> tuple[Point, ...]:
    out, head = places[link.out, link.key], heads[link.key]
    start = x[link.column] + (COLUMN if link.leaves == "right" else 0)
    goal = x[link.goal_column] + (COLUMN if link.key.side == "right" else 0)
    if link.out == link.into:
        return ((start, link.y), (out, link.y), (out, head), (goal, head))
    bus, into = buses[link.key], places[link.into, link.key]
    return ((start, link.y), (out, link.y), (out, bus), (into, bus), (into, head), (goal, head))


def _joined(routes: list[tuple[_Link, tuple[Point, ...]]]) -> Iterable[Wire]:
    """Each arrow as far as the first corner after which one of its key goes already. The longest goes all the way."""
    drawn: dict[Key, list[tuple[Point, Point]]] = {}
    for link, points in sorted(routes, key=lambda one: (-_length(one[1]), one[1])):
        legs = list(pairwise(points))
        known = drawn.setdefault(link.key, [])
        cut = next((at for at, leg in enumerate(legs) if any(_goes_along(leg, other) for other in known)), None)
        kept = points if cut is None else points[: cut + 2]
        known += legs if cut is None else legs[:cut]
        yield Wire(link.row, link.key, kept, cut is None)


def _length(points: tuple[Point, ...]) -> int:
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(points))


def _goes_along(leg: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether a leg begins on another, in its direction."""
    (start, end), (first, last) = leg, other
    for along, across in ((0, 1), (1, 0)):
        if start[across] == end[across] == first[across] == last[across]:
            low, high = sorted((first[along], last[along]))
            return low <= start[along] <= high and (end[along] > start[along]) == (last[along] > first[along])
    return False
