"""What tells two editions of a procedure apart: whether the way has changed, or only the words."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from bekymring_tui.flow.fields import keys_of, prose
from bekymring_tui.flow.model import Flow

if TYPE_CHECKING:
    from bekymring_tui.flow.procedure import CompiledTrack

_PROVENANCE = {"origin", "src", "law", "note", "next_origin", "base", "landing"}
"""Where a thing comes from may be corrected without changing the way."""


def plain(flow: Flow) -> dict[str, Any]:
    """The whole flow as plain data, what stands at its default left out."""
    return flow.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def text_hash(flow: Flow) -> str:
    """Changes with every word."""
    return _hash(plain(flow))


def route_hash(flow: Flow, tracks: dict[str, CompiledTrack]) -> str:
    """Changes with what decides the way through the procedure, and not with its words."""
    parts = ("services", "roles", "phones", "milestones", "alarm", "anytime", "notices", "deadlines")
    return _hash(
        {part: way(getattr(flow, part)) for part in parts}
        | {"tracks": {track.id: _track(track) for track in tracks.values()}}
    )


def _track(track: CompiledTrack) -> dict[str, Any]:
    lanes = track.lanes.values()
    return {
        "services": list(track.services),
        "entries": way(track.entries),
        "lanes": [[lane.id, list(lane.steps), lane.entry, lane.private_notes, lane.routine] for lane in lanes],
        "steps": way(track.steps),
    }


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


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()
