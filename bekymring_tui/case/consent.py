"""Consent or anonymity (P6). Missing consent blocks no outcome: it asks for anonymous mode or another basis."""

from __future__ import annotations

from datetime import date

from bekymring_tui.case.acts import BasisUsed
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.state import State
from bekymring_tui.flow.model import Action, Outcome, Step
from bekymring_tui.flow.terms import OUTSIDE_CONTACTS, Basis, Contact

CHILD = "child"
OWN_CONSENT_AGE = 16
"""From this age the child's own consent is enough here: the health service's age (pasient- og brukerrettighetsloven
§ 4-3), the highest of those in question. Ours."""

NEVER_ASKED: frozenset[str] = frozenset({"barnevern", "police", "leader"})
"""Reports to barnevernet, avvergingsplikt, nødrett, police and one's own leader never wait for consent."""


def recipients(guide: Guide, step: Step, element: Action | Outcome) -> tuple[Contact, ...]:
    """The services that an action or outcome shares the case with by consent."""
    if isinstance(element, Action):
        named = element.contacts
    elif element.refer:
        named = element.refer
    else:
        target = guide.track.steps.get(element.to.step or "", step)
        named = [one for action in target.actions if needs_consent(action.basis) for one in action.contacts]
    return tuple(dict.fromkeys(one for one in named if one in OUTSIDE_CONTACTS - NEVER_ASKED))


def needs_consent(basis: Basis | None) -> bool:
    return basis in ("consent", "consent_or_anonymous")


def answer_of(state: State, giver: str, service: Contact, today: date) -> str | None:
    """The newest answer that this person gave for this service: given, refused, withdrawn, expired or None."""
    for line in reversed(state.consents):
        if line.giver == giver and service in line.services:
            if line.answer == "given" and line.until and date.fromisoformat(line.until) < today:
                return "expired"
            return line.answer
    return None


def missing_from(state: State, service: Contact, today: date) -> tuple[str, ...]:
    """Ids of those whose consent for a service is missing: each guardian, or the child from 16. Empty: valid."""
    if (
        state.subject
        and (state.subject.age or 0) >= OWN_CONSENT_AGE
        and (answer_of(state, CHILD, service, today) == "given")
    ):
        return ()
    asked = [one.id for one in state.guardians.values() if one.responsible != "no"] or [CHILD]
    return tuple(one for one in asked if answer_of(state, one, service, today) != "given")


def missing(
    guide: Guide, state: State, step: Step, element: Action | Outcome, today: date
) -> dict[Contact, tuple[str, ...]]:
    """Whose consent is missing for what this element shares, by service. Empty: nothing to ask."""
    if not needs_consent(element.basis):
        return {}
    found = {one: missing_from(state, one, today) for one in recipients(guide, step, element)}
    return {service: givers for service, givers in found.items() if givers}


def basis_of(
    guide: Guide, state: State, step: Step, element: Action | Outcome, chosen: BasisUsed | None, today: date
) -> BasisUsed | None:
    """The basis that is recorded: consent where it is valid, else what the user chose."""
    if not needs_consent(element.basis):
        return None
    if chosen is None and not missing(guide, state, step, element, today):
        return "consent"
    return chosen
