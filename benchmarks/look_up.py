"""Searching as one types over everything there is to look up, key by key, against a plain scan for the same letters."""

from __future__ import annotations

import asyncio
import statistics
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import cast

from bekymring_tui.app import BekymringApp
from bekymring_tui.case.phone_book import phone_book
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.profile import Contacts
from bekymring_tui.reference.entries import entries
from bekymring_tui.reference.search import Index
from bekymring_tui.reference.shelf import pages
from bekymring_tui.widgets.linje import Linje
from benchmarks.inside import BETWEEN, Driven, our_app, run
from benchmarks.measure import Row, Times, p95, seconds, turns, turns_of
from benchmarks.terminal import told_by

TYPED = (
    "selvskading", "depresjon hos ungdom", "tegn på mobbing", "taushetsplikt", "blaamerker", "foreldre",
    "seksulle overgrep", "meldeplikt barnevern", "risiko- og beskyttelsesfaktorer", "35 54 73 98", "qxzqxzqxzqxz",
)  # fmt: skip
"""Words, numbers, a slip, and what is nowhere, which every letter is looked for in vain."""

ROUNDS = 5


async def measure(driven: Driven, case_id: str) -> Times:
    """From a key to the end of the first drawing after it."""
    app = cast("BekymringApp", driven.app)
    app.open_case(case_id)
    await driven.rest()
    app.action_look_up()
    await driven.rest()
    found = []
    for whole in TYPED:
        app.screen.query_one(Linje).value = ""
        await driven.rest()
        for sign in whole:
            found.append(await driven.drawn(partial(driven.press, sign), lambda: True))
            await asyncio.sleep(BETWEEN)
    return {"key": statistics.median(found), "p95": p95(found)}


def rows() -> list[Row]:
    drawn, bare = turns_of(lambda: told_by("benchmarks.look_up"), lambda: told_by("benchmarks.bare"), 3)
    flow = load_shipped("nordreaker").flow
    listed = entries([*pages(), phone_book(flow, Contacts(), date(2026, 11, 22))])
    index = Index(listed)
    texts = [f"{one.title} {one.text} {' '.join(one.where)}".casefold() for one in listed]

    def scanned(query: str) -> list[str]:
        words = query.casefold().split()
        return [one for one in texts if all(word in one for word in words)]

    presses = [whole[:end] for whole in TYPED for end in range(1, len(whole) + 1)]
    pairs = [
        turns(lambda q=query: seconds(lambda: index.find(q)), lambda q=query: seconds(lambda: scanned(q)), ROUNDS)  # type: ignore[misc]
        for query in presses
    ]
    ours, plain = ([pair[side] for pair in pairs] for side in (0, 1))
    name = f"a key press in the search over {len(listed)} entries"
    return [
        Row(f"{name}, median", statistics.median(ours) * 1000, "plain scan", statistics.median(plain) * 1000, "report"),
        Row(f"{name}, p95", p95(ours) * 1000, "plain scan", p95(plain) * 1000, "under 30 ms"),
        Row("from a key to the screen, there", drawn["key"] * 1000, "bare field", bare["key"] * 1000, "report"),
        Row("the same, p95", drawn["p95"] * 1000, "–", None, "report"),
        Row("making that index", seconds(lambda: Index(listed)) * 1000, "–", None, "report"),
    ]


if __name__ == "__main__":
    with our_app() as (app, case_id):
        run(app, lambda driven: measure(driven, case_id), Path(sys.argv[1]))
