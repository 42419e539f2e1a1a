"""The walk's findings as problems: who they concern, where in the file, and the shortest way there in words."""

from __future__ import annotations

from collections.abc import Iterator

from bekymring_tui.case.guide import Guide
from bekymring_tui.flow.compile import placed
from bekymring_tui.flow.fields import walk as elements
from bekymring_tui.flow.load import Reading
from bekymring_tui.flow.model import Flow
from bekymring_tui.flow.problems import Problem, problem
from bekymring_tui.flow.procedure import CompiledTrack, Procedure
from bekymring_tui.flow.yaml_lines import Where
from bekymring_tui.forms.load import all_forms
from bekymring_tui.prove.checks import Finding
from bekymring_tui.prove.journey import Node
from bekymring_tui.prove.walk import Breach, Walk
from bekymring_tui.texts import text


def walked(reading: Reading, procedure: Procedure) -> Iterator[Problem]:
    """What a walk through every track finds, for each service and group. Only for a flow whose ways are whole."""
    for number, track in enumerate(procedure.tracks.values()):
        everyone = _readers(procedure, track)
        found: dict[Finding, tuple[Breach, list[Guide]]] = {}
        for alike in _by_way(everyone):
            for breach in Walk(alike[0], alike).breaches():
                _, concerned = found.setdefault(breach.finding, (breach, []))
                concerned += alike
        for breach, concerned in found.values():
            who = "" if len(concerned) == len(everyone) else text("prove.for", who=", ".join(map(_label, concerned)))
            yield _problem(reading, procedure.flow, number, breach, who)


def _readers(procedure: Procedure, track: CompiledTrack) -> list[Guide]:
    """One for each service of a track, for each of its groups, and for whoever has not said which group it is."""
    services = [(one, procedure.flow.services[one]) for one in track.services]
    return [
        Guide(procedure, name, group, all_forms()) for name, service in services for group in (*service.groups, None)
    ]


def _by_way(readers: list[Guide]) -> Iterator[list[Guide]]:
    """Those who have the same ways on and the same questions go together."""
    alike: dict[object, list[Guide]] = {}
    for guide in readers:
        alike.setdefault(tuple(_way(guide)), []).append(guide)
    yield from alike.values()


def _way(guide: Guide) -> Iterator[tuple[str, ...]]:
    for step in guide.track.steps.values():
        yield tuple(one.id for one in guide.outcomes(step))
        yield tuple(one.id for one in step.questions if guide.meant(one.for_))


def _label(guide: Guide) -> str:
    service = guide.flow.services[guide.service]
    return service.groups[guide.group] if guide.group else service.label


def _problem(reading: Reading, flow: Flow, number: int, breach: Breach, who: str) -> Problem:
    code, step, words = breach.finding
    where = _where(flow, number, step, words)
    steps = {one.id: one.step for one in placed(flow, number)}
    title = steps[step].title if step else ""
    return problem(code, reading.at(where), who=who, step=title, words=words, way=way_in_words(breach.node))


def _where(flow: Flow, number: int, step: str | None, words: str) -> Where:
    """The element that holds the words, else the step, else the track."""
    for where, one in elements(flow):
        for name in type(one).model_fields:
            if words and getattr(one, name) == words:
                return (*where, name)
    for item in placed(flow, number):
        if item.id == step:
            return (*item.where, "id")
    return ("tracks", number, "id")


def way_in_words(node: Node) -> str:
    """Every move to a state, one after the other."""
    return text("prove.arrow").join(text(one.move.told, **one.move.values) for one in node.way())
