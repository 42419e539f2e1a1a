"""Killing a process as a power cut or the task manager does, and hearing what it said until then."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 6.0
"""Seconds; a process that has not come to its call by then is killed where it stands."""


@dataclass(frozen=True)
class Moment:
    """When to kill: so many seconds after it is ready, or where it is about to make a system call for the nth time."""

    seconds: float = 0.0
    call: str = ""
    nth: int = 0

    def __str__(self) -> str:
        return f"at {self.call} {self.nth}" if self.call else f"after {self.seconds:.3f} s"


def moment(seed: str, within: float, calls: Mapping[str, int]) -> Moment:
    """Any moment: half of them in the midst of a change to the disk, where `strace` is to be had.

    `within`: seconds. `calls`: system calls that change the disk, and how many of each the work makes on its thread.
    """
    dice = random.Random(seed)
    if shutil.which("strace") and dice.random() < 0.5:
        call = dice.choice(list(calls))
        return Moment(call=call, nth=dice.randint(1, calls[call]))
    return Moment(seconds=dice.random() * within)


def killed(work: str, *arguments: object, at: Moment, ends: bool = False) -> list[str]:
    """Let `trials.at_work` do this work until it is killed. The whole lines it has said.

    `ends`: it comes to an end of itself, on a quick machine perhaps before its moment; all of it must be there then.
    """
    command = [sys.executable, "-X", "utf8", "-m", "trials.at_work", work, *map(str, arguments)]
    if at.call:
        told = f"inject={at.call}:signal=KILL:when={at.nth}"
        command = ["strace", "-f", "-qq", "-o", os.devnull, f"--trace={at.call}", "-e", told, *command]
    with tempfile.TemporaryFile("w+") as complaints:
        # A group of its own: what `strace` started is ended with it.
        worker = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        with worker:
            assert worker.stdout
            late = threading.Timer(LONGEST, _kill, (worker,))
            late.start()
            first = worker.stdout.readline()
            if not at.call:
                time.sleep(at.seconds)
                _kill(worker)
            lines = [first, *worker.stdout]
            late.cancel()
        complaints.seek(0)
        killed_or_done = worker.returncode == -signal.SIGKILL or (ends and worker.returncode == 0)
        assert killed_or_done, f"it ended by itself: {complaints.read()}"
    return [line.rstrip("\n") for line in lines if line.endswith("\n")]


def _kill(worker: subprocess.Popen[str]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
