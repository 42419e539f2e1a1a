"""What a user does first: unlock, open the case, open the note."""

from __future__ import annotations

import re

from trials.terminal import Terminal

CURSOR = re.compile(r"› +(→|\[.\]|\(.\)) ")

NOTE = "why"
"""The first field of the note."""


def unlock(terminal: Terminal, passphrase: str) -> None:
    terminal.wait_for("Skriv passordfrasen")
    terminal.type(passphrase)
    # Enter right behind the letters would be taken for the end of a paste.
    terminal.wait_for("•" * len(passphrase))
    terminal.press("enter")
    terminal.wait_for("Ny bekymring", "Blå ugle")


def open_case(terminal: Terminal) -> None:
    terminal.press("enter")
    terminal.wait_for("Bekymring oppstår", "Gjør dette")


def open_note(terminal: Terminal) -> None:
    """From the case's page to the note's first field."""
    go_down_to(terminal, "Refleksjonsnotat")
    terminal.press("enter")
    terminal.wait_for("Hva undrer du deg over")


def go_down_to(terminal: Terminal, words: str) -> None:
    """Until the cursor stands on the row with these words; each key waits for what the one before drew."""
    for _ in range(30):
        if words in cursor(terminal.settled()):
            return
        terminal.press("down")
    raise AssertionError(f"no row {words} in:\n{terminal.seen()}")


def cursor(seen: str) -> str:
    """The row under the cursor: the last one, since the rail has its own mark."""
    return next((row for row in reversed(seen.splitlines()) if CURSOR.search(row)), "")
