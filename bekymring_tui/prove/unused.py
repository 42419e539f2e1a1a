"""What stands in the head of a flow and is used nowhere, and openings that lead to where one stands already."""

from __future__ import annotations

from collections.abc import Iterator

from bekymring_tui.flow.compile import compiled, placed
from bekymring_tui.flow.fields import walk
from bekymring_tui.flow.load import Reading
from bekymring_tui.flow.model import Action, Deadline, Flow, Fragment, Outcome, Responsible, Step
from bekymring_tui.flow.problems import Code, Problem, problem


def unused(reading: Reading, flow: Flow) -> Iterator[Problem]:
    """Roles and milestones that nothing names. Telephones are all shown to whoever keeps the contacts."""
    names = _named(flow)
    brought = {one for fragment in flow.fragments for one in fragment.milestones}
    for number, milestone in enumerate(flow.milestones):
        if milestone not in names and milestone not in brought:
            yield problem(Code.UNUSED, reading.at(("milestones", number)), word=milestone)
    for name in flow.roles:
        if name not in names:
            yield problem(Code.UNUSED, reading.key_at(("roles", name)), word=name)


def merges(reading: Reading, flow: Flow) -> Iterator[Problem]:
    """An outcome that opens the level it also goes to, or stays in: the two become one without a word."""
    for number, track in enumerate(compiled(flow).tracks.values()):
        for item in placed(flow, number):
            for index, outcome in enumerate(track.steps[item.id].outcomes):
                ends = outcome.to.end is not None
                lands = item.lane if outcome.to.stay else track.lane_of.get(outcome.to.step or "")
                for spot, name in enumerate(outcome.open):
                    if not ends and track.lane_of[track.opened(name)] == lands:
                        place = reading.at((*item.where, "outcomes", index, "open", spot))
                        yield problem(Code.OPENS_OWN_LEVEL, place, word=name, outcome=outcome.id)


def _named(flow: Flow) -> set[str]:
    found: set[str] = set()
    for _, one in walk(flow):
        if isinstance(one, Responsible):
            found.add(one.role)
        if isinstance(one, Action):
            found |= {*one.by, *one.records}
        if isinstance(one, Outcome | Step):
            found |= {*one.records}
        if isinstance(one, Deadline):
            found |= {one.from_, *([one.met_by] if one.met_by else [])}
        if isinstance(one, Fragment):
            found |= {*one.needs_roles}
    return found
