"""The small, nasty procedure of tests/fixtures/flows/nasty, and a bench to work a case on."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bekymring_tui.case import acts as a
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.people import Guardian, Subject, Worker
from bekymring_tui.case.refusal import Refusal
from bekymring_tui.case.replay import advance, replay
from bekymring_tui.case.rules import accept
from bekymring_tui.case.state import Position, State
from bekymring_tui.case.view import StepView, step_view
from bekymring_tui.flow.compile import compiled
from bekymring_tui.flow.model import Flow
from bekymring_tui.flow.yaml_lines import read
from bekymring_tui.forms.model import Form

NOW = datetime.fromisoformat("2026-11-22T14:00:00+01:00")
TODAY = NOW.date()
KARI = Worker(name="Kari Testesen", role="Lærer", service="skole", unit="Solbakken")
CHILD = Subject(kind="child", call_name="Blå ugle", age=9)
BOTH = (Guardian(id="g1", label="Forelder 1"), Guardian(id="g2", label="Forelder 2"))

NASTY = Path(__file__).parent.parent / "fixtures" / "flows" / "nasty" / "flow.yaml"


def _form(name: str, title: str, contacts: Sequence[str] = (), **field: Any) -> Form:
    asked = {"id": "one", "label": "Hva da?", "short": "Hva", **field}
    section = {"id": "part", "title": "Del", "fields": [asked]}
    return Form.model_validate({"id": name, "title": title, "contacts": list(contacts), "sections": [section]})


YES_NO = [{"id": "yes", "label": "Ja"}, {"id": "no", "label": "Nei"}]

FORMS = {
    "note": _form("note", "Notat", graded=True),
    "invite": _form("invite", "Innkalling til foresatte", ["guardians"]),
    "letter": _form("letter", "Meldingen"),
    "weighing": _form("weighing", "Vurdering", type="choice", options=YES_NO, ask_alarm_on=["yes", "unknown"]),
}


def nasty() -> Any:
    """The procedure as data, free to change."""
    return copy.deepcopy(read(NASTY).data)


def guide_of(data: Any, service: str = "skole", group: str | None = None) -> Guide:
    return Guide(compiled(Flow.model_validate(data)), service, group, FORMS)


SMALL = guide_of(nasty())


class Bench:
    """A case being worked on. After every accepted act the replay of what is stored gives the same state."""

    def __init__(
        self,
        guide: Guide = SMALL,
        *,
        subject: Subject = CHILD,
        guardians: Sequence[Guardian] = BOTH,
        entry: str | None = None,
        opened: bool = True,
    ) -> None:
        self.guide = guide
        self.now = NOW
        self.events: list[a.Event] = []
        self.state = State()
        if opened:
            entries = guide.track.entries
            self.take(opening(guide, entry or next(iter(entries)), subject, guardians))

    def take(self, *acts: a.Act) -> State:
        """Propose acts that must be taken."""
        for act in acts:
            answer = accept(self.guide, self.state, act, self.now)
            assert not isinstance(answer, Refusal), (act, answer)
            for one in answer:
                self._store(one)
        return self.state

    def _store(self, act: a.Act) -> None:
        payload = a.PAYLOAD.validate_json(a.Payload(by=KARI, act=act).model_dump_json())
        seq = self.state.seq + 1
        event = a.Event(seq=seq, at=self.now.isoformat(), kind=act.kind, by=payload.by, act=payload.act)
        self.events.append(event)
        self.state = advance(self.guide, self.events, self.state, event)
        assert replay(self.guide, self.events) == self.state

    def refused(self, act: a.Act) -> str:
        """Propose an act that must be refused: the reason's id without its section."""
        answer = accept(self.guide, self.state, act, self.now)
        assert isinstance(answer, Refusal), answer
        return answer.reason.removeprefix("refusal.")

    def wait(self, **span: int) -> date:
        self.now += timedelta(**span)
        return self.now.date()

    def shred(self, seq: int) -> State:
        """The content of an event is gone; the case is opened anew."""
        gone = {"by": None, "act": None}
        self.events = [one.model_copy(update=gone) if one.seq == seq else one for one in self.events]
        self.state = replay(self.guide, self.events)
        return self.state

    def decide(self, outcome: str, position: str = "p1", **more: Any) -> State:
        return self.take(decided(outcome, position, **more))

    def back(self, position: str = "p1") -> State:
        return self.take(a.WentBack(position=position))

    def alarm(self, answer: a.Suspicion = "home", *, reached: bool = True) -> State:
        """F9, its answer, and the call."""
        self.take(a.AlarmAsked(by="key"), answered(answer))
        return self.take(reached_call()) if reached else self.state

    def seq_of(self, kind: str) -> int:
        """The newest event of a kind."""
        return max(one.seq for one in self.events if one.kind == kind)

    def here(self, position: str = "p1") -> str:
        return self.state.positions[position].here.step

    def view(self, position: str = "p1") -> StepView:
        return step_view(self.guide, self.state, self.position(position), self.now.date())

    def position(self, name: str = "p1") -> Position:
        return self.state.positions[name]


def opening(guide: Guide, entry: str, subject: Subject = CHILD, guardians: Sequence[Guardian] = BOTH) -> a.Opened:
    hashes = {"route_hash": "r", "text_hash": "t", "forms_hash": "f"}
    who = {"service": guide.service, "group": guide.group}
    return a.Opened(flow=guide.flow.id, entry=entry, subject=subject, guardians=list(guardians), **hashes, **who)


def decided(outcome: str, position: str = "p1", **more: Any) -> a.Decided:
    given = {"reason": "Fordi.", "decided_by": "Kari", "look_again": "none", **more}
    return a.Decided(position=position, outcome=outcome, **given)


def answered(answer: a.Suspicion, **more: Any) -> a.AlarmAnswered:
    given = {"suspected": "employee", **more} if answer == "outside" else more
    return a.AlarmAnswered(answer=answer, **given)


def reached_call(called: a.Called = "barnevern") -> a.CallRecorded:
    return a.CallRecorded(called=called, result="reached", at=NOW.isoformat(), spoke_with="vakthavende")


def advice(*guardians: str, clears: bool = True, **more: Any) -> a.AdviceRecorded:
    given = {"by": "barnevern", "spoke_with": "vakthavende", "at": NOW.isoformat(), **more}
    return a.AdviceRecorded(clears=clears, guardians=list(guardians), **given)
