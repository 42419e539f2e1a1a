"""The rows of the map: a step with its sign and words, under it each way on with where it leads."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from bekymring_tui.case.acts import NEXT
from bekymring_tui.case.map import MapLane, MapStep, MapWay
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.screens import worded
from bekymring_tui.texts import text
from bekymring_tui.widgets.valg import Heading, Row

SIGNS = {"here": "●", "been": "✓", "ahead": "○", "aside": "·"}
CLOSED = "–"

SHORT = 24
"""Cells: what says where a way leads stands beside it when it is no longer, else below."""


def standing_rows(lanes: tuple[MapLane, ...]) -> list[str]:
    """One line for each step where the case stands; that it is closed when it stands nowhere."""
    here = [
        text("map.here_line", place=_place(lane, step), title=_title(step))
        for lane in lanes
        for step in lane.steps
        if step.positions
    ]
    return here or [text("map.nowhere")]


def map_rows(case: OpenCase, lanes: tuple[MapLane, ...]) -> Iterator[Row | Heading]:
    """Everything on the map."""
    places = {step.id: (lane, step) for lane in lanes for step in lane.steps}
    for lane in lanes:
        hints = (lane.subtitle or "", text("map.any_time") if lane.any_time else "")
        yield Heading(lane.title or text("widgets.closed"), " · ".join(filter(None, hints)))
        for step in lane.steps:
            yield _step(step)
            for way in step.ways:
                yield _way(case, step, way, places)


def _step(step: MapStep) -> Row:
    sign = CLOSED if step.closed and not step.positions else SIGNS[step.standing]
    words = [_standing(step), text("widgets.closed") if step.closed and step.title else ""]
    label = text("map.step", number=step.number, title=_title(step))
    return Row(f"step:{step.id}", label, "place", sign=sign, note=", ".join(filter(None, words)))


def _standing(step: MapStep) -> str:
    if step.standing != "been":
        return text(f"map.{step.standing}")
    day = worded.day_and_month(step.left) if step.left else ""
    if step.ended:
        return text("map.ended_on", day=day) if day else text("map.ended")
    return text("map.been_on", day=day) if day else text("map.been")


def _way(case: OpenCase, step: MapStep, way: MapWay, places: dict[str, tuple[MapLane, MapStep]]) -> Row:
    goal = _goal(step, way, places)
    beside = cell_len(goal) <= SHORT
    more = [
        "" if beside else goal,
        *(text("map.opens", place=_place(*places[one])) for one in way.opens),
        text("map.inferred") if way.inferred else "",
        text("map.taken", day=worded.day_and_month(way.taken)) if way.taken else "",
    ]
    label = text("map.next") if way.id == NEXT else worded.choice(case, way)
    below = " · ".join(filter(None, more))
    return Row(f"way:{step.id}/{way.id}", label, note=goal if beside else "", sub=below)


def _goal(step: MapStep, way: MapWay, places: dict[str, tuple[MapLane, MapStep]]) -> str:
    """«til trinn 2», «til Nivå 2, trinn 1», «slutt: bedre»."""
    if way.ends:
        return text("map.end", reason=text(f"flow.end.{way.ends}").lower())
    if way.leads_to is None or way.leads_to == step.id:
        return text("map.stays")
    lane, goal = places[way.leads_to]
    if lane is places[step.id][0]:
        return text("map.to_near", number=goal.number)
    return text("map.to", place=_place(lane, goal))


def _place(lane: MapLane, step: MapStep) -> str:
    return text("case_page.lane_step", lane=lane.title or text("widgets.closed"), number=step.number)


def _title(step: MapStep) -> str:
    return step.title or text("widgets.closed")
