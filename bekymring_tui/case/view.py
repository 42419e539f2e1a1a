"""A case as it may be shown: every text of the procedure drawn through the alarm's mask. The only way to a reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bekymring_tui.case import consent
from bekymring_tui.case.acts import NEXT, STAY, TAKEN_OVER
from bekymring_tui.case.alarm_rules import calls_first, offers_handing_over
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.mask import drawn_flow, drawn_step, drawn_words, role_title
from bekymring_tui.case.relay_holder import relay_holder
from bekymring_tui.case.state import Done, Position, State
from bekymring_tui.flow.model import Action, Anytime, Notice, Outcome, Question, Responsible, Sourced, Step, Tool
from bekymring_tui.flow.terms import EndReason
from bekymring_tui.texts import catalog


@dataclass(frozen=True)
class Line:
    """One row of a step. `text` is None when it is «stengt»; `element` carries the provenance for F2, masked too.

    `by`: who does it, where that is not just whoever is responsible for the step.
    """

    id: str
    text: str | None
    element: Sourced
    how: str | None = None
    by: tuple[str, ...] = ()
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

    @property
    def closed(self) -> bool:
        return self.text is None


@dataclass(frozen=True)
class Choice:
    """One way on. It is always there; under the alarm its label may be None and is drawn neutrally by its target.

    `leads_to` is a step id or an end reason. `own`: the engine's own outcome. `calls`: it leads to a call, and its
    reason is given afterwards.
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
    calls: bool = False

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
    number: str
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


def option_words(option: str) -> str:
    """An answer to one of the procedure's choice questions, in words."""
    return catalog().get(f"option.{option}", option)


def step_view(guide: Guide, state: State, position: Position, today: date) -> StepView:
    """What the page of a position shows now."""
    step, lane = drawn_step(guide, state, position.here.step), guide.lane(position)
    flow = drawn_flow(guide, state)
    actions = [_action(guide, state, position, step, one, today) for one in step.actions if guide.shown(one, state)]
    late = {one.id for one in step.actions if one.at == "decision"}
    return StepView(
        position=position,
        step=step,
        lane=lane.title,
        subtitle=lane.subtitle,
        number=guide.track.numbers[step.id],
        of=guide.track.counted(step.id),
        title=step.title or None,
        intro=step.intro or None,
        weigh=step.weigh.ask or None if step.weigh else None,
        responsible=tuple(_responsible(guide, state, one) for one in step.responsible),
        actions=tuple(one for one in actions if one.id not in late),
        at_decision=tuple(one for one in actions if one.id in late),
        tools=tuple(_tool(one) for one in step.tools if guide.shown(one, state)),
        questions=tuple(_asked(state, position, one) for one in step.questions if guide.shown(one, state)),
        choices=_choices(guide, state, position, step, today),
        notices=tuple(_notice(one) for one in flow.notices if _holds(guide, one, step)),
        anytime=tuple(_anytime(one) for one in flow.anytime if guide.meant(one.for_)),
    )


def step_title(guide: Guide, state: State, step_id: str, *, brief: bool = False) -> str | None:
    """The title of any step as it may be shown now; None when «stengt»."""
    step = drawn_step(guide, state, step_id)
    return ((brief and step.short) or step.title) or None


def _responsible(guide: Guide, state: State, one: Responsible) -> Line:
    title = role_title(guide, state, one)
    name = drawn_words(state, relay_holder(guide, state)) if guide.flow.roles[one.role].assigned else None
    return Line(one.role, f"{title} ({name})" if title and name else title, one, kind=one.part)


def _action(guide: Guide, state: State, position: Position, step: Step, one: Action, today: date) -> Line:
    here = position.here
    return Line(
        one.id,
        one.do or None,
        one,
        how=one.how or None,
        by=_by(guide, state, step, one),
        optional=one.optional,
        done=state.done.get((here.step, here.number, one.id)),
        needs_basis=tuple(consent.missing(guide, state, step, one, today)),
    )


def _by(guide: Guide, state: State, step: Step, one: Action) -> tuple[str, ...]:
    if not one.do or set(one.by) == {each.role for each in step.responsible if each.part == "responsible"}:
        return ()
    return tuple(filter(None, (role_title(guide, state, Responsible(role=role)) for role in one.by)))


def _tool(one: Tool) -> Line:
    name = one.id if one.name is None else one.name
    return Line(
        one.id, name or None, one, how=one.about or None, form=one.form, address=one.address or None, kind=one.kind
    )


def _asked(state: State, position: Position, one: Question) -> Asked:
    here = position.here
    return Asked(one.id, one.ask or None, one, state.answers.get((here.step, here.number, one.id)))


def _holds(guide: Guide, notice: Notice, step: Step) -> bool:
    where = {step.id, guide.track.lane_of[step.id]}
    return guide.meant(notice.for_) and (not notice.at or bool(where & set(notice.at)))


def _notice(one: Notice) -> Line:
    return Line(one.id, one.text or None, one)


def _anytime(one: Anytime) -> Line:
    return Line(one.id, one.label or None, one, how=one.text or None)


def _choices(guide: Guide, state: State, position: Position, step: Step, today: date) -> tuple[Choice, ...]:
    if position.ended is not None:
        return ()
    taken = state.taken(position)
    found = [_choice(guide, state, position, step, one, taken, today) for one in guide.outcomes(step)]
    if step.outcomes:
        found.append(_own(STAY, taken))
    if offers_handing_over(state):
        found.append(_own(TAKEN_OVER, taken))
    return tuple(found)


def _own(name: str, taken: str | None) -> Choice:
    return Choice(name, None, None, None, False, False, None, (), taken == name)


def _choice(
    guide: Guide, state: State, position: Position, step: Step, one: Outcome, taken: str | None, today: date
) -> Choice:
    return Choice(
        id=one.id,
        label=None if one.id == NEXT else one.label or None,
        leads_to=one.to.step,
        ends=one.to.end,
        suggested=not state.masks and _suggested(state, position, one),
        inferred=one.to.landing == "inferred" or one.origin == "inferred",
        element=one,
        needs_basis=tuple(consent.missing(guide, state, step, one, today)),
        taken=taken == one.id,
        calls=calls_first(guide, guide.step(position), one),
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
