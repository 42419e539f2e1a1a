"""What the case's record takes: who it is about, forms, log, consent, dates, and what was written by mistake."""

from __future__ import annotations

from datetime import date

from bekymring_tui.case import acts as a
from bekymring_tui.case import consent
from bekymring_tui.case.due import first_date
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.mask import closed_contacts, leads_to_guardians
from bekymring_tui.case.people import Guardian, Subject
from bekymring_tui.case.refusal import Refusal, day_ahead, sane_day, sane_moment, unreasoned
from bekymring_tui.case.sheets import sheet_is_closed
from bekymring_tui.case.state import State

OLDEST = 120

MISFILABLE = frozenset(
    {
        "form_saved", "graded", "logged", "consent_given", "consent_refused", "consent_withdrawn",
        "call_recorded", "advice_recorded", "acute_afterwards", "guardian_knows", "action_marked", "answered",
    }
)  # fmt: skip
"""What can be «feilført». Decisions are taken back by Back; the alarm's own answers only by «feil sak» (P1)."""


def refuse_opening(guide: Guide, state: State, act: a.Opened) -> Refusal | None:
    if state.opened is not None:
        return Refusal("refusal.already_open")
    if act.entry not in guide.track.entries or (act.service, act.group) != (guide.service, guide.group):
        return Refusal("refusal.no_entry")
    if len({one.id for one in act.guardians}) < len(act.guardians):
        return Refusal("refusal.guardian_twice", ask="guardians")
    found = (refuse_guardian(state, one) for one in act.guardians)
    return refuse_subject(act.subject) or next(filter(None, found), None)


def refuse_subject(subject: Subject) -> Refusal | None:
    if not subject.call_name.strip():
        return Refusal("refusal.call_name", ask="call_name")
    if subject.age is not None and not 0 <= subject.age <= OLDEST:
        return Refusal("refusal.age", ask="age")
    return None


def refuse_guardian(state: State, guardian: Guardian) -> Refusal | None:
    """Whom advice has opened for stays the same person: another one is added beside (P1)."""
    if not guardian.label.strip() or guardian.id in ("", consent.CHILD, consent.NOBODY):
        return Refusal("refusal.guardian_label", ask="label")
    known = state.guardians.get(guardian.id)
    if known and guardian.id in state.alarm.cleared and known.label.strip() != guardian.label.strip():
        return Refusal("refusal.guardian_cleared", {"label": known.label}, ask="label")
    return None


def refuse_form(guide: Guide, state: State, act: a.FormSaved) -> Refusal | None:
    form = guide.forms.get(act.form)
    if form is None:
        return Refusal("refusal.no_form")
    if not set(act.answers) <= {one.id for one in form.fields}:
        return Refusal("refusal.no_field")
    if form.repeats == "guardian" and act.instance not in state.guardians:
        return Refusal("refusal.no_guardian")
    return Refusal("refusal.closed_form") if sheet_is_closed(state, form, act.instance) else None


def refuse_log(act: a.Logged, today: date) -> Refusal | None:
    if not act.text.strip():
        return Refusal("refusal.empty_log", ask="text")
    return sane_moment(act.observed, today, ask="observed")


def refuse_misfiling(state: State, act: a.Misfiled) -> Refusal | None:
    if act.seq in state.misfiled or state.kinds.get(act.seq) not in MISFILABLE:
        return Refusal("refusal.not_misfilable")
    return unreasoned(act.reason)


def refuse_consent(
    state: State, act: a.ConsentGiven | a.ConsentRefused | a.ConsentWithdrawn, today: date
) -> Refusal | None:
    """Asking a guardian for consent is speaking with them; that they withdraw it can always be written down."""
    if act.giver != consent.CHILD and act.giver not in state.guardians:
        return Refusal("refusal.no_guardian", ask="giver")
    if not act.services:
        return Refusal("refusal.no_service", ask="services")
    if isinstance(act, a.ConsentWithdrawn):
        return None
    child = act.giver == consent.CHILD and "child" not in closed_contacts(state)
    if not child and state.closed_for(act.giver):
        return Refusal("refusal.closed_consent")
    until = act.until if isinstance(act, a.ConsentGiven) else None
    return day_ahead(until, today, ask="until") if until else None


def refuse_deadline(guide: Guide, state: State, act: a.DeadlineSet, today: date) -> Refusal | None:
    """A date that the procedure leaves open or proposes; a longer time only as far as the procedure lets it go."""
    step = guide.track.steps.get(act.step)
    listed = step.deadlines if step else guide.flow.deadlines if not act.step else []
    deadline = next((one for one in listed if one.id == act.deadline and guide.shown(one, state)), None)
    if deadline is None:
        return Refusal("refusal.no_deadline")
    if state.masks and leads_to_guardians(guide, state, deadline):
        return Refusal("refusal.closed_deadline")
    if deadline.within is None:
        return day_ahead(act.on, today, ask="on")
    if wrong := sane_day(act.on, today, ask="on"):
        return wrong
    last = first_date(state, deadline, deadline.extend_to) if deadline.extend_to else None
    if last is None or date.fromisoformat(act.on) > last:
        return Refusal("refusal.fixed_deadline", ask="on")
    return None
