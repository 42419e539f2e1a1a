"""Ids of former editions stay retired: a case of that time must never be read as something else."""

from __future__ import annotations

from collections.abc import Iterator

from bekymring_tui.flow.compile import placed
from bekymring_tui.flow.load import Reading
from bekymring_tui.flow.model import Flow
from bekymring_tui.flow.problems import Code, Problem, problem

_INSIDE = ("actions", "tools", "questions", "deadlines", "outcomes")


def retired(reading: Reading, flow: Flow) -> Iterator[Problem]:
    """Steps, and elements inside a step, that have the id of something that is gone."""
    gone = set(flow.retired)
    if not gone:
        return
    for number in range(len(flow.tracks)):
        for one in placed(flow, number):
            if one.id in gone:
                yield problem(Code.RETIRED_ID, reading.at((*one.where, "id")), word=one.id)
            for part in _INSIDE:
                for index, element in enumerate(getattr(one.step, part)):
                    if (name := f"{one.id}/{element.id}") in gone:
                        yield problem(Code.RETIRED_ID, reading.at((*one.where, part, index, "id")), word=name)
