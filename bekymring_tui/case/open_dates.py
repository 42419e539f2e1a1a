"""The dates that a procedure leaves to the user, only proposes, or lets go further."""

from __future__ import annotations

from collections.abc import Iterator
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
    `met`: what was waited for has come.
    """

    step: str
    deadline: str
    label: str | None
    milestone: str
    begun: bool
    met: bool
    on: date | None


def dates_to_set(guide: Guide, state: State) -> tuple[DateToSet, ...]:
    """Those of every step of a way that goes on; what the user alone decides, of the steps where it is.

    What can be made longer is there once it runs.
    """
    standing = {one.id: one.on for one in due_dates(guide, state)}
    return tuple(
        DateToSet(
            step=step,
            deadline=one.id,
            label=drawn(guide, state, one).label or None,
            milestone=one.from_,
            begun=one.from_ in state.milestones,
            met=met(state, one) is not None,
            on=standing.get(f"{step}/{one.id}"),
        )
        for step, one in _all(guide, state)
        if guide.shown(one, state) and (one.within is None or (one.extend_to and one.from_ in state.milestones))
    )


def _all(guide: Guide, state: State) -> Iterator[tuple[str, Deadline]]:
    here = {one.here.step for one in state.open_positions}
    runs = going_on(state)
    for step in (one for one in been(state) if one in runs):
        yield from ((step, one) for one in guide.track.steps[step].deadlines if one.kind != "choice" or step in here)
    yield from (("", one) for one in guide.flow.deadlines)
