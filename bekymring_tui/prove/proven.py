"""Which procedures were walked before and found whole (P2), so that a walk is made once for each flow and engine."""

from __future__ import annotations

import contextlib
import hashlib
from functools import cache
from pathlib import Path

from platformdirs import user_cache_path

from bekymring_tui.errors import Failure
from bekymring_tui.files import write_safely
from bekymring_tui.flow.compile import freeze
from bekymring_tui.flow.procedure import Procedure
from bekymring_tui.shipped import shipped

_FILE = "gjennomgått.txt"
_MOST = 100
_PACKAGE = Path(__file__).resolve().parents[1]
_ENGINE = ("case", "flow", "forms", "prove")
"""Packages that decide what a walk finds; their words and data come from `data/` and `flows/shared`."""


def proven_file() -> Path:
    """Where it is kept for this user: sums of procedures, never anything about a case."""
    return user_cache_path("bekymring", appauthor=False) / _FILE


class Proven:
    """Sums of procedures that held, in a file or nowhere."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file

    def holds(self, procedure: Procedure) -> bool:
        """Whether this very procedure was walked by this very engine, and held."""
        return _sum(procedure) in self._sums()

    def remember(self, procedure: Procedure) -> None:
        """From now on it holds. A folder that can't be written to costs time, nothing else."""
        if self._file is None:
            return
        sums = [*self._sums(), _sum(procedure)][-_MOST:]
        with contextlib.suppress(Failure, OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_safely(self._file, "".join(f"{one}\n" for one in sums).encode())

    def _sums(self) -> list[str]:
        with contextlib.suppress(OSError, UnicodeDecodeError):
            return self._file.read_text("utf-8").split() if self._file else []
        return []


def _sum(procedure: Procedure) -> str:
    return hashlib.sha256(f"{_engine()}{freeze(procedure)}".encode()).hexdigest()


@cache
def _engine() -> str:
    """One sum of all that a walk rests on but the flow. Line ends do not count."""
    code = [file for name in _ENGINE for file in sorted((_PACKAGE / name).glob("*.py"))]
    data = [file for part in (("data", "texts"), ("data", "forms"), ("flows", "shared")) for file in _files(*part)]
    found = hashlib.sha256()
    for file in [*code, *data]:
        found.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return found.hexdigest()


def _files(*part: str) -> list[Path]:
    return sorted(shipped(*part).glob("*.*"))
