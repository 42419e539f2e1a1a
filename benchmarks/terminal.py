"""Processes in a terminal of their own, where drawing costs what it costs a user."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Times

ROOT = Path(__file__).resolve().parent.parent
COLUMNS, ROWS = 100, 30
PATIENCE = 120.0
"""Seconds until a process that says nothing has failed."""


def _own_terminal() -> None:
    """So that the process is hung up when whoever measures it is gone."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@contextlib.contextmanager
def started(*words: str, **variables: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Python with these words in a terminal, and the terminal's other end. Killed when the block is left."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("TEXTUAL", "BEKYMRING", "NO_COLOR"))
    }
    child = subprocess.Popen(
        [sys.executable, *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=ROOT,
        env={**environment, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT), **variables},
        start_new_session=True,
        preexec_fn=_own_terminal,  # noqa: PLW1509  there is one thread
    )
    os.close(theirs)
    try:
        yield child, ours
    finally:
        child.kill()
        child.wait()
        os.close(ours)


def until_seen(sign: str, *words: str, **variables: str) -> float:
    """Seconds from the start of the process until it has drawn this word."""
    start = time.perf_counter()
    with started(*words, **variables) as (_, terminal):
        drawn = b""
        while sign.encode() not in drawn:
            drawn += os.read(terminal, 65536)
        return time.perf_counter() - start


def told_by(module: str, *words: str) -> Times:
    """What a module of ours measured in a terminal: it writes JSON to the file that it is given first."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        with started("-m", module, str(result), *words) as (child, terminal):
            until = time.monotonic() + PATIENCE
            drawn = b""
            while child.poll() is None and time.monotonic() < until:
                if select.select([terminal], [], [], 1.0)[0]:
                    with contextlib.suppress(OSError):
                        drawn += os.read(terminal, 65536)
        if not result.exists():
            raise RuntimeError(drawn[-2000:].decode(errors="replace"))
        found: Times = json.loads(result.read_text("utf-8"))
        return found
