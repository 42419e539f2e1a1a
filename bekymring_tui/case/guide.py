"""What a case is led by: its procedure, its track and the forms. Handed to every rule, so that none reads a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bekymring_tui.case.acts import NEXT
from bekymring_tui.case.state import Position, State
from bekymring_tui.flow.model import Element, Flow, Outcome, Responsible, Step, Target
from bekymring_tui.flow.procedure import CompiledTrack, Lane, Procedure
from bekymring_tui.flow.sources import sources_of
from bekymring_tui.flow.terms import Origin
from bekymring_tui.forms.model import Form
from bekymring_tui.texts import text


@dataclass(frozen=True, eq=False)
class Guide:
    """The procedure and forms that one case is led by, for one service and group. Equal only to itself."""

    procedure: Procedure
    service: str
    group: str | None
    forms: Mapping[str, Form]
    before: Guide | None = None
    """What led the case until it went over to this edition."""

    @cached_property
    def line(self) -> tuple[Guide, ...]:
        """Every guide that has led the case, this one last."""
        return (*(self.before.line if self.before else ()), self)

    def leading(self, state: State) -> Guide:
        """The guide that leads the case in this state: an earlier one while the events are replayed."""
        return self.line[len(state.past)]

    def at(self, state: State, seq: int) -> Guide:
        """The guide that led the case when this event was made."""
        return self.line[sum(one.seq <= seq for one in state.past)]

    @property
    def flow(self) -> Flow:
        return self.procedure.flow

    @cached_property
    def track(self) -> CompiledTrack:
        return self.procedure.track_for(self.service)

    def step(self, position: Position) -> Step:
        return self.track.steps[position.here.step]

    def lane(self, position: Position) -> Lane:
        return self.track.lanes[self.track.lane_of[position.here.step]]

    def meant(self, names: list[str]) -> bool:
        """Whether a `for` list names this service or group; an empty one means all.

        As long as it is not known which group the reader is in, everything that is meant for one of them is theirs.
        """
        if not names or self.service in names or self.group in names:
            return True
        return self.group is None and not self.flow.services[self.service].groups.keys().isdisjoint(names)

    def shown(self, element: Element, state: State) -> bool:
        """Whether an element is for this reader and this subject: by engine facts only, never by answers."""
        when = element.show_when
        fits = when is None or when.subject is None or (state.subject and state.subject.kind in when.subject)
        relay = when is None or when.relay_log is None or not when.relay_log
        return self.meant(element.for_) and bool(fits) and relay

    def outcomes(self, step: Step) -> tuple[Outcome, ...]:
        """The procedure's own ways on; a printed step without a decision has one, `next`."""
        if step.next:
            return (_next(step.next.step, step.next_origin, tuple(sources_of(step))),)
        return tuple(one for one in step.outcomes if self.meant(one.for_))

    def outcome(self, step: Step, name: str) -> Outcome | None:
        return next((one for one in self.outcomes(step) if one.id == name), None)

    def title(self, responsible: Responsible) -> str:
        """The printed title of a role in this service."""
        role = self.flow.roles[responsible.role]
        return role.by.get(self.service, role.label)


@lru_cache(maxsize=1024)
def _next(step: str, origin: Origin, src: tuple[str, ...]) -> Outcome:
    """Rests on what the step that it leaves rests on."""
    note = text("flow.way_on")
    return Outcome(id=NEXT, label=NEXT, to=Target(step=step), origin=origin, src=list(src), note=note)
