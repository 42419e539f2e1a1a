"""Consent or anonymity (P6). Missing consent blocks no outcome: it asks for anonymous mode or another basis."""

from __future__ import annotations

from datetime import date

from bekymring_tui.case.acts import BasisUsed
from bekymring_tui.case.dates import day_of
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.state import State
from bekymring_tui.flow.model import Action, Outcome, Step
from bekymring_tui.flow.terms import OUTSIDE_CONTACTS, Basis, Contact

CHILD = "child"
"""The one the case is about, as the giver of a consent. No guardian may have this id."""

NOBODY = "nobody"
"""Stands for the missing giver where no guardian is known."""

OWN_CONSENT_AGE = 16
"""From this age the child's own consent is enough here: the health service's age (pasient- og brukerrettighetsloven
§ 4-3), the highest of those in question. Ours."""

NEVER_ASKED: frozenset[Contact] = frozenset({"barnevern", "police", "leader"})
"""Reports to barnevernet, avvergingsplikt, nødrett, police and one's own leader never wait for consent."""


def recipients(guide: Guide, step: Step, element: Action | Outcome) -> tuple[Contact, ...]:
    """The services that an action or outcome shares the case with by consent.

    An outcome that refers to nobody shares with those whom the steps it leads to bring in; where they name none,
    with a service that is not named.
    """
    named = element.contacts if isinstance(element, Action) else element.refer or _brought_in(guide, step, element)
    outside: list[Contact] = [one for one in named if one in OUTSIDE_CONTACTS] or ["other_service"]
    return tuple(dict.fromkeys(one for one in outside if one not in NEVER_ASKED))


def _brought_in(guide: Guide, step: Step, outcome: Outcome) -> list[Contact]:
    names = [outcome.to.step or step.id, *map(guide.track.opened, outcome.open)]
    steps = [guide.track.steps[one] for one in names]
    return [one for each in steps for action in each.actions if needs_consent(action.basis) for one in action.contacts]


def needs_consent(basis: Basis | None) -> bool:
    return basis in ("consent", "consent_or_anonymous")


def answer_of(state: State, giver: str, service: Contact, today: date) -> str | None:
    """The newest answer that this person gave for this service: given, refused, withdrawn, expired or None."""
    for line in reversed(state.consents):
        if line.giver == giver and service in line.services:
            if line.answer == "given" and line.until and day_of(line.until) < today:
                return "expired"
            return line.answer
    return None


def own_consent(state: State) -> bool:
    """Whether the one the case is about is old enough to consent alone: a parent is, and a child from 16."""
    subject = state.subject
    if subject is None:
        return False
    if subject.age is None:
        return subject.kind in ("parent", "unborn")
    return subject.age >= OWN_CONSENT_AGE


def missing_from(state: State, service: Contact, today: date) -> tuple[str, ...]:
    """Ids of those whose consent for a service is missing. Empty: valid.

    The own answer of whoever is old enough decides; without one, each guardian with parental responsibility is asked.
    """
    own = answer_of(state, CHILD, service, today) if own_consent(state) else None
    if own is not None:
        return () if own == "given" else (CHILD,)
    asked = [one.id for one in state.guardians.values() if one.responsible != "no"]
    if not asked:
        return (CHILD if own_consent(state) else NOBODY,)
    return tuple(one for one in asked if answer_of(state, one, service, today) != "given")


def missing(
    guide: Guide, state: State, step: Step, element: Action | Outcome, today: date
) -> dict[Contact, tuple[str, ...]]:
    """Whose consent is missing for what this element shares, by service. Empty: nothing to ask."""
    if not needs_consent(element.basis) or state.anonymous:
        return {}
    found = {one: missing_from(state, one, today) for one in recipients(guide, step, element)}
    return {service: givers for service, givers in found.items() if givers}


def basis_of(
    guide: Guide, state: State, step: Step, element: Action | Outcome, chosen: BasisUsed | None, today: date
) -> BasisUsed | None:
    """The basis that is recorded: what the user chose, else anonymous mode, else consent where it is valid."""
    if not needs_consent(element.basis) or chosen in ("anonymous", "other"):
        return chosen if needs_consent(element.basis) else None
    if state.anonymous:
        return "anonymous"
    return None if missing(guide, state, step, element, today) else "consent"
