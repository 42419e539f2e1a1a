"""How everything grows: 100, 1,000 and 10,000 cases, one with 2,000 events. It takes a quarter of an hour.

Held against the same rows in plain SQLite, as carefully written, with nothing secret and nothing summed.
"""

from __future__ import annotations

import itertools
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from bekymring_tui.app import BekymringApp
from bekymring_tui.case.acts import Logged
from bekymring_tui.desk.backups import Backups
from bekymring_tui.desk.checking import check
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.log_search import MOST, SHORTEST, find
from bekymring_tui.screens.home import HomePage
from bekymring_tui.settings import Settings
from bekymring_tui.vault.rows import DraftRow
from bekymring_tui.vault.store import Vault
from benchmarks.grown import FLOW, PASSPHRASE, SERVICE, Grown, grow
from benchmarks.in_plain import added, copied, events, hits, looked_through, opened, saved, summaries
from benchmarks.inside import Driven, run
from benchmarks.measure import Row, Times, p95, seconds, turns
from benchmarks.store import DERIVE, OPEN_LOADED, TEXT, fresh
from benchmarks.terminal import told_by

SIZES = (100, 1_000, 10_000)
TYPED = ("garderoben", "blåmerker armen", "sa at pappa var sint", "ikke ville", "kongle", "qxzqxz")
"""What every tenth entry has, what few have, and what none has."""

PLAIN = "plain SQLite"

_READ_ALL = DERIVE.replace("import time\n", "import sqlite3, sys, time\n").replace(
    "print(", 'sqlite3.connect(sys.argv[1]).execute("SELECT * FROM link ORDER BY seq").fetchall()\nprint('
)
"""The key derivation, and the links of the chain read without a look at them."""


def rows() -> Iterator[Row]:
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            grown = grow(Path(folder), size)
            for one in (*_opening(grown), *_inside(grown), *_drawn(grown)):
                yield replace(one, name=f"{size:,} cases: {one.name}")


def _opening(grown: Grown) -> Iterator[Row]:
    words = (str(grown.folder), PASSPHRASE)
    one, two = turns(lambda: fresh(OPEN_LOADED, *words), lambda: fresh(_READ_ALL, str(grown.plain)), 5)
    yield Row("unlock", one * 1000, "Argon2id, links read", two * 1000, "about 1.5 x")


def _inside(grown: Grown) -> Iterator[Row]:
    with Vault.recover(grown.folder, grown.code) as vault, closing(opened(grown.plain)) as plain:
        desk = Desk(vault)
        yield _against("the list of cases", desk.all_cases, lambda: summaries(plain), 5, "under 300 ms")
        yield from _long_case(desk, plain, grown.long_case)
        yield from _searching(desk, plain)
        taken = Backups(desk, Settings(grown.folder))
        yield _against("a backup", taken.take, lambda: copied(plain, grown.plain), 1, "report")
        checked = partial(check, grown.folder, vault, None, lambda *_: None)
        yield _against("check", checked, lambda: looked_through(plain), 1, "report")


def _long_case(desk: Desk, plain: sqlite3.Connection, case_id: str) -> Iterator[Row]:
    case, count = desk.open_case(case_id), itertools.count()
    act = Logged(aspect="seen", text=TEXT[:200], observed="2026-11-20")

    def autosave() -> None:
        desk.vault.save_drafts([DraftRow(case_id, "log/new", "entry", f"{TEXT}{next(count)}", "2026-11-22")])

    yield _against(
        "opening the case of 2,000 events", lambda: desk.open_case(case_id), lambda: events(plain, case_id), 5,
        "under 300 ms",
    )  # fmt: skip
    yield _against("an act in it", lambda: case.take(act), lambda: added(plain, case_id, TEXT[:200]), 25, "report")
    yield _against("autosave of a field", autosave, lambda: saved(plain, f"{TEXT}{next(count)}"), 50, "at most 6 x")


def _searching(desk: Desk, plain: sqlite3.Connection) -> Iterator[Row]:
    """Key by key, as it is typed. Hits are read, checked and cut to an excerpt; the plain ones are read."""
    presses = [whole[:end] for whole in TYPED for end in range(SHORTEST, len(whole) + 1)]
    pairs = [
        turns(partial(seconds, partial(find, desk, one)), partial(seconds, partial(hits, plain, one, MOST)), 3)
        for one in presses
    ]
    ours, other = ([pair[side] * 1000 for pair in pairs] for side in (0, 1))
    yield Row("a key press in the log search, median", statistics.median(ours), PLAIN, statistics.median(other), "-")
    yield Row("the same, p95", p95(ours), PLAIN, p95(other), "under 50 ms")


def _against(name: str, ours: Callable[[], object], other: Callable[[], object], rounds: int, target: str) -> Row:
    one, two = turns(lambda: seconds(ours), lambda: seconds(other), rounds)
    return Row(name, one * 1000, PLAIN, two * 1000, target)


# Drawn on a terminal ---------------------------------------------------------------------------------------


def _drawn(grown: Grown) -> Iterator[Row]:
    drawn = told_by("benchmarks.scale", str(grown.folder), grown.code)
    for name, target in (("home", "report"), ("a key in the list there", "under 50 ms"), ("a letter to find one", "-")):
        yield Row(f"{name}, until it is drawn", drawn[name] * 1000, "–", None, target)


async def measure(driven: Driven) -> Times:
    app = cast("BekymringApp", driven.app)
    assert app.desk is not None, "the vault is open"
    small = app.desk.all_cases()[-1][0]
    home = [await _home(driven, app, small) for _ in range(3)]
    moved = [await driven.drawn(partial(driven.press, key), lambda: True) for key in ("down", "up") * 5]
    found = []
    for key in ("f", "r", "o", "escape") * 2:
        found.append(await driven.drawn(partial(driven.press, key), lambda: True))
        await driven.rest()
    medians = map(statistics.median, (home, moved, found))
    return dict(zip(("home", "a key in the list there", "a letter to find one"), medians, strict=True))


async def _home(driven: Driven, app: BekymringApp, case_id: str) -> float:
    """From the key in a case to the list that can be used."""

    def stands() -> bool:
        focused = app.screen.focused
        return isinstance(app.screen, HomePage) and focused is not None and focused.region.area > 0

    app.open_case(case_id)
    await driven.rest()
    await driven.rest()
    taken = await driven.drawn(app.go_home, stands)
    await driven.rest()
    return taken


if __name__ == "__main__":
    store = Path(sys.argv[2])
    there = Settings(store, municipality=FLOW, service=SERVICE)
    run(BekymringApp(there, vault=Vault.recover(store, sys.argv[3])), measure, Path(sys.argv[1]))
