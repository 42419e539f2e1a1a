"""The largest procedure against the smallest: the first paint, and opening a case the first time and again."""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from typing import cast

from bekymring_tui.app import BekymringApp
from bekymring_tui.screens.case import CasePage
from bekymring_tui.settings import Settings
from bekymring_tui.vault.store import Vault
from benchmarks.bare import ROUNDS
from benchmarks.first_paint import LAST_KEY
from benchmarks.inside import Driven, our_app, run
from benchmarks.measure import Row, Times, turns, turns_of
from benchmarks.terminal import told_by, until_seen

LARGEST, SMALLEST = ("nordreaker", "barnehage"), ("unv", "alle")
TARGET = "at most 30 ms more"


async def measure(driven: Driven, case_id: str) -> Times:
    app = cast("BekymringApp", driven.app)
    opened = [await _opened(driven, app, case_id) for _ in range(1 + ROUNDS)]
    return {"first": opened[0], "again": statistics.median(opened[1:])}


async def _opened(driven: Driven, app: BekymringApp, case_id: str) -> float:
    def stands() -> bool:
        focused = app.screen.focused
        return isinstance(app.screen, CasePage) and focused is not None and focused.region.area > 0

    taken = await driven.drawn(lambda: app.open_case(case_id), stands)
    await driven.rest()
    app.go_home()
    await driven.rest()
    return taken


def rows() -> list[Row]:
    large, small = turns_of(
        lambda: told_by("benchmarks.procedures", *LARGEST), lambda: told_by("benchmarks.procedures", *SMALLEST), 5
    )
    one, two = _first_paints()
    other = SMALLEST[0]
    return [
        Row(f"first paint with {LARGEST[0]}", one * 1000, other, two * 1000, TARGET),
        Row("opening its case the first time", large["first"] * 1000, other, small["first"] * 1000, TARGET),
        Row("opening its case again", large["again"] * 1000, other, small["again"] * 1000, TARGET),
    ]


def _first_paints() -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        stores = {}
        for flow, service in (LARGEST, SMALLEST):
            store = Path(folder) / flow
            vault, _ = Vault.create(store, "furu brygge onsdag kaffe lampe sti")
            vault.close()
            Settings(store, municipality=flow, service=service).save()
            stores[flow] = str(store)

        def painted(flow: str) -> float:
            return until_seen(LAST_KEY, "-m", "bekymring_tui", BEKYMRING_STORE=stores[flow])

        painted(SMALLEST[0])  # compiles what was not compiled yet
        return turns(lambda: painted(LARGEST[0]), lambda: painted(SMALLEST[0]), 10)


if __name__ == "__main__":
    with our_app(*sys.argv[2:]) as (app, case_id):
        run(app, lambda driven: measure(driven, case_id), Path(sys.argv[1]))
