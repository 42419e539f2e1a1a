"""The dates that a procedure leaves to the user, only proposes, or lets go further."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bekymring_tui.case.due import been, due_dates, going_on, met
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.mask import drawn
from bekymring_tui.case.state import State
from bekymring_tui.flow.model import Deadline


@dataclass(frozen=True)
class DateToSet:
    """One such date. `label` is None when it is «stengt»; `on` is the day as it stands, set or proposed.

    `step` is empty for a date of the whole case. `milestone` is what it counts from, `begun`: that has happened.
    `met`: what was waited for has come. `note`: what is said about the deadline, such as what the document leaves open.
    """

    step: str
    deadline: str
    label: str | None
    note: str | None
    milestone: str
    begun: bool
    met: bool
    on: date | None


def dates_to_set(guide: Guide, state: State) -> tuple[DateToSet, ...]:
    """Those of every step of a way that goes on; what the user alone decides, of the steps where it is.

    What can be made longer, and what follows the whole case, is there once it runs.
    """
    standing = {one.id: one.on for one in due_dates(guide, state)}
    return tuple(
        _to_set(guide, state, step, one, standing) for step, one in _all(guide, state) if guide.shown(one, state)
    )


def _to_set(guide: Guide, state: State, step: str, one: Deadline, standing: Mapping[str, date]) -> DateToSet:
    shown = drawn(guide, state, one)
    return DateToSet(
        step=step,
        deadline=one.id,
        label=shown.label or None,
        note=shown.note or None,
        milestone=one.from_,
        begun=one.from_ in state.milestones,
        met=met(state, one) is not None,
        on=standing.get(f"{step}/{one.id}"),
    )


def _all(guide: Guide, state: State) -> Iterator[tuple[str, Deadline]]:
    here = {one.here.step for one in state.open_positions}
    runs = going_on(state)
    for step in (one for one in been(state) if one in runs):
        for one in guide.track.steps[step].deadlines:
            if (one.kind != "choice" or step in here) and _left_open(state, one):
                yield step, one
    if not state.closed:
        begun = (one for one in guide.flow.deadlines if one.from_ in state.milestones)
        yield from (("", one) for one in begun if _left_open(state, one))


def _left_open(state: State, one: Deadline) -> bool:
    return one.within is None or (one.extend_to is not None and one.from_ in state.milestones)
