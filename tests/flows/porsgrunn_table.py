"""Porsgrunn's way through the levels as a table that a person can hold against the document, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from bekymring_tui.flow.model import Action, Deadline, Outcome, Step
from bekymring_tui.flow.procedure import CompiledTrack, Procedure


def table(procedure: Procedure) -> list[str]:
    """What holds everywhere, then one block for each step of the only track."""
    (track,) = procedure.tracks.values()
    lines = [*_everywhere(procedure), *(f"entry {one.id} -> {one.start}" for one in track.entries.values())]
    for lane in track.lanes.values():
        lines += ["", f"== {lane.id} {lane.title} (enters at {lane.entry})"]
        for step in lane.steps:
            lines += ["", *_step(procedure, track, track.steps[step])]
    return lines


def _everywhere(procedure: Procedure) -> Iterator[str]:
    flow = procedure.flow
    for name, phone in flow.phones.items():
        yield f"phone {name} «{phone.label}» {phone.number or 'blank'}"
    alarm = flow.alarm
    yield f"alarm{_marks(calls=alarm.call, shows=alarm.phones, then_opens=alarm.then_open)}"
    for action in alarm.actions:
        yield f"  does {action.id}{_action(action)}"
    for one in flow.anytime:
        yield f"anytime {one.id}{_marks(opens=one.open, contacts=one.contacts, **{'for': one.for_})}"
        yield from (f"  point «{point}»" for point in one.points)
    for notice in flow.notices:
        yield f"notice {notice.id}{_marks(at=notice.at, contacts=notice.contacts)}"


def _step(procedure: Procedure, track: CompiledTrack, step: Step) -> Iterator[str]:
    yield f"{step.id} «{step.title}»{_marks(contacts=step.contacts, origin=[step.origin], records=step.records)}"
    for service in track.services:
        roles = [(procedure.flow.roles[one.role], one) for one in step.responsible]
        named = "; ".join(f"{role.by.get(service, role.label)} ({one.part}, {one.origin})" for role, one in roles)
        yield f"  {service}: {named}"
    for action in step.actions:
        yield f"  does {action.id}{_action(action)}"
    for tool in step.tools:
        marks = _marks(contacts=tool.contacts, origin=[tool.origin], **{"for": tool.for_})
        yield f"  tool {tool.id} «{tool.name}»{marks}"
    for question in step.questions:
        marks = _marks(contacts=question.contacts, origin=[question.origin], alarm_on=question.ask_alarm_on)
        yield f"  asks {question.id}{marks}"
    for deadline in step.deadlines:
        yield f"  due {deadline.id}{_deadline(deadline)}"
    if step.weigh:
        yield f"  weighs «{step.weigh.ask}»{_marks(contacts=step.weigh.contacts, origin=[step.weigh.origin])}"
    if step.next:
        yield f"  -> {step.next.step}  origin: {step.next_origin}"
    for outcome in step.outcomes:
        yield f"  -> {outcome.id} «{outcome.label}» = {_target(outcome)}{_outcome(outcome)}"


def _action(one: Action) -> str:
    return _marks(
        contacts=one.contacts, basis=[one.basis], origin=[one.origin], records=one.records, tools=one.tools,
        **{"for": one.for_, "at": [one.at], "optional": ["yes"] if one.optional else []},
    )  # fmt: skip


def _deadline(one: Deadline) -> str:
    return _marks(
        after=[one.from_], first=[one.after_first], within=[one.within], at_most=[one.extend_to], kind=[one.kind],
        binds=[one.binds], contacts=one.contacts, law=one.law, origin=[one.origin],
    )  # fmt: skip


def _outcome(one: Outcome) -> str:
    return _marks(
        landing=[one.to.landing], opens=one.open, basis=[one.basis], refers=one.refer, needs=one.ask,
        records=one.records, effects=one.effects, origin=[one.origin],
    )  # fmt: skip


def _target(one: Outcome) -> str:
    return one.to.step or f"end: {one.to.end}"


def _marks(**marks: object) -> str:
    """What is set, as «name: a, b». Printed is what needs no word."""
    words = []
    for name, values in marks.items():
        assert isinstance(values, list)
        if said := [str(one) for one in values if one and (name, one) != ("origin", "printed")]:
            words.append(f"  {name}: {', '.join(said)}")
    return "".join(words)
