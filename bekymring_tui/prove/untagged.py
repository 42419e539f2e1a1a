"""What no contact tag stands on, for a human to read: a forgotten tag that no list of words can find (P1)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from bekymring_tui.flow.fields import walk
from bekymring_tui.flow.load import read_flow
from bekymring_tui.prove.safety import SPOKEN, spoken
from bekymring_tui.texts import text


@dataclass(frozen=True, order=True)
class Untagged:
    """An element that is never closed. `kind` in Norwegian, `text` is all it says, `empty`: `contacts: []` stands."""

    file: str
    line: int
    column: int
    kind: str
    text: str
    empty: bool


def untagged(folder: Path, shared: Path | None = None) -> list[Untagged]:
    """Every element without a contact tag, the folder's own files first. None of a flow that can't be read."""
    reading = read_flow(folder, shared)
    if reading.flow is None:
        return []
    found = [
        Untagged(*reading.at(where), text(f"flow.part.{type(one).__name__}"), _words(one), _empty(one))
        for where, one in walk(reading.flow)
        if type(one) in SPOKEN and not getattr(one, "contacts", [])
    ]
    home = Path(reading.document.file).parent
    return sorted(found, key=lambda one: (not Path(one.file).is_relative_to(home), one))


def _words(one: BaseModel) -> str:
    return " · ".join(dict.fromkeys(words for _, words in spoken((), one)))


def _empty(one: BaseModel) -> bool:
    """Somebody thought of it, and leads nobody anywhere."""
    return "contacts" in one.model_fields_set
