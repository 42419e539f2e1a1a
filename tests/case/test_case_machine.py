"""Whatever is tried, in whatever order: the promises hold, and the stored events give the same case."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from case_intents import intents
from case_samples import BOTH, Bench, guide_of, nasty
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bekymring_tui.case import acts as a
from bekymring_tui.case.alarm_view import alarm_view
from bekymring_tui.case.digest import digest
from bekymring_tui.case.due import due_dates
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.refusal import Refusal
from bekymring_tui.case.rules import accept
from bekymring_tui.case.said import said
from bekymring_tui.case.state import State
from bekymring_tui.case.summary import summarise
from bekymring_tui.case.view import step_title
from bekymring_tui.flow.fields import walk
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.flow.model import Action, Deadline, Notice, Question, Step, Tool, Weigh
from bekymring_tui.flow.wording import names_a_guardian
from bekymring_tui.forms.load import all_forms
from bekymring_tui.prove.promise import promised
from bekymring_tui.texts import text

FEW = 6
EXAMPLES = int(os.environ.get("CASE_EXAMPLES", FEW))
"""Cases that are tried. CASE_EXAMPLES=500 for a long night."""

HELPS_NOW = {
    "alarm_asked", "alarm_answered", "call_recorded", "alarm_moved", "guardian_knows", "guardian_set",
    "subject_changed", "logged", "misfiled", "exported", "acute_afterwards", "anonymous_set", "consent_withdrawn",
    "entered",
}  # fmt: skip
MAY_END = {"transferred", "done", "dismissed"}
WORDS = {Action: "do", Tool: "name", Question: "ask", Weigh: "ask", Deadline: "label", Notice: "text", Step: "title"}


def secrets(guide: Guide) -> set[str]:
    """Every text that a tag says leads to guardians."""
    found = set()
    for _, one in walk(guide.flow):
        word = WORDS.get(type(one))
        if word and {"guardians", "concerned"} & set(getattr(one, "contacts", ())):
            found.add(getattr(one, word))
    return found - {None}


class Case(RuleBasedStateMachine):
    """One case under random intents."""

    guide: Guide

    @initialize(entry=st.integers(0, 1), guardians=st.integers(0, 2))
    def open(self, entry: int, guardians: int) -> None:
        entries = list(self.guide.track.entries)
        self.bench = Bench(self.guide, entry=entries[entry % len(entries)], guardians=BOTH[:guardians])
        self.secrets = secrets(self.guide)

    @rule(data=st.data())
    def intend(self, data: st.DataObject) -> None:
        act = data.draw(intents(self.bench))
        before = self.bench.state
        answer = accept(self.guide, before, act, self.bench.now)
        if isinstance(answer, Refusal):
            assert text(answer.reason, **answer.values)
            assert self.bench.state is before
        else:
            waiting = promised(self.acts()).waits
            self.bench.take(act)
            self.compare(before, act, waiting)

    @precondition(lambda self: self.bench.state.alarm.raised is None)
    @rule(answer=st.sampled_from(["home", "outside"]), called=st.booleans())
    def alarm(self, answer: a.Suspicion, called: bool) -> None:
        """Random intents alone seldom come this far."""
        self.bench.alarm(answer, reached=called)

    def acts(self) -> list[tuple[int, a.Act]]:
        return [(one.seq, one.act) for one in self.bench.events if one.act]

    def compare(self, before: State, act: a.Act, waiting: bool) -> None:
        state, position = self.bench.state, getattr(act, "position", None)
        if waiting and act.kind not in HELPS_NOW:
            lane = self.guide.lane(before.positions[position]) if position else None
            assert act.kind == "form_saved" or (lane and lane.routine), act
        if isinstance(act, a.WentBack):
            assert state.answers == before.answers
            assert state.done == before.done
            assert state.forms == before.forms
        promise = promised(self.acts())
        for name, one in state.positions.items():
            ended_now = one.ended and (name not in before.positions or not before.positions[name].ended)
            if ended_now and promise.closed:
                assert one.ended in MAY_END or one.ended == "merged", one
        if before.positions and not before.closed and state.closed:
            assert act.kind == "decided", "only a decision closes a case"

    @invariant()
    def the_alarm_is_as_promised(self) -> None:
        state, promise = self.bench.state, promised(self.acts())
        assert (state.alarm.pending, state.masks) == (promise.waits, promise.closed)
        for guardian in state.guardians:
            assert state.closed_for(guardian) == promise.closed_for([guardian])

    @invariant()
    def a_lane_holds_one_open_position(self) -> None:
        state = self.bench.state
        lanes = Counter(self.guide.lane(one).id for one in state.open_positions)
        assert all(count == 1 for count in lanes.values()), lanes

    @invariant()
    def there_is_always_a_way_on(self) -> None:
        for one in self.bench.state.positions.values():
            choices = {each.id for each in self.bench.view(one.id).choices}
            own = {each.id for each in self.guide.outcomes(self.guide.step(one))}
            assert own <= choices if one.ended is None else not choices

    @invariant()
    def nothing_that_is_closed_is_told(self) -> None:
        guide, state = self.guide, self.bench.state
        views = [self.bench.view(one) for one in state.positions]
        titles = [step_title(guide, state, one) for one in guide.track.steps]
        drawn = (views, titles, due_dates(guide, state), alarm_view(guide, state), summarise(guide, state))
        digest(guide, state, anonymous=True)
        if promised(self.acts()).closed:
            own_words = {one.label for one in state.guardians.values()} | self.typed()
            told = set(said(drawn)) - own_words
            assert not told & self.secrets
            assert not {one for one in told if names_a_guardian(one)}

    def typed(self) -> set[str]:
        """The user's own words: mentioning guardians in them is fine."""
        return {words for one in self.bench.events for words in said(one.act)}


def machine(guide: Guide) -> type[RuleBasedStateMachine]:
    return type("Tried", (Case,), {"guide": guide})


GUIDES = {
    "skole": guide_of(nasty()),
    "fysio": guide_of(nasty(), "trt", "fysio"),
    "porsgrunn": Guide(load_shipped("porsgrunn"), "barnehage", None, all_forms()),
}


@pytest.mark.parametrize("name", sorted(GUIDES))
def test_promises_hold_whatever_is_tried(name: str) -> None:
    case = machine(GUIDES[name]).TestCase
    slow = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    case.settings = settings(
        max_examples=EXAMPLES,
        stateful_step_count=30,
        deadline=None,
        derandomize=EXAMPLES == FEW,
        suppress_health_check=slow,
    )
    case("runTest").runTest()
