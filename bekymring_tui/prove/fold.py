"""When two cases are the same for the walk. Visits and answers are left out; so are consent and who the case is about.

Positions go with what the alarm lets them do; everything else about the alarm goes with each step alone. The walk
shows at every step that what is left out changes neither the way nor the alarm.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Literal, NamedTuple

from bekymring_tui.case.alarm_rules import offers_handing_over
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.state import Position, State
from bekymring_tui.prove.journey import Node
from bekymring_tui.prove.promise import Promise


class Told(NamedTuple):
    """How an alarm came to stand. `opened_for`: 0 nobody, 1 some of the guardians, 2 all."""

    asked: bool
    suspected: bool
    called: bool
    opened_for: int


class Alarm(NamedTuple):
    """All about the alarm that makes a difference: as P1 has it, and as the engine has it."""

    promised: Told
    kept: Told
    engine: Engine


class Engine(NamedTuple):
    """What the engine makes of it. `advised` only where a procedure has an end that needs it."""

    pending: bool
    masks: bool
    hands_over: bool
    advised: bool


class Folded(NamedTuple):
    """Where the open positions stand, and what the alarm lets them do."""

    positions: frozenset[tuple[str, int]]
    """Step; and 0, or for a position that can be withdrawn: 1 while the decision that opened it stands, 2 when Back
    has undone it."""
    alarm: Literal["free", "asked", "pending", "closed"]
    engine: Engine


def folded(guide: Guide, node: Node) -> Folded:
    """The node without what makes no difference for its positions."""
    places = frozenset((one.here.step, _withdrawable(node.state, one)) for one in node.state.open_positions)
    return Folded(places, _stage(node.promise), _engine(guide, node.state))


def folded_alarm(guide: Guide, node: Node) -> Alarm:
    """The alarm, whole."""
    promise, kept = node.promise, node.state.alarm
    return Alarm(
        Told(promise.asked, promise.suspected, promise.called, _opened_for(promise, promise.opened_for)),
        Told(kept.asked is not None, kept.raised is not None, kept.reached, _opened_for(promise, kept.cleared)),
        _engine(guide, node.state),
    )


def _opened_for(promise: Promise, opened: Collection[str | None]) -> int:
    return 2 if opened and promise.guardians <= set(opened) else min(1, len(opened))


def _stage(promise: Promise) -> Literal["free", "asked", "pending", "closed"]:
    if promise.asked:
        return "asked"
    if promise.waits:
        return "pending"
    return "closed" if promise.closed else "free"


def _engine(guide: Guide, state: State) -> Engine:
    advised = _advice_matters(guide) and state.alarm.advised
    return Engine(state.alarm.pending, state.masks, offers_handing_over(state), advised)


@lru_cache(maxsize=64)
def _advice_matters(guide: Guide) -> bool:
    steps = guide.track.steps.values()
    return any(outcome.to.end == "dismissed" for step in steps for outcome in step.outcomes)


def _withdrawable(state: State, position: Position) -> int:
    if position.opened_by is None or position.touched:
        return 0
    opener = next((one for one in state.decisions if one.seq == position.opened_by), None)
    return 2 if opener and opener.undone else 1
