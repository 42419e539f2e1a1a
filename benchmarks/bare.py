"""Bare Textual, to hold ours against: a page is one text, a form is twelve of Textual's own fields."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static, TextArea

from benchmarks.inside import Driven, run
from benchmarks.measure import Times

FIELDS = 12
ROUNDS = 5
KEYS = "mandag og onsdag ble hun sittende " * 2


class Words(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Static("Side")


class Form(Screen[None]):
    CSS = "TextArea { height: auto; min-height: 3; }"

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            for number in range(FIELDS):
                yield Static(f"{number + 1} Spørsmål")
                yield TextArea()


async def measure(driven: Driven) -> Times:
    app = driven.app
    found: Times = {}
    for name, page, last in (("page", Words, Static), ("form", Form, TextArea)):
        found[name] = statistics.median([await opened(driven, page(), last) for _ in range(ROUNDS)])
    app.push_screen(Form())
    await driven.rest()
    app.screen.query(TextArea).first().focus()
    return {**found, "work": await driven.processor_time(KEYS), "key": await driven.to_the_screen(KEYS)}


async def opened(driven: Driven, page: Screen[None], last: type[Widget]) -> float:
    def stands() -> bool:
        return page.is_current and bool(found := page.query(last)) and found.last().region.area > 0

    taken = await driven.drawn(lambda: driven.app.push_screen(page), stands)
    await driven.rest()
    driven.app.pop_screen()
    await driven.rest()
    return taken


if __name__ == "__main__":
    run(App[Any](), measure, Path(sys.argv[1]))
