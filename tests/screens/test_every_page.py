"""On every page, in each state that a case can stand in: no English, and what a user wrote stands there as written.

It is never markup, a link or a command.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from screen_samples import Clock, Ready, SeenApp
from textual.strip import Strip

from bekymring_tui.desk.desk import Desk
from bekymring_tui.screens.blank import BlankPage
from bekymring_tui.words import word_list
from tests.english import english_in
from trials.full_case import (
    ALARM_PLACES,
    PLACES,
    all_page_classes,
    every_page,
    filled_case,
    leave_code_unwritten,
    raise_alarm,
)

FRAME = re.compile(r"[│█▏\s]+")
MADE_UP = frozenset(word_list())
"""A generated passphrase stands on some pages, and some Norwegian words are spelt as English ones."""


@pytest.fixture
def short_path(ready_original: Ready) -> Iterator[Path]:
    """A vault whose path, which pages show, has no word of this test in it, nor letters that happen to spell one."""
    folder = Path(tempfile.gettempdir(), f"hvelv-{os.getpid()}")
    shutil.copytree(ready_original.folder, folder / "hvelv")
    yield folder / "hvelv"
    shutil.rmtree(folder)


def strips(app: SeenApp) -> list[Strip]:
    """What the page holds, and what would be there after scrolling."""
    widgets = [one for one in app.screen.query("*") if not one.children and one.size.area]
    return [strip for one in widgets for strip in one.render_lines(one.outer_size.region)]


def commands(drawn: list[Strip]) -> list[object]:
    """What a click on some text would carry out."""
    styles = [segment.style for strip in drawn for segment in strip if segment.style]
    return [one.meta or one.link for one in styles if one.link or any(key.startswith("@") for key in one.meta)]


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "state", "size"),
    [
        ("[/][x]", "plain", (80, 24)),
        ("[@click=app.quit]her", "plain", (150, 45)),
        ("Ord", "halted", (80, 24)),
        ("[bold]$x[/]", "reached", (100, 30)),
    ],
)
async def test_every_page(
    words: str, state: str, size: tuple[int, int], short_path: Path, ready: Ready, clock: Clock
) -> None:
    vault = Ready(short_path, ready.code, ready.case_id).open()
    app = SeenApp(Ready(short_path, "", "").settings, vault=vault, now=clock.now, clock=clock.seconds)
    known, english, classes, seen = MADE_UP | set(re.findall("[a-z]+", words)), {}, set(), ""
    async with app.run_test(size=size, notifications=True) as pilot:
        desk = Desk(vault, clock.now)
        case = filled_case(desk, words)
        leave_code_unwritten(desk)
        if state != "plain":
            raise_alarm(case, words, reached=state == "reached")
        app.open_case(case.id)
        assert app.case is not None
        for name, make in list(every_page(app, app.case)):
            page = make()
            app.push_screen(page)
            await pilot.pause()
            assert app.is_running, name
            drawn = strips(app)
            assert commands(drawn) == [], name
            whole = "\n".join([app.seen(), *(one.text for one in drawn)])
            if found := english_in(whole) - known:
                english[name] = found, [one for one in whole.splitlines() if english_in(one) - known]
            seen += FRAME.sub(" ", whole)
            classes.add(type(page).__name__)
            app.pop_screen()
        app.notify(f"{words} beskjed")
        await pilot.pause()
        await pilot.pause()
        seen += FRAME.sub(" ", app.seen())
        app.push_screen(BlankPage())
        app.lock()
        await pilot.pause()
        assert english_in(app.seen()) - known == set()
    assert english == {}
    assert all_page_classes() - classes == set()
    places = {*PLACES, "beskjed"} | ({*ALARM_PLACES} if state == "reached" else set())
    assert {one for one in places if f"{words} {one}" not in seen} == set()
