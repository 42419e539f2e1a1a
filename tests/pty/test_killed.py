"""A killed program or a closed window costs at most the last second, and never a false alarm (P3).

BEKYMRING_KILLS sets how often each is tried.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator

import pytest

from trials.terminal import Terminal
from trials.user_home import PASSPHRASE, Home
from trials.ways import NOTE, open_case, open_note, unlock

TIMES = range(int(os.environ.get("BEKYMRING_KILLS", "2")))
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


def test_the_note_is_there_again_where_it_was(home: Home) -> None:
    with Terminal(env=home.env) as terminal:
        typed = typing(terminal, seed=1)
        terminal.press("ctrl+q")
        terminal.wait_for("Alt er lagret", "Blå ugle")
        terminal.press("enter")
        assert terminal.ended() == 0
    with Terminal(env=home.env) as terminal:
        unlock(terminal, PASSPHRASE)
        terminal.wait_for("Fortsett der du slapp: Blå ugle")
        terminal.press("enter")
        terminal.wait_for("Hva undrer du deg over", typed[-1][1])


@pytest.mark.parametrize("seed", TIMES)
def test_kill_while_typing(home: Home, seed: int) -> None:
    with Terminal(env=home.env) as terminal:
        typed = typing(terminal, seed)
        killed = time.monotonic()
        terminal.send(signal.SIGKILL)
        assert terminal.ended() == -signal.SIGKILL
    kept = home.drafts()[NOTE].split()
    must = [word for seen, word in typed if killed - seen > LAST_SECOND]
    assert kept == [word for _, word in typed][: len(kept)]
    assert len(kept) >= len(must)


@pytest.mark.parametrize("seed", TIMES)
def test_a_closed_window_costs_nothing(home: Home, seed: int) -> None:
    with Terminal(env=home.env) as terminal:
        typed = typing(terminal, seed)
        terminal.hang_up()
        assert terminal.ended() == 128 + signal.SIGHUP
    assert home.drafts()[NOTE].split() == [word for _, word in typed]


def test_told_to_end_it_saves_and_gives_the_terminal_back(home: Home) -> None:
    with Terminal(env=home.env) as terminal:
        typed = typing(terminal, seed=3)
        terminal.send(signal.SIGTERM)
        assert terminal.ended() == 128 + signal.SIGTERM
        assert b"\x1b[?1049l" in terminal.raw
        assert b"\x1b[?25h" in terminal.raw
        assert typed[0][1] not in terminal.outside()
    assert home.drafts()[NOTE].split() == [word for _, word in typed]
    with Terminal(env=home.env) as terminal:
        unlock(terminal, PASSPHRASE)
        terminal.wait_for("Fortsett der du slapp: Blå ugle")
