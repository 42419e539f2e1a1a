"""No English is left on any page: every page there is, in each state that a case can stand in."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from full_case import all_page_classes, every_page, filled_case, leave_code_unwritten, raise_alarm
from screen_samples import Clock, Ready, SeenApp

from bekymring_tui.desk.desk import Desk
from bekymring_tui.forms.load import all_forms
from bekymring_tui.forms.model import Form
from bekymring_tui.screens.blank import BlankPage
from bekymring_tui.words import word_list
from tests.english import english_in

WORDS = "Ord"
MADE_UP = frozenset(word_list())
"""A generated passphrase stands on some pages, and some Norwegian words are spelt as English ones."""


@pytest.fixture
def short_path(ready_original: Ready) -> Iterator[Path]:
    """A vault whose path, which pages show, has no word of this test in it."""
    folder = Path(tempfile.mkdtemp(prefix="hvelv"))
    shutil.copytree(ready_original.folder, folder / "hvelv")
    yield folder / "hvelv"
    shutil.rmtree(folder)


def seen_whole(app: SeenApp) -> str:
    """What is on the screen, and what would be there after scrolling."""
    widgets = [one for one in app.screen.query("TextColumn *") if not one.children]
    strips = [strip for one in widgets for strip in one.render_lines(one.size.region)]
    return "\n".join([app.seen(), *(strip.text for strip in strips)])


@pytest.mark.parametrize(
    ("state", "size"), [("plain", (100, 30)), ("plain", (80, 24)), ("halted", (80, 24)), ("reached", (100, 30))]
)
async def test_every_page(state: str, size: tuple[int, int], short_path: Path, ready: Ready, clock: Clock) -> None:
    vault = Ready(short_path, ready.code, ready.case_id).open()
    app = SeenApp(Ready(short_path, "", "").settings, vault=vault, now=clock.now, clock=clock.seconds)
    found, classes = {}, set()
    async with app.run_test(size=size) as pilot:
        desk = Desk(vault, clock.now)
        case = filled_case(desk, WORDS)
        leave_code_unwritten(desk)
        if state != "plain":
            raise_alarm(case, WORDS, reached=state == "reached")
        app.open_case(case.id)
        assert app.case is not None
        for name, make in list(every_page(app, app.case)):
            page = make()
            app.push_screen(page)
            await pilot.pause()
            if words := english_in(seen_whole(app)) - MADE_UP:
                found[name] = words
            classes.add(type(page).__name__)
            assert app.is_running
            app.pop_screen()
        app.push_screen(BlankPage())
        app.lock()
        await pilot.pause()
        found |= {"lock": words} if (words := english_in(seen_whole(app))) else {}
    assert found == {}
    assert all_page_classes() - classes == set()


def test_english_is_found() -> None:
    assert english_in("Lukk The file. Press any key – eller trykk") >= {"the", "file", "press", "any", "key"}
    assert english_in("Fra bekymring til handling, for IT. Kjør «bekymring case list --store C:\\hvelv».") == set()


def prose(form: Form) -> Iterator[str | None]:
    yield from (form.title, form.intro, form.purpose)
    for section in form.sections:
        yield from (section.title, section.intro)
    for field in form.questions:
        yield from (field.label, field.short, field.hint, field.length, *field.examples)
        yield from (option.label for option in field.options)


@pytest.mark.parametrize("form", all_forms().values(), ids=lambda one: one.id)
def test_every_form(form: Form) -> None:
    assert english_in("\n".join(filter(None, prose(form)))) - MADE_UP == set()
