"""The alarm: the safety state of a case (P1). It covers the whole case and every position in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bekymring_tui.case.acts import (
    AdviceRecorded,
    AlarmAnswered,
    AlarmAsked,
    AlarmMoved,
    Asked,
    Called,
    CallRecorded,
)
from bekymring_tui.case.evolve import replace

NO_GUARDIAN = ""
"""Stands among the cleared where advice was given while no guardian was known."""


@dataclass(frozen=True)
class Call:
    """A call that was made, or tried."""

    seq: int
    act: CallRecorded


@dataclass(frozen=True)
class Advice:
    """Advice from barnevern or police."""

    seq: int
    act: AdviceRecorded


@dataclass(frozen=True)
class Alarm:
    """`asked`: F9's question stands open. `raised`: the suspicion that was answered, in event `since`.

    `reached`: a call is recorded. `cleared`: the guardians whom advice has opened for.
    """

    asked: Asked | None = None
    raised: Literal["home", "outside"] | None = None
    suspected: Literal["employee", "leader", "other"] | None = None
    since: int = 0
    reached: bool = False
    calls: tuple[Call, ...] = ()
    advice: tuple[Advice, ...] = ()
    cleared: frozenset[str] = frozenset()
    acute_open: bool = False
    moved_to: str | None = None

    @property
    def pending(self) -> bool:
        """The case's page is the alarm page: the question is open, or nobody has been reached yet."""
        return self.asked is not None or (self.raised is not None and not self.reached)

    def closes(self, guardians: Iterable[str]) -> bool:
        """Whether what leads to these guardians together is «stengt». «Vet allerede» opens nothing."""
        if self.pending:
            return True
        needed = set(guardians) or {NO_GUARDIAN}
        return self.raised is not None and not needed <= self.cleared

    @property
    def advised(self) -> bool:
        """Whether barnevern or police have advised on the suspicion that stands."""
        return any(one.seq > self.since for one in self.advice)

    @property
    def unanswered(self) -> tuple[Called, ...]:
        """Where nobody answered since the alarm was raised, in the order they were tried."""
        return tuple(one.act.called for one in self.calls if one.act.result == "no_answer" and one.seq > self.since)


def ask(alarm: Alarm, act: AlarmAsked) -> Alarm:
    """F9's question opens. In a case from a copy nothing stays cleared: advice to wait may be among what is missing."""
    none: frozenset[str] = frozenset()
    return replace(alarm, asked=act.by, cleared=none if act.by == "restored" else alarm.cleared)


def answer(alarm: Alarm, seq: int, act: AlarmAnswered) -> Alarm:
    """F9's question answered. A new suspicion starts over: what was cleared before did not know of it.

    A suspicion at home is not lowered by a later one against somebody outside, nor is the question of this
    case closed by an alarm that is moved here.
    """
    asked = alarm.asked if act.moved_from else None
    if act.answer == "numbers":
        return replace(alarm, asked=asked)
    if act.answer == "acute":
        return replace(alarm, asked=asked, acute_open=True)
    raised: Literal["home", "outside"] = "home" if alarm.raised == "home" else act.answer
    suspected = act.suspected or alarm.suspected
    none: frozenset[str] = frozenset()
    return replace(
        alarm, asked=asked, raised=raised, suspected=suspected, since=seq, reached=False, cleared=none, moved_to=None
    )


def call(alarm: Alarm, seq: int, act: CallRecorded) -> Alarm:
    """A call recorded. Only police, barnevern or barnevernsvakt count as reached."""
    reached = alarm.reached or (act.result == "reached" and act.called != "other")
    return replace(alarm, calls=(*alarm.calls, Call(seq, act)), reached=reached)


def advise(alarm: Alarm, seq: int, act: AdviceRecorded) -> Alarm:
    """Advice recorded; with `clears` it opens for those it names."""
    alarm = replace(alarm, advice=(*alarm.advice, Advice(seq, act)))
    if not act.clears:
        return close_again(alarm, act)
    return replace(alarm, cleared=alarm.cleared | (set(act.guardians) or {NO_GUARDIAN}))


def close_again(alarm: Alarm, act: AdviceRecorded) -> Alarm:
    """Advice to wait closes for those it names, or for everyone. It does so even when it was «feilført»."""
    return replace(alarm, cleared=alarm.cleared - set(act.guardians) if act.guardians else frozenset())


def move(alarm: Alarm, act: AlarmMoved) -> Alarm:
    """«Feil sak»: the alarm stands in another case now. A question that stands open here still wants its answer."""
    none: frozenset[str] = frozenset()
    return replace(alarm, raised=None, suspected=None, reached=False, cleared=none, moved_to=act.to)


def lost(alarm: Alarm, kind: str) -> Alarm:
    """An event whose content is gone: what it said is not known, so the question is asked again, and nothing opens."""
    if kind in ("alarm_asked", "alarm_answered"):
        return replace(alarm, asked=alarm.asked or "key")
    return replace(alarm, cleared=frozenset()) if kind == "advice_recorded" else alarm
