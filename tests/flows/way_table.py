"""A procedure's way as a table that a person can hold against the document, line by line.

`PYTHONPATH=. python tests/flows/way_table.py FLOW` prints it, for a shipped flow or a folder.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bekymring_tui.flow.load import load
from bekymring_tui.flow.model import Action, Deadline, Element, Outcome, Step
from bekymring_tui.flow.procedure import CompiledTrack, Procedure
from bekymring_tui.shipped import shipped


def table(procedure: Procedure) -> list[str]:
    """What holds everywhere, then for each track one block for each of its steps."""
    lines = [*_everywhere(procedure)]
    for track in procedure.tracks.values():
        if len(procedure.tracks) > 1:
            lines += ["", f"#### {track.id} ({', '.join(track.services)})"]
        lines += [f"entry {one.id} -> {one.start}{_marks(basis=[one.basis])}" for one in track.entries.values()]
        for lane in track.lanes.values():
            private = "  private notes" if lane.private_notes else ""
            lines += ["", f"== {lane.id} {lane.title} (enters at {lane.entry}){private}"]
            for step in lane.steps:
                lines += ["", *_step(procedure, track, track.steps[step])]
    return lines


def _everywhere(procedure: Procedure) -> Iterator[str]:
    flow = procedure.flow
    for name, phone in flow.phones.items():
        yield f"phone {name} «{phone.label}» {phone.number or 'blank'}"
    alarm = flow.alarm
    yield f"alarm{_marks(calls=alarm.call, shows=alarm.phones, then_opens=alarm.then_open)}"
    yield from (f"  in {service}{_marks(calls=calls)}" for service, calls in alarm.by_service.items())
    for action in alarm.actions:
        yield f"  does {action.id}{_action(action)}"
    for one in flow.anytime:
        yield f"anytime {one.id}{_marks(opens=one.open, contacts=one.contacts, **{'for': one.for_})}"
        yield from (f"  point «{point}»" for point in one.points)
    for notice in flow.notices:
        yield f"notice {notice.id}{_marks(at=notice.at, contacts=notice.contacts, **{'for': notice.for_})}"
    for deadline in flow.deadlines:
        yield f"due {deadline.id}{_deadline(deadline)}"


def _step(procedure: Procedure, track: CompiledTrack, step: Step) -> Iterator[str]:
    yield f"{step.id} «{step.title}»{_marks(contacts=step.contacts, origin=[step.origin], records=step.records)}"
    for service in track.services:
        roles = [(procedure.flow.roles[one.role], one) for one in step.responsible]
        named = "; ".join(f"{role.by.get(service, role.label)} ({one.part}, {one.origin})" for role, one in roles)
        yield f"  {service}: {named}"
    for action in step.actions:
        yield f"  does {action.id}{_action(action)}"
    for tool in step.tools:
        marks = {"opens": [tool.form, tool.reference], "contacts": tool.contacts, "origin": [tool.origin]}
        yield f"  tool {tool.id} «{tool.name}»{_marks(**marks, **_shown(tool))}"
    for question in step.questions:
        marks = {"contacts": question.contacts, "origin": [question.origin], "alarm_on": question.ask_alarm_on}
        yield f"  asks {question.id}{_marks(**marks, **_shown(question))}"
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
        contacts=one.contacts, basis=[one.basis], origin=[one.origin], by=one.by, records=one.records, tools=one.tools,
        **_shown(one), **{"at": [one.at], "optional": ["yes"] if one.optional else []},
    )  # fmt: skip


def _deadline(one: Deadline) -> str:
    return _marks(
        after=[one.from_], met_by=[one.met_by], first=[one.after_first], within=[one.within], proposed=[one.default],
        every=[one.every], at_most=[one.extend_to], source_says=[one.source_says], kind=[one.kind], binds=[one.binds],
        contacts=one.contacts, law=one.law, origin=[one.origin], **_shown(one),
    )  # fmt: skip


def _outcome(one: Outcome) -> str:
    suggested = [f"{question} is {answers}" for question, answers in one.suggest_when.items()]
    return _marks(
        landing=[one.to.landing], opens=one.open, basis=[one.basis], refers=one.refer, needs=one.ask,
        records=one.records, effects=one.effects, suggested=suggested, origin=[one.origin], **{"for": one.for_},
    )  # fmt: skip


def _target(one: Outcome) -> str:
    return "stay" if one.to.stay else one.to.step or f"end: {one.to.end}"


def _shown(one: Element) -> dict[str, list[str]]:
    """For whom and when it is shown."""
    when = one.show_when
    facts = (
        [*(when.subject or []), *([f"relay log {when.relay_log}"] if when.relay_log is not None else [])]
        if when
        else []
    )
    return {"for": list(one.for_), "when": facts}


def _marks(**marks: object) -> str:
    """What is set, as «name: a, b». Printed is what needs no word."""
    words = []
    for name, values in marks.items():
        assert isinstance(values, list)
        if said := [str(one) for one in values if one and (name, one) != ("origin", "printed")]:
            words.append(f"  {name}: {', '.join(said)}")
    return "".join(words)


if __name__ == "__main__":
    given = Path(sys.argv[1])
    print("\n".join(table(load(given if given.exists() else shipped("flows", sys.argv[1])))))
