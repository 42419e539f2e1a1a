"""A megabyte pasted on one line, as a terminal brackets it: cut, said, kept, and the program goes on (P3)."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest

from bekymring_tui.widgets.felt import LIMIT
from trials.terminal import Terminal
from trials.user_home import PASSPHRASE, Home
from trials.ways import NOTE, open_case, open_note, unlock

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")

PASTED = "".join(f"ord{number:06} " for number in range(100_000))
PIECE = 1024
SOON = 10.0
"""Seconds for a key after the paste, on the slowest machine. Without a limit it takes 12 on a quick one."""


def paste(terminal: Terminal, words: str) -> None:
    terminal.type("\x1b[200~")
    for start in range(0, len(words), PIECE):
        terminal.type(words[start : start + PIECE])
    terminal.type("\x1b[201~")


def soon(act: Callable[[], object]) -> None:
    start = time.monotonic()
    act()
    assert time.monotonic() - start < SOON


def leave(terminal: Terminal) -> None:
    terminal.press("ctrl+q")
    terminal.wait_for("Alt er lagret")
    terminal.press("ctrl+q")
    assert terminal.ended() == 0


def test_into_a_form(home: Home) -> None:
    with Terminal(env=home.env) as terminal:
        unlock(terminal, PASSPHRASE)
        open_case(terminal)
        open_note(terminal)
        terminal.type("Før. ")
        terminal.wait_for("Før.")
        paste(terminal, PASTED)
        left = len("Før. ") + len(PASTED) - LIMIT
        terminal.wait_for("Feltet er fullt", f"Legg de siste {left} tegnene i loggen")
        soon(lambda: (terminal.press("f6"), terminal.wait_for("Logg")))
        leave(terminal)
    assert home.drafts()[NOTE] == ("Før. " + PASTED)[:LIMIT]


def test_into_the_log(home: Home) -> None:
    with Terminal(env=home.env) as terminal:
        unlock(terminal, PASSPHRASE)
        open_case(terminal)
        terminal.press("f6", "enter")
        terminal.settled()
        paste(terminal, PASTED)
        terminal.wait_for("Feltet er fullt")
        soon(lambda: (terminal.press("f1"), terminal.wait_for("Hjelp")))
        terminal.press("escape")
        leave(terminal)
    assert home.drafts()["entry"] == PASTED[:LIMIT]
