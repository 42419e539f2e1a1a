"""How positions move: arriving, staying, ending, merging, Back. A lane holds at most one open position."""

from __future__ import annotations

from bekymring_tui.case.acts import STAY, TAKEN_OVER, Decided
from bekymring_tui.case.evolve import replace
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.refusal import Refusal
from bekymring_tui.case.state import Decision, Position, State, Visit

MERGED = "merged"


def lane_holder(guide: Guide, state: State, step: str, but: str | None = None) -> Position | None:
    """The open position in the lane of a step, other than `but`."""
    lane_of = guide.track.lane_of
    for one in state.open_positions:
        if one.id != but and lane_of[one.here.step] == lane_of[step]:
            return one
    return None


def arrive(state: State, step: str) -> tuple[State, Visit]:
    """A new visit to a step. Dates that were set at a former one no longer hold."""
    visit = Visit(step, state.visits.get(step, 0) + 1)
    dates = {key: day for key, day in state.dates.items() if key[0] != step}
    return replace(state, visits={**state.visits, step: visit.number}, dates=dates), visit


def put(state: State, position: Position) -> State:
    return replace(state, positions={**state.positions, position.id: position})


def open_lane(guide: Guide, state: State, name: str, opened_by: int | None = None) -> State:
    """Open a position at a step or a routine. Where the lane is open already, nothing is opened, and that is said."""
    step = guide.track.opened(name)
    if holder := lane_holder(guide, state, step):
        return replace(_led_into(state, holder), said=(*state.said, "case.lane_was_open"))
    state, visit = arrive(state, step)
    number = state.positions_made + 1
    state = replace(state, positions_made=number)
    return put(state, Position(f"p{number}", (visit,), opened_by=opened_by))


def _led_into(state: State, holder: Position) -> State:
    """Another way leads into an open position: it stays, whatever becomes of the decision that opened it."""
    return put(state, replace(holder, touched=True, orphaned=False))


def _enter(guide: Guide, state: State, position: Position, step: str, decision: int) -> State:
    """Move a position to a new visit, or let it end in the one that already holds the lane."""
    if holder := lane_holder(guide, state, step, but=position.id):
        state = replace(_led_into(state, holder), said=(*state.said, "case.merged"))
        return put(state, replace(position, ended=MERGED, ended_by=decision, into=holder.id))
    state, visit = arrive(state, step)
    return put(state, replace(position, trail=(*position.trail, visit), ahead=()))


def _withdraw(state: State, decisions: frozenset[int]) -> State:
    """What superseded decisions had opened: untouched positions go, the others stay and are marked.

    The milestones they had recorded go too.
    """
    kept = {}
    for one in state.positions.values():
        if one.opened_by not in decisions:
            kept[one.id] = one
        elif one.touched:
            kept[one.id] = replace(one, orphaned=True)
    return replace(state, positions=kept, marks=tuple(one for one in state.marks if one.seq not in decisions))


def _supersede(state: State, numbers: frozenset[int]) -> State:
    changed = tuple(replace(one, superseded=True) if one.seq in numbers else one for one in state.decisions)
    return replace(state, decisions=changed)


def _ahead(guide: Guide, state: State, position: Position, act: Decided) -> Decision | None:
    """The decision that Back undid at this visit, when `act` is the same again and its way is still free."""
    outcome = guide.outcome(guide.step(position), act.outcome)
    if outcome is None or not position.ahead or position.ahead[-1].step != outcome.to.step:
        return None
    if lane_holder(guide, state, position.ahead[-1].step, but=position.id):
        return None
    for one in reversed(state.decisions):
        if one.undone and not one.superseded and one.act.position == position.id and one.visit == position.here:
            return one if one.act.outcome == act.outcome else None
    return None


def _confirm(state: State, position: Position, old: Decision, new: Decision) -> State:
    """The same outcome again after Back: the visit ahead, what it had opened and recorded are the same ones."""
    state = _supersede(state, frozenset({old.seq}))
    marks = tuple(replace(one, seq=new.seq) if one.seq == old.seq else one for one in state.marks if one.seq != new.seq)
    state = replace(state, marks=marks)
    for one in state.positions.values():
        if one.opened_by == old.seq:
            state = put(state, replace(one, opened_by=new.seq))
    return put(state, replace(position, trail=(*position.trail, position.ahead[-1]), ahead=position.ahead[:-1]))


def decide(guide: Guide, state: State, decision: Decision) -> State:
    """Carry out an outcome that was accepted."""
    act = decision.act
    position = replace(state.positions[act.position], touched=True)
    old = _ahead(guide, state, position, act)
    state = put(replace(state, decisions=(*state.decisions, decision)), position)
    if act.outcome == STAY:
        return state
    if act.outcome == TAKEN_OVER:
        return _hand_over(guide, state, decision)
    if old:
        return _confirm(state, position, old, decision)
    changed = frozenset(
        one.seq for one in state.decisions if one.act.position == position.id and one.undone and not one.superseded
    )
    position = replace(position, ahead=())
    return _go(guide, _withdraw(_supersede(put(state, position), changed), changed), position, decision)


def _go(guide: Guide, state: State, position: Position, decision: Decision) -> State:
    outcome = guide.outcome(guide.step(position), decision.act.outcome)
    assert outcome is not None, "the rules refuse unknown outcomes"
    if outcome.to.step:
        state = _enter(guide, state, position, outcome.to.step, decision.seq)
    elif outcome.to.end:
        state = put(state, replace(position, ended=outcome.to.end, ended_by=decision.seq))
    for name in outcome.open:
        state = open_lane(guide, state, name, opened_by=decision.seq)
    return state


def _hand_over(guide: Guide, state: State, decision: Decision) -> State:
    """«Overtatt»: this position ends, and every level's. A routine beside it stays: the report is to be followed."""
    for one in state.open_positions:
        if one.id == decision.act.position or not guide.lane(one).routine:
            state = put(state, replace(one, ended="transferred", ended_by=decision.seq))
    return state


def back(guide: Guide, state: State, name: str) -> State:
    """One step back: an ended position stands open again, an open one returns to its former visit."""
    position = state.positions[name]
    if position.ended:
        undone = position.ended_by
        position = replace(position, ended=None, ended_by=None, into=None)
    else:
        position = replace(position, trail=position.trail[:-1], ahead=(*position.ahead, position.here))
        undone = _led_on(guide, state, position)
    decisions = tuple(
        replace(one, undone=True) if one.seq == undone and one.act.position == name else one for one in state.decisions
    )
    return put(replace(state, decisions=decisions), replace(position, touched=True))


def _led_on(guide: Guide, state: State, position: Position) -> int | None:
    """The decision by which the position left the visit where it stands."""
    for one in reversed(state.decisions):
        if one.stands and one.act.position == position.id and one.visit == position.here:
            led = guide.at(state, one.seq)
            outcome = led.outcome(led.step(position), one.act.outcome)
            if outcome and outcome.to.step:
                return one.seq
    return None


def ended_with(guide: Guide, state: State, position: Position) -> tuple[Position, ...]:
    """The other positions that were ended by the same act, and whose lanes are free."""
    if position.ended_by is None:
        return ()
    others = (one for one in state.positions.values() if one.ended_by == position.ended_by and one.id != position.id)
    return tuple(one for one in others if refuse_back(guide, state, one) is None)


def leads_on(guide: Guide, state: State, position: Position) -> Position | None:
    """Where the work of a position that has ended goes on: what it merged into, or the newest that its end opened."""
    if position.into:
        return goes_on_in(state, position)
    decision = next((one for one in state.decisions if one.seq == position.ended_by), None)
    outcome = guide.outcome(guide.step(position), decision.act.outcome) if decision else None
    if outcome is None:
        return None
    holders = [lane_holder(guide, state, guide.track.opened(name)) for name in outcome.open]
    return next((one for one in reversed(holders) if one), None)


def goes_on_in(state: State, position: Position) -> Position | None:
    """The open position that this one is, or has merged into; None when that has ended."""
    every = {one.id: one for past in state.past for one in past.ended} | dict(state.positions)
    found: Position | None = position
    while found and found.into:
        found = every.get(found.into)
    return found if found and found.ended is None else None


def refuse_back(guide: Guide, state: State, position: Position) -> Refusal | None:
    """Back needs a former visit, and a lane that nobody has taken meanwhile."""
    if position.ended is None and len(position.trail) == 1:
        return Refusal("refusal.first_step")
    target = position.here if position.ended else position.trail[-2]
    if lane_holder(guide, state, target.step, but=position.id):
        return Refusal("refusal.lane_taken")
    return None
