"""What to tell when an old page of the database came back under drafts or settings: they stand outside the chain."""

from __future__ import annotations

from bekymring_tui.case.summary import read_summary
from bekymring_tui.desk.desk import Desk
from bekymring_tui.errors import Unwritable
from bekymring_tui.texts import text
from bekymring_tui.vault.tally import SETTINGS, of_drafts


def told_older(desk: Desk) -> list[str]:
    """A sentence for the drafts and one for the settings that are not those last saved; told once. Raises Damaged."""
    older = desk.vault.older()
    told = [text("older.settings")] if SETTINGS in older else []
    if drafts := older - {SETTINGS}:
        found = [read_summary(row.data) for row in desk.vault.summaries() if of_drafts(row.case_id) in drafts]
        names = [one.call_name for one in found if one]
        told.append(text("older.drafts", where=", ".join(f"«{one}»" for one in names) or text("older.no_case")))
    if older:
        try:
            desk.vault.settle()
        except Unwritable as failure:
            told.append(str(failure))
    return told
