"""What a procedure says that leads to guardians, found by its tags alone and not by the engine's mask."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pydantic import BaseModel

from bekymring_tui.case.guide import Guide
from bekymring_tui.case.mask import words_of
from bekymring_tui.case.said import said
from bekymring_tui.case.state import State
from bekymring_tui.flow.fields import walk
from bekymring_tui.flow.model import Action, Responsible, Sourced, Tool
from bekymring_tui.flow.terms import GUARDIAN_CONTACTS
from bekymring_tui.flow.wording import names_a_guardian

PARENTS = ("parent", "unborn")
"""In a parent's own case whoever is meant by «child» is a guardian."""


class Secrets:
    """The texts that no reader of this guide may see while the alarm closes them."""

    def __init__(self, guide: Guide) -> None:
        steps = [one for step in guide.track.steps.values() for _, one in walk(step)]
        heads = [one for part in (guide.flow.notices, guide.flow.anytime, guide.flow.alarm) for _, one in walk(part)]
        elements = [one for one in (*steps, *heads) if isinstance(one, Sourced)]
        self._always = self._of(guide, elements, set(GUARDIAN_CONTACTS))
        self._of_parents = self._of(guide, elements, {*GUARDIAN_CONTACTS, "child"})
        self._passed: dict[bool, dict[int, BaseModel]] = {True: {}, False: {}}

    def told(self, state: State, drawn: object) -> str | None:
        """A text in something drawn that leads to guardians, or names one. What was gone through before is left out."""
        parents = state.subject is not None and state.subject.kind in PARENTS
        secret = self._of_parents if parents else self._always
        found = (one for one in said(drawn, self._passed[parents]) if one in secret or _names(one))
        return next(found, None)

    def _of(self, guide: Guide, elements: list[Sourced], contacts: set[str]) -> frozenset[str]:
        tagged = {text for one in elements if _leads(guide, one, contacts) for text in _texts(one)}
        open_ones = {text for one in elements if not _leads(guide, one, contacts) for text in _texts(one)}
        return frozenset(tagged - open_ones)


@lru_cache(maxsize=16_384)
def _names(text: str) -> bool:
    return names_a_guardian(text)


def _leads(guide: Guide, one: Sourced, contacts: set[str]) -> bool:
    named: set[str | None] = set(getattr(one, "contacts", ()))
    if isinstance(one, Responsible):
        named.add(guide.flow.roles[one.role].is_)
    if isinstance(one, Action):
        named |= {guide.flow.roles[role].is_ for role in one.by}
    if isinstance(one, Tool) and (form := guide.forms.get(one.form or "")):
        named |= set(form.contacts)
    return bool(named & contacts)


def _texts(one: BaseModel) -> Iterator[str]:
    """The words of an element itself, without those of what stands in it."""
    for name in words_of(type(one)):
        yield from said(getattr(one, name))
