"""A fresh sheet with what the case knows already: the user's own to change, and no part of the case until then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bekymring_tui.case.anonymise import Anonymiser, names_in
from bekymring_tui.case.dates import plain
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.known import KNOWN, Fresh, Known
from bekymring_tui.case.people import Worker
from bekymring_tui.case.sheets import FIRST
from bekymring_tui.case.state import State
from bekymring_tui.forms.answers import TEXT_CAP, encode
from bekymring_tui.forms.model import Field, Form, Prefill
from bekymring_tui.forms.uro import HIGHEST, LOWEST
from bekymring_tui.texts import text

LINE_CAP = 500
"""Characters in a field of one line."""

NAMING: frozenset[Prefill] = frozenset({"call_name", "guardian"})
"""What tells who the case is about: never in a nameless form (P6)."""


def prefill(
    guide: Guide, state: State, form: Form, *, worker: Worker, today: date, instance: str = FIRST
) -> dict[str, str]:
    """Answers for a fresh sheet. What the case does not know stays empty; of another guardian nothing is known."""
    fresh = Fresh(guide, state, form, worker, today, instance)
    say = Anonymiser(names_in(state)).text if form.nameless else str
    found: dict[str, str] = {}
    for field in form.questions:
        if field.prefill is None or (form.nameless and field.prefill in NAMING):
            continue
        holder = field.grade if field.prefill == "grade" and field.grade else field
        if given := _fitting(holder, KNOWN[field.prefill](fresh), say):
            found[holder.id] = given
    return found


def _fitting(field: Field, known: Known, say: Callable[[str], str]) -> str:
    """What is known as this kind of field holds it; empty where it can't."""
    match field.type:
        case "choice" | "checks":
            return _chosen(field, known)
        case "date":
            return encode(known) if isinstance(known, date) else ""
        case "grade":
            return str(known) if known in range(LOWEST, HIGHEST + 1) else ""
        case "text":
            return say(_words(known))[:TEXT_CAP]
        case _:
            return say(" ".join(_words(known).split()))[:LINE_CAP]


def _chosen(field: Field, known: Known) -> str:
    """The options that are meant, by their id or their words."""
    meant = known if isinstance(known, tuple) else (_words(known),)
    met = frozenset(one.id for one in field.options if one.id in meant or one.label in meant)
    return encode(met) if field.type == "checks" else encode(min(met)) if len(met) == 1 else ""


def _words(known: Known) -> str:
    if isinstance(known, date):
        return plain(known)
    return ", ".join(text(f"digest.service_{one}") for one in known) if isinstance(known, tuple) else str(known)
