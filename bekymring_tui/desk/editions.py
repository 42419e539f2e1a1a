"""Which edition of procedure and forms a case is led by. The vault keeps what a case was made with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from pydantic import TypeAdapter

from bekymring_tui.case.acts import Event, Opened, WentOver
from bekymring_tui.case.guide import Guide
from bekymring_tui.checked import checked
from bekymring_tui.desk.own_flows import OwnFlows
from bekymring_tui.errors import Damaged
from bekymring_tui.flow.compile import freeze, thaw
from bekymring_tui.flow.diff import serves
from bekymring_tui.flow.own import flow_of
from bekymring_tui.flow.procedure import Procedure
from bekymring_tui.forms.load import all_forms
from bekymring_tui.forms.model import Form
from bekymring_tui.texts import text

_FORMS = TypeAdapter(dict[str, Form])


@lru_cache(maxsize=4)
def _forms_of(pinned: str) -> Mapping[str, Form] | None:
    """Nearly every case is led by the same ones, and reading them takes longer than replaying it."""
    return checked(lambda: _FORMS.validate_json(pinned))


@dataclass(frozen=True)
class Edition:
    """One procedure with the forms beside it."""

    procedure: Procedure
    forms: Mapping[str, Form]
    forms_hash: str


class Pins(Protocol):
    """Where editions are kept: an open vault."""

    path: Path

    def pin(self, digest: str, text: str, /) -> None: ...

    def pinned(self, digest: str, /) -> str | None: ...


class Editions:
    """Finds and pins editions in one vault."""

    def __init__(self, vault: Pins) -> None:
        self._vault = vault
        self.own = OwnFlows(vault.path)

    def newest(self, flow: str) -> Edition:
        """The procedure as it is now, pinned so that a case led by it can always be replayed. Raises FlowProblems."""
        procedure = flow_of(flow, self._vault.path)
        forms = all_forms()
        frozen = _FORMS.dump_json(dict(forms), by_alias=True, exclude_defaults=True).decode()
        digest = sha256(frozen.encode()).hexdigest()
        self._vault.pin(procedure.text_hash, freeze(procedure))
        self._vault.pin(digest, frozen)
        return Edition(procedure, forms, digest)

    def guide(self, events: Iterable[Event]) -> Guide | None:
        """What leads a case after these events, with what led it before. None when it is not told how it was opened."""
        found: Guide | None = None
        for one in events:
            if isinstance(act := one.act, Opened):
                found = Guide(self._procedure(act.flow, act), act.service, act.group, self._forms(act))
            elif isinstance(act, WentOver) and found:
                found = self.after(found, act)
        return found

    def after(self, guide: Guide, act: WentOver) -> Guide:
        """The guide when a case goes over to the edition that the act names."""
        procedure = self._procedure(guide.flow.id, act)
        return Guide(procedure, guide.service, guide.group, self._forms(act), before=guide)

    def newer(self, guide: Guide) -> Guide | None:
        """The guide by the procedure as it is now, when its way is another than the case's and serves its service.

        Other words alone are no new edition.
        """
        now = self.own.now(guide.flow.id)
        if now is None or now.route_hash == guide.procedure.route_hash or not serves(now, guide.service, guide.group):
            return None
        return Guide(now, guide.service, guide.group, all_forms(), before=guide)

    def _procedure(self, flow: str, made: Opened | WentOver) -> Procedure:
        """New words over the same way pass silently, a changed way does not."""
        now = self.own.now(flow)
        if now and now.route_hash == made.route_hash:
            return now
        pinned = self._vault.pinned(made.text_hash)
        if pinned is None:
            raise Damaged(text("editions.missing"))
        return thaw(pinned)

    def _forms(self, made: Opened | WentOver) -> Mapping[str, Form]:
        pinned = self._vault.pinned(made.forms_hash)
        if not pinned:
            return all_forms()
        forms = _forms_of(pinned)
        if forms is None:
            raise Damaged(text("editions.forms_damaged"))
        return forms
