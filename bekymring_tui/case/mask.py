"""Masking under the alarm (P1): content that leads to guardians is «stengt», ways on are never hidden.

Screen, plain output, documents and export draw a case only through `view`, which draws every text through here.
"""

from __future__ import annotations

from bekymring_tui.case.guide import Guide
from bekymring_tui.flow.model import Action, Element, Outcome, Responsible, Step, Tool
from bekymring_tui.flow.terms import GUARDIAN_CONTACTS
from bekymring_tui.flow.wording import names_guardians


def leads_to_guardians(guide: Guide, element: Element | Step | Responsible) -> bool:
    """Whether an element brings the reader to the guardians: by its tags, its roles or its form."""
    if isinstance(element, Responsible):
        return guide.flow.roles[element.role].is_ in GUARDIAN_CONTACTS
    tagged = bool(GUARDIAN_CONTACTS & set(element.contacts))
    if isinstance(element, Action):
        return tagged or any(guide.flow.roles[one].is_ in GUARDIAN_CONTACTS for one in element.by)
    if isinstance(element, Tool) and element.form and element.form in guide.forms:
        return tagged or bool(GUARDIAN_CONTACTS & set(guide.forms[element.form].contacts))
    return tagged


def label_is_closed(guide: Guide, outcome: Outcome) -> bool:
    """Whether an outcome's label must be drawn neutrally. The outcome itself always stays."""
    target = guide.track.steps.get(outcome.to.step or "")
    asks_consent = outcome.basis in ("consent", "consent_or_anonymous")
    return asks_consent or names_guardians(outcome.label) or bool(target and leads_to_guardians(guide, target))
