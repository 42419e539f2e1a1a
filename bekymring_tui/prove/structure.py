"""Whether everything in the file has its use, its name and its answers."""

from __future__ import annotations

from collections.abc import Iterator

from bekymring_tui.flow.fields import walk
from bekymring_tui.flow.load import Reading
from bekymring_tui.flow.model import Action, Flow, Fragment, Include, Question, Responsible, Tool
from bekymring_tui.flow.problems import Code, Problem, problem
from bekymring_tui.flow.schema import guess
from bekymring_tui.forms.load import all_forms
from bekymring_tui.reference.shelf import pages


def structure(reading: Reading, flow: Flow) -> Iterator[Problem]:
    """Names, unused parts, undeclared roles, what tools open, questions without «vet ikke»."""
    yield from _services(reading, flow)
    yield from _fragments(reading, flow)
    for where, one in walk(flow):
        name = getattr(one, "id", None)
        if isinstance(name, str) and name[0].isdigit():
            yield problem(Code.DIGIT_FIRST, reading.at((*where, "id")), word=name)
        if isinstance(one, Question) and one.type == "choice" and "unknown" not in one.options:
            yield problem(Code.NO_UNKNOWN, reading.at((*where, "options")), word=one.id)
        if isinstance(one, Tool):
            yield from _opened(reading, one, where)


def _opened(reading: Reading, tool: Tool, where: tuple[str | int, ...]) -> Iterator[Problem]:
    """What a tool opens is in the program."""
    named = (
        ("form", tool.form, all_forms(), Code.UNKNOWN_FORM),
        ("reference", tool.reference, [one.id for one in pages()], Code.UNKNOWN_REFERENCE),
    )
    for key, name, known, code in named:
        if name and name not in known:
            yield problem(code, reading.at((*where, key)), word=name, guess=guess(name, known))


def _services(reading: Reading, flow: Flow) -> Iterator[Problem]:
    served = {service for track in flow.tracks for service in track.services}
    for name in flow.services:
        if name not in served:
            yield problem(Code.SERVICE_WITHOUT_TRACK, reading.at(("services", name)), word=name)


def _fragments(reading: Reading, flow: Flow) -> Iterator[Problem]:
    included = {one.include for _, one in walk(flow.tracks, ("tracks",)) if isinstance(one, Include)}
    misspelt = reading.broken()
    for number, fragment in enumerate(flow.fragments):
        where = ("fragments", number)
        if fragment.id not in included and not misspelt:
            yield problem(Code.UNUSED_FRAGMENT, reading.at((*where, "id")), word=fragment.id)
        yield from _roles(reading, fragment, where)


def _roles(reading: Reading, fragment: Fragment, where: tuple[str | int, ...]) -> Iterator[Problem]:
    declared = fragment.needs_roles
    for inner, one in walk(fragment, where):
        if isinstance(one, Responsible) and one.role not in declared:
            yield problem(Code.UNDECLARED_ROLE, reading.at((*inner, "role")), word=one.role)
        if isinstance(one, Action):
            for number, role in enumerate(one.by):
                if role not in declared:
                    yield problem(Code.UNDECLARED_ROLE, reading.at((*inner, "by", number)), word=role)
