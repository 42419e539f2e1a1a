"""A case as it may be shown: every text of the procedure drawn through the alarm's mask. The only way to a reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bekymring_tui.case import consent
from bekymring_tui.case.acts import NEXT, STAY, TAKEN_OVER
from bekymring_tui.case.alarm_rules import offers_handing_over
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.mask import label_is_closed, leads_to_guardians
from bekymring_tui.case.state import Done, Position, State
from bekymring_tui.flow.model import (
    Action,
    Anytime,
    Notice,
    Outcome,
    Question,
    Responsible,
    Sourced,
    Step,
    Tool,
)
from bekymring_tui.flow.terms import GUARDIAN_CONTACTS, EndReason


@dataclass(frozen=True)
class Line:
    """One row of a step. `text` is None when it is «stengt»; `element` carries the provenance for F2."""

    id: str
    text: str | None
    element: Sourced
    how: str | None = None
    optional: bool = False
    done: Done | None = None
    form: str | None = None
    address: str | None = None
    kind: str = ""
    needs_basis: tuple[str, ...] = ()

    @property
    def closed(self) -> bool:
        return self.text is None


@dataclass(frozen=True)
class Asked:
    """One question of the step with its answer so far."""

    id: str
    text: str | None
    element: Question
    answer: str | None


@dataclass(frozen=True)
class Choice:
    """One way on. It is always there; under the alarm its label may be None and is drawn neutrally by its target.

    `leads_to` is a step id or an end reason. `own`: the engine's own outcome.
    """

    id: str
    label: str | None
    leads_to: str | None
    ends: EndReason | None
    suggested: bool
    inferred: bool
    element: Outcome | None
    needs_basis: tuple[str, ...]
    taken: bool

    @property
    def own(self) -> bool:
        return self.element is None


@dataclass(frozen=True)
class StepView:
    """The page of one position. Titles and texts are None where they are «stengt»."""

    position: Position
    step: Step
    lane: str
    subtitle: str | None
    number: int
    of: int
    title: str | None
    intro: str | None
    weigh: str | None
    responsible: tuple[Line, ...]
    actions: tuple[Line, ...]
    at_decision: tuple[Line, ...]
    tools: tuple[Line, ...]
    questions: tuple[Asked, ...]
    choices: tuple[Choice, ...]
    notices: tuple[Line, ...]
    anytime: tuple[Line, ...]


def step_view(guide: Guide, state: State, position: Position, today: date) -> StepView:
    """What the page of a position shows now."""
    step, lane = guide.step(position), guide.lane(position)
    closed = state.masks and leads_to_guardians(guide, step)
    weigh = step.weigh
    weigh_closed = closed or (state.masks and weigh is not None and bool(GUARDIAN_CONTACTS & set(weigh.contacts)))
    actions = [_action(guide, state, position, step, one, today) for one in step.actions if guide.shown(one, state)]
    late = {one.id for one in step.actions if one.at == "decision"}
    return StepView(
        position=position,
        step=step,
        lane=lane.title,
        subtitle=lane.subtitle,
        number=lane.steps.index(step.id) + 1,
        of=len(lane.steps),
        title=None if closed else step.title,
        intro=None if closed else step.intro,
        weigh=None if weigh_closed or weigh is None else weigh.ask,
        responsible=tuple(_responsible(guide, state, one) for one in step.responsible),
        actions=tuple(one for one in actions if one.id not in late),
        at_decision=tuple(one for one in actions if one.id in late),
        tools=tuple(_tool(guide, state, one) for one in step.tools if guide.shown(one, state)),
        questions=tuple(_asked(guide, state, position, one) for one in step.questions if guide.shown(one, state)),
        choices=_choices(guide, state, position, step, today),
        notices=tuple(_notice(state, one) for one in guide.flow.notices if _holds(guide, one, step)),
        anytime=tuple(_anytime(state, one) for one in guide.flow.anytime if guide.meant(one.for_)),
    )


def step_title(guide: Guide, state: State, step_id: str, *, brief: bool = False) -> str | None:
    """The title of any step as it may be shown now; None when «stengt»."""
    step = guide.track.steps[step_id]
    if state.masks and leads_to_guardians(guide, step):
        return None
    return (brief and step.short) or step.title


def _responsible(guide: Guide, state: State, one: Responsible) -> Line:
    closed = state.masks and leads_to_guardians(guide, one)
    return Line(one.role, None if closed else guide.title(one), one, kind=one.part)


def _action(guide: Guide, state: State, position: Position, step: Step, one: Action, today: date) -> Line:
    closed = state.masks and leads_to_guardians(guide, one)
    here = position.here
    return Line(
        one.id,
        None if closed else one.do,
        one,
        how=None if closed else one.how,
        optional=one.optional,
        done=state.done.get((here.step, here.number, one.id)),
        needs_basis=tuple(consent.missing(guide, state, step, one, today)),
    )


def _tool(guide: Guide, state: State, one: Tool) -> Line:
    closed = state.masks and leads_to_guardians(guide, one)
    return Line(
        one.id,
        None if closed else one.name or one.id,
        one,
        how=None if closed else one.about,
        form=None if closed else one.form,
        address=None if closed else one.address,
        kind=one.kind,
    )


def _asked(guide: Guide, state: State, position: Position, one: Question) -> Asked:
    closed = state.masks and leads_to_guardians(guide, one)
    here = position.here
    return Asked(one.id, None if closed else one.ask, one, state.answers.get((here.step, here.number, one.id)))


def _holds(guide: Guide, notice: Notice, step: Step) -> bool:
    where = {step.id, guide.track.lane_of[step.id]}
    return guide.meant(notice.for_) and (not notice.at or bool(where & set(notice.at)))


def _notice(state: State, one: Notice) -> Line:
    closed = state.masks and bool(GUARDIAN_CONTACTS & set(one.contacts))
    return Line(one.id, None if closed else one.text, one)


def _anytime(state: State, one: Anytime) -> Line:
    closed = state.masks and bool(GUARDIAN_CONTACTS & set(one.contacts))
    return Line(one.id, None if closed else one.label, one, how=None if closed else one.text)


def _choices(guide: Guide, state: State, position: Position, step: Step, today: date) -> tuple[Choice, ...]:
    if position.ended is not None:
        return ()
    standing = next(
        (
            one.act.outcome
            for one in reversed(state.decisions)
            if one.act.position == position.id and one.visit == position.here and not one.superseded
        ),
        None,
    )
    found = [_choice(guide, state, position, step, one, standing, today) for one in guide.outcomes(step)]
    if step.outcomes:
        found.append(_own(STAY, standing))
    if offers_handing_over(state):
        found.append(_own(TAKEN_OVER, standing))
    return tuple(found)


def _own(name: str, standing: str | None) -> Choice:
    return Choice(name, None, None, None, False, False, None, (), standing == name)


def _choice(
    guide: Guide, state: State, position: Position, step: Step, one: Outcome, standing: str | None, today: date
) -> Choice:
    hidden = one.id == NEXT or (state.masks and label_is_closed(guide, one))
    return Choice(
        id=one.id,
        label=None if hidden else one.label,
        leads_to=one.to.step,
        ends=one.to.end,
        suggested=not state.masks and _suggested(state, position, one),
        inferred=one.to.landing == "inferred" or one.origin == "inferred",
        element=one,
        needs_basis=tuple(consent.missing(guide, state, step, one, today)),
        taken=standing == one.id,
    )


def _suggested(state: State, position: Position, one: Outcome) -> bool:
    """An answer may mark an outcome, never more. `step/question` looks at the newest visit of that step."""
    for name, wanted in one.suggest_when.items():
        step, _, question = name.rpartition("/")
        step = step or position.here.step
        number = position.here.number if step == position.here.step else state.visits.get(step, 0)
        answer = state.answers.get((step, number, question))
        if answer is not None and answer in ([wanted] if isinstance(wanted, str) else wanted):
            return True
    return False
