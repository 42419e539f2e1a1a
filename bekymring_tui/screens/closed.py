"""Which parts of a form are «stengt» under the alarm (P1)."""

from __future__ import annotations

from bekymring_tui.case.mask import closed_contacts
from bekymring_tui.case.state import State
from bekymring_tui.forms.model import Form, Section


def is_closed(state: State, part: Form | Section) -> bool:
    """Whether this form, or this section of one, leads to guardians while that is closed."""
    return bool(closed_contacts(state) & set(part.contacts))
