"""Leaving in every way: quit, crash, SIGTERM, a closed terminal or console. And a process that tells nothing."""

from __future__ import annotations

import contextlib
import ctypes
import io
import logging
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from types import FrameType, TracebackType
from typing import Any, Self

from bekymring_tui.crash import crash_message

LONGEST_LEAVE = 10.0
"""Seconds that a signal waits for the leaving before the process ends anyway."""

LONGEST_CONSOLE_LEAVE = 2.5
"""Seconds on Windows, which ends the process 5 s after its console was closed."""

_POSIX_SIGNALS = ("SIGTERM", "SIGHUP")
# CTRL_BREAK_EVENT, CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT, CTRL_SHUTDOWN_EVENT; Ctrl+C stays Python's own.
_CONSOLE_ENDS = (1, 2, 5, 6)
_CTRL_BREAK = 1
_PR_SET_DUMPABLE = 4  # linux/prctl.h

# End synchronised update; wrap lines; mouse, focus, paste and resize reports off; pop the keyboard mode;
# leave the alternate screen; show the cursor; plain colours.
_RESTORE = (
    b"\x1b[?2026l\x1b[?7h"
    b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l\x1b[?1004l\x1b[?2004l\x1b[?2048l"
    b"\x1b[<u\x1b[?1049l\x1b[?25h\x1b[0m"
)

SetConsoleHandler = Callable[[Callable[[int], bool], bool], None]


class Leaving:
    """Runs what parts registered, once, last first, however the `with` block is left. `screen`: Textual draws.

    The registered calls come from any thread, while the main thread may hold any lock: they must not wait for
    the main thread. atexit would be too late, since executors have stopped by then.
    """

    def __init__(self, *, screen: bool = False) -> None:
        self._screen = screen
        self._calls: list[Callable[[], None]] = []
        self._start = threading.Lock()
        self._runner: int | None = None
        self._done = threading.Event()
        self._failures: list[BaseException] = []
        self._before: dict[signal.Signals, Any] = {}
        self._terminal_mode: list[Any] | None = None
        self._unhook_console: Callable[[], None] | None = None

    def on_leave(self, call: Callable[[], None]) -> None:
        """Register what must happen before the process ends, e.g. saving drafts."""
        self._calls.append(call)

    def __enter__(self) -> Self:
        self._terminal_mode = _terminal_mode() if self._screen else None
        if sys.platform == "win32":
            self.watch_console(_console_handler_setter())
            return self
        for name in _POSIX_SIGNALS:
            number = signal.Signals[name]
            self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.leave()
        for number, before in self._before.items():
            signal.signal(number, before)
        if self._unhook_console:
            self._unhook_console()
        for failure in self._failures:
            print(crash_message(failure), file=sys.stderr)

    def leave(self) -> None:
        """Run the registered calls, or wait for the thread that runs them."""
        with self._start:
            first = self._runner is None
            if first:
                self._runner = threading.get_ident()
        if first:
            self._run()
        elif self._runner != threading.get_ident():
            self._done.wait()

    def _run(self) -> None:
        for call in reversed(self._calls):
            try:
                call()
            except BaseException as failure:  # one part must not keep the others from leaving
                self._failures.append(failure)
        self._done.set()

    def _leave_beside(self, within: float) -> None:
        """Leave on another thread: this one may hold a lock that the leaving needs."""
        threading.Thread(target=self.leave, name="leaving", daemon=True).start()
        self._done.wait(within)

    # POSIX -----------------------------------------------------------------------------------------------

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        # The main thread must go on, or it would never give back a lock it holds just now.
        with contextlib.suppress(RuntimeError):  # no new thread while the interpreter ends: leaving is done
            threading.Thread(target=self._end, args=(number,), name="signal", daemon=True).start()

    def _end(self, number: int) -> None:
        self._leave_beside(LONGEST_LEAVE)
        said = "".join(f"{crash_message(failure)}\n" for failure in self._failures)
        with contextlib.suppress(OSError):
            _last_words(said, restore=self._screen, mode=self._terminal_mode)
        os._exit(128 + number)

    # Windows ---------------------------------------------------------------------------------------------

    def watch_console(self, set_handler: SetConsoleHandler) -> None:
        """Leave when the console ends: `set_handler` is Windows' SetConsoleCtrlHandler."""

        def on_console(event: int) -> bool:
            if event not in _CONSOLE_ENDS:
                return False
            self._leave_beside(LONGEST_CONSOLE_LEAVE)
            # After Ctrl+Break the next handler ends the process; after the others Windows does.
            return event != _CTRL_BREAK

        set_handler(on_console, True)
        self._unhook_console = lambda: set_handler(on_console, False)


def _console_handler_setter() -> SetConsoleHandler:
    """SetConsoleCtrlHandler. Windows calls the handler on a thread of its own."""
    made: dict[Callable[[int], bool], Any] = {}  # Windows keeps only the address: the object must stay alive
    kind = ctypes.WINFUNCTYPE(ctypes.c_int, ctypes.c_uint)  # type: ignore[attr-defined,unused-ignore]

    def set_handler(handler: Callable[[int], bool], add: bool) -> None:
        callback = made.setdefault(handler, kind(handler))
        ctypes.windll.kernel32.SetConsoleCtrlHandler(callback, add)  # type: ignore[attr-defined,unused-ignore]

    return set_handler


@cache
def _terminal_mode() -> list[Any] | None:
    """How the terminal read keys when this was first asked, before anything changed it; None without one."""
    try:
        import termios
    except ImportError:
        return None
    try:
        return termios.tcgetattr(0)
    except (termios.error, OSError):
        return None


@contextlib.contextmanager
def unechoed() -> Iterator[None]:
    """The terminal shows nothing of what is typed, as while a command that asks for a passphrase still loads."""
    mode = _terminal_mode()
    if mode is None:
        yield
        return
    import termios

    quiet = [*mode]
    quiet[3] &= ~termios.ECHO
    termios.tcsetattr(0, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        # A pager at the other end of a pipe may read key by key by now: the terminal is its own then.
        with contextlib.suppress(termios.error):
            if termios.tcgetattr(0)[3] & termios.ICANON:
                termios.tcsetattr(0, termios.TCSANOW, mode)


def _last_words(said: str, *, restore: bool, mode: list[Any] | None) -> None:
    """Give the terminal back as it was, and let nothing be drawn on it after that."""
    shown = next((one for one in (2, 1) if os.isatty(one)), 2)
    terminal = os.dup(shown)
    if restore and os.isatty(terminal):
        # The main thread still draws: what it writes from now on goes nowhere.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.write(terminal, _RESTORE)
    if mode is not None:
        import termios

        # A process in the background would be stopped for this.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        with contextlib.suppress(termios.error):
            termios.tcsetattr(0, termios.TCSANOW, mode)
    os.write(terminal, said.encode(errors="replace"))


def harden_process() -> None:
    """Shut what would tell case text to others. Call it first, before anything of Textual is imported."""
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
    _forbid_cores()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    # An uncaught error's own words may hold what was typed; asyncio would log them, and a library warn with them.
    logging.disable()
    warnings.showwarning = lambda *_args, **_more: None
    sys.excepthook = lambda _kind, error, _at: print(crash_message(error), file=sys.stderr)
    sys.unraisablehook = lambda found: _tell(found.exc_value)
    threading.excepthook = lambda found: _tell(found.exc_value)


def _forbid_cores() -> None:
    """No memory of this process on the disk, nor, on Linux, before the eyes of the user's other programs."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # A core that is handed to a crash handler asks no limit.
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _tell(error: BaseException | None) -> None:
    if error is not None and not isinstance(error, SystemExit):
        print(crash_message(error), file=sys.stderr)
