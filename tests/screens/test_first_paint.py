"""What the first paint waits for: no database, no cryptography, no procedure, no Typer. Seen in a bare interpreter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from screen_samples import Ready

import bekymring_tui

HEAVY = ("sqlmodel", "sqlalchemy", "cryptography", "pyrage", "pydantic", "yaml", "yamlcore", "typer")

PROGRAM = """
import asyncio, gc, sys
from pathlib import Path
from bekymring_tui.lifecycle import harden_process
harden_process()
import bekymring_tui.cli.start
from bekymring_tui.app import BekymringApp
from bekymring_tui.settings import read_settings

async def first_paint():
    gc.disable()
    app = BekymringApp(read_settings(Path(sys.argv[1]))[0])
    app.run_worker = lambda *_, **__: None
    async with app.run_test() as pilot:
        print(type(app.screen).__name__, *sorted(set(sys.argv[2:]) & set(sys.modules)))
        await pilot.pause(0.1)
        print("gc", gc.isenabled())

asyncio.run(first_paint())
"""


def painted(folder: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), *HEAVY],
        cwd=Path(bekymring_tui.__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


@pytest.mark.parametrize("page", ["UnlockPage", "StartPage"])
def test_the_first_paint_imports_nothing_heavy(page: str, ready: Ready, tmp_path: Path) -> None:
    assert painted(ready.folder if page == "UnlockPage" else tmp_path / "ny") == [page, "gc", "True"]
