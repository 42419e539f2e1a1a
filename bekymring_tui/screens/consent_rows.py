"""The consent record in rows: who can answer, for which services, and what stands."""

from __future__ import annotations

from datetime import date

from bekymring_tui.case import consent
from bekymring_tui.case.dates import day_of, short
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.flow.model import Action, Outcome
from bekymring_tui.flow.terms import Contact
from bekymring_tui.screens import worded
from bekymring_tui.texts import text
from bekymring_tui.widgets.valg import Heading, Row

ANSWERS = ("given", "refused", "withdrawn")
ASKING = ("given", "refused")
"""Answers to a question that somebody has asked: that is speaking with guardians (P1)."""

WAYS_ON = ("stay", "anonymous", "weigh_duty")


def services(case: OpenCase) -> list[Contact]:
    """Those that this procedure shares with by consent."""
    guide, found = case.guide, dict[Contact, None]()
    for step in guide.track.steps.values():
        elements: list[Action | Outcome] = [*step.actions, *guide.outcomes(step)]
        for one in elements:
            if consent.needs_consent(one.basis):
                found |= dict.fromkeys(consent.recipients(guide, step, one))
    return list(found)


def giver_rows(case: OpenCase, chosen: str) -> list[Row | Heading]:
    """Each guardian, and the child."""
    known = case.state.guardians.values()
    rows = [
        Row(one.id, one.label, "choice", one.id == chosen, note=text(f"guardians.{one.responsible}")) for one in known
    ]
    child = Row(consent.CHILD, text("consent.child"), "choice", chosen == consent.CHILD, sub=text("consent.child_sub"))
    add = [] if known else [Row("guardians", text("consent.no_guardian"))]
    return [Heading(text("consent.giver"), text("consent.giver_hint")), *rows, child, *add]


def service_rows(case: OpenCase, ticked: list[str]) -> list[Row | Heading]:
    rows = [Row(one, text(f"flow.contact.{one}"), "action", one in ticked) for one in services(case)]
    return [Heading(text("consent.services")), *rows]


def answer_rows(case: OpenCase, chosen: str) -> list[Row | Heading]:
    """Under the alarm only what nobody needs to be asked about, until somebody is cleared."""
    state = case.state
    closed = state.masks and all(state.closed_for(one) for one in state.guardians)
    rows = [
        Row(one, text(f"consent.{one}"), "choice", one == chosen, closed=closed and one in ASKING,
            sub=text("case_page.closed_why") if closed and one in ASKING else "")
        for one in ANSWERS
    ]  # fmt: skip
    return [Heading(text("consent.answer")), *rows]


def way_on_rows(chosen: str) -> list[Row | Heading]:
    """After a refusal. The ways are ours: no document prints any."""
    rows = [
        Row(one, text(f"consent.{one}"), "choice", one == chosen, sub=text(f"consent.{one}_sub")) for one in WAYS_ON
    ]
    return [Heading(text("consent.way_on"), text("consent.way_on_hint")), *rows]


def standing_lines(case: OpenCase, today: date) -> list[str]:
    """What each has answered last, for each service."""
    pairs = [(giver, service) for giver in (*case.state.guardians, consent.CHILD) for service in services(case)]
    return [line for giver, service in pairs if (line := _line(case, giver, service, today))]


def _line(case: OpenCase, giver: str, service: Contact, today: date) -> str:
    state = case.state
    answer = consent.answer_of(state, giver, service, today)
    newest = next((one for one in reversed(state.consents) if one.giver == giver and service in one.services), None)
    if answer is None or newest is None:
        return ""
    who, what = worded.giver(state, giver), text(f"flow.contact.{service}")
    until = text("consent.to", day=short(day_of(newest.until), today)) if newest.until else ""
    return text(f"consent.line_{answer}", who=who, service=what, day=worded.day_and_month(newest.at)) + until
