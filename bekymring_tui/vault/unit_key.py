"""When the vault was opened by the unit's key: kept in the vault, and told to its owner."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from bekymring_tui import clock
from bekymring_tui.clock import local_now
from bekymring_tui.errors import Damaged
from bekymring_tui.texts import text
from bekymring_tui.vault.keys import Way

_OPENED = "opened_by_unit"
_KEPT = 100
_NAMED = 3


class Kept(Protocol):
    """The settings of an open vault."""

    def setting(self, key: str) -> str | None: ...

    def put_setting(self, key: str, value: str) -> None: ...


class Opening(NamedTuple):
    """`at` in ISO 8601; `told`: the owner knows."""

    at: str
    told: bool


def at_opening(vault: Kept, opened_by: Way) -> tuple[str, ...]:
    """Keep that the unit opened, before anything is shown; tell the owner when it did. Raises what the vault raises."""
    if opened_by is Way.UNIT:
        add_opening(vault, local_now())
        return (text("vault.unit_is_in"),)
    return _untold(vault)


def add_opening(vault: Kept, at: datetime) -> None:
    """The unit opened the vault. Raises what the vault raises."""
    _keep(vault, [*openings(vault), Opening(at.isoformat(), told=False)])


def add_openings(vault: Kept, found: Sequence[Opening]) -> None:
    """Those of another copy of this vault too, and what is told of them there. Raises what the vault raises."""
    known = {one.at for one in found}
    both = [*(one for one in openings(vault) if one.at not in known), *found]
    _keep(vault, sorted(both, key=lambda one: datetime.fromisoformat(one.at)))


def openings(vault: Kept) -> list[Opening]:
    """The last hundred, the newest last. None where the list itself is damaged: that is no reason to stay out."""
    try:
        found = vault.setting(_OPENED)
    except Damaged:
        return []
    return [Opening(*one) for one in json.loads(found or "[]")]


def _untold(vault: Kept) -> tuple[str, ...]:
    """One sentence of every opening that the owner does not know of; none when there is none."""
    new = [said(one) for one in openings(vault) if not one.told]
    if not new:
        return ()
    named, more = ", ".join(new[-_NAMED:]), len(new) - _NAMED
    return (
        text("vault.unit_opened_more", when=named, more=more) if more > 0 else text("vault.unit_opened", when=named),
    )


def mark_told(vault: Kept) -> None:
    """The owner knows of every opening until now."""
    found = openings(vault)
    if not all(one.told for one in found):
        _keep(vault, [one._replace(told=True) for one in found])


def said(opening: Opening) -> str:
    """As a person says it."""
    return clock.said(datetime.fromisoformat(opening.at))


def _keep(vault: Kept, found: list[Opening]) -> None:
    vault.put_setting(_OPENED, json.dumps(found[-_KEPT:]))
