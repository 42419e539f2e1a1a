"""What a check of a vault found, said line by line."""

from __future__ import annotations

from bekymring_tui.clock import said
from bekymring_tui.desk.checking import Checked
from bekymring_tui.texts import text
from bekymring_tui.vault.check import Finding


def lines(found: Checked) -> list[str]:
    """For a terminal or a page; none where nothing was looked into. Call names stand in them."""
    facts = {"cases": found.cases, "events": found.events, "folder": found.folder, "when": said(found.at)}
    if found.whole:
        return [*(text(f"cli.vault.check_{one}", **facts) for one in ("whole", "looked", "blind")), _backup(found)]
    number = len(found.findings)
    told = [text("cli.vault.check_found_one") if number == 1 else text("cli.vault.check_found", number=number)]
    for place, one in enumerate(found.findings, 1):
        told += ["", f"{place}. {one.what}", *_where(found, one), text("cli.vault.check_next", next=one.next)]
    if found.cases:
        told += ["", text("cli.vault.check_hurt" if found.damaged else "cli.vault.check_harmless", **facts)]
    return [*told, "", _backup(found)] if found.findings else []


def _backup(found: Checked) -> str:
    if found.backup is None:
        return text("cli.vault.check_no_backup")
    return text("cli.vault.check_backup", at=said(found.backup.header.at), path=found.backup.path)


def _where(found: Checked, one: Finding) -> list[str]:
    if not one.case_id:
        return [text("cli.vault.check_where", where=one.where)]
    name = found.names.get(one.case_id)
    return [
        text("cli.vault.check_case", case=f"«{name}»" if name else text("cli.vault.check_no_case_name", id=one.case_id))
    ]
