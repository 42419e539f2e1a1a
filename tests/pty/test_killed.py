"""A killed program or a closed window costs at most the last second, and never a false alarm (P3).

BEKYMRING_KILLS sets how often each is tried.
"""

from __future__ import annotations

import os
import signal

import pytest

from trials.in_terminal import kill_one, typing
from trials.terminal import Terminal
from trials.user_home import PASSPHRASE, Home
from trials.ways import NOTE, unlock

TIMES = range(int(os.environ.get("BEKYMRING_KILLS", "2")))


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
    kill_one(home, seed)


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
