"""P1 and P6 in the file itself: what leads to guardians is tagged, what leaves the service says why it may."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from bekymring_tui.flow.fields import walk
from bekymring_tui.flow.load import Reading
from bekymring_tui.flow.model import (
    Action,
    Anytime,
    Deadline,
    Flow,
    Include,
    Notice,
    Outcome,
    Question,
    Step,
    Tool,
    Weigh,
)
from bekymring_tui.flow.problems import Code, Problem, problem
from bekymring_tui.flow.terms import ALARM_ENDS, GUARDIAN_CONTACTS, OUTSIDE_CONTACTS
from bekymring_tui.flow.wording import guardian_word
from bekymring_tui.flow.yaml_lines import Where

_NOT_SENT = "not_sent"
"""The exit of a routine by which a report is not sent after all."""

_DELIVERED = "report_delivered"
"""The milestone of a report that barnevernet has."""

SPOKEN: dict[type[BaseModel], tuple[str, ...]] = {
    Step: ("title", "short", "intro"),
    Action: ("do", "how"),
    Tool: ("name", "about"),
    Question: ("ask",),
    Weigh: ("ask",),
    Deadline: ("label",),
    Notice: ("text",),
    Anytime: ("label", "text", "points"),
}
"""The words that may lead a reader to guardians. Not outcomes: a way on is never hidden."""


def safety(reading: Reading, flow: Flow) -> Iterator[Problem]:
    """Missing guardian tags, contacts without a basis, an alarm that leads to guardians, to nobody, or to an end."""
    yield from _alarm(reading, flow)
    yield from _told_unasked(reading, flow)
    for where, one in walk(flow):
        yield from _unsent(reading, where, one)
        yield from _basis(reading, where, one)
        if where[:1] != ("alarm",):
            yield from _untagged(reading, where, one)


def _alarm(reading: Reading, flow: Flow) -> Iterator[Problem]:
    for what in ("call", "phones"):
        if not getattr(flow.alarm, what):
            yield problem(Code.ALARM_WITHOUT_NUMBERS, reading.at(("alarm", what)), what=what)
    lists: list[tuple[Where, list[str]]] = [(("alarm", "call"), [*flow.alarm.call])]
    lists += [(("alarm", "by_service", name), [*call]) for name, call in flow.alarm.by_service.items()]
    lists += [(("alarm", "actions", n, "contacts"), [*one.contacts]) for n, one in enumerate(flow.alarm.actions)]
    for where, contacts in lists:
        for number, contact in enumerate(contacts):
            if contact in GUARDIAN_CONTACTS:
                yield problem(Code.ALARM_TO_GUARDIANS, reading.at((*where, number)))


def _told_unasked(reading: Reading, flow: Flow) -> Iterator[Problem]:
    """Before a report is delivered nobody is told of it at home until violence was asked about, on every way on."""
    for number, fragment in enumerate(flow.fragments):
        delivers = [n for n, step in enumerate(fragment.steps) if _delivers(step)]
        for index, step in enumerate(fragment.steps[: delivers[0]] if delivers else []):
            if not any(GUARDIAN_CONTACTS & set(one.contacts) for one in step.actions):
                continue
            where = ("fragments", number, "steps", index)
            asked = {one.id for one in step.questions if one.ask_alarm_on}
            for spot, one in enumerate(step.outcomes):
                if one.to.step and not asked & set(one.ask):
                    yield problem(Code.TOLD_UNASKED, reading.at((*where, "outcomes", spot, "id")), word=one.id)
            if step.next:
                yield problem(Code.TOLD_UNASKED, reading.at((*where, "next")), word=step.id)


def _delivers(step: Step) -> bool:
    by_actions = [name for one in step.actions for name in one.records]
    by_outcomes = [name for one in step.outcomes for name in one.records]
    return _DELIVERED in (*step.records, *by_actions, *by_outcomes)


def _unsent(reading: Reading, where: Where, one: BaseModel) -> Iterator[Problem]:
    """A report that is not sent after all is no way to close a case under the alarm (P1)."""
    target = one.exits.get(_NOT_SENT) if isinstance(one, Include) else None
    if target and target.end in ALARM_ENDS:
        yield problem(Code.UNSENT_REPORT_ENDS, reading.at((*where, "exits", _NOT_SENT, "end")))


def _basis(reading: Reading, where: Where, one: BaseModel) -> Iterator[Problem]:
    if (
        isinstance(one, Action)
        and one.basis is None
        and (outside := [c for c in one.contacts if c in OUTSIDE_CONTACTS])
    ):
        yield problem(Code.NO_BASIS, reading.at((*where, "contacts")), contacts=", ".join(outside))
    if isinstance(one, Outcome) and one.basis is None and one.refer:
        yield problem(Code.NO_BASIS, reading.at((*where, "refer")), contacts=", ".join(one.refer))


def _untagged(reading: Reading, where: Where, one: BaseModel) -> Iterator[Problem]:
    if set(getattr(one, "contacts", [])) & GUARDIAN_CONTACTS:
        return
    if "contacts" in one.model_fields_set and not getattr(one, "contacts", []):  # written as empty: thought of
        return
    for spot, words in spoken(where, one):
        if word := guardian_word(words):
            yield problem(Code.UNTAGGED, reading.at(spot), word=word)


def spoken(where: Where, one: BaseModel) -> Iterator[tuple[Where, str]]:
    """The words of an element that may lead a reader to guardians, each with its place."""
    for field in SPOKEN.get(type(one), ()):
        yield from _texts((*where, field), getattr(one, field))


def _texts(where: Where, value: object) -> Iterator[tuple[Where, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield (*where, number), str(one)
