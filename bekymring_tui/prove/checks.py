"""What must hold in every state of the walk and after every move (P1, P2)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bekymring_tui.case import acts as a
from bekymring_tui.case.alarm_view import alarm_view
from bekymring_tui.case.digest import digest
from bekymring_tui.case.due import due_dates
from bekymring_tui.case.evolve import replace
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.mask import drawn_sources, drawn_step
from bekymring_tui.case.people import Subject
from bekymring_tui.case.refusal import Refusal
from bekymring_tui.case.rules import accept
from bekymring_tui.case.state import Mark, Position, State
from bekymring_tui.case.summary import summarise
from bekymring_tui.case.view import step_title, step_view
from bekymring_tui.flow.fields import walk
from bekymring_tui.flow.model import Sourced
from bekymring_tui.flow.problems import Code
from bekymring_tui.flow.sources import provenance
from bekymring_tui.flow.terms import OUTSIDE_CONTACTS, Basis, Contact
from bekymring_tui.prove.fold import folded
from bekymring_tui.prove.journey import NOW, TODAY, Move, Node, move, take
from bekymring_tui.prove.moves import ACUTE, F9, HOME, NUMBERS, OUTSIDE, decisions, on_another_basis
from bekymring_tui.prove.secrets import Secrets

ON_DUTY = frozenset({"barnevern", "police"})
"""Whom one may tell without consent: a duty to report stands, whatever the basis says (P6)."""

MAY_END = frozenset({"transferred", "done", "dismissed"})
"""The only ends while nobody is cleared (P1)."""

PARENT = Subject(kind="parent", call_name="x")

ASIDES = (
    move("", a.SubjectChanged(subject=Subject(kind="youth", call_name="x", age=17))),
    move("", a.SubjectChanged(subject=Subject(kind="unborn", call_name="x"))),
    move("", a.SubjectChanged(subject=PARENT)),
    move("", *(a.ConsentGiven(giver=one, services=[*OUTSIDE_CONTACTS]) for one in ("g1", "g2"))),
    move("", a.AnonymousSet(on=True)),
)
"""Acts about people and consent, which the fold leaves out."""

HELPS_NOW = (a.AlarmAsked, a.AlarmAnswered, a.CallRecorded, a.AlarmMoved, a.Entered, a.Misfiled, a.GuardianSet)
"""Moves that may be made while F9's question is open or nobody has been called; others only in a routine."""


class Finding(NamedTuple):
    """Something that does not hold: where, and the text that gives it away."""

    code: Code
    step: str | None = None
    words: str = ""


def after_move(guide: Guide, before: Node, move: Move, now: Node) -> Iterator[Finding]:
    """What a move that was taken may not have done."""
    state, promise = now.state, now.promise
    lowered = promise.waits and not state.alarm.pending
    lowered |= promise.closed and not state.masks
    lowered |= any(promise.closed_for([one]) and not state.closed_for(one) for one in promise.guardians)
    if lowered:
        yield Finding(Code.ALARM_LOWERED)
    if before.promise.waits and not _helps_now(guide, before, move):
        yield Finding(Code.GOES_ON, _step_of(before, move))
    for one in state.positions.values():
        earlier = before.state.positions.get(one.id)
        if promise.closed and one.ended not in (None, "merged", *MAY_END) and (earlier is None or not earlier.ended):
            yield Finding(Code.ENDED_UNDER_ALARM, one.here.step)


def _helps_now(guide: Guide, before: Node, move: Move) -> bool:
    positions = [before.state.positions.get(getattr(one, "position", "")) for one in move.acts]
    routine = all(one is not None and guide.lane(one).routine for one in positions)
    return routine or isinstance(move.acts[-1], HELPS_NOW)


def _step_of(before: Node, move: Move) -> str | None:
    position = before.state.positions.get(getattr(move.acts[-1], "position", ""))
    return position.here.step if position else None


def in_state(guide: Guide, node: Node) -> Iterator[Finding]:
    """What must hold in every state: F9 is one key away, and its question can be answered."""
    answers = (HOME, OUTSIDE, ACUTE, NUMBERS) if node.promise.asked else ()
    for one in (F9, *answers):
        if isinstance(accept(guide, node.state, one.acts[0], NOW), Refusal):
            yield Finding(Code.NO_F9)


def at_place(guide: Guide, node: Node, place: Position) -> Iterator[Finding]:
    """What must hold where a position stands: every way on of the procedure is shown, and one can be taken."""
    shown = {one.id for one in step_view(guide, node.state, place, TODAY).choices}
    if not {one.id for one in guide.outcomes(guide.step(place))} <= shown:
        yield Finding(Code.HIDDEN_WAY, place.here.step)
    if not node.promise.waits or guide.lane(place).routine:
        yield from _onward(guide, node, place)
    yield from _unasked(guide, node, place)


def _onward(guide: Guide, node: Node, place: Position) -> Iterator[Finding]:
    """One way on can be taken; and where the procedure has one that goes on, not only those that end the case."""
    step = guide.step(place)
    taken = ways_on(guide, node, place) - {a.STAY}
    if not taken:
        yield Finding(Code.NO_WAY_ON, step.id)
    further = {one.id for one in guide.outcomes(step) if not one.to.end}
    if taken and further and not taken & further:
        yield Finding(Code.STEERED_TO_END, step.id)


def _unasked(guide: Guide, node: Node, place: Position) -> Iterator[Finding]:
    """Nothing goes to another service on consent that nobody gave: the engine asks for another basis first (P6)."""
    if node.state.consents or node.state.anonymous:
        return
    step = guide.step(place)
    shared: list[tuple[a.Act, list[Contact]]] = [
        (a.ActionMarked(position=place.id, action=one.id, done=True), one.contacts)
        for one in step.actions
        if guide.meant(one.for_) and _on_consent(one.basis)
    ]
    ways = decisions(guide, node.state, place)
    for one in guide.outcomes(step):
        if _on_consent(one.basis):
            way = next(way for way in ways if isinstance(way.acts[-1], a.Decided) and way.acts[-1].outcome == one.id)
            shared.append((way.acts[-1], one.refer))
    for act, contacts in shared:
        if set(contacts) & OUTSIDE_CONTACTS - ON_DUTY and not isinstance(accept(guide, node.state, act, NOW), Refusal):
            yield Finding(Code.SHARED_WITHOUT_BASIS, step.id)


def _on_consent(basis: Basis | None) -> bool:
    return basis in ("consent", "consent_or_anonymous")


def ways_on(guide: Guide, node: Node, place: Position) -> set[str]:
    """The ways on that the engine takes, on another basis where consent is missing."""
    found = set()
    for way in decisions(guide, node.state, place):
        taken = take_somehow(guide, node, way)
        if isinstance(taken, Node) and isinstance(act := way.acts[-1], a.Decided):
            found.add(act.outcome)
    return found


def take_somehow(guide: Guide, node: Node, way: Move) -> Node | Refusal:
    """A way on as it is, or on another basis where consent is missing (P6)."""
    taken = take(guide, node, way)
    if isinstance(taken, Refusal) and taken.reason == "refusal.basis":
        return take(guide, node, on_another_basis(way))
    return taken


def beside(guide: Guide, node: Node, place: Position) -> Iterator[Finding]:
    """Whom the case is about, consent and anonymous mode change neither the way nor the alarm."""
    ways = ways_on(guide, node, place)
    for aside in ASIDES:
        other = take(guide, node, aside)
        if isinstance(other, Node) and (
            folded(guide, other) != folded(guide, node) or ways_on(guide, other, place) != ways
        ):
            yield Finding(Code.SIDE_EFFECT, place.here.step)


def told_at(guide: Guide, secrets: Secrets, node: Node, place: Position) -> Iterator[Finding]:
    """No word on a position's page leads to guardians, whomever the case is about."""
    for subject in (node.state.subject, PARENT):
        state = replace(node.state, subject=subject)
        if words := secrets.told(state, step_view(guide, state, place, TODAY)):
            yield Finding(Code.TOLD, place.here.step, words)


def told_around(guide: Guide, secrets: Secrets, node: Node) -> Iterator[Finding]:
    """Nor around it: in the rail, among what is due, in the list of cases, on the alarm page, in sources and export."""
    for subject in (node.state.subject, PARENT):
        state = replace(node.state, subject=subject, marks=_all_begun(guide))
        rail = [step_title(guide, state, one, brief=brief) for one in guide.track.steps for brief in (True, False)]
        lists = (due_dates(guide, state), summarise(guide, state), alarm_view(guide, state).actions)
        drawn = (rail, *lists, _sources(guide, state), digest(guide, state, anonymous=False))
        if words := secrets.told(state, drawn):
            yield Finding(Code.TOLD, None, words)


def _sources(guide: Guide, state: State) -> list[str | None]:
    """Every heading that F2 can show."""
    steps = [drawn_step(guide, state, one) for one in guide.track.steps]
    lines = [
        line
        for step in steps
        for _, one in walk(step)
        if isinstance(one, Sourced)
        for line in provenance(one, step, flow=guide.flow)
    ]
    return [text for one in drawn_sources(state, lines) for text in (one.section, one.note)]


@lru_cache(maxsize=64)
def _all_begun(guide: Guide) -> tuple[Mark, ...]:
    """Every milestone that a deadline counts from."""
    deadlines = [one for step in guide.track.steps.values() for one in step.deadlines]
    return tuple(Mark(0, one.from_, TODAY.isoformat()) for one in (*deadlines, *guide.flow.deadlines))
