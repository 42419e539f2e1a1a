"""Vaults that older versions of the program made, one for each schema, and what they hold. They are never edited."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from bekymring_tui.vault.rows import DraftRow, EventRow
from bekymring_tui.vault.store import Vault

HERE = Path(__file__).parent / "old_vaults"


@dataclass(frozen=True)
class Older:
    """Made before by the program itself. Copy the folder before it is opened."""

    folder: Path
    passphrase: str
    code: str
    events: dict[str, list[EventRow]]
    drafts: dict[str, list[DraftRow]]
    settings: dict[str, str]

    def stands_in(self, vault: Vault) -> None:
        """Everything is there as it was."""
        assert vault.cases().keys() == self.events.keys()
        for case_id in vault.cases():
            assert vault.events(case_id) == self.events[case_id]
            assert vault.drafts(case_id) == self.drafts[case_id]
        assert {one.case_id: one.seq for one in vault.summaries()} == vault.cases()
        assert {name: vault.setting(name) for name in self.settings} == self.settings


def vault(schema: int = 1) -> Older:
    held = json.loads((HERE / f"schema_{schema}.json").read_text("utf-8"))
    return Older(
        HERE / f"schema_{schema}",
        held["passphrase"],
        held["code"],
        {case_id: [EventRow(**row) for row in rows] for case_id, rows in held["events"].items()},
        {case_id: [DraftRow(**row) for row in rows] for case_id, rows in held["drafts"].items()},
        held["settings"],
    )
