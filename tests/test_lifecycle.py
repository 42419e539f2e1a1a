"""However the program ends, what was typed is saved, the terminal is given back, and nothing is told."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bekymring_tui import lifecycle
from bekymring_tui.errors import Unwritable
from bekymring_tui.lifecycle import Leaving

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX signals and terminals")

SETUP = """
import sys, threading, time
from pathlib import Path
from bekymring_tui.lifecycle import Leaving
trace = Path(sys.argv[1])
def mark(word):
    with trace.open("a") as file:
        file.write(word + " ")
"""


@contextlib.contextmanager
def started(script: str, trace: Path) -> Iterator[subprocess.Popen[str]]:
    code = SETUP + textwrap.dedent(script)
    with subprocess.Popen(
        [sys.executable, "-c", code, str(trace)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    ) as child:
        try:
            yield child
        finally:
            child.kill()


def run(script: str, trace: Path) -> tuple[int, str, str]:
    with started(script, trace) as child:
        out, err = child.communicate(timeout=30)
    return child.returncode, out, err


def signalled(script: str, trace: Path, number: int) -> tuple[int, str]:
    """Exit code and stderr of a child that was sent the signal once it had said «ready»."""
    with started(script, trace) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        child.send_signal(number)
        _, err = child.communicate(timeout=30)
    return child.returncode, err


THREE_PARTS = """
def broken():
    raise ValueError("Kari")
with Leaving() as leaving:
    leaving.on_leave(lambda: mark("vault"))
    leaving.on_leave(broken)
    leaving.on_leave(lambda: mark("drafts"))
    {rest}
"""

WAIT = """
    print("ready", flush=True)
    while True:
        time.sleep(0.01)
"""


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_in_reverse_order_past_a_part_that_fails(number: int, tmp_path: Path) -> None:
    code, err = signalled(THREE_PARTS.format(rest=WAIT), tmp_path / "trace", number)
    assert (tmp_path / "trace").read_text() == "drafts vault "
    assert code == 128 + number
    assert "ValueError" in err
    assert "Kari" not in err


@pytest.mark.parametrize(
    ("rest", "code"),
    [("pass", 0), ("sys.exit(3)", 3), ("raise KeyError('Kari')", 1), ("leaving.leave(); leaving.leave()", 0)],
)
def test_every_other_way_out_leaves_once(rest: str, code: int, tmp_path: Path) -> None:
    assert run(THREE_PARTS.format(rest=rest), tmp_path / "trace")[0] == code
    assert (tmp_path / "trace").read_text() == "drafts vault "


@posix
def test_a_lock_that_the_main_thread_holds_is_given_back_first(tmp_path: Path) -> None:
    script = """
        lock, signalled = threading.Lock(), threading.Event()
        def flush():
            signalled.set()
            with lock:
                mark("flushed")
        with Leaving() as leaving:
            leaving.on_leave(flush)
            with lock:
                print("ready", flush=True)
                while not signalled.is_set():
                    time.sleep(0.001)
            time.sleep(30)
    """
    assert signalled(script, tmp_path / "trace", signal.SIGTERM)[0] == 128 + signal.SIGTERM
    assert (tmp_path / "trace").read_text() == "flushed "


@posix
def test_work_on_an_executor_is_still_possible(tmp_path: Path) -> None:
    script = """
        from concurrent.futures import ThreadPoolExecutor
        pool = ThreadPoolExecutor(1)
        with Leaving() as leaving:
            leaving.on_leave(lambda: pool.submit(mark, "saved").result())
            sys.exit(0)
    """
    assert run(script, tmp_path / "trace") == (0, "", "")
    assert (tmp_path / "trace").read_text() == "saved "


@posix
def test_a_signal_while_already_leaving_waits_for_it(tmp_path: Path) -> None:
    script = """
        def slow():
            print("ready", flush=True)
            time.sleep(0.3)
            mark("saved")
        with Leaving() as leaving:
            leaving.on_leave(slow)
    """
    signalled(script, tmp_path / "trace", signal.SIGTERM)
    assert (tmp_path / "trace").read_text() == "saved "


@posix
def test_a_part_that_hangs_does_not_hold_the_process(tmp_path: Path) -> None:
    script = """
        from bekymring_tui import lifecycle, texts
        lifecycle.LONGEST_LEAVE = 0.2
        with Leaving() as leaving:
            leaving.on_leave(lambda: mark("never"))
            leaving.on_leave(threading.Event().wait)
            print("ready", flush=True)
            time.sleep(60)
    """
    assert signalled(script, tmp_path / "trace", signal.SIGTERM)[0] == 128 + signal.SIGTERM
    assert not (tmp_path / "trace").exists()


def test_what_could_not_be_saved_is_told_in_its_own_words(capsys: pytest.CaptureFixture[str]) -> None:
    def full() -> None:
        raise Unwritable("Fikk ikke lagret. Disken er full.")

    with Leaving() as leaving:
        leaving.on_leave(full)
    assert capsys.readouterr().err == "Fikk ikke lagret. Disken er full.\n"


@posix
def test_the_signals_are_given_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Leaving():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before


# The terminal --------------------------------------------------------------------------------------------


def in_terminal(script: str, number: int, ready: bytes) -> tuple[bytes, bytes, list[object], list[object]]:
    """What a terminal got before and after the signal, and its mode at first and at last."""
    ours, theirs = pty.openpty()
    first = termios.tcgetattr(theirs)
    env = {name: value for name, value in os.environ.items() if not name.startswith("TEXTUAL")}
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**env, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", "PYTHONIOENCODING": "utf-8"},
    )
    try:
        before = read(ours, lambda got: ready in got)
        child.send_signal(number)
        after = read(ours, lambda _: child.poll() is not None)
        # The child has ended: what it wrote last waits in the terminal.
        after += read(ours, lambda _: not select.select([ours], [], [], 0)[0])
        last = termios.tcgetattr(theirs)
    finally:
        child.kill()
        child.wait()
        os.close(theirs)
        os.close(ours)
    assert child.returncode == 128 + number
    return before, after, first, last


def read(terminal: int, stop: Callable[[bytes], bool]) -> bytes:
    """What the terminal gets until `stop` says that it is enough."""
    got = b""
    while not stop(got):
        if select.select([terminal], [], [], 0.05)[0]:
            with contextlib.suppress(OSError):
                got += os.read(terminal, 65536)
    return got


TEXTUAL_APP = """
    import itertools
    from textual.app import App
    from textual.widgets import Static
    from bekymring_tui.lifecycle import Leaving

    class Page(App):
        def compose(self):
            yield Static("MARKER", id="shown")

        def on_mount(self):
            self.words = itertools.cycle(["MARKER", "------"])
            self.set_interval(0.005, lambda: self.query_one(Static).update(next(self.words)))

    with Leaving(screen=True) as leaving:
        Page().run()
"""


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_drawing_app_gives_the_terminal_back_and_draws_no_more(number: int) -> None:
    before, after, first, last = in_terminal(TEXTUAL_APP, number, b"------")
    assert b"\x1b[?1049h" in before
    drawn, left, rest = after.rpartition(b"\x1b[?1049l")
    assert left
    assert b"\x1b[?1000l" in drawn
    assert b"\x1b[?1003l" in drawn
    assert rest.startswith(b"\x1b[?25h")
    assert b"MARKER" not in rest
    assert last == first


@posix
def test_without_a_screen_the_terminal_is_left_alone() -> None:
    script = """
        import time
        from bekymring_tui.lifecycle import Leaving
        with Leaving():
            print("ready", flush=True)
            time.sleep(60)
    """
    assert b"\x1b" not in in_terminal(script, signal.SIGTERM, b"ready\r\n")[1]


UNECHOED = """
import termios
from bekymring_tui.lifecycle import unechoed
def told():
    mode = termios.tcgetattr(0)[3]
    print(bool(mode & termios.ECHO), bool(mode & termios.ICANON))
with unechoed():
    told()
    {then}
told()
"""
PAGER = "mode = termios.tcgetattr(0); mode[3] &= ~termios.ICANON; termios.tcsetattr(0, termios.TCSANOW, mode)"


@posix
@pytest.mark.parametrize(("then", "after"), [("pass", "True True"), (PAGER, "False False")], ids=["alone", "a pager"])
def test_nothing_typed_is_shown_and_a_pager_keeps_the_terminal_it_took(then: str, after: str) -> None:
    ours, theirs = pty.openpty()
    try:
        command = [sys.executable, "-c", UNECHOED.format(then=then)]
        done = subprocess.run(command, stdin=theirs, capture_output=True, encoding="utf-8", check=True)
    finally:
        os.close(theirs)
        os.close(ours)
    assert done.stdout.splitlines() == ["False True", after]


# Windows' console, as it calls -----------------------------------------------------------------------------


class Console:
    """SetConsoleCtrlHandler, and closing the console: the handler is called on a thread of its own."""

    def __init__(self) -> None:
        self.handlers: list[Callable[[int], bool]] = []

    def set_handler(self, handler: Callable[[int], bool], add: bool) -> None:
        self.handlers = [handler] if add else []

    def ends(self, event: int) -> bool:
        answers: list[bool] = []
        caller = threading.Thread(target=lambda: answers.append(self.handlers[0](event)))
        caller.start()
        caller.join(20)
        return answers[0]


@pytest.mark.parametrize(("event", "last"), [(1, False), (2, True), (5, True), (6, True)])
def test_a_closed_console_is_left_before_the_handler_answers(event: int, last: bool) -> None:
    console, saved = Console(), threading.Event()
    with Leaving() as leaving:
        leaving.watch_console(console.set_handler)
        leaving.on_leave(saved.set)
        assert console.ends(event) is last
        assert saved.is_set()
    assert console.handlers == []


def test_ctrl_c_stays_pythons_own() -> None:
    console, saved = Console(), threading.Event()
    leaving = Leaving()
    leaving.watch_console(console.set_handler)
    leaving.on_leave(saved.set)
    assert console.ends(0) is False
    assert not saved.is_set()


def test_a_console_does_not_wait_for_what_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lifecycle.LONGEST_CONSOLE_LEAVE < 3
    monkeypatch.setattr(lifecycle, "LONGEST_CONSOLE_LEAVE", 0.1)
    console, go_on = Console(), threading.Event()
    leaving = Leaving()
    leaving.watch_console(console.set_handler)
    leaving.on_leave(lambda: print(go_on.wait(30)))
    assert console.ends(2) is True
    go_on.set()


# Telling nothing -------------------------------------------------------------------------------------------


def hardened(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    code = f"from bekymring_tui.lifecycle import harden_process\nharden_process()\n{textwrap.dedent(script)}"
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="cp1252",
        env={**os.environ, "PYTHONIOENCODING": "cp1252", **environment},
        check=False,
        timeout=60,
    )


def test_textual_is_told_nothing_by_the_environment() -> None:
    done = hardened(
        "import os; print([name for name in os.environ if 'TEXTUAL' in name])",
        TEXTUAL="devtools",
        TEXTUAL_LOG="/tmp/log",
        TEXTUAL_SCREENSHOT="1",
    )
    assert done.stdout == "[]\n"


@posix
def test_no_core_is_dumped() -> None:
    assert hardened("import resource; print(resource.getrlimit(resource.RLIMIT_CORE))").stdout == "(0, 0)\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux hands cores to a program")
def test_no_core_is_handed_to_a_crash_handler_and_no_memory_to_the_users_other_programs() -> None:
    get_dumpable = 3
    assert hardened(f"import ctypes; print(ctypes.CDLL(None).prctl({get_dumpable}, 0, 0, 0, 0))").stdout == "0\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux hands cores to a program")
def test_what_the_shell_hands_over_can_still_be_read() -> None:
    """`--passphrase-file <(…)` and /dev/stdin go through /proc, which is closed to others now."""
    script = "print(open('/dev/stdin', encoding='utf-8').read(), len(os.listdir('/proc/self/fd')) > 2)"
    code = f"from bekymring_tui.lifecycle import harden_process\nharden_process()\nimport os\n{script}"
    done = subprocess.run(
        [sys.executable, "-c", code], input="frase", capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "frase True\n"


def test_signs_the_terminal_lacks_do_not_stop_the_program() -> None:
    done = hardened("import sys; print('blå ▂✓ \\udcff'); print('▂', file=sys.stderr)")
    assert (done.returncode, done.stdout, done.stderr) == (0, "blå ?? ?\n", "?\n")


@pytest.mark.parametrize(
    "script",
    [
        "raise ValueError('Kari')",
        "import threading; t = threading.Thread(target=lambda: int('Kari')); t.start(); t.join()",
        """
        class Falls:
            def __del__(self): raise ValueError("Kari")
        Falls()
        """,
        """
        import asyncio, gc
        async def falls(): raise ValueError("Kari")
        async def main():
            task = asyncio.create_task(falls()); await asyncio.sleep(0); await asyncio.sleep(0)
            del task; gc.collect()
        asyncio.run(main())
        """,
        "import logging; logging.getLogger('x').critical('Kari')",
        """
        import logging
        logging.getLogger("lib").addHandler(logging.StreamHandler())
        logging.getLogger("lib").error("Kari")
        """,
        "import warnings; warnings.warn('Kari')",
        """
        from pydantic import BaseModel
        class Case(BaseModel):
            age: int
        Case.model_construct(age="Kari").model_dump_json()
        """,
    ],
)
def test_nothing_typed_is_told_by_an_error_nobody_caught(script: str) -> None:
    done = hardened(script)
    assert "Kari" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_an_error_nobody_caught_is_told_in_norwegian() -> None:
    done = hardened("kari = 'Kari'; raise ValueError(kari)")
    assert done.returncode == 1
    assert done.stderr.startswith("Programmet stoppet på grunn av en feil")
    assert "ValueError" in done.stderr


def test_nothing_of_textual_is_loaded() -> None:
    script = "import sys, bekymring_tui.lifecycle; print([one for one in sys.modules if one.startswith('textual')])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"
