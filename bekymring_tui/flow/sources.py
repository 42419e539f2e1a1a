"""Where an instruction comes from: document and section, whose it is, and the law then and now (P9)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import StringConstraints, TypeAdapter

from bekymring_tui.flow.model import Deadline, DocumentSource, Flow, Period, Sourced, Step, Strict, Text
from bekymring_tui.flow.periods import in_words
from bekymring_tui.flow.yaml_lines import read
from bekymring_tui.shipped import shipped
from bekymring_tui.texts import text


class LawsTime(Strict):
    """How long a rule gives: `within` from a milestone, or after a `first` period, and in all `at_most`."""

    within: Period
    first: Period | None = None
    at_most: Period | None = None


class Law(Strict):
    """A rule of law: what the document cites, what is in force, and what it means in our words."""

    name: Text
    cited: Text | None = None
    now: Text
    meaning: Text
    points: list[Text] = []
    times: list[LawsTime] = []
    checked: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    confidence: Literal["read", "secondary", "inferred"] = "read"
    """How we know: the text of the law, someone else's account of it, or a conclusion of ours."""


@dataclass(frozen=True)
class SourceLine:
    """One source of an element. Note, law and `says` belong to the element and stand on its first line.

    `says`: what the document says where it has been corrected.
    `document` and `section` are None when the element rests on no document, or on one that we do not know.
    """

    source: str | None
    document: str | None
    section: str | None
    origin: str
    note: str | None = None
    law: tuple[Law, ...] = ()
    says: str | None = None


@cache
def documents() -> dict[str, DocumentSource]:
    """The documents that come with the program, by the three letters that their source ids begin with."""
    return TypeAdapter(dict[str, DocumentSource]).validate_python(_data(shipped("flows", "shared", "documents.yaml")))


@cache
def laws() -> dict[str, Law]:
    """The rules of law by id."""
    return TypeAdapter(dict[str, Law]).validate_python(_data(shipped("flows", "shared", "law.yaml")))


def documents_of(flow: Flow | None) -> dict[str, DocumentSource]:
    """The documents that a procedure may rest on: its own, and those that come with the program."""
    return {**documents(), **flow.documents} if flow else documents()


def section(source: str, flow: Flow | None) -> tuple[DocumentSource, str] | None:
    """The document, and the heading with the longest match. None when the document or the place is unknown.

    `flow` is the procedure that names the source; None for what belongs to the program, such as a form.
    """
    document = documents_of(flow).get(source[:3])
    parts = source.split("-")
    for length in range(len(parts), 0, -1):
        if document and (heading := document.sections.get("-".join(parts[:length]))):
            return document, heading
    return None


def sources_of(sourced: Sourced, step: Step | None = None) -> list[str]:
    """The source ids an element rests on: its own, or `<base of the step>-<its id>`, or the step's base."""
    if sourced.src or sourced.origin == "added":
        return sourced.src
    base = step.base if step else None
    if base is None:
        return []
    own = None if sourced is step else getattr(sourced, "id", None)
    return [f"{base}-{own}" if own else base]


def provenance(sourced: Sourced, step: Step | None = None, *, flow: Flow | None) -> list[SourceLine]:
    """What F2 shows for an element of this step: one line for each source, at least one. `flow` as for `section`."""
    origin = text(f"flow.origin.{sourced.origin}")
    law = tuple(laws()[name] for name in sourced.law if name in laws())
    first, *rest = [_line(source, origin, flow) for source in sources_of(sourced, step)] or [_line(None, origin, flow)]
    return [replace(first, note=sourced.note, law=law, says=_says(sourced)), *rest]


def _says(sourced: Sourced) -> str | None:
    if not isinstance(sourced, Deadline) or not (sourced.source_says and sourced.within):
        return None
    theirs, ours = in_words(sourced.source_says), in_words(sourced.within)
    return text("flow.source_says", label=sourced.label, theirs=theirs, ours=ours)


def _line(source: str | None, origin: str, flow: Flow | None) -> SourceLine:
    found = section(source, flow) if source else None
    return SourceLine(source, found[0].name if found else None, found[1] if found else None, origin)


def _data(path: Path) -> object:
    document = read(path)
    assert not document.problems, document.problems
    return document.data
