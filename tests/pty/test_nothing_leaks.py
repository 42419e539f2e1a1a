"""A word typed in every field is found nowhere outside the vault: not after leaving, not after a crash (P4)."""

from __future__ import annotations

import base64
import re
import signal
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bekymring_tui.cli import CRASHED
from bekymring_tui.crash import FILE_NAME
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.exchange import export_case
from trials.terminal import Terminal
from trials.user_home import PASSPHRASE, Home
from trials.ways import open_case, open_note, unlock

MARKER = "Zebrafinke"

SHIFT_HOME = "\x1b[1;2H"

LOADS_SLOWLY = """
import builtins, time
load = builtins.__import__
def slowly(name, *rest):
    if name == "typer":
        time.sleep(1)
    return load(name, *rest)
builtins.__import__ = slowly
"""

LAST_SECOND = 1.0
"""What a kill may cost."""

# A page that fails while it holds what was typed.
FAULT = f"""
from bekymring_tui.screens.help import HelpPage
def fail(self):
    typed = "{MARKER}9 i en lokal variabel"
    raise ValueError(typed)
HelpPage.column = fail
"""


def found_in(folder: Path, word: str) -> list[Path]:
    """Files that hold the word, in any common encoding."""
    forms = [word.encode(one) for one in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [one for one in folder.rglob("*") if one.is_file()]
    return [one for one in files if any(form in one.read_bytes() for form in forms)]


def type_everywhere(terminal: Terminal) -> None:
    """The marker with its own number in the note, the log, and each field of a new case."""
    unlock(terminal, PASSPHRASE)
    open_case(terminal)
    open_note(terminal)
    terminal.type(f"{MARKER}1")
    terminal.wait_for(f"{MARKER}1")
    terminal.press("f6")
    terminal.wait_for("Logg")
    terminal.settled()
    terminal.press("ctrl+n")
    terminal.wait_for("Hvem gjelder det?")
    terminal.settled()
    terminal.press("tab")
    terminal.type("9")
    for number, label in ((2, "Foresatte"), (3, "Kallenavn"), (4, "Virkelig navn")):
        terminal.press("tab")
        terminal.settled()
        terminal.type(f"{MARKER}{number}")
        terminal.wait_for(label, f"{MARKER}{number}")
    terminal.wait_for("✓ Lagret")


def assert_nothing_outside(terminal: Terminal, home: Home) -> None:
    assert MARKER not in terminal.outside()
    assert not found_in(home.folder, MARKER)
    with home.open() as vault:
        kept = {one.text for case in ("new_case", home.case_id) for one in vault.drafts(case)}
        kept |= {row.payload or "" for row in vault.events(home.case_id)}
    assert any(f"{MARKER}1" in one for one in kept)
    assert any(f"{MARKER}4" in one for one in kept)


def test_after_leaving(home: Home) -> None:
    with Terminal(env=home.env) as terminal:
        type_everywhere(terminal)
        terminal.press("ctrl+q")
        terminal.wait_for("Alt er lagret")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        assert_nothing_outside(terminal, home)


def test_after_a_crash_of_the_program(home: Home) -> None:
    with Terminal(env=home.env, first=FAULT) as terminal:
        type_everywhere(terminal)
        terminal.press("f1")
        assert terminal.ended() == CRASHED
        said = terminal.outside()
        assert "ValueError" in said
        assert "Traceback" not in said
        assert_nothing_outside(terminal, home)
    left = home.store / FILE_NAME
    assert "ValueError" in left.read_text("utf-8")
    assert stat.S_IMODE(left.stat().st_mode) == 0o600


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP, signal.SIGABRT])
def test_after_a_signal(home: Home, number: signal.Signals) -> None:
    with Terminal(env=home.env) as terminal:
        type_everywhere(terminal)
        time.sleep(LAST_SECOND)
        terminal.send(number)
        terminal.ended()
        assert_nothing_outside(terminal, home)


def copied(terminal: Terminal) -> list[bytes]:
    """What the program put on the clipboard, as the terminal was told (OSC 52)."""
    return [base64.b64decode(one) for one in re.findall(rb"\x1b\]52;c;([^\x07\x1b]*)", bytes(terminal.raw))]


def leave_twice(terminal: Terminal) -> None:
    terminal.press("ctrl+q")
    terminal.wait_for("Alt er lagret")
    terminal.press("ctrl+q")


@pytest.mark.parametrize(
    "end",
    [leave_twice, lambda terminal: terminal.press("f1"), lambda terminal: terminal.send(signal.SIGTERM)],
    ids=["left", "crashed", "told to end"],
)
def test_what_was_copied_is_taken_off_the_clipboard(home: Home, end: Callable[[Terminal], None]) -> None:
    with Terminal(env=home.env, first=FAULT) as terminal:
        unlock(terminal, PASSPHRASE)
        open_case(terminal)
        open_note(terminal)
        terminal.type(f"{MARKER}1")
        terminal.wait_for(f"{MARKER}1")
        terminal.type(SHIFT_HOME)
        terminal.settled()
        terminal.press("ctrl+c")
        terminal.wait_for("Kopiert")
        assert copied(terminal) == [f"{MARKER}1".encode()]
        end(terminal)
        terminal.ended()
        assert copied(terminal) == [f"{MARKER}1".encode(), b""]


def test_settings_of_textual_that_would_write_the_screen_are_not_heard(home: Home) -> None:
    log, pictures = home.folder / "textual.log", home.folder / "bilder"
    pictures.mkdir()
    env = {
        **home.env,
        "TEXTUAL_LOG": str(log),
        "TEXTUAL": "devtools,debug",
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": str(pictures),
    }
    with Terminal(env=env) as terminal:
        unlock(terminal, PASSPHRASE)
        terminal.press("ctrl+q")
        terminal.wait_for("Alt er lagret")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    assert not log.exists()
    assert not list(pictures.iterdir())


def test_the_demo_leaves_nothing_behind(home: Home) -> None:
    with Terminal("demo", env=home.env) as terminal:
        terminal.wait_for("ØVELSE", "Haster mest")
        terminal.press("ctrl+q")
        terminal.wait_for("Dette var en øvelse")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    assert not list((home.folder / "tmp").iterdir())
    with Terminal("demo", env=home.env) as terminal:
        terminal.wait_for("ØVELSE", "Haster mest")
        terminal.hang_up()
        terminal.ended()
    assert not list((home.folder / "tmp").iterdir())


def test_letters_typed_before_the_passphrase_is_asked_for_are_not_shown(home: Home) -> None:
    """Loading takes half a second, and a terminal shows what is typed until it is told not to."""
    file = home.folder / "sak.sakspakke"
    with home.open() as vault:
        words = export_case(Desk(vault).open_case(home.case_id), file, to="Leder", anonymous=False)
    assert words
    with Terminal("open", file, env=home.env, first=LOADS_SLOWLY) as terminal:
        terminal.wait_until(lambda _: not terminal.echoes(), "still shows what is typed")
        assert "Passordfrasen" not in terminal.seen(), "before it asks"
        terminal.type(MARKER)
        terminal.wait_for("Passordfrasen")
        assert MARKER not in terminal.outside()
    with Terminal("open", file, env=home.env) as terminal:
        terminal.wait_for("Passordfrasen")
        terminal.type(f"{words}\n")
        terminal.wait_for("Blå ugle")
        terminal.send(signal.SIGTERM)
        terminal.ended()
        assert terminal.echoes(), "and afterwards the terminal is as it was"


def test_the_screen_is_not_drawn_into_a_file(home: Home, tmp_path: Path) -> None:
    """Textual draws on standard error: `2> feil.txt` would put every page there."""
    file = tmp_path / "feil.txt"
    with file.open("wb") as errors, Terminal(env=home.env, errors=errors.fileno()) as terminal:
        assert terminal.ended() != 0
        assert "113" in terminal.outside(), "the numbers are told all the same"
    assert b"\x1b[" not in file.read_bytes()
