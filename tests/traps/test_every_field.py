"""A word typed in every field of every page is found nowhere but in the vault; and nothing else is told either (P4).

The program is led through all of it in a terminal of its own, once to the ordinary end and once to a crash.
"""

from __future__ import annotations

import shutil
import stat
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bekymring_tui.cli import CRASHED
from bekymring_tui.desk.desk import Desk
from trials.full_case import filled_case
from trials.journey import BEGIN, MARKER
from trials.notes import TAKE, VARIABLE, taken
from trials.terminal import Terminal
from trials.user_home import PASSPHRASE, Home
from trials.ways import unlock

pytestmark = [pytest.mark.long, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")]

FIELDS = 50
"""At least so many fields are written in."""

LONG = 100.0
"""Seconds for the whole journey."""

NO_GUESSED_ENCODING = {"PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "error::EncodingWarning"}
"""A file opened without saying its encoding would be read as cp1252 on Windows."""

OPEN_TO_ALL = "import os; os.umask(0)"
"""What the program makes must be closed to others by its own doing."""

CRASH = f"""
from bekymring_tui.screens.help import HelpPage
def fail(self):
    typed = "{MARKER} i en lokal variabel"
    raise ValueError(typed)
HelpPage.column = fail
"""

INTERNET = ("tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6", "packet", "icmp", "icmp6")


@dataclass(frozen=True)
class Travelled:
    """What was seen of the program while it ran, and what it left."""

    home: Home
    code: int
    outside: str
    drawn: bytes
    told_to_others: bytes
    """Command line and environment, as the process list shows them."""
    sockets: set[str]
    written: set[Path]
    done_otherwise: list[str]
    """Uses of the network, programs started."""


@pytest.fixture(scope="module", params=["quit", "crash"])
def travelled(
    request: pytest.FixtureRequest, home_original: Home, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Travelled]:
    folder = tmp_path_factory.mktemp("reise")
    home = Home(folder / "hjem", home_original.code, home_original.case_id)
    shutil.copytree(home_original.folder, home.folder)
    (home.folder / "tmp").mkdir()
    with home.open() as vault:
        filled_case(Desk(vault), "Ord")
    env = {**home.env, **NO_GUESSED_ENCODING, "PYTHONDONTWRITEBYTECODE": "1", VARIABLE: str(folder / "notater")}
    first = "\n".join((OPEN_TO_ALL, TAKE, BEGIN, CRASH if request.param == "crash" else ""))
    with Terminal(env=env, first=first) as terminal:
        unlock(terminal, PASSPHRASE)
        terminal.press("enter")
        wait_long_for(terminal, "Skrevet i")
        process = Path("/proc", str(terminal.process.pid))
        told = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        sockets = sockets_of(process)
        if request.param == "crash":
            terminal.press("f1")
        else:
            terminal.press("ctrl+q")
            terminal.wait_for("Alt er lagret")
            terminal.press("ctrl+q")
        code = terminal.ended()
        written, others = taken(folder / "notater")
        yield Travelled(home, code, terminal.outside(), bytes(terminal.raw), told, sockets, written, others)


def wait_long_for(terminal: Terminal, words: str) -> None:
    until = time.monotonic() + LONG
    while words not in terminal.seen() and time.monotonic() < until and terminal.process.poll() is None:
        time.sleep(0.2)
    assert words in terminal.seen(), terminal.seen()


def sockets_of(process: Path) -> set[str]:
    """Every socket that reaches out of the process, as «tcp» or by its name in the file system."""
    links = [str(one.readlink()) for one in (process / "fd").iterdir()]
    ours = {one.removeprefix("socket:[").rstrip("]") for one in links if one.startswith("socket:")}
    found = set()
    for kind in INTERNET:
        table = process / "net" / kind
        if table.exists():
            found |= {kind for row in table.read_text().splitlines()[1:] if ours & set(row.split())}
    unix = [row.split() for row in (process / "net" / "unix").read_text().splitlines()[1:]]
    return found | {row[7] for row in unix if row[6] in ours and len(row) > 7}


def files(home: Home) -> list[Path]:
    return [one for one in home.folder.rglob("*") if one.is_file()]


def test_the_journey_wrote_in_every_field(travelled: Travelled) -> None:
    assert travelled.code == (CRASHED if "ValueError" in travelled.outside else 0)
    with travelled.home.open() as vault:
        kept = [one.text for case in vault.cases() for one in vault.drafts(case)]
        kept += [one.payload or "" for case in vault.cases() for one in vault.events(case)]
        kept += [one.text for one in vault.drafts("new_case")]
    assert sum(one.count(MARKER) for one in kept) >= FIELDS


def test_no_file_holds_it(travelled: Travelled) -> None:
    forms = [MARKER.encode(one) for one in ("utf-8", "utf-16-le", "utf-16-be")]
    assert [one for one in files(travelled.home) if any(form in one.read_bytes() for form in forms)] == []
    assert [one for one in files(travelled.home) if MARKER in one.name] == []


def test_nothing_stays_in_the_terminal(travelled: Travelled) -> None:
    assert MARKER not in travelled.outside
    assert "Traceback" not in travelled.outside
    assert "Ord " not in travelled.outside
    # Titles and the clipboard outlive the program.
    assert MARKER.encode() in travelled.drawn
    assert all(code not in travelled.drawn for code in (b"\x1b]0;", b"\x1b]2;", b"\x1b]52;"))


def test_the_process_list_tells_no_passphrase(travelled: Travelled) -> None:
    assert b"BEKYMRING_STORE" in travelled.told_to_others
    assert all(word.encode() not in travelled.told_to_others for word in PASSPHRASE.split())


def test_no_network_and_no_other_program(travelled: Travelled) -> None:
    assert travelled.sockets == set()
    assert travelled.done_otherwise == []


def test_it_writes_in_the_store_and_where_the_user_says(travelled: Travelled) -> None:
    home = travelled.home
    assert travelled.written
    assert {one for one in travelled.written if one.parent not in (home.store, home.folder)} == set()
    assert sorted(one.suffix for one in files(home) if one.parent != home.store) == [".sakspakke"]


def test_what_it_writes_is_closed_to_others(travelled: Travelled) -> None:
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in (travelled.home.store, *files(travelled.home))}
    assert {name: oct(mode) for name, mode in modes.items() if mode & 0o077} == {}
