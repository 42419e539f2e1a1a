"""A small vault and what to put in it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bekymring_tui
from bekymring_tui.vault.rows import DraftRow, EventRow, NewEvent
from bekymring_tui.vault.store import Vault

PASSPHRASE = "bjørk elv gran høst snø tog"
AT = "2026-11-22T10:15:00+01:00"
FOLDER = "Mitt hvelv æøå"


@dataclass(frozen=True)
class Made:
    """A closed vault: where it lies, how to open it, and what its cases hold."""

    folder: Path
    code: str
    events: dict[str, list[EventRow]]

    def open(self) -> Vault:
        """By recovery code, which costs no key derivation."""
        return Vault.recover(self.folder, self.code)

    def copy(self, to: Path) -> Made:
        shutil.copytree(self.folder, to / FOLDER)
        return Made(to / FOLDER, self.code, self.events)

    def file(self, name: str) -> Path:
        return self.folder / name


def make(folder: Path, passphrase: str = PASSPHRASE) -> Made:
    """Three cases, twelve changes of three events, one draft."""
    vault, code = Vault.create(folder, passphrase)
    with vault:
        for number in range(12):
            new = [event(f"notat {number} {letter * 300}") for letter in "abc"]
            vault.append(f"sak-{number % 3}", new, json.dumps({"number": number}))
        vault.save_drafts([draft("halvferdig")])
        return Made(folder, code, {case_id: vault.events(case_id) for case_id in vault.cases()})


def event(text: str, kind: str = "logged") -> NewEvent:
    return NewEvent(kind, AT, json.dumps({"text": text}, ensure_ascii=False))


def draft(text: str, field: str = "what", case_id: str = "sak-1") -> DraftRow:
    return DraftRow(case_id, "note", field, text, AT)


def start(program: str, *arguments: object, **options: Any) -> subprocess.Popen[str]:
    """The program in a process of its own, its arguments in sys.argv."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", program, *map(str, arguments)],
        cwd=Path(bekymring_tui.__file__).parents[1],
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        text=True,
        encoding="utf-8",
        **options,
    )
