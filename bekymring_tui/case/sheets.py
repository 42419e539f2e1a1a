"""The sheets of a form in one case: one, as many as are needed, or one for each guardian."""

from __future__ import annotations

from collections.abc import Iterable

from bekymring_tui.case.mask import closed_contacts
from bekymring_tui.case.state import State
from bekymring_tui.flow.terms import Contact
from bekymring_tui.forms.model import Form
from bekymring_tui.texts import text

FIRST = "1"
"""The instance of a form that a case has once, and the first of many."""


def closed_in(state: State, form: Form, instance: str = FIRST) -> frozenset[Contact]:
    """Whom the alarm closes the way to in this sheet: nobody in that of a guardian whom advice has opened for (P1)."""
    if form.repeats == "guardian" and not state.closed_for(instance):
        return frozenset()
    return closed_contacts(state)


def sheet_is_closed(state: State, form: Form, instance: str = FIRST) -> bool:
    """Whether all of a sheet is «stengt»."""
    return bool(closed_in(state, form, instance) & set(form.contacts))


def sheet_title(state: State, form: Form, instance: str) -> str:
    """«Konkretisering», «Referat 2», «Samtykke – Mor». The guardian's own name for it stands in no other sheet."""
    if form.repeats == "once":
        return form.title
    if form.repeats == "many":
        return text("forms.sheet_number", title=form.title, number=instance)
    guardian = state.guardians.get(instance)
    return text("forms.sheet_of", title=form.title, who=guardian.label) if guardian else form.title


def instances(state: State, form: Form, begun: Iterable[str] = ()) -> tuple[str, ...]:
    """The sheets there are, in order; `begun` are those that only drafts hold. For guardians: one for each."""
    if form.repeats == "once":
        return (FIRST,)
    if form.repeats == "guardian":
        return tuple(state.guardians)
    held = {instance for name, instance in state.forms if name == form.id} | set(begun)
    return tuple(sorted(held, key=int))


def next_instance(state: State, form: Form, begun: Iterable[str] = ()) -> str:
    """The number of one more sheet."""
    return str(max(map(int, instances(state, form, begun)), default=0) + 1)
