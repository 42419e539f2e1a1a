"""The procedure as a map: where the case stands and has been, what lies ahead, and every way on. Masked (P1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bekymring_tui.case.guide import Guide
from bekymring_tui.case.lanes import MERGED
from bekymring_tui.case.mask import drawn_step, drawn_words
from bekymring_tui.case.state import Decision, State
from bekymring_tui.flow.model import Outcome
from bekymring_tui.flow.procedure import Lane
from bekymring_tui.flow.terms import EndReason

Standing = Literal["here", "been", "ahead", "aside"]


@dataclass(frozen=True)
class MapWay:
    """A way on. `label` is None when it is drawn neutrally; `opens`: steps that open beside.

    `leads_to` and `ends` are both None when it stays. `taken`: when it was chosen last, and that stands.
    """

    id: str
    label: str | None
    leads_to: str | None
    ends: EndReason | None
    inferred: bool
    opens: tuple[str, ...]
    taken: str | None


@dataclass(frozen=True)
class MapStep:
    """A step. `title` is None when it is «stengt»; `closed`: it is, or the whole case waits for the call.

    `positions`: the open ones that stand here. `left`: when a decision last led on from here. `ended`: how the last
    position that ended here did. `aside`: no way leads here from where the case stands.
    """

    id: str
    number: str
    title: str | None
    standing: Standing
    closed: bool
    positions: tuple[str, ...]
    left: str | None
    ended: str | None
    ways: tuple[MapWay, ...]


@dataclass(frozen=True)
class MapLane:
    """A level or a routine. `any_time`: open to every step. Title and subtitle are None where «stengt» or missing."""

    id: str
    title: str | None
    subtitle: str | None
    any_time: bool
    steps: tuple[MapStep, ...]


def map_of(guide: Guide, state: State) -> tuple[MapLane, ...]:
    """Every level and routine, in the procedure's order."""
    at_any_time = {name for one in guide.flow.anytime if guide.meant(one.for_) for name in one.open}
    ahead = _ahead(guide, state, at_any_time)
    return tuple(
        MapLane(
            id=lane.id,
            title=drawn_words(state, lane.title),
            subtitle=drawn_words(state, lane.subtitle),
            any_time=lane.id in at_any_time,
            steps=tuple(_step(guide, state, lane, step, ahead) for step in lane.steps),
        )
        for lane in guide.track.lanes.values()
    )


def _ahead(guide: Guide, state: State, at_any_time: set[str]) -> set[str]:
    """The steps that some way leads to from where the case stands. None when it is closed."""
    if not state.open_positions:
        return set()
    found: set[str] = set()
    follow = [guide.track.opened(name) for name in at_any_time]
    follow += [step for one in state.open_positions for step in _led_to(guide, one.here.step)]
    while follow:
        step = follow.pop()
        if step not in found:
            found.add(step)
            follow += _led_to(guide, step)
    return found


def _led_to(guide: Guide, step: str) -> list[str]:
    ways = guide.outcomes(guide.track.steps[step])
    opened = [guide.track.opened(name) for one in ways for name in one.open]
    return [*(one.to.step for one in ways if one.to.step), *opened]


def _step(guide: Guide, state: State, lane: Lane, name: str, ahead: set[str]) -> MapStep:
    step = drawn_step(guide, state, name)
    decisions = [one for one in state.decisions if one.visit.step == name and one.stands]
    return MapStep(
        id=name,
        number=guide.track.numbers[name],
        title=step.title or None,
        standing=_standing(state, name, ahead),
        closed=not step.title or (state.alarm.pending and not lane.routine),
        positions=tuple(one.id for one in state.open_positions if one.here.step == name),
        left=decisions[-1].at if decisions else None,
        ended=_ended(state, name),
        ways=tuple(_way(guide, one, decisions) for one in guide.outcomes(step)),
    )


def _standing(state: State, name: str, ahead: set[str]) -> Standing:
    if any(one.here.step == name for one in state.open_positions):
        return "here"
    visited = {visit.step for one in state.positions.values() for visit in (*one.trail, *one.ahead)}
    if name in visited or any(one.visit.step == name for one in state.decisions):
        return "been"
    return "ahead" if name in ahead else "aside"


def _ended(state: State, name: str) -> str | None:
    ended = [one.ended for one in state.positions.values() if one.ended not in (None, MERGED) and one.here.step == name]
    return ended[-1] if ended else None


def _way(guide: Guide, outcome: Outcome, decisions: list[Decision]) -> MapWay:
    taken = [one.at for one in decisions if one.act.outcome == outcome.id]
    return MapWay(
        id=outcome.id,
        label=outcome.label or None,
        leads_to=outcome.to.step,
        ends=outcome.to.end,
        inferred=outcome.to.landing == "inferred",
        opens=tuple(guide.track.opened(name) for name in outcome.open),
        taken=taken[-1] if taken else None,
    )
