"""From confirming a decision to the next step, on a real vault: the receipt, and then the step itself."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from typing import cast

from bekymring_tui.app import BekymringApp
from bekymring_tui.case.acts import WentBack
from bekymring_tui.screens.case import CasePage
from bekymring_tui.screens.decide import DecidePage
from bekymring_tui.screens.decided import DecidedPage
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.knapper import Knapper
from benchmarks.bare import ROUNDS
from benchmarks.inside import Driven, our_app, run
from benchmarks.measure import Row, Times, turns_of
from benchmarks.terminal import told_by

POSITION = "p1"


async def measure(driven: Driven, case_id: str) -> Times:
    app = cast("BekymringApp", driven.app)
    app.open_case(case_id)
    await driven.rest()
    found = [await _changed(driven, app) for _ in range(ROUNDS)]
    receipts, steps = zip(*found, strict=True)
    return {"receipt": statistics.median(receipts), "step": statistics.median(steps), "page": _both(found)}


def _both(found: list[tuple[float, float]]) -> float:
    return statistics.median(map(sum, found))


async def _changed(driven: Driven, app: BekymringApp) -> tuple[float, float]:
    """Seconds until the receipt stands, and from going on until the next step's first row can be used."""
    assert app.case is not None, "the case is open"
    view = app.case.view(app.case.state.positions[POSITION])
    onward = next(one for one in view.choices if one.leads_to)
    page = DecidePage(POSITION, onward.id)
    app.push_screen(page)
    await driven.until(lambda: bool(page.query(Knapper)))
    await driven.rest()
    page.query_one("#reason", Felt).load_text("Det har skjedd tre ganger på to uker.")
    page.query_one(Knapper).focus()
    await driven.rest()
    receipt = await driven.drawn(lambda: driven.press("enter"), lambda: _stands(app, DecidedPage))
    await driven.rest()
    step = await driven.drawn(lambda: driven.press("enter"), lambda: _stands(app, CasePage))
    await driven.rest()
    app.take(WentBack(position=POSITION))
    await driven.rest()
    return receipt, step


def _stands(app: BekymringApp, kind: type) -> bool:
    """Whether this page is on top, and what has focus there is laid out."""
    focused = app.screen.focused
    return isinstance(app.screen, kind) and focused is not None and focused.region.area > 0


def rows() -> list[Row]:
    ours, bare = turns_of(lambda: told_by("benchmarks.step_change"), lambda: told_by("benchmarks.bare"), 3)
    page = "bare page"
    return [
        Row("step change: decision stored, receipt", ours["receipt"] * 1000, page, bare["page"] * 1000, "report"),
        Row("step change: next step", ours["step"] * 1000, page, bare["page"] * 1000, "report"),
        Row("step change, both", ours["page"] * 1000, page, bare["page"] * 1000, "under 150 ms"),
    ]


if __name__ == "__main__":
    with our_app() as (app, case_id):
        run(app, lambda driven: measure(driven, case_id), Path(sys.argv[1]))
