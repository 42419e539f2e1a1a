"""What the tests of the safety pages share: choosing rows and buttons by keys, and starting the program again."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
from screen_samples import Clock, Ready, SeenApp
from textual.pilot import Pilot

from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.knapper import Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.valg import Valg


async def choose(pilot: Pilot[Any], row: str, valg: str = "Valg") -> None:
    """Walk to a row with the arrows and press Enter on it."""
    found = pilot.app.screen.query_one(valg, Valg)
    pilot.app.screen.set_focus(found)
    await pilot.press("home")
    for _ in found.rows:
        if found.cursor == row:
            break
        await pilot.press("down")
    assert found.cursor == row, (row, [one.id for one in found.rows])
    await pilot.press("enter")
    await pilot.pause()


async def push(pilot: Pilot[Any], knapp: str, knapper: str = "Knapper") -> None:
    """Walk to a button and press it."""
    found = pilot.app.screen.query_one(knapper, Knapper)
    pilot.app.screen.set_focus(found)
    names = [one.id for one in found.buttons]
    await pilot.press(*["right"] * names.index(knapp), "enter")
    await pilot.pause()


async def write(pilot: Pilot[Any], field: str, words: str) -> None:
    """Go to a field and fill it in."""
    found = pilot.app.screen.query_one(f"#{field}")
    pilot.app.screen.set_focus(found)
    await pilot.pause()
    if isinstance(found, Linje):
        found.value = words
    else:
        assert isinstance(found, Felt)
        found.load_text(words)
    await pilot.pause()


async def raise_alarm(pilot: Pilot[Any], answer: str = "home") -> None:
    """F9 and its answer, in the open case."""
    await pilot.press("f9")
    await pilot.pause()
    await choose(pilot, answer, "#answers")


async def record_call(pilot: Pilot[Any], called: str = "barnevern") -> None:
    """Somebody answered; from the alarm page."""
    await choose(pilot, called, "#called")
    await write(pilot, "spoke_with", "Vakthavende")
    await push(pilot, "reached", "#record")


@asynccontextmanager
async def started_again(ready: Ready, clock: Clock, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Pilot[Any]]:
    """The program, started anew on the same vault, standing in the case."""
    app = SeenApp(ready.settings, vault=ready.open(), now=clock.now, clock=clock.seconds)
    async with app.run_test(size=size) as pilot:
        app.open_case(ready.case_id)
        await pilot.pause()
        yield pilot


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process can grow: the system answers as for a full disk."""
    resource = pytest.importorskip("resource", reason="POSIX limits")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
