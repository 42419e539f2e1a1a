"""What is done about an alarm: F9's question and its answer, calls, advice, and what is written afterwards (P1)."""

from __future__ import annotations

from typing import Literal

from bekymring_tui.flow.model import Strict

Asked = Literal["key", "answer", "grade", "restored"]
Suspicion = Literal["home", "acute", "outside", "numbers"]
Called = Literal["police", "barnevern", "watch", "leader", "other"]


class AlarmAsked(Strict):
    """F9's question stands open, by the key or by an answer such as «akutt fare» or grade 7.

    `restored`: the case comes from a copy, and an alarm or advice that is newer may be missing in it.
    """

    kind: Literal["alarm_asked"] = "alarm_asked"
    by: Asked


class AlarmAnswered(Strict):
    """The user's own answer to F9's question; only this raises an alarm. `suspected` belongs to «outside»."""

    kind: Literal["alarm_answered"] = "alarm_answered"
    answer: Suspicion
    suspected: Literal["employee", "leader", "other"] | None = None
    moved_from: str | None = None


class CallRecorded(Strict):
    """A call to police or barnevern: reached, no answer, or not yet made."""

    kind: Literal["call_recorded"] = "call_recorded"
    called: Called
    result: Literal["reached", "no_answer", "not_yet"]
    at: str | None = None
    spoke_with: str = ""
    advice: str = ""


class AdviceRecorded(Strict):
    """Advice from barnevern or police after the call. With `clears`, the named guardians may be spoken with.

    Without it, those named are closed again, or everyone when none is named. `anonymous`: the child was not named.
    """

    kind: Literal["advice_recorded"] = "advice_recorded"
    by: Literal["police", "barnevern"]
    spoke_with: str
    at: str
    text: str = ""
    clears: bool
    guardians: list[str] = []
    anonymous: bool = False


class AlarmMoved(Strict):
    """The alarm was raised in the wrong case and is moved to the right one."""

    kind: Literal["alarm_moved"] = "alarm_moved"
    to: str
    reason: str


class AcuteAfterwards(Strict):
    """What was done in an acute danger and why, asked after the call (P7)."""

    kind: Literal["acute_afterwards"] = "acute_afterwards"
    text: str
