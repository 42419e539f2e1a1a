"""The disk becomes full at any moment: nothing acknowledged is lost, and what is typed stays on the screen.

Half of the times in the vault itself, half in the program in its terminal.
"""

from __future__ import annotations

import itertools
import random
from pathlib import Path

from bekymring_tui.errors import Exit, Unwritable
from bekymring_tui.texts import text
from bekymring_tui.vault.store import Vault
from trials.at_work import next_event, saves
from trials.kills import Acknowledged, look
from trials.small_disk import SmallDisk
from trials.tries import Tries
from trials.user_home import make_home
from trials.vaults import Made, make

ROOM = 120_000
"""Bytes left on the disk at most, for the vault to run into."""

FAILS_BY = 1000


def in_vault(made: Made, place: Path, seed: int) -> None:
    """Saving runs into the end of the disk; all is there while it is full, and it goes on once there is room."""
    kept, dice = Acknowledged(), random.Random(seed)
    with SmallDisk(place, "2m") as disk:
        one = made.copy(place)
        with one.open() as vault:
            save_until(vault, kept, dice.randint(1, 8))
            disk.fill(leave=dice.randrange(ROOM))
            failure = refused(vault, kept)
            assert str(failure) == text("vault.full", path=one.file("hvelv.db"))
            assert failure.code == Exit.UNWRITABLE
            assert failure.__cause__ is failure.__context__ is None
            look_while_full(vault, made, kept)
            disk.empty()
            save_until(vault, kept, next_event(vault) + 1)
        with one.open() as vault:
            look(vault, made, kept)


def save_until(vault: Vault, kept: Acknowledged, events: int) -> None:
    """Type and save until there are so many events."""
    for number in itertools.takewhile(lambda one: one < events, itertools.count(next_event(vault))):
        for kind, found in saves(vault, number):
            kept.numbers[kind] = found


def refused(vault: Vault, kept: Acknowledged) -> Unwritable:
    """What is said once the disk is full."""
    try:
        save_until(vault, kept, FAILS_BY)
    except Unwritable as failure:
        return failure
    raise AssertionError("the disk was never full")


def look_while_full(vault: Vault, made: Made, kept: Acknowledged) -> None:
    """Nothing that was being written stands there: the vault has said that it does not."""
    acknowledged = dict(kept.numbers)
    look(vault, made, kept)
    assert kept.numbers == acknowledged


def run(times: int, folder: Path) -> Tries:
    from trials import in_terminal  # Windows has none of this kind

    tries = Tries("the disk full while")
    made, home = make(folder / "hvelv"), make_home(folder / "hjem")
    for seed in range(times):
        with tries.one("saving in the vault", "said; nothing acknowledged lost; goes on with room", seed):
            in_vault(made, folder / f"disk {seed}", seed)
        with tries.one("typing in the terminal", "«Ikke lagret», all on the screen; saved with room", seed):
            in_terminal.full_disk(home, folder / f"skjerm {seed}", seed)
    return tries
