"""The heading over a field, with what must be known about it beside it."""

from __future__ import annotations

from bekymring_tui.texts import text
from bekymring_tui.widgets.tekst import Tekst


def heading(label: str, hint: str = "", *, must: bool = False, id: str | None = None) -> Tekst:  # noqa: A002
    """`hint` is muted; `must`: the field cannot stand empty."""
    beside = [(f" {hint}", "not bold $muted")] if hint else []
    needed = [(f" {text('decide.must')}", "$danger")] if must else []
    return Tekst(label, *needed, *beside, kind="heading", id=id)
