"""Writing in the longest form, the reflection note with its twelve fields, while it is saved; and opening it."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import cast

from bekymring_tui.app import BekymringApp
from bekymring_tui.screens.form import FormPage
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.linje import Linje
from benchmarks.bare import KEYS, ROUNDS
from benchmarks.inside import Driven, our_app, run
from benchmarks.measure import Row, Times, turns_of
from benchmarks.terminal import told_by

FORM = "refleksjonsnotat"


async def measure(driven: Driven, case_id: str) -> Times:
    app = cast("BekymringApp", driven.app)
    app.open_case(case_id)
    await driven.rest()
    opened = [await _opened(driven) for _ in range(ROUNDS)]
    app.push_screen(FormPage(FORM))
    await driven.rest()
    return {
        "first": statistics.median(first for first, _ in opened),
        "form": statistics.median(whole for _, whole in opened),
        "work": await driven.processor_time(KEYS),
        "key": await driven.to_the_screen(KEYS),
    }


async def _opened(driven: Driven) -> tuple[float, float]:
    """Seconds until the first fields can be written in, and until all of them stand."""
    page = FormPage(FORM)

    def first_stands() -> bool:
        return page.is_current and isinstance(page.focused, Felt) and page.focused.region.area > 0

    def all_stand() -> bool:
        return bool(last := page.query(Linje)) and last.last().region.area > 0

    start = time.perf_counter()
    first = await driven.drawn(lambda: driven.app.push_screen(page), first_stands)
    await driven.until(all_stand)
    whole = time.perf_counter() - start
    await driven.rest()
    page.action_back()
    await driven.rest()
    return first, whole


def rows() -> list[Row]:
    ours, bare = turns_of(lambda: told_by("benchmarks.keys"), lambda: told_by("benchmarks.bare"), 3)
    form, field = "12 bare fields", "bare field"
    return [
        Row("work of a key in the longest form", ours["work"] * 1000, field, bare["work"] * 1000, "under 16 ms"),
        Row("from a key to the screen, there", ours["key"] * 1000, field, bare["key"] * 1000, "report"),
        Row("opening that form, first fields", ours["first"] * 1000, form, bare["form"] * 1000, "report"),
        Row("opening that form, all fields", ours["form"] * 1000, form, bare["form"] * 1000, "report"),
    ]


if __name__ == "__main__":
    with our_app() as (app, case_id):
        run(app, lambda driven: measure(driven, case_id), Path(sys.argv[1]))
