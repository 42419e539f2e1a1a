"""The vault against plain SQLite, and its opening against the bare key derivation."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from bekymring_tui.vault.rows import DraftRow
from bekymring_tui.vault.store import Vault
from benchmarks.measure import Row, seconds, turns

PASSPHRASE = "furu brygge onsdag kaffe lampe sti"
TEXT = "Mandag og onsdag ble hun sittende i garderoben til alle var gått. " * 15
SAVES = 200


def autosave(folder: Path) -> Row:
    """One draft row of 1,000 signs overwritten in place, durable after each."""
    plain = sqlite3.connect(folder / "plain.db", isolation_level=None)
    plain.executescript("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA; PRAGMA locking_mode=EXCLUSIVE;")
    plain.execute("CREATE TABLE draft (c TEXT, f TEXT, d TEXT, t TEXT, a TEXT, PRIMARY KEY (c, f, d)) WITHOUT ROWID")
    vault, _ = Vault.create(folder / "hvelv", PASSPHRASE)
    with vault:
        count = iter(range(10**6))

        def ours() -> float:
            rows = [DraftRow("c", "note/1", "why", TEXT + str(next(count)), "2026-11-22")]
            return seconds(lambda: vault.save_drafts(rows))

        def other() -> float:
            row = ("c", "note/1", "why", TEXT + str(next(count)), "2026-11-22")
            return seconds(lambda: plain.execute("INSERT OR REPLACE INTO draft VALUES (?,?,?,?,?)", row))

        one, two = turns(ours, other, SAVES)
    plain.close()
    return Row("autosave of a field", one * 1000, "plain SQLite", two * 1000, "at most 6 x")


OPEN = """
import sys, time
from pathlib import Path
from bekymring_tui.vault.store import Vault
start = time.perf_counter()
Vault.open(Path(sys.argv[1]), sys.argv[2]).close()
print(time.perf_counter() - start)
"""
DERIVE = """
import time
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from bekymring_tui.vault.keys import COST
start = time.perf_counter()
Argon2id(salt=b"0" * 16, length=32, iterations=COST.passes, lanes=COST.lanes, memory_cost=COST.memory).derive(b"x")
print(time.perf_counter() - start)
"""
OPEN_LOADED = OPEN.replace("start =", "from bekymring_tui.vault.store import preload; preload()\nstart =", 1)


def fresh(code: str, *words: str) -> float:
    """Seconds that the code prints, in an interpreter of its own."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    done = subprocess.run(
        [sys.executable, "-c", code, *words], env=environment, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def opening(folder: Path) -> list[Row]:
    """Database open and import done, in a fresh process; as the app does it (imported beforehand), and cold."""
    vault, _ = Vault.create(folder / "apne", PASSPHRASE)
    vault.close()
    place = str(folder / "apne")
    warm, bare = turns(lambda: fresh(OPEN_LOADED, place, PASSPHRASE), lambda: fresh(DERIVE), 7)
    cold, bare_too = turns(lambda: fresh(OPEN, place, PASSPHRASE), lambda: fresh(DERIVE), 7)
    return [
        Row("unlock, library imported after first paint", warm * 1000, "bare Argon2id", bare * 1000, "report"),
        Row("unlock, import included", cold * 1000, "bare Argon2id", bare_too * 1000, "report"),
    ]


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        return [autosave(Path(folder)), *opening(Path(folder))]
