"""A copy of a record with some fields changed: every event makes several of the whole state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from dataclasses import replace
else:
    Record = TypeVar("Record")

    def replace(record: Record, /, **changes: Any) -> Record:
        """Like `dataclasses.replace`, for plain dataclasses only, and ten times as fast: nothing is computed anew."""
        changed = object.__new__(type(record))
        changed.__dict__.update(record.__dict__)
        changed.__dict__.update(changes)
        return changed


__all__ = ["replace"]
