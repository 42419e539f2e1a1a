"""The alarm: the safety state of a case (P1). It covers the whole case and every position in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from bekymring_tui.case.acts import AdviceRecorded, AlarmAnswered, CallRecorded


@dataclass(frozen=True)
class Call:
    """A call that was made, or tried."""

    seq: int
    act: CallRecorded


@dataclass(frozen=True)
class Clearance:
    """Advice that opens talking with the named guardians."""

    seq: int
    act: AdviceRecorded


@dataclass(frozen=True)
class Alarm:
    """`asked`: F9's question stands open. `raised`: the suspicion that was answered. `reached`: a call is recorded."""

    asked: Literal["key", "answer", "grade"] | None = None
    raised: Literal["home", "outside"] | None = None
    suspected: Literal["employee", "leader", "other"] | None = None
    reached: bool = False
    calls: tuple[Call, ...] = ()
    advice: tuple[Clearance, ...] = ()
    clearances: tuple[Clearance, ...] = ()
    acute_open: bool = False
    moved_to: str | None = None

    @property
    def pending(self) -> bool:
        """The case's page is the alarm page: the question is open, or nobody has been reached yet."""
        return self.asked is not None or (self.raised is not None and not self.reached)

    def cleared(self, guardians: Iterable[str]) -> bool:
        """Whether advice has opened for every known guardian. «Vet allerede» opens nothing."""
        named = {one for clearance in self.clearances for one in clearance.act.guardians}
        return bool(self.clearances) and set(guardians) <= named

    def closes(self, guardians: Iterable[str]) -> bool:
        """Whether what leads to guardians together is «stengt»."""
        return self.asked is not None or (self.raised is not None and not self.cleared(guardians))


def answer(alarm: Alarm, act: AlarmAnswered) -> Alarm:
    """F9's question answered. A new suspicion starts over: what was cleared before did not know of it."""
    if act.answer == "numbers":
        return replace(alarm, asked=None)
    if act.answer == "acute":
        return replace(alarm, asked=None, acute_open=True)
    return replace(
        alarm, asked=None, raised=act.answer, suspected=act.suspected, reached=False, clearances=(), moved_to=None
    )


def call(alarm: Alarm, seq: int, act: CallRecorded) -> Alarm:
    """A call recorded. Only police, barnevern or barnevernsvakt count as reached."""
    reached = alarm.reached or (act.result == "reached" and act.called != "other")
    return replace(alarm, calls=(*alarm.calls, Call(seq, act)), reached=reached)


def advise(alarm: Alarm, seq: int, act: AdviceRecorded) -> Alarm:
    """Advice recorded; with `clears` it opens for those it names."""
    given = Clearance(seq, act)
    cleared = (*alarm.clearances, given) if act.clears else alarm.clearances
    return replace(alarm, advice=(*alarm.advice, given), clearances=cleared)
