"""When a private note, or a case that came to nothing, may be shredded (P5)."""

from __future__ import annotations

from bekymring_tui.case import acts as a
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.refusal import Refusal
from bekymring_tui.case.state import State
from bekymring_tui.forms.answers import grades

CONCRETISATION = "konkretisering"
"""The form that carries on what a note began."""

HIGH = 6
"""From this grade on the question of meldeplikt opens (P1)."""


def recorded(guide: Guide, act: a.Act) -> a.Act:
    """An act as an event holds it: of a private form nothing but its high grades, until it is shredded."""
    if not isinstance(act, a.FormSaved) or not guide.forms[act.form].private:
        return act
    return a.NoteKept(form=act.form, instance=act.instance, high=high_grades(guide, act))


def high_grades(guide: Guide, act: a.FormSaved) -> dict[str, int]:
    """The grades of 6 and 7 in a form, by the question they belong to."""
    return {name: grade for name, grade in grades(guide.forms[act.form], act.answers).items() if grade >= HIGH}


def without_concern(state: State) -> bool:
    """Whether the case is over, and every way through it ended without concern."""
    ends = {one.ended for one in state.positions.values()} - {"merged"}
    return state.closed and ends == {"no_concern"}


def refuse_note(guide: Guide, state: State, act: a.NoteShredded) -> Refusal | None:
    """Why this note may not be shredded yet, the first thing to do about it first."""
    if (act.form, act.instance) not in state.notes:
        return Refusal("refusal.no_note")
    if why := _unsafe(guide, state) or (None if without_concern(state) else _not_carried(guide, state)):
        return why
    if keeps_journal(guide) and not act.journaled:
        return Refusal(
            "refusal.shred_journal", {"journal": guide.flow.services[guide.service].journal}, ask="journaled"
        )
    if act.used and not (state.log or act.journaled):
        return Refusal("refusal.shred_used", ask="used")
    return None


def refuse_case(guide: Guide, state: State) -> Refusal | None:
    """Why not everything may be shredded but date and procedure."""
    if not without_concern(state):
        return Refusal("refusal.shred_case_concern")
    if state.alarm.raised is not None or state.exports:
        return Refusal("refusal.shred_case_shared")
    return _unsafe(guide, state)


def keeps_journal(guide: Guide) -> bool:
    """Whether what the note says must stand in the service's journal first."""
    return guide.flow.services[guide.service].journal is not None


def _unsafe(guide: Guide, state: State) -> Refusal | None:
    if state.stage != "quiet":
        return Refusal("refusal.shred_alarm")
    if state.duty_open:
        return Refusal("refusal.shred_duty")
    if any(guide.lane(one).routine for one in state.open_positions):
        return Refusal("refusal.shred_report")
    return None


def _not_carried(guide: Guide, state: State) -> Refusal | None:
    """A concern goes on: what is known of it must stand elsewhere."""
    if CONCRETISATION in guide.forms and not any(form == CONCRETISATION for form, _ in state.forms):
        return Refusal("refusal.shred_concretise")
    if not any(one.grade is not None for one in state.grades):
        return Refusal("refusal.shred_grade")
    return None
