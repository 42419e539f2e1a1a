"""Reading the forms that come with the program: every problem at once, each with file, line and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from bekymring_tui.flow.model import Strict
from bekymring_tui.flow.problems import Code, FlowProblems, Problem, problem
from bekymring_tui.flow.schema import guess, validate
from bekymring_tui.flow.yaml_lines import Document, Where, read
from bekymring_tui.forms.model import UNKNOWN, Condition, Field, Form
from bekymring_tui.shipped import shipped

Model = TypeVar("Model", bound=Strict)

SCALE_FILE = "uro.yaml"
"""Lies beside the forms, but is none (see `uro`)."""


@cache
def all_forms() -> Mapping[str, Form]:
    """The shipped forms by id. Raises FlowProblems."""
    files = sorted(one for one in shipped("data", "forms").glob("*.yaml") if one.name != SCALE_FILE)
    return MappingProxyType({one.id: one for one in map(load, files)})


def form(name: str) -> Form:
    """One shipped form. KeyError when there is none of this name."""
    return all_forms()[name]


def load(file: Path) -> Form:
    """The form in a file. Raises FlowProblems."""
    found, document = read_model(Form, file)
    if problems := [*_repeated(found, document), *_conditions(found, document), *_alarming(found, document)]:
        raise FlowProblems(problems)
    return found


def read_model(model: type[Model], file: Path) -> tuple[Model, Document]:
    """A file as this model, and where everything in it stands. Raises FlowProblems."""
    document = read(file)
    problems = list(document.problems)
    found = None
    if document.data is not None:
        found, faults = validate(model, document)
        problems += faults
    if found is None or problems:
        raise FlowProblems(problems)
    return found, document


def _repeated(form: Form, document: Document) -> Iterator[Problem]:
    seen: dict[str, Where] = {}
    for number, section in enumerate(form.sections):
        for index, field in enumerate(section.fields):
            where: Where = ("sections", number, "fields", index, "id")
            for one in (field, field.grade):
                if one is None:
                    continue
                if one.id in seen:
                    first = document.at(seen[one.id]).line
                    yield problem(Code.SAME_ID, document.at(where), word=one.id, first=first)
                seen.setdefault(one.id, where)


def _conditions(form: Form, document: Document) -> Iterator[Problem]:
    """What is shown by an answer names an answer of a choice that is asked before it."""
    every = {field.id: field for field in form.questions}
    before: dict[str, Field] = {}
    for number, section in enumerate(form.sections):
        where: Where = ("sections", number)
        yield from _condition(section.shown_if, where, every, before, document)
        for index, field in enumerate(section.fields):
            yield from _condition(field.shown_if, (*where, "fields", index), every, before, document)
            before[field.id] = field


def _alarming(form: Form, document: Document) -> Iterator[Problem]:
    """An answer that opens F9's question is one of a choice's own, or «vet ikke»."""
    for number, section in enumerate(form.sections):
        for index, field in enumerate(section.fields):
            answers = [*(one.id for one in field.options), UNKNOWN] if field.type == "choice" else []
            for place, answer in enumerate(field.ask_alarm_on):
                if answer not in answers:
                    where: Where = ("sections", number, "fields", index, "ask_alarm_on", place)
                    yield problem(Code.UNKNOWN_OPTION, document.at(where), word=answer, guess=guess(answer, answers))


def _condition(
    named: Condition | None, owner: Where, every: Mapping[str, Field], before: Mapping[str, Field], document: Document
) -> Iterator[Problem]:
    if named is None:
        return
    where: Where = (*owner, "shown_if", "field")
    options = [one.id for one in every[named.field].options] if named.field in every else []
    if named.field not in every:
        yield problem(Code.UNKNOWN_FIELD, document.at(where), word=named.field, guess=guess(named.field, every))
    elif named.field not in before:
        yield problem(Code.FIELD_LATER, document.at(where), word=named.field)
    elif not options:
        yield problem(Code.NOT_A_CHOICE, document.at(where), word=named.field)
    elif named.is_ not in options:
        where = (*owner, "shown_if", "is")
        yield problem(Code.UNKNOWN_OPTION, document.at(where), word=named.is_, guess=guess(named.is_, options))
