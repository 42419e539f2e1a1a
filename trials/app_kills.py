"""The program in its terminal, killed while somebody types: at most the last second is gone, no damage is told."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from trials.terminal import Terminal
from trials.tries import Tries
from trials.user_home import PASSPHRASE, Home
from trials.ways import NOTE, open_case, open_note, unlock

LAST_SECOND = 1.0


def type_on(terminal: Terminal, seed: int) -> Iterator[tuple[float, str]]:
    """Words one after the other without a pause, for one to three seconds; when each was seen on the screen."""
    until = time.monotonic() + random.Random(seed).uniform(1.2, 2.8)
    number = 0
    while time.monotonic() < until:
        word = f"ord{number:03}"
        terminal.type(f"{word} ")
        terminal.wait_for(word)
        yield time.monotonic(), word
        number += 1


def typing(terminal: Terminal, seed: int) -> list[tuple[float, str]]:
    unlock(terminal, PASSPHRASE)
    open_case(terminal)
    open_note(terminal)
    return list(type_on(terminal, seed))


def kill_one(home: Home, seed: int) -> None:
    """Killed, the program has kept what stood on the screen for a second."""
    with Terminal(env=home.env) as terminal:
        typed = typing(terminal, seed)
        killed = time.monotonic()
        terminal.send(signal.SIGKILL)
        assert terminal.ended() == -signal.SIGKILL
    kept = home.drafts()[NOTE].split()
    must = [word for seen, word in typed if killed - seen > LAST_SECOND]
    assert kept == [word for _, word in typed][: len(kept)]
    assert len(kept) >= len(must)


def in_terminal(home: Home, folder: Path, times: int, tries: Tries) -> None:
    for seed in range(times):
        with tries.one("typing, in the terminal", "opens, at most a second is gone", seed):
            kill_one(home.copy(folder / f"{seed}"), seed)
