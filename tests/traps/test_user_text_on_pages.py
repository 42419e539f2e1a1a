"""What a user wrote is shown as written on every page, and is never markup, a link or a command."""

from __future__ import annotations

import re

import pytest
from full_case import ALARM_PLACES, PLACES, every_page, filled_case, raise_alarm
from screen_samples import Clock, Ready, SeenApp
from textual.widget import Widget

from bekymring_tui.desk.desk import Desk

FRAME = re.compile(r"[│█▏\s]+")
NASTY = ("[/]", "a [x] b", "[@click=app.quit]her")


def widgets(app: SeenApp) -> list[Widget]:
    return [one for one in app.screen.query("*") if not one.children and one.size.area]


def shown(app: SeenApp) -> str:
    """Everything on the page in one line, that below the screen too."""
    strips = [strip.text for one in widgets(app) for strip in one.render_lines(one.size.region)]
    return FRAME.sub(" ", " ".join([app.seen(), *strips]))


def commands(app: SeenApp) -> list[object]:
    """What a click on some text would carry out."""
    strips = [strip for one in widgets(app) for strip in one.render_lines(one.size.region)]
    styles = [segment.style for strip in strips for segment in strip if segment.style]
    return [one.meta or one.link for one in styles if one.link or any(key.startswith("@") for key in one.meta)]


@pytest.mark.parametrize(("nasty", "state"), [*((one, "plain") for one in NASTY), ("[bold]$x[/]", "reached")])
async def test_as_written(nasty: str, state: str, ready: Ready, clock: Clock) -> None:
    vault = ready.open()
    case = filled_case(Desk(vault, clock.now), nasty)
    if state == "reached":
        raise_alarm(case, nasty, reached=True)
    app = SeenApp(ready.settings, vault=vault, now=clock.now, clock=clock.seconds)
    seen = ""
    async with app.run_test(size=(150, 45), notifications=True) as pilot:
        app.open_case(case.id)
        assert app.case is not None
        for name, make in list(every_page(app, app.case)):
            app.push_screen(make())
            await pilot.pause()
            assert app.is_running, name
            assert commands(app) == [], name
            seen += shown(app)
            app.pop_screen()
        app.notify(f"{nasty} beskjed")
        await pilot.pause()
        await pilot.pause()
        seen += shown(app)
    places = {*PLACES, "beskjed"} | ({*ALARM_PLACES} if state == "reached" else set())
    assert {one for one in places if f"{nasty} {one}" not in seen} == set()
