"""The drawings as files: dot that Graphviz reads, SVG that is whole, has everything, and where nothing overlaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bekymring_tui.flow.graph.dot import dot
from bekymring_tui.flow.graph.layout import COLUMN, GRID, layouts
from bekymring_tui.flow.graph.measure import width, wrapped
from bekymring_tui.flow.graph.mermaid import mermaid
from bekymring_tui.flow.graph.shape import Shape, shapes
from bekymring_tui.flow.graph.svg import sheet, svg
from bekymring_tui.flow.graph.wires import Key, Wiring
from bekymring_tui.flow.load import load, load_shipped, shipped_flows
from bekymring_tui.flow.procedure import Procedure
from bekymring_tui.texts import text

FLOWS = Path(__file__).parent.parent / "fixtures" / "flows"
SVG = "{http://www.w3.org/2000/svg}"
TRACKS = [(name, track) for name in shipped_flows() for track in load_shipped(name).tracks]

Box = tuple[float, float, float, float]


@pytest.fixture(params=[*TRACKS, ("nasty", None), ("minimal", None)], ids=lambda one: f"{one[0]}-{one[1]}")
def drawn(request: pytest.FixtureRequest) -> tuple[Procedure, str]:
    """A procedure, and one of its tracks."""
    name, track = request.param
    procedure = load_shipped(name) if track else load(FLOWS / name)
    return procedure, track or next(iter(procedure.tracks))


def only(procedure: Procedure, track: str) -> Shape:
    return shapes(procedure, track)[0]


# dot -----------------------------------------------------------------------------------------------------

STRING = r'"(?:[^"\\]|\\.)*"'
ATTRIBUTES = rf" \[\w+=(?:{STRING}|\w+)(?:, \w+=(?:{STRING}|\w+))*\]"
STATEMENT = re.compile(
    rf"\s*(?:(?:di|sub)graph {STRING} {{|}}|label={STRING};|(?:graph|node|edge){ATTRIBUTES};"
    rf"|{STRING}(?: -> {STRING})?(?:{ATTRIBUTES})?;)"
)


def test_dot_is_made_of_statements_and_joins_what_is_drawn(drawn: tuple[Procedure, str]) -> None:
    lines = dot(*drawn).splitlines()
    assert [one for one in lines if not STATEMENT.fullmatch(one)] == []
    assert sum(one.endswith("{") for one in lines) == sum(one.strip() == "}" for one in lines)
    nodes = {found[1] for one in lines if (found := re.match(rf"\s+({STRING}) \[", one))}
    arrows = [found for one in lines if (found := re.match(rf"\s+({STRING}) -> ({STRING})", one))]
    assert {end for one in arrows for end in one.groups()} <= nodes


def test_dot_and_mermaid_have_every_step_and_every_way(drawn: tuple[Procedure, str]) -> None:
    shape = only(*drawn)
    arrows = len(shape.ways) + len(shape.doors) + sum(len(one.opens) for one in shape.ways)
    for words, arrow in ((dot(*drawn), r" -> "), (mermaid(*drawn), r" (?:-->|-\.->|==>)")):
        assert len(re.findall(rf"(?m)^\s+\S+{arrow}", words)) == arrows
        for band in shape.bands:
            assert all(box.title in words for box in band.boxes)
        assert all(one.label in words for one in shape.ways)


def test_words_that_graphviz_would_read_are_made_harmless() -> None:
    procedure = load(FLOWS / "minimal")
    flow = procedure.flow.model_copy(update={"title": 'a "b" \\N\nc'})
    changed = Procedure(flow, procedure.tracks)
    assert dot(changed).splitlines()[0] == r'digraph "a \"b\" \\N c" {'


# SVG: what it says ---------------------------------------------------------------------------------------


def parsed(procedure: Procedure, track: str | None) -> Xml.Element:
    return Xml.fromstring(svg(procedure, track).encode())


def said(element: Xml.Element) -> str:
    """All words of an element, lines joined."""
    return " ".join(words for one in element.iter(f"{SVG}text") for words in one.itertext())


def test_every_step_with_every_way_and_where_it_leads_is_in_the_svg(drawn: tuple[Procedure, str]) -> None:
    root, shape = parsed(*drawn), only(*drawn)
    groups = {(one.get("id") or "").rpartition("/")[2]: one for one in root.iter(f"{SVG}g") if one.get("id")}
    below = {one.step: other.step for band in shape.bands for one, other in pairwise(band.boxes)}
    assert set(groups) == {box.step for band in shape.bands for box in band.boxes}
    for band in shape.bands:
        assert band.title in said(root)
        for box in band.boxes:
            assert said(groups[box.step]).startswith(f"{box.number} {box.title}")
    numbers = {box.step: box.number for band in shape.bands for box in band.boxes}
    for way in shape.ways:
        words = said(groups[way.source])
        assert way.words in words
        if way.end:
            assert text(f"flow.end.{way.end}") in words
        elif way.to != way.source and way.to != below.get(way.source):
            assert f"trinn {numbers[way.to or '']}" in words
        assert words.count(text("flow.graph.opens")) == sum(
            len(one.opens) for one in shape.ways if one.source == way.source
        )
    for door in shape.doors:
        assert door.label in said(root)


def test_it_tells_what_it_is_and_needs_nothing_from_outside(drawn: tuple[Procedure, str]) -> None:
    root, words = parsed(*drawn), svg(*drawn)
    named = root.get("aria-labelledby", "").split()
    assert [one.get("id") for one in root if one.tag in (f"{SVG}title", f"{SVG}desc")] == named
    assert all("".join(one.itertext()).strip() for one in root if one.get("id") in named)
    assert words.count("http") == 1, "the namespace"
    assert not re.search(r"@import|url\((?!#)|<image|<script|href", words)
    assert svg(*drawn) == words


def test_signs_that_xml_would_read_are_made_harmless() -> None:
    procedure = load(FLOWS / "minimal")
    flow = procedure.flow.model_copy(update={"title": 'Bø & <Hø> "x"'})
    root = parsed(Procedure(flow, procedure.tracks), None)
    assert (root.findtext(f"{SVG}title") or "").startswith('Bø & <Hø> "x"')


def test_it_fits_a_sheet_and_can_be_read(drawn: tuple[Procedure, str]) -> None:
    root = parsed(*drawn)
    wide, high = sorted(float((root.get(side) or "").removesuffix("mm")) for side in ("width", "height"))
    assert wide <= 277
    assert high <= 400
    scale = float((root.get("width") or "").removesuffix("mm")) / float((root.get("viewBox") or "").split()[2])
    assert scale * 10.5 / 0.3528 >= 5.9, "points of the smallest letters"


def test_all_tracks_are_drawn_below_each_other() -> None:
    procedure = load_shipped("nordreaker")
    root = parsed(procedure, None)
    assert all(one.title in said(root) for one in shapes(procedure))
    assert len(root.findall(f"{SVG}g")) == len(procedure.tracks)
    names = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(names) == len(set(names))


# SVG: where it stands ------------------------------------------------------------------------------------


def boxes(root: Xml.Element, *kinds: str) -> list[Box]:
    found = [one for one in root.iter(f"{SVG}rect") if one.get("class") in kinds and one.get("y")]
    in_sheet = [one for one in found if float(one.get("x", "0")) > 0 and one.get("x") != "6"]
    return [tuple(float(one.get(side, "0")) for side in ("x", "y", "width", "height")) for one in in_sheet]  # type: ignore[misc]


def apart(one: Box, other: Box) -> bool:
    """Whether there is air between them."""
    return (
        one[0] + one[2] < other[0]
        or other[0] + other[2] < one[0]
        or one[1] + one[3] < other[1]
        or other[1] + other[3] < one[1]
    )


def test_no_box_lies_on_another(drawn: tuple[Procedure, str]) -> None:
    root = parsed(*drawn)
    found = boxes(root, "step", "end", "door")
    shape = only(*drawn)
    assert len(found) == sum(len(one.boxes) for one in shape.bands) + len(shape.doors) + sum(
        one.end is not None for one in shape.ways
    )
    assert [pair for pair in combinations(found, 2) if not apart(*pair)] == []
    levels = boxes(root, "band")
    assert len(levels) == len(shape.bands)
    assert [pair for pair in combinations(levels, 2) if not apart(*pair)] == []
    wide = float((root.get("viewBox") or "").split()[2])
    assert all(one[0] >= 0 and one[0] + one[2] <= wide for one in [*found, *levels])


def legs(wired: Wiring) -> Iterator[tuple[Key, Box]]:
    """Each straight part of each arrow, as a box without breadth; without the last one where it joins another."""
    for wire in wired.wires:
        points = wire.points if wire.head else wire.points[:-1]
        for a, b in pairwise(points):
            yield wire.key, (min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1]))


def test_no_arrow_goes_through_a_box_and_none_along_one_of_another_kind(drawn: tuple[Procedure, str]) -> None:
    shown = sheet(only(*drawn), "")
    bands, wired = shown.bands, shown.wiring
    cards = [
        (wired.x[card.column] + 1, card.y, COLUMN - 2, card.bottom - card.y) for band in bands for card in band.cards
    ]
    ends = boxes(parsed(*drawn), "end")
    found = list(legs(wired))
    assert [(key, card) for key, leg in found for card in cards if not apart(leg, card)] == []
    assert [(key, end) for key, leg in found for end in ends if not apart(leg, end)] == []
    for (key, one), (other_key, other) in combinations(found, 2):
        along = (one[2] == 0) == (other[2] == 0)
        assert key == other_key or not along or apart(one, other), (key, other_key)


def test_each_arrow_begins_at_its_row_and_each_kind_has_one_head_at_its_goal(drawn: tuple[Procedure, str]) -> None:
    shown = sheet(only(*drawn), "")
    bands, wired = shown.bands, shown.wiring
    cards = {card.box.step: card for band in bands for card in band.cards}
    for wire in wired.wires:
        row = wire.row
        assert row.y < wire.points[0][1] < row.y + row.height
        if wire.head:
            goal = cards[wire.key.goal]
            assert goal.y < wire.points[-1][1] < goal.y + goal.head
            assert wire.points[-1][0] in (wired.x[goal.column], wired.x[goal.column] + COLUMN)
    heads = [wire.key for wire in wired.wires if wire.head]
    assert len(heads) == len(set(heads))
    assert {wire.key for wire in wired.wires} == set(heads)
    rows = [row for card in cards.values() for row in card.rows if row.goal and not row.down]
    assert len(wired.wires) == len(rows)


def test_every_card_stands_on_the_grid(drawn: tuple[Procedure, str]) -> None:
    for card in (card for bands in layouts(only(*drawn)) for band in bands for card in band.cards):
        assert (card.y % GRID, card.head % GRID, card.bottom % GRID) == (0, 0, 0)


# Words in a room -----------------------------------------------------------------------------------------


@given(st.text(max_size=200), st.integers(30, 300))
def test_words_are_wrapped_to_their_room_and_none_is_lost(words: str, room: int) -> None:
    lines = wrapped(words, room, 12, bold=True)
    assert all(width(line, 12, bold=True) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(words.split())
