"""Masking under the alarm (P1): content that leads to guardians is «stengt», ways on are never hidden.

Screen, plain output, documents and export draw a case only through elements that went through here. An element
that is closed has lost its words; the rest of it stays, so that nothing that is drawn can tell them by mistake.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from bekymring_tui.case.evolve import replace
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.said import said
from bekymring_tui.case.state import State
from bekymring_tui.flow.fields import keys_of, prose
from bekymring_tui.flow.model import Action, Flow, Outcome, Responsible, Sourced, Step, Tool
from bekymring_tui.flow.terms import GUARDIAN_CONTACTS, Contact, SubjectKind
from bekymring_tui.flow.wording import names_a_guardian, names_guardians

if TYPE_CHECKING:
    from bekymring_tui.flow.sources import SourceLine

Model = TypeVar("Model", bound=BaseModel)

GROWN_SUBJECTS: frozenset[SubjectKind] = frozenset({"parent", "unborn"})
"""Subjects who are parents themselves: in their case whoever is meant by «child» is a guardian. Ours."""


def closed_contacts(state: State) -> frozenset[Contact]:
    """Whom the alarm closes the way to now. Empty without an alarm."""
    return _guardians(state) if state.masks else frozenset()


def drawn(guide: Guide, state: State, element: Model) -> Model:
    """An element as it may be shown now: itself, or a copy without the words that lead to guardians."""
    return _masked(guide, element, _guardians(state)) if state.masks else element


def drawn_step(guide: Guide, state: State, step_id: str) -> Step:
    """A step with everything in it, as it may be shown now."""
    return _masked_step(guide, step_id, _guardians(state)) if state.masks else guide.track.steps[step_id]


def drawn_flow(guide: Guide, state: State) -> Flow:
    """What stands outside the steps, as it may be shown now: the alarm's actions, notices, what is open at any time."""
    return _masked_flow(guide, _guardians(state)) if state.masks else guide.flow


def leads_to_guardians(guide: Guide, state: State, element: BaseModel) -> bool:
    """Whether an element brings the reader to guardians: by its tags, its roles or its form."""
    return _leads_to(guide, element, _guardians(state))


def drawn_words(state: State, words: str | None) -> str | None:
    """Words that carry no tags, such as a level's title, as they may be shown now: None when they name a guardian."""
    return None if words is None or (state.masks and names_a_guardian(words)) else words


def role_title(guide: Guide, state: State, one: Responsible) -> str | None:
    """The title of whoever has a part in a step; None when it is «stengt»."""
    title = guide.title(one)
    closed = state.masks and (leads_to_guardians(guide, state, one) or names_a_guardian(title))
    return None if closed else title


def drawn_sources(state: State, lines: Iterable[SourceLine]) -> list[SourceLine]:
    """Where something comes from, as it may be told now: of a heading that names guardians only its place is left."""
    return [_drawn_source(one) for one in lines] if state.masks else list(lines)


def _drawn_source(line: SourceLine) -> SourceLine:
    section, note = line.section or "", line.note or ""
    return replace(
        line,
        section=(section.partition(":")[0] if names_a_guardian(section) else section) or None,
        note=None if names_a_guardian(note) else line.note,
        law=tuple(one for one in line.law if not any(map(names_a_guardian, said(one)))),
    )


def _guardians(state: State) -> frozenset[Contact]:
    grown = state.subject is not None and state.subject.kind in GROWN_SUBJECTS
    return GUARDIAN_CONTACTS | {"child"} if grown else GUARDIAN_CONTACTS


def _leads_to(guide: Guide, element: BaseModel, contacts: frozenset[Contact]) -> bool:
    roles = guide.flow.roles
    if isinstance(element, Responsible):
        return roles[element.role].is_ in contacts
    if isinstance(element, Outcome):
        return _label_is_closed(guide, element, contacts)
    named = set(getattr(element, "contacts", ()))
    if isinstance(element, Action):
        named |= {roles[one].is_ for one in element.by}
    if isinstance(element, Tool) and (form := guide.forms.get(element.form or "")):
        named |= set(form.contacts)
    return bool(contacts & named)


def _label_is_closed(guide: Guide, outcome: Outcome, contacts: frozenset[Contact]) -> bool:
    """Whether an outcome's label must be drawn neutrally. The outcome itself always stays.

    That it rests on consent closes nothing: what asks for consent is closed itself, and no way on may wait for it.
    """
    names = (outcome.to.step or "", *map(guide.track.opened, outcome.open))
    steps = (guide.track.steps[name] for name in names if name in guide.track.steps)
    leads = any(_leads_to(guide, step, contacts) for step in steps) or bool(contacts & set(outcome.refer))
    return leads or names_guardians(outcome.label)


@lru_cache(maxsize=1024)
def _masked_step(guide: Guide, step_id: str, contacts: frozenset[Contact]) -> Step:
    return _masked(guide, guide.track.steps[step_id], contacts)


@lru_cache(maxsize=64)
def _masked_flow(guide: Guide, contacts: frozenset[Contact]) -> Flow:
    return _masked(guide, guide.flow, contacts)


def _masked(guide: Guide, element: Model, contacts: frozenset[Contact], *, inside_closed: bool = False) -> Model:
    """Without its words when it is closed; else without those that name a guardian, which a tag was forgotten on."""
    closed = inside_closed or _leads_to(guide, element, contacts)
    changes: dict[str, Any] = {}
    for name in type(element).model_fields:
        value = getattr(element, name)
        if isinstance(value, Sourced):
            changes[name] = _masked(guide, value, contacts, inside_closed=closed)
        elif isinstance(value, list) and value and isinstance(value[0], Sourced):
            changes[name] = [_masked(guide, one, contacts) for one in value]
        elif value and name in words_of(type(element)):
            changes[name] = _without(value, closed)
    if closed and isinstance(element, Tool):
        changes |= {"form": None, "reference": None}
    return element.model_copy(update=changes)


def _without(words: str | list[str], closed: bool) -> str | list[str]:
    if isinstance(words, list):
        return [one for one in words if not closed and not names_a_guardian(one)]
    return "" if closed or names_a_guardian(words) else words


@cache
def words_of(model: type[BaseModel]) -> frozenset[str]:
    """The fields of a model that hold words for the reader. A step's number is none."""
    fields = {(info.alias or name): name for name, info in model.model_fields.items()}
    return frozenset(fields[key] for key, kind in keys_of(model).items() if prose(kind) and key != "no")
