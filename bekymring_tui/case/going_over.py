"""A case goes over to another edition of its procedure: where it stands then, and what it leaves behind.

`guide` is the new one here, with the one that led until now as its `before`. Alarm, consent, milestones, decisions
and the record stay as they are: no edition gets around them (P1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bekymring_tui.case import acts as a
from bekymring_tui.case.evolve import replace
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.lanes import MERGED, arrive, lane_holder, put
from bekymring_tui.case.refusal import Refusal
from bekymring_tui.case.state import Past, Position, SavedForm, State, Visit
from bekymring_tui.forms.model import Field, Form


def fallen(guide: Guide, state: State) -> tuple[Position, ...]:
    """The open positions whose step the new edition does not have."""
    return tuple(one for one in state.open_positions if one.here.step not in guide.track.steps)


def places_for(guide: Guide, position: Position) -> tuple[str, ...]:
    """Where a fallen position can stand. The first is ours to propose: the first step of the same level."""
    assert guide.before is not None, "a case goes over from one edition to another"
    old = guide.before.lane(position)
    alike = [one for one in guide.track.lanes.values() if one.routine == old.routine] or [*guide.track.lanes.values()]
    first = next((one for one in alike if one.id == old.id), alike[0])
    return tuple(dict.fromkeys((first.entry, *(step for lane in alike for step in lane.steps))))


def refuse_going_over(guide: Guide, state: State, act: a.WentOver) -> Refusal | None:
    """Only to the edition after the one that leads, only while something is open, and every fallen one has a place."""
    if guide.leading(state) is not guide.before:
        return Refusal("refusal.no_edition")
    if state.closed:
        return Refusal("refusal.edition_closed")
    places = {one.id: places_for(guide, one) for one in fallen(guide, state)}
    if set(act.landed) != set(places) or any(step not in places[name] for name, step in act.landed.items()):
        return Refusal("refusal.landing", ask="landed")
    return None


def go_over(guide: Guide, state: State, event: a.Event, act: a.WentOver) -> State:
    """The same case by the new edition. Whoever stands on a step that it has stands there still, in the same visit."""
    assert event.by is not None
    answers = {key: value for key, value in state.answers.items() if _fits(guide, key, value)}
    past = Past(
        seq=event.seq,
        at=event.at,
        by=event.by,
        been={one.id: tuple(dict.fromkeys(visit.step for visit in one.trail)) for one in state.positions.values()},
        answers={key: value for key, value in state.answers.items() if key not in answers},
        forms={key: one for key, one in state.forms.items() if _known(guide, key, one) != one.answers},
        ended=tuple(one for one in state.positions.values() if one.ended and one.here.step not in guide.track.steps),
        landed=frozenset(),
    )
    gone = {one.id for one in past.ended}
    places = {one.id: act.landed.get(one.id) or places_for(guide, one)[0] for one in fallen(guide, state)}
    open_ones, order = state.open_positions, [name for name in state.positions if name not in gone]
    kept = {one.id: _without_gone(guide, one) for one in state.positions.values() if one.ended and one.id not in gone}
    state = replace(state, answers=answers, forms=dict(_forms(guide, state)), positions=kept, past=(*state.past, past))
    state = _land(guide, state, open_ones, places)
    return replace(state, positions={name: state.positions[name] for name in order}, kept_from="")


def _land(guide: Guide, state: State, positions: tuple[Position, ...], places: Mapping[str, str]) -> State:
    """Each open position in its lane. Those that stand where they stood come first; a lane still holds one."""
    landed = []
    for one in sorted(positions, key=lambda each: each.id in places):
        position = _without_gone(guide, one)
        if one.id in places:
            state, visit = arrive(state, places[one.id])
            landed.append(visit)
            position = replace(position, trail=(*position.trail, visit), ahead=())
        if holder := lane_holder(guide, state, position.here.step):
            position = replace(position, ended=MERGED, ended_by=None, into=holder.id)
            state = replace(state, said=(*state.said, "case.merged"))
        state = put(state, position)
    past = replace(state.past[-1], landed=frozenset(landed))
    return replace(state, past=(*state.past[:-1], past))


def _without_gone(guide: Guide, position: Position) -> Position:
    """The position without visits to steps that are gone. What Back had left ahead stays up to the first of them."""
    trail = tuple(one for one in position.trail if one.step in guide.track.steps)
    return replace(position, trail=trail, ahead=tuple(reversed([*_up_to_gone(guide, position.ahead)])))


def _up_to_gone(guide: Guide, ahead: tuple[Visit, ...]) -> Iterator[Visit]:
    for one in reversed(ahead):
        if one.step not in guide.track.steps:
            return
        yield one


def _fits(guide: Guide, key: tuple[str, int, str], value: str) -> bool:
    """Whether the new edition asks the same question, with this answer among those it takes."""
    assert guide.before is not None
    name, _, asked = key
    old = next((one for one in guide.before.track.steps[name].questions if one.id == asked), None)
    step = guide.track.steps.get(name)
    new = next((one for one in step.questions if one.id == asked), None) if step else None
    return new is not None and old is not None and new.type == old.type and (not new.options or value in new.options)


def _forms(guide: Guide, state: State) -> Iterator[tuple[tuple[str, str], SavedForm]]:
    """The saved forms, with the answers that the new edition has fields for."""
    for key, saved in state.forms.items():
        if key[0] in guide.forms:
            yield key, replace(saved, answers=_known(guide, key, saved))


def _known(guide: Guide, key: tuple[str, str], saved: SavedForm) -> Mapping[str, str]:
    """The answers of a form that mean the same in the new edition's."""
    assert guide.before is not None
    old, new = (_fields(one.forms.get(key[0])) for one in (guide.before, guide))
    same = {name for name in old.keys() & new.keys() if _takes_all(new[name], old[name])}
    return {name: answer for name, answer in saved.answers.items() if name in same}


def _fields(form: Form | None) -> dict[str, Field]:
    return {one.id: one for one in form.fields} if form else {}


def _takes_all(new: Field, old: Field) -> bool:
    return new.type == old.type and {one.id for one in old.options} <= {one.id for one in new.options}
