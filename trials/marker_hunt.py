"""A word typed in every field of every page is found nowhere but in the vault; and nothing else is told either (P4).

The program is led through all of it in a terminal of its own, and ends in each way there is.
"""

from __future__ import annotations

import signal
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bekymring_tui.cli import CRASHED
from bekymring_tui.desk.desk import Desk
from trials.full_case import filled_case
from trials.journey import BEGIN, MARKER
from trials.notes import TAKE, VARIABLE, taken
from trials.terminal import Terminal
from trials.tries import Tries
from trials.user_home import PASSPHRASE, Home, make_home
from trials.ways import unlock

FIELDS = 50
"""At least so many fields are written in."""

LONG = 100.0
"""Seconds for the whole journey."""

LONGER = 400.0
"""The same with other trials beside it."""

LAST_SECOND = 1.0

NO_GUESSED_ENCODING = {"PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "error::EncodingWarning"}
"""A file opened without saying its encoding would be read as cp1252 on Windows."""

OPEN_TO_ALL = "import os; os.umask(0)"
"""What the program makes must be closed to others by its own doing."""

CORES_WANTED = """
import resource
limit = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
"""

CRASH = f"""
from bekymring_tui.screens.help import HelpPage
def fail(self):
    typed = "{MARKER[:3]}" + "{MARKER[3:]} i en lokal variabel"
    raise ValueError(typed)
HelpPage.column = fail
"""

INTERNET = ("tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6", "packet", "icmp", "icmp6")


@dataclass(frozen=True)
class Travelled:
    """What was seen of the program while it ran, and what it left."""

    home: Home
    code: int
    right_code: int
    outside: str
    drawn: bytes
    told_to_others: bytes
    """Command line and environment, as the process list shows them."""
    core_limit: str
    sockets: set[str]
    written: set[Path]
    done_otherwise: list[str]
    """Uses of the network, programs started."""


def travel(original: Home, folder: Path, ending: str, patience: float = LONG) -> Travelled:
    """The whole journey, to this ending."""
    home = original.copy(folder / "hjem")
    with home.open() as vault:
        filled_case(Desk(vault), "Ord")
    env = {**home.env, **NO_GUESSED_ENCODING, "PYTHONDONTWRITEBYTECODE": "1", VARIABLE: str(folder / "notater")}
    at_home = f"import os; os.chdir({str(home.folder)!r})"
    first = "\n".join((OPEN_TO_ALL, TAKE, BEGIN, CRASH if ending == "crash" else "", CORES_WANTED, at_home))
    with Terminal(env=env, first=first) as terminal:
        unlock(terminal, PASSPHRASE)
        terminal.press("enter")
        wait_long_for(terminal, "Skrevet i", patience)
        process = Path("/proc", str(terminal.process.pid))
        told = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        [limit] = [row for row in (process / "limits").read_text().splitlines() if row.startswith("Max core")]
        sockets = sockets_of(process)
        right_code = ENDINGS[ending](terminal)
        code = terminal.ended()
        written, others = taken(folder / "notater")
        return Travelled(
            home, code, right_code, terminal.outside(), bytes(terminal.raw), told, limit, sockets, written, others
        )


def wait_long_for(terminal: Terminal, words: str, patience: float) -> None:
    until = time.monotonic() + patience
    while words not in terminal.seen() and time.monotonic() < until and terminal.process.poll() is None:
        time.sleep(0.2)
    assert words in terminal.seen(), terminal.seen()


def quit_twice(terminal: Terminal) -> int:
    terminal.press("ctrl+q")
    terminal.wait_for("Alt er lagret")
    terminal.press("ctrl+q")
    return 0


def crash(terminal: Terminal) -> int:
    terminal.press("f1")
    return CRASHED


def close_window(terminal: Terminal) -> int:
    terminal.hang_up()
    return 128 + signal.SIGHUP


def abort(terminal: Terminal) -> int:
    """The signal for which a system writes a core file."""
    time.sleep(LAST_SECOND)
    terminal.send(signal.SIGABRT)
    return -signal.SIGABRT


def kill(terminal: Terminal) -> int:
    time.sleep(LAST_SECOND)
    terminal.send(signal.SIGKILL)
    return -signal.SIGKILL


ENDINGS: dict[str, Callable[[Terminal], int]] = {
    "quit": quit_twice, "crash": crash, "window closed": close_window, "abort": abort, "kill": kill
}  # fmt: skip


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


def all_was_written(travelled: Travelled) -> None:
    assert travelled.code == travelled.right_code
    with travelled.home.open() as vault:
        kept = [one.text for case in vault.cases() for one in vault.drafts(case)]
        kept += [one.payload or "" for case in vault.cases() for one in vault.events(case)]
        kept += [one.text for one in vault.drafts("new_case")]
    assert sum(one.count(MARKER) for one in kept) >= FIELDS


def no_file_holds_it(travelled: Travelled) -> None:
    """The store, the home, the folder for temporary files and the one it stood in; names of files too."""
    hunted = [word.encode(form) for word in (MARKER, PASSPHRASE) for form in ("utf-8", "utf-16-le", "utf-16-be")]
    assert [one for one in files(travelled.home) if any(form in one.read_bytes() for form in hunted)] == []
    assert [one for one in files(travelled.home) if MARKER in one.name] == []


def no_core_is_written(travelled: Travelled) -> None:
    assert travelled.core_limit.split()[4:6] == ["0", "0"]
    assert [one for one in files(travelled.home) if one.name.startswith("core")] == []


def nothing_stays_in_the_terminal(travelled: Travelled) -> None:
    assert MARKER not in travelled.outside
    assert "Traceback" not in travelled.outside
    assert "Ord " not in travelled.outside
    # Titles and the clipboard outlive the program.
    assert MARKER.encode() in travelled.drawn
    assert all(code not in travelled.drawn for code in (b"\x1b]0;", b"\x1b]2;", b"\x1b]52;"))


def the_process_list_tells_no_passphrase(travelled: Travelled) -> None:
    assert b"BEKYMRING_STORE" in travelled.told_to_others
    assert all(word.encode() not in travelled.told_to_others for word in (MARKER, *PASSPHRASE.split()))


def no_network_and_no_other_program(travelled: Travelled) -> None:
    assert travelled.sockets == set()
    assert travelled.done_otherwise == []


def it_writes_in_the_store_and_where_the_user_says(travelled: Travelled) -> None:
    home = travelled.home
    assert travelled.written
    assert {one for one in travelled.written if home.store not in one.parents and one.parent != home.folder} == set()
    assert sorted(one.suffix for one in files(home) if home.store not in one.parents) == [".sakspakke"]


def what_it_writes_is_closed_to_others(travelled: Travelled) -> None:
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in (travelled.home.store, *files(travelled.home))}
    assert {name: oct(mode) for name, mode in modes.items() if mode & 0o077} == {}


HUNTS: tuple[Callable[[Travelled], None], ...] = (
    all_was_written, no_file_holds_it, no_core_is_written, nothing_stays_in_the_terminal,
    the_process_list_tells_no_passphrase, no_network_and_no_other_program,
    it_writes_in_the_store_and_where_the_user_says, what_it_writes_is_closed_to_others,
)  # fmt: skip


def run(times: int, folder: Path) -> Tries:
    tries, original = Tries("the marker after"), make_home(folder / "hjem")
    for number in range(times):
        for ending in ENDINGS:
            with tries.one(ending, "the journey came to its end", number):
                hunt_all(travel(original, folder / f"{ending} {number}", ending, LONGER), ending, tries)
    return tries


def hunt_all(travelled: Travelled, ending: str, tries: Tries) -> None:
    for hunt in HUNTS:
        if ending in ("abort", "kill") and hunt is nothing_stays_in_the_terminal:
            # Nobody is left to give the terminal back: what stands on it is the terminal's.
            continue
        with tries.one(ending, hunt.__name__.replace("_", " ")):
            hunt(travelled)
