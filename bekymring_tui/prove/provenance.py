"""P9 in the file itself: every element says where it comes from, and the places exist."""

from __future__ import annotations

from collections.abc import Iterator

from bekymring_tui.flow.fields import walk
from bekymring_tui.flow.load import Reading
from bekymring_tui.flow.model import Flow, Sourced, Step
from bekymring_tui.flow.problems import Code, Problem, problem
from bekymring_tui.flow.schema import guess
from bekymring_tui.flow.sources import documents, documents_of, laws, section, sources_of
from bekymring_tui.flow.yaml_lines import Where


def provenance(reading: Reading, flow: Flow) -> Iterator[Problem]:
    """Missing and unknown sources, documents and rules of law."""
    for letters in flow.documents:
        if theirs := documents().get(letters):
            place = reading.key_at(("documents", letters))
            yield problem(Code.LETTERS_TAKEN, place, word=letters, name=theirs.name)
    known = [one.id for one in documents_of(flow).values()]
    if flow.doc not in known:
        yield problem(Code.UNKNOWN_DOCUMENT, reading.at(("doc",)), word=flow.doc, guess=guess(flow.doc, known))
    step: Step | None = None
    step_where: Where = ()
    for where, one in walk(flow):
        if isinstance(one, Step):
            step, step_where = one, where
        if isinstance(one, Sourced):
            inside = step if where[: len(step_where)] == step_where else None
            yield from _sources(reading, flow, where, one, inside)


def _sources(reading: Reading, flow: Flow, where: Where, one: Sourced, step: Step | None) -> Iterator[Problem]:
    if not sources_of(one, step) and one.origin != "added":
        word = getattr(one, "id", None) or getattr(one, "role", None) or where[-1]
        yield problem(Code.NO_SOURCE, reading.at(where), word=word)
    for number, source in enumerate(one.src):
        if section(source, flow) is None:
            yield _unknown_source(reading, flow, (*where, "src", number), source)
    if isinstance(one, Step) and one.base and section(one.base, flow) is None:
        yield _unknown_source(reading, flow, (*where, "base"), one.base)
    for number, name in enumerate(one.law):
        if name not in laws():
            yield problem(Code.UNKNOWN_LAW, reading.at((*where, "law", number)), word=name, guess=guess(name, laws()))


def _unknown_source(reading: Reading, flow: Flow, where: Where, source: str) -> Problem:
    headings = [heading for document in documents_of(flow).values() for heading in document.sections]
    return problem(Code.UNKNOWN_SOURCE, reading.at(where), word=source, guess=guess(source, headings))
