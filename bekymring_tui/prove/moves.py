"""Everything a user may do at a place in the walk, as proposals to the real engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from bekymring_tui.case import acts as a
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.mask import drawn_step
from bekymring_tui.case.people import Guardian
from bekymring_tui.case.state import Position, State
from bekymring_tui.flow.model import Outcome, Question, Step
from bekymring_tui.prove.journey import NOW, TODAY, Move, Node, move

_STAY = f"prove.move.{a.STAY}"
_CALL = a.CallRecorded(called="barnevern", result="reached", at=NOW.isoformat(), spoke_with="x")
_ADVICE = a.AdviceRecorded(by="barnevern", spoke_with="x", at=NOW.isoformat(), clears=True, guardians=[])

F9 = move("f9", a.AlarmAsked(by="key"))
GRADE_7 = move("grade_7", a.Graded(grade=7))
HOME = move("home", a.AlarmAnswered(answer="home"))
OUTSIDE = move("outside", a.AlarmAnswered(answer="outside", suspected="employee"))
ACUTE = move("acute", a.AlarmAnswered(answer="acute"))
NUMBERS = move("numbers", a.AlarmAnswered(answer="numbers"))
REACHED = move("reached", _CALL)
NO_ANSWER = move("no_answer", a.CallRecorded(called="barnevern", result="no_answer"))
REACHED_OTHER = move("reached_other", _CALL.model_copy(update={"called": "other"}))
CLEARS_ONE = move("clears_one", _ADVICE.model_copy(update={"guardians": ["g1"]}))
CLEARS_ALL = move("clears_all", _ADVICE.model_copy(update={"guardians": ["g1", "g2"]}))
WAIT = move("wait", _ADVICE.model_copy(update={"clears": False}))
MOVED = move("moved", a.AlarmMoved(to="x", reason="x"))
NEW_GUARDIAN = move("new_guardian", a.GuardianSet(guardian=Guardian(id="g3", label="3")))

_BESIDE_THE_WAY = (
    GRADE_7, HOME, OUTSIDE, ACUTE, NUMBERS, REACHED, NO_ANSWER, REACHED_OTHER, CLEARS_ONE, CLEARS_ALL, WAIT, MOVED,
    NEW_GUARDIAN,
)  # fmt: skip


def moves(guide: Guide, node: Node) -> Iterator[Move]:
    """Those that may lead to another state: tried in every one."""
    state = node.state
    for position in state.positions.values():
        if position.ended is None:
            yield from (way for way in decisions(guide, state, position) if way.told != _STAY)
        yield back(position.id)
    yield from (_entered(lane.id, lane.title) for lane in guide.track.lanes.values() if lane.routine)
    yield from _alarm(node)


def _alarm(node: Node) -> Iterator[Move]:
    promise = node.promise
    yield from (HOME, NUMBERS) if promise.asked else (F9,)
    if promise.suspected and not promise.called:
        yield REACHED
    elif promise.suspected:
        yield from (CLEARS_ONE, CLEARS_ALL)
    if promise.opened_for:
        yield WAIT


def beside_the_way(guide: Guide, node: Node, position: Position) -> Iterator[Move]:
    """Those that lead nowhere new, or should not: tried once at each step under each alarm."""
    yield from (way for way in decisions(guide, node.state, position) if way.told == _STAY)
    yield from _dangers(guide, position.id, position.here.step)
    yield from _BESIDE_THE_WAY
    yield from _mistakes(node)


def decisions(guide: Guide, state: State, position: Position) -> tuple[Move, ...]:
    """Every way on that the procedure or the engine has, wherever it is offered."""
    drawn = drawn_step(guide, state, position.here.step)
    answerable = frozenset(one.id for one in drawn.questions if one.ask and guide.shown(one, state))
    return _decisions(guide, position.id, drawn.id, answerable)


@lru_cache(maxsize=4096)
def _decisions(guide: Guide, position: str, step_id: str, answerable: frozenset[str]) -> tuple[Move, ...]:
    step = guide.track.steps[step_id]
    ways = [_decided(position, step, one, answerable) for one in guide.outcomes(step)]
    return (*ways, *(move(own, _decision(position, own), step=step.title) for own in (a.STAY, a.TAKEN_OVER)))


def _decided(position: str, step: Step, outcome: Outcome, answerable: frozenset[str]) -> Move:
    told = "next" if outcome.id == a.NEXT else "decided"
    asked = [one for one in step.questions if one.id in outcome.ask and one.id in answerable]
    answers = [a.Answered(position=position, question=one.id, value=harmless(one)) for one in asked]
    return move(told, *answers, _decision(position, outcome.id), step=step.title, outcome=outcome.label)


def _decision(position: str, outcome: str) -> a.Decided:
    return a.Decided(position=position, outcome=outcome, reason="x", decided_by="x", look_again="none")


@lru_cache(maxsize=4096)
def on_another_basis(way: Move) -> Move:
    """The same way on, where consent is missing (P6)."""
    *before, last = way.acts
    return replace(way, acts=(*before, last.model_copy(update={"basis": "other", "basis_reason": "x"})))


def harmless(question: Question) -> str:
    """An answer that opens no question of F9's."""
    fitting = [one for one in question.options if one not in question.ask_alarm_on]
    return fitting[0] if fitting else {"grade": "unknown", "date": TODAY.isoformat()}.get(question.type, "x")


@lru_cache(maxsize=4096)
def _dangers(guide: Guide, position: str, step_id: str) -> tuple[Move, ...]:
    questions = [one for one in guide.track.steps[step_id].questions if one.ask_alarm_on]
    return tuple(
        move("danger", a.Answered(position=position, question=one.id, value=one.ask_alarm_on[0]), ask=one.ask)
        for one in questions
    )


@cache
def back(position: str) -> Move:
    return move("back", a.WentBack(position=position))


@cache
def _entered(lane: str, title: str) -> Move:
    return move("entered", a.Entered(name=lane), lane=title)


def _mistakes(node: Node) -> Iterator[Move]:
    """The newest call and the newest advice are «feilført»."""
    alarm = node.state.alarm
    for told, records in (("misfiled_call", alarm.calls), ("misfiled_advice", alarm.advice)):
        if records:
            yield move(told, a.Misfiled(seq=records[-1].seq, reason="x"))
