"""What tells two editions of a procedure apart: whether the way has changed, or only the words."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from bekymring_tui.flow.fields import keys_of, prose
from bekymring_tui.flow.model import Flow

_PROVENANCE = {"origin", "src", "law", "note", "next_origin", "base", "landing"}
"""Where a thing comes from may be corrected without changing the way."""


def plain(flow: Flow) -> dict[str, Any]:
    """The whole flow as plain data, what stands at its default left out."""
    return flow.model_dump(mode="json", by_alias=True, exclude_defaults=True)


class _Part(NamedTuple):
    """A field that belongs to the way. A table of words by id, such as a role's titles, counts by its ids alone."""

    key: str
    name: str
    by_ids: bool


def way(value: Any) -> Any:
    """What of this decides the way, as plain data without words or provenance."""
    if isinstance(value, BaseModel):
        return {
            part.key: sorted(getattr(value, part.name)) if part.by_ids else way(getattr(value, part.name))
            for part in _parts(type(value))
        }
    if isinstance(value, dict):
        return {key: way(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [way(inner) for inner in value]
    return value


@cache
def _parts(model: type[BaseModel]) -> tuple[_Part, ...]:
    found = []
    for name, info in model.model_fields.items():
        key = info.alias or name
        annotation = keys_of(model)[key]
        if name not in _PROVENANCE and not prose(annotation):
            by_ids = get_origin(annotation) is dict and prose(get_args(annotation)[1])
            found.append(_Part(key, name, by_ids))
    return tuple(found)


def sum_of(value: Any) -> str:
    """The same for the same plain data, wherever it is made."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()
