"""What is new in the edition a case can go over to, in words, drawn through the alarm's mask like all else of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bekymring_tui.case.guide import Guide
from bekymring_tui.case.mask import drawn
from bekymring_tui.case.state import State
from bekymring_tui.case.view import step_title
from bekymring_tui.flow.diff import Change, changes
from bekymring_tui.flow.model import Action, Deadline, Entry, Notice, Outcome, Question, Sourced, Step, Tool
from bekymring_tui.flow.periods import in_words
from bekymring_tui.flow.procedure import Lane
from bekymring_tui.texts import text


@dataclass(frozen=True)
class Told:
    """What is new at one step, or (`step` empty) in the whole procedure."""

    step: str
    lines: tuple[str, ...]


def told_changes(guide: Guide, state: State) -> tuple[Told, ...]:
    """All that differs from the edition before. Empty: the reader's own way is the same."""
    assert guide.before is not None, "changes are from one edition to another"
    found: dict[str, list[str]] = {"": []}
    for one in changes(guide.before.procedure, guide.procedure, guide.service, guide.group):
        inside = one.step if one.what != "step" else ""
        found.setdefault(inside, []).append(_line(guide, guide.before, state, one))
    return tuple(
        Told(_place(guide, state, step) if step else "", tuple(lines)) for step, lines in found.items() if lines
    )


def _place(guide: Guide, state: State, step: str) -> str:
    title = step_title(guide, state, step) or text("widgets.closed")
    return text("editions.at_step", level=_level(guide, step), title=title)


def _level(guide: Guide, step: str) -> str:
    return guide.track.lanes[guide.track.lane_of[step]].title


def _line(guide: Guide, old: Guide, state: State, one: Change) -> str:
    values: dict[str, object] = {"before": _name(old, state, one.before), "after": _name(guide, state, one.after)}
    if one.what == "step" and one.step in guide.track.steps:
        values["level"] = _level(guide, one.step)
    if isinstance(one.after, Outcome):
        values["goal"] = _goal(guide, state, one.after)
    if isinstance(one.after, Deadline):
        values["time"] = _time(one.after)
    return text(f"editions.change.{one.what}_{one.kind}", **values)


def _name(guide: Guide, state: State, one: Sourced | Lane | None) -> str:
    """What an element is called, as it may be told now."""
    if one is None or isinstance(one, Lane):
        return one.title if one else ""
    if isinstance(one, Step):
        return step_title(guide, state, one.id) or text("widgets.closed")
    return next(_words(drawn(guide, state, one)), "") or text("widgets.closed")


def _words(one: Sourced) -> Iterator[str]:
    match one:
        case Action():
            yield one.do
        case Tool():
            yield one.name if one.name is not None else one.id
        case Question():
            yield one.ask
        case Notice():
            yield one.text
        case Outcome() | Deadline() | Entry():
            yield one.label


def _goal(guide: Guide, state: State, one: Outcome) -> str:
    """Where an outcome leads, and what it opens beside."""
    opened = [_opened(guide, state, name) for name in one.open]
    goal = text("editions.stays")
    if one.to.end:
        goal = text("editions.ends", reason=text(f"flow.end.{one.to.end}").lower())
    elif one.to.step:
        goal = _title(guide, state, one.to.step)
    return text("editions.goal_and_opens", goal=goal, opened=", ".join(opened)) if opened else goal


def _opened(guide: Guide, state: State, name: str) -> str:
    lane = guide.track.lanes.get(name)
    return f"«{lane.title}»" if lane else _title(guide, state, name)


def _title(guide: Guide, state: State, step: str) -> str:
    return f"«{step_title(guide, state, step) or text('widgets.closed')}»"


def _time(one: Deadline) -> str:
    """How long it gives."""
    period = one.within or one.default or one.every
    if period is None:
        return text("editions.time_chosen")
    words = in_words(period)
    if one.within:
        return words
    return text("editions.time_proposed" if one.default else "editions.time_every", time=words)
