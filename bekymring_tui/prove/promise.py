"""What P1 demands after what was done, told a second time and more simply than the engine does it.

The walk and the tests hold the engine against this. It knows nothing of positions, texts or the engine's own state.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bekymring_tui.case import acts as a
from bekymring_tui.case.evolve import replace


@dataclass(frozen=True)
class Promise:
    """Whether F9's question is open, a suspicion stands, someone was called, and for whom advice has opened."""

    asked: bool = False
    suspected: bool = False
    called: bool = False
    guardians: frozenset[str] = frozenset()
    opened_for: frozenset[str | None] = frozenset()
    """None: advice was given while no guardian was known."""

    @property
    def waits(self) -> bool:
        """Nothing goes on but what helps now."""
        return self.asked or (self.suspected and not self.called)

    def closed_for(self, guardians: Iterable[str]) -> bool:
        """Whether nothing may lead to these guardians together."""
        wanted: set[str | None] = set(guardians) or {None}
        return self.waits or (self.suspected and not wanted <= self.opened_for)

    @property
    def closed(self) -> bool:
        return self.closed_for(self.guardians)


def promised(acts: Iterable[tuple[int, a.Act]]) -> Promise:
    """What is promised after these acts, each with its number."""
    listed = list(acts)
    mistaken = {act.seq for _, act in listed if isinstance(act, a.Misfiled)}
    promise = Promise()
    for seq, act in listed:
        opens = isinstance(act, a.CallRecorded) or (isinstance(act, a.AdviceRecorded) and act.clears)
        if seq not in mistaken or not opens:
            promise = after(promise, act)
    return promise


def after(promise: Promise, act: a.Act) -> Promise:
    """What is promised after one more act that is no «feilført»."""
    match act:
        case a.Opened():
            return replace(promise, guardians=frozenset(one.id for one in act.guardians))
        case a.GuardianSet():
            return replace(promise, guardians=promise.guardians | {act.guardian.id})
        case a.AlarmAsked():
            return replace(promise, asked=True)
        case a.AlarmAnswered():
            asked = promise.asked and act.moved_from is not None
            if act.answer in ("numbers", "acute"):
                return replace(promise, asked=asked)
            return replace(promise, asked=asked, suspected=True, called=False, opened_for=frozenset())
        case a.CallRecorded(result="reached") if act.called != "other":
            return replace(promise, called=True)
        case a.AdviceRecorded(clears=True):
            named: set[str | None] = set(act.guardians) or {None}
            return replace(promise, opened_for=promise.opened_for | named)
        case a.AdviceRecorded():
            kept = promise.opened_for - set(act.guardians) if act.guardians else frozenset[str | None]()
            return replace(promise, opened_for=kept)
        case a.AlarmMoved():
            return replace(promise, suspected=False, called=False, opened_for=frozenset())
        case _:
            return promise
