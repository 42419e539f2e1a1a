"""Textual's own doors are shut."""

from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from gallery import SCALE
from host import Host
from rich.console import Console
from textual import events

from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.safe_app import Refused
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.uro import Uro
from bekymring_tui.widgets.valg import Row, Valg

MARKER = "hemmeligmerke"


@pytest.mark.parametrize(
    "door",
    [
        "export_screenshot",
        "save_screenshot",
        "deliver_screenshot",
        "deliver_text",
        "deliver_binary",
        "open_url",
        "suspend",
    ],
)
async def test_what_would_take_the_screen_out_refuses(
    door: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = Host(Tekst(MARKER))
    async with app.run_test():
        with pytest.raises(Refused):
            getattr(app, door)(StringIO(MARKER))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "action",
    ["screenshot", "command_palette", "show_help_panel", "change_theme", "toggle_dark", "suspend_process"],
)
async def test_textuals_own_actions_do_nothing(action: str) -> None:
    app = Host(Tekst("Side"))
    async with app.run_test() as pilot:
        before = (app.screen, app.theme, list(app.screen.children))
        await app.run_action(action)
        await pilot.pause()
        assert (app.screen, app.theme, list(app.screen.children)) == before


async def test_ctrl_p_opens_no_palette_of_textuals() -> None:
    app = Host(Tekst("Side"))
    async with app.run_test() as pilot:
        page = app.screen
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert app.screen is page


async def test_ctrl_c_says_in_norwegian_how_to_leave() -> None:
    app = Host(Tekst("Side"))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("ctrl+c")
        await pilot.pause()
        await pilot.pause()
        assert "Avslutt med Ctrl+Q." in "\n".join(app.seen())


async def test_ctrl_q_leaves() -> None:
    app = Host(Tekst("Side"))
    async with app.run_test() as pilot:
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not app.is_running


async def test_a_mouse_drag_selects_nothing_to_copy() -> None:
    app = Host(Tekst(MARKER))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.mouse_down(offset=(2, 2))
        await pilot.hover(offset=(20, 2))
        await pilot.mouse_up(offset=(20, 2))
        await pilot.press("ctrl+c")
        assert app.clipboard == ""


async def test_a_copy_is_said_to_be_one_and_gone_when_locking() -> None:
    app = Host(Felt(MARKER))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("shift+end", "ctrl+c")
        await pilot.pause()
        await pilot.pause()
        assert app.clipboard == MARKER
        assert "Kopiert til utklippstavlen" in " ".join("\n".join(app.seen()).split())
        app.clear_clipboard()
        assert app.clipboard == ""


# A crash ---------------------------------------------------------------------------------------------------


class Speaking(Exception):
    """An error that would draw itself, with what was typed."""

    def __rich__(self) -> str:
        return MARKER


class Crashing(Host):
    async def action_help(self) -> None:
        hidden = MARKER * 2  # a local that a traceback would print
        raise ValueError(hidden)

    async def action_source(self) -> None:
        raise Speaking(MARKER)


@pytest.mark.parametrize(("press", "kind"), [("f1", "ValueError"), ("f2", "Speaking")])
async def test_a_crash_tells_where_and_never_what(press: str, kind: str) -> None:
    app = Crashing(Felt(MARKER))
    told = StringIO()
    app.error_console = Console(file=told, width=200)
    with pytest.raises((ValueError, Speaking)):
        async with app.run_test() as pilot:
            await pilot.press(press)
    assert MARKER not in told.getvalue()
    assert "Programmet stoppet på grunn av en feil" in told.getvalue()
    assert kind in told.getvalue()
    assert app.return_code == 1


class Broken(Valg):
    """Fails inside our own code."""

    def action_choose(self) -> None:
        self._choose(7)


async def test_the_crash_code_names_our_own_line() -> None:
    app = Host(Broken(Row("a", "A", "action")))
    told = StringIO()
    app.error_console = Console(file=told, width=400)
    with pytest.raises(IndexError):
        async with app.run_test() as pilot:
            await pilot.press("space")
    assert "bekymring_tui.widgets.valg:" in told.getvalue()


# The environment -------------------------------------------------------------------------------------------

RUN = """
import asyncio, sys
sys.path.insert(0, {tests!r})
{first}
from host import Host
from bekymring_tui.widgets.tekst import Tekst
async def main():
    async with Host(Tekst("hemmeligmerke")).run_test() as pilot:
        await pilot.pause(0.3)
asyncio.run(main())
print("closed")
"""
HARDEN = "from bekymring_tui.lifecycle import harden_process; harden_process()"


def run(first: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    code = RUN.format(first=first, tests=str(Path(__file__).parent))
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1", **settings}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


LOUD = {
    "TEXTUAL_LOG": "log.txt",
    "TEXTUAL_SCREENSHOT": "0",
    "TEXTUAL_SCREENSHOT_LOCATION": ".",
    "TEXTUAL": "debug,devtools",
}


def test_textuals_variables_are_forgotten_before_textual_reads_them(tmp_path: Path) -> None:
    done = run(HARDEN, tmp_path, **LOUD)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "closed\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["TEXTUAL_LOG", "TEXTUAL_SCREENSHOT", "TEXTUAL_PRESS", "TEXTUAL_DEBUG"])
def test_an_app_that_read_them_does_not_start(name: str, tmp_path: Path) -> None:
    done = run("", tmp_path, **{name: "1"})
    assert "Refused" in done.stderr
    assert "closed" not in done.stdout
    assert "hemmeligmerke" not in "".join(path.read_text() for path in tmp_path.iterdir())


# Pastes that come as keys ----------------------------------------------------------------------------------


async def burst(app: Host, keys: str) -> None:
    """Keys as one read of the terminal makes them: all at the same moment."""
    made = [events.Key("enter" if char == "\n" else "space" if char == " " else char, char) for char in keys]
    for event in made:
        event.time = made[0].time
        app.post_message(event)


async def test_a_paste_as_keys_presses_nothing() -> None:
    uro = Uro(SCALE)
    app = Host(Knapper(Knapp("k", "Knapp")), Valg(Row("a", "A", "action")), uro)
    async with app.run_test(size=(100, 30)) as pilot:
        for _ in range(3):
            await burst(app, "hei 6\n\n 7 \n")
            await pilot.pause()
            await pilot.press("tab")
        assert app.heard(Knapper.Pressed) == []
        assert app.heard(Valg.Toggled) == []
        assert uro.value is None


async def test_a_paste_as_keys_is_text_in_a_field() -> None:
    felt = Felt()
    app = Host(felt)
    async with app.run_test(size=(100, 30)) as pilot:
        await burst(app, "en\nto\n")
        await pilot.pause()
        assert felt.text == "en\nto\n"


async def test_a_paste_as_keys_does_not_submit_a_line() -> None:
    app = Host(Linje)
    async with app.run_test(size=(100, 30)) as pilot:
        await burst(app, "furu brygge\nonsdag\n")
        await pilot.pause()
        assert app.heard(Linje.Submitted) == []
        assert app.page.query_one(Linje).value == "furu bryggeonsdag"


async def test_f9_gets_through_a_burst() -> None:
    app = Host(Knapper(Knapp("k", "Knapp")))
    async with app.run_test(size=(100, 30)) as pilot:
        await burst(app, "abcdef")
        app.post_message(events.Key("f9", None))
        await pilot.pause()
        assert app.pressed == ["f9"]
