"""Reading what comes with the program to look up: every problem at once, each with file, line and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from bekymring_tui.flow.problems import Code, FlowProblems, Problem, problem
from bekymring_tui.flow.yaml_lines import Document, Where
from bekymring_tui.forms.load import read_model
from bekymring_tui.reference.model import Reference
from bekymring_tui.shipped import shipped


@cache
def all_references() -> Mapping[str, Reference]:
    """The shipped ones by id. Raises FlowProblems."""
    files = sorted(shipped("data", "reference").glob("*.yaml"))
    return MappingProxyType({one.id: one for one in map(load, files)})


def reference(name: str) -> Reference:
    """One shipped reference. KeyError when there is none of this name."""
    return all_references()[name]


def load(file: Path) -> Reference:
    """The reference in a file. Raises FlowProblems."""
    found, document = read_model(Reference, file)
    if problems := list(_repeated(found, document)):
        raise FlowProblems(problems)
    return found


def _repeated(found: Reference, document: Document) -> Iterator[Problem]:
    """Groups and items share one set of names: the log remembers a sign by its id alone."""
    seen: dict[str, Where] = {}
    for where, name in _names(found):
        if name in seen:
            yield problem(Code.SAME_ID, document.at(where), word=name, first=document.at(seen[name]).line)
        seen.setdefault(name, where)


def _names(found: Reference) -> Iterator[tuple[Where, str]]:
    for number, group in enumerate(found.groups):
        where: Where = ("groups", number)
        yield (*where, "id"), group.id
        yield from (((*where, "items", index, "id"), item.id) for index, item in enumerate(group.items))
