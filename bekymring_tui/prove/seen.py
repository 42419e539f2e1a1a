"""References for each service and group: nobody is asked about something that is not shown to them."""

from __future__ import annotations

from collections.abc import Iterator

from bekymring_tui.flow.compile import Placed, placed
from bekymring_tui.flow.fields import walk
from bekymring_tui.flow.load import Reading
from bekymring_tui.flow.model import Element, Flow, Outcome, Track
from bekymring_tui.flow.problems import Code, Problem, problem
from bekymring_tui.flow.yaml_lines import Where
from bekymring_tui.prove.audience import Audience, audiences, named


def seen(reading: Reading, flow: Flow) -> Iterator[Problem]:
    """What is meant for nobody in its track, and questions and tools that some who are led to them do not see."""
    for number, track in enumerate(flow.tracks):
        everyone = list(audiences(flow, track.services))
        yield from _for_nobody(reading, track, ("tracks", number), everyone)
        for item in placed(flow, number):
            yield from _not_seen(reading, item, everyone)


def _for_nobody(reading: Reading, track: Track, where: Where, everyone: list[Audience]) -> Iterator[Problem]:
    for spot, one in walk(track, where):
        if isinstance(one, Element | Outcome) and not any(who.meant(one.for_) for who in everyone):
            names = ", ".join(one.for_)
            yield problem(Code.FOR_NOBODY, reading.at((*spot, "for")), word=one.id, names=names, track=track.id)


def _not_seen(reading: Reading, item: Placed, everyone: list[Audience]) -> Iterator[Problem]:
    step = item.step
    shown = {one.id: one.for_ for one in (*step.questions, *step.tools)}
    wanted: list[tuple[str, int, list[str], list[str]]] = []
    wanted += [("outcomes", n, one.for_, one.ask) for n, one in enumerate(step.outcomes)]
    wanted += [("actions", n, one.for_, one.tools) for n, one in enumerate(step.actions)]
    for kind, number, for_, names in wanted:
        for index, name in enumerate(names):
            blind = [who for who in everyone if who.meant(for_) and not who.meant(shown.get(name, []))]
            if blind:
                key = "ask" if kind == "outcomes" else "tools"
                place = reading.at((*item.where, kind, number, key, index))
                yield problem(Code.NOT_SEEN, place, word=name, who=named(blind, everyone))
