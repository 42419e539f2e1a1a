"""Which questions of a form are asked, as its answers stand. What was written in a hidden one is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bekymring_tui.forms.model import Condition, Field, Form


def shown(form: Form, answers: Mapping[str, str]) -> tuple[Field, ...]:
    """The questions that are asked now, in order. One that hangs on a hidden one is hidden too."""
    found: dict[str, Field] = {}
    for section in form.sections:
        if _holds(section.shown_if, found, answers):
            for field in section.fields:
                if _holds(field.shown_if, found, answers):
                    found[field.id] = field
    return tuple(found.values())


def _holds(condition: Condition | None, asked: Collection[str], answers: Mapping[str, str]) -> bool:
    if condition is None:
        return True
    return condition.field in asked and condition.is_ in answers.get(condition.field, "").split()
