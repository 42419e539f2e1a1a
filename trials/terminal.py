"""The program in a terminal of its own: a real process, keys in, a screen out."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

import bekymring_tui

PATIENCE = 20.0
"""Seconds until something that never comes is called missing."""

BETWEEN_KEYS = 0.03
"""Seconds before Enter: faster would be taken for a paste."""

QUIET = 0.15
"""Seconds without anything drawn, after which the screen stands."""

# The child makes the terminal its own, so that closing it hangs up.
_START = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"


class Terminal:
    """`with Terminal("demo", env=…) as terminal:` runs `bekymring demo` in it. Ended by SIGKILL if still running.

    `first`: Python to run in the same process before the program starts. `errors`: a file for its standard error.
    """

    def __init__(
        self,
        *words: object,
        env: Mapping[str, str],
        size: tuple[int, int] = (100, 30),
        first: str = "",
        errors: int | None = None,
    ) -> None:
        columns, rows = size
        self.raw = bytearray()
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._lock = threading.Lock()
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        program = f"{first}\nfrom bekymring_tui.cli import main; main()"
        command = [sys.executable, "-c", program, *map(str, words)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START, *command],
            stdin=slave,
            stdout=slave,
            stderr=slave if errors is None else errors,
            cwd=Path(bekymring_tui.__file__).parents[1],
            env={"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8", **env},
            start_new_session=True,
        )
        os.close(slave)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self._master, 65536)
            except OSError:
                return
            if not data:
                return
            with self._lock:
                self.raw += data
                self._stream.feed(data)

    # Looking ---------------------------------------------------------------------------------------------

    def seen(self) -> str:
        """What stands on the screen."""
        with self._lock:
            return "\n".join(line.rstrip() for line in self._screen.display)

    def outside(self) -> str:
        """What was written beside the app's own screen: what stays in the terminal afterwards."""
        with self._lock:
            before, _, rest = bytes(self.raw).partition(b"\x1b[?1049h")
        _, left, after = rest.rpartition(b"\x1b[?1049l")
        after = after if left else b""
        return (before + after).decode("utf-8", "replace")

    def echoes(self) -> bool:
        """Whether the terminal itself shows what is typed."""
        return bool(termios.tcgetattr(self._master)[3] & termios.ECHO)

    def wait_for(self, *words: str) -> str:
        """The screen, once it shows all of these words."""
        return self.wait_until(lambda seen: all(one in seen for one in words), f"never saw {words}")

    def wait_without(self, words: str) -> str:
        """The screen, once it no longer shows these words."""
        return self.wait_until(lambda seen: words not in seen, f"still saw {words}")

    def settled(self) -> str:
        """The screen, once nothing more is being drawn."""
        drawn = -1
        while drawn != len(self.raw):
            drawn = len(self.raw)
            time.sleep(QUIET)
        return self.seen()

    def wait_until(self, fits: Callable[[str], bool], complaint: str) -> str:
        """The screen, once it fits."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if fits(seen := self.seen()):
                return seen
            time.sleep(0.02)
        raise AssertionError(f"{complaint} in:\n{self.seen()}")

    # Doing -----------------------------------------------------------------------------------------------

    def type(self, words: str) -> None:
        os.write(self._master, words.encode())

    def press(self, *keys: str) -> None:
        """Keys by name, each as its own."""
        for key in keys:
            time.sleep(BETWEEN_KEYS)
            os.write(self._master, KEYS[key])

    def resize(self, columns: int, rows: int) -> None:
        with self._lock:
            self._screen.resize(rows, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def hang_up(self) -> None:
        """Close the window."""
        os.close(self._master)
        self._master = -1

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def ended(self) -> int:
        """The exit code, once the program has ended."""
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,  # type: ignore[valid-type]  # `type` is what is done on a keyboard here
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        if self._master >= 0:
            os.close(self._master)
        self._reader.join(PATIENCE)


KEYS = {
    "enter": b"\r",
    "tab": b"\t",
    "escape": b"\x1b",
    "down": b"\x1b[B",
    "up": b"\x1b[A",
    "right": b"\x1b[C",
    "end": b"\x1b[F",
    "f1": b"\x1bOP",
    "f6": b"\x1b[17~",
    "f9": b"\x1b[20~",
    "ctrl+b": b"\x02",
    "ctrl+c": b"\x03",
    "ctrl+l": b"\x0c",
    "ctrl+n": b"\x0e",
    "ctrl+p": b"\x10",
    "ctrl+q": b"\x11",
}
