"""What a guardian's own sheet of consent says, on its way into the consent record (P6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bekymring_tui.case.state import State

SHEET = "samtykke"
"""The form; each guardian has a sheet of its own, under the guardian's id."""


@dataclass(frozen=True)
class OnSheet:
    """An answer on a sheet. `services` are the ids that were ticked; `until` an ISO day."""

    answer: Literal["given", "refused"]
    services: frozenset[str]
    until: str | None


def on_sheet(state: State, giver: str) -> OnSheet | None:
    """What the sheet says that the record does not yet; None when the record is as new, or nothing is answered."""
    saved = state.forms.get((SHEET, giver))
    if saved is None or any(one.giver == giver and one.seq > saved.seq for one in state.consents):
        return None
    given = saved.answers
    if given.get("consent") == "yes":
        return OnSheet("given", frozenset(given.get("services", "").split()), given.get("until") or None)
    return OnSheet("refused", frozenset(), None) if given.get("consent") == "no" else None
