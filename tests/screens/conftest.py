"""A ready vault, and the app on a copy of it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from screen_samples import PASSPHRASE, WORKER, AtCase, Clock, Ready, SeenApp
from textual.pilot import Pilot

from bekymring_tui.case.people import Guardian, Subject
from bekymring_tui.desk.desk import Desk
from bekymring_tui.vault.store import Vault


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def ready_original(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """Made once, for Argon2 costs what it costs. Copy it."""
    folder = tmp_path_factory.mktemp("hvelv") / "Mitt hvelv"
    vault, code = Vault.create(folder, PASSPHRASE)
    with vault:
        desk = Desk(vault, Clock().now)
        desk.set_who(WORKER)
        guardians = [
            Guardian(id="g1", label="Mor", responsible="yes"),
            Guardian(id="g2", label="Far", responsible="unknown"),
        ]
        subject = Subject(kind="child", call_name="Blå ugle", age=9)
        case = desk.new_case("porsgrunn", "skole", "concern", subject, guardians)
        ready = Ready(folder, code, case.id)
    ready.settings.save()
    return ready


@pytest.fixture
def ready(ready_original: Ready, tmp_path: Path) -> Ready:
    """A vault of the test's own."""
    folder = tmp_path / "Mitt hvelv"
    shutil.copytree(ready_original.folder, folder)
    return Ready(folder, ready_original.code, ready_original.case_id)


@pytest.fixture
def app_with_vault(ready: Ready, clock: Clock) -> SeenApp:
    """Not running yet: `async with app_with_vault.run_test(size=…) as pilot`. It opens at home, unlocked."""
    return SeenApp(ready.settings, vault=ready.open(), now=clock.now, clock=clock.seconds)


@pytest.fixture
def locked_app(ready: Ready, clock: Clock) -> SeenApp:
    """The app as it starts where a vault lies: on the unlock page."""
    return SeenApp(ready.settings, now=clock.now, clock=clock.seconds)


@pytest.fixture
def at_case(app_with_vault: SeenApp, ready: Ready) -> AtCase:
    @asynccontextmanager
    async def running(*, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Pilot[Any]]:
        async with app_with_vault.run_test(size=size) as pilot:
            app_with_vault.open_case(ready.case_id)
            await pilot.pause()
            yield pilot

    return running
