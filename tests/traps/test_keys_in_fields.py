"""The program's own keys, pressed in the text fields of real pages, change no text (TextArea selects by F6 and F7)."""

from __future__ import annotations

import pytest
from screen_samples import Clock, Ready, SeenApp

from bekymring_tui.screens.routes import page_class
from bekymring_tui.widgets.felt import Felt

WRITTEN = "Alt dette skal stå."
OPENS = {
    "f1": "help",
    "f2": "source",
    "f5": "uro",
    "f6": "log",
    "f7": "deadlines",
    "f9": "numbers",
    "ctrl+g": "numbers",
}
FIELDS = [("form", "why"), ("log", "entry"), ("duty", "reason"), ("new_case", "guardians")]


@pytest.mark.parametrize(("name", "field"), FIELDS)
async def test_the_page_opens_and_the_text_stands(name: str, field: str, ready: Ready, clock: Clock) -> None:
    app = SeenApp(ready.settings, vault=ready.open(), now=clock.now, clock=clock.seconds)
    async with app.run_test(size=(100, 30)) as pilot:
        for press, opened in OPENS.items():
            if opened == name:
                continue
            app.open_case(ready.case_id)
            page = page_class(name).at({"page": name, "form": "refleksjonsnotat", "instance": "1"})
            app.push_screen(page)
            await pilot.pause()
            felt = page.query_one(f"#{field}", Felt)
            page.set_focus(felt)
            felt.load_text(WRITTEN)
            await pilot.press(press)
            assert isinstance(app.screen, page_class(opened))
            await pilot.press("escape")
            assert app.screen is page
            page.set_focus(felt)
            # Blank, and shown again by a key that goes no further.
            await pilot.press("ctrl+b", "y")
            assert app.screen is page
            await pilot.press("x")
            assert felt.text == f"x{WRITTEN}", press


async def test_bare_ctrl_on_windows_does_nothing(ready: Ready, clock: Clock) -> None:
    """Windows sends it as Ctrl+@, which terminals use for Ctrl+Space."""
    app = SeenApp(ready.settings, vault=ready.open(), now=clock.now, clock=clock.seconds)
    async with app.run_test(size=(100, 30)) as pilot:
        app.open_case(ready.case_id)
        await pilot.pause()
        assert app.case is not None
        for name in ("case", "log", "form", "uro", "guardians"):
            page = page_class(name).at({"page": name, "form": "refleksjonsnotat", "instance": "1"})
            app.push_screen(page)
            await pilot.pause()
            events, before = len(app.case.events), app.seen()
            for one in page.focus_chain:
                page.set_focus(one, scroll_visible=False)
                await pilot.press("ctrl+@")
            page.set_focus(page.first_focus(), scroll_visible=False)
            await pilot.pause()
            assert app.screen is page
            assert (len(app.case.events), app.seen()) == (events, before)
            app.pop_screen()
