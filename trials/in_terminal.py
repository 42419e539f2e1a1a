"""The program in its terminal while somebody types: killed, or with a disk that becomes full."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from trials.small_disk import SmallDisk
from trials.terminal import Terminal
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


def full_disk(home: Home, place: Path, seed: int) -> None:
    """What is typed on a full disk stands on the screen as not saved, and is saved once there is room."""
    with SmallDisk(place, "4m") as disk:
        one = home.copy(place / "hjem")
        with Terminal(env=one.env) as terminal:
            unlock(terminal, PASSPHRASE)
            open_case(terminal)
            open_note(terminal)
            words = [word for _, word in type_on(terminal, seed)]
            disk.fill()
            terminal.type("etterpå")
            # All at once: a screen that is looked at in the middle of being drawn has a line of before.
            terminal.wait_for("! Ikke lagret", *words, "etterpå")
            disk.empty()
            terminal.wait_for("✓ Lagret", *words, "etterpå")
        assert one.drafts()[NOTE].split() == [*words, "etterpå"]
