"""Measuring an app from inside its own process, while it draws on a real terminal."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from textual.app import App
from textual.events import Key

from bekymring_tui.app import BekymringApp
from bekymring_tui.case.people import Guardian, Subject, Worker
from bekymring_tui.desk.desk import Desk
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.settings import Settings
from bekymring_tui.vault.store import Vault
from benchmarks.measure import Times

BETWEEN = 0.05
"""Seconds between keys: as fast as anyone types, and slow enough that each is drawn for itself."""

LONGEST = 20.0
"""Seconds until something that is never drawn is called missing."""


class Driven:
    """An app in its terminal. Times are seconds by `perf_counter`, from the key to the end of the drawing."""

    def __init__(self, app: App[Any]) -> None:
        self.app = app
        driver = app._driver
        assert driver is not None, "the app runs"
        self._write = driver.write
        self._waits: tuple[Callable[[], bool], asyncio.Future[float]] | None = None
        driver.write = self._watch  # type: ignore[method-assign]

    def _watch(self, data: str) -> None:
        self._write(data)
        if self._waits and self._waits[0]():
            _, found = self._waits
            self._waits = None
            found.set_result(time.perf_counter())

    def press(self, key: str) -> None:
        self.app.post_message(Key(key, key if len(key) == 1 else None))

    async def drawn(self, work: Callable[[], object], stands: Callable[[], bool]) -> float:
        """Do it, and wait until something is drawn while `stands` holds."""
        found: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waits = (stands, found)
        start = time.perf_counter()
        work()
        return await asyncio.wait_for(found, LONGEST) - start

    async def until(self, stands: Callable[[], bool]) -> None:
        """Wait for what need not be drawn, since it lies below the screen."""
        while not stands():
            await asyncio.sleep(0.001)

    async def rest(self) -> None:
        """Until what was begun is done."""
        await asyncio.sleep(0.3)

    async def to_the_screen(self, keys: str) -> float:
        """Median seconds from a key to the end of drawing it."""
        found = []
        for key in keys:
            found.append(await self.drawn(partial(self.press, key), lambda: True))
            await asyncio.sleep(BETWEEN)
        return statistics.median(found)

    async def processor_time(self, keys: str) -> float:
        """Seconds of processor for each key, what the app does while nobody types taken off."""
        start = time.process_time()
        for key in keys:
            self.press(key)
            await asyncio.sleep(BETWEEN)
        typing = time.process_time() - start
        start = time.process_time()
        for _ in keys:
            await asyncio.sleep(BETWEEN)
        return (typing - (time.process_time() - start)) / len(keys)


def run(app: App[Any], work: Callable[[Driven], Awaitable[Times]], result: Path) -> None:
    """Run the app, let `work` measure it, and keep what it found."""

    async def drive(_: object) -> None:
        await asyncio.sleep(1)  # what is loaded after the first paint is loaded
        try:
            found = await work(Driven(app))
            result.write_text(json.dumps(found), "utf-8")
        finally:
            app.exit()

    app.run(auto_pilot=drive)


@contextmanager
def our_app(flow: str = "porsgrunn", service: str = "skole") -> Iterator[tuple[BekymringApp, str]]:
    """The app at home on a new vault with one case, and the id of the case."""
    with TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "hvelv", municipality=flow, service=service)
        vault, _ = Vault.create(settings.folder, "furu brygge onsdag kaffe lampe sti")
        desk = Desk(vault, lambda: datetime.now().astimezone().replace(microsecond=0))
        desk.set_who(Worker(name="Kari Prøve", role="Kontaktlærer", service=service, unit="Bakken skole"))
        guardians = [Guardian(id="g1", label="Forelder 1"), Guardian(id="g2", label="Forelder 2")]
        entry = next(iter(load_shipped(flow).track_for(service).entries))
        child = Subject(kind="child", call_name="Blå ugle", age=9)
        case = desk.new_case(flow, service, entry, child, guardians)
        yield BekymringApp(settings, vault=vault), case.id
