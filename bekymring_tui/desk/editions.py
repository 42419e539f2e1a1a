"""Which edition of procedure and forms a case is led by. The vault keeps what a case was made with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from pydantic import TypeAdapter

from bekymring_tui.case.acts import Opened
from bekymring_tui.case.guide import Guide
from bekymring_tui.flow.compile import freeze, thaw
from bekymring_tui.flow.load import load_shipped, shipped_flows
from bekymring_tui.flow.procedure import Procedure
from bekymring_tui.forms.load import all_forms
from bekymring_tui.forms.model import Form
from bekymring_tui.vault.store import Vault

_FORMS = TypeAdapter(dict[str, Form])


@dataclass(frozen=True)
class Edition:
    """One procedure with the forms beside it."""

    procedure: Procedure
    forms: Mapping[str, Form]
    forms_hash: str


class Editions:
    """Finds and pins editions in one vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def newest(self, flow: str) -> Edition:
        """The shipped edition, pinned in the vault so that a case made with it can always be replayed."""
        procedure = load_shipped(flow)
        forms = all_forms()
        text = _FORMS.dump_json(dict(forms), by_alias=True, exclude_defaults=True).decode()
        digest = sha256(text.encode()).hexdigest()
        self._vault.pin(procedure.text_hash, freeze(procedure))
        self._vault.pin(digest, text)
        return Edition(procedure, forms, digest)

    def of(self, opened: Opened) -> Edition:
        """The edition for an existing case: new words over the same way pass silently, a changed way does not."""
        if opened.flow in shipped_flows():
            shipped = load_shipped(opened.flow)
            if shipped.route_hash == opened.route_hash:
                return Edition(shipped, self._forms(opened.forms_hash), opened.forms_hash)
        pinned = self._vault.pinned(opened.text_hash)
        assert pinned is not None, "an edition is pinned before its first case is stored"
        return Edition(thaw(pinned), self._forms(opened.forms_hash), opened.forms_hash)

    def _forms(self, digest: str) -> Mapping[str, Form]:
        pinned = self._vault.pinned(digest)
        return _FORMS.validate_json(pinned) if pinned else all_forms()

    def guide(self, edition: Edition, service: str, group: str | None) -> Guide:
        return Guide(edition.procedure, service, group, edition.forms)
