"""Runs inside the program, in a process of its own, and notes what the process does to the world outside.

`TAKE` is Python to run before the program. Each note is a line of JSON in the file that BEKYMRING_NOTES names.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

VARIABLE = "BEKYMRING_NOTES"
ROOT = Path(__file__).resolve().parent.parent
TAKE = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from trials import notes; notes.take()"

NETWORK = (
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostby", "socket.getnameinfo", "socket.sendto",
    "socket.sendmsg", "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.",
)  # fmt: skip
NEW_SOCKET = "socket.__new__"
OWN_PAIR = getattr(socket, "AF_UNIX", None)
"""An event loop wakes itself through a pair of sockets, which Python makes of this family."""
PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "webbrowser.open")
WROTE = "wrote "


def take() -> None:
    """Note every file opened for writing, every use of the network, every program started, from now on."""
    notes = os.open(os.environ[VARIABLE], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def hear(event: str, args: tuple[Any, ...]) -> None:
        told = ""
        if event == "open" and isinstance(args[0], str | bytes) and _writes(args[1], args[2]):
            told = WROTE + os.fsdecode(args[0])
        elif event.startswith((*NETWORK, *PROGRAMS)) or (event == NEW_SOCKET and args[1] != OWN_PAIR):
            told = f"{event} {args!r}"
        if told:
            os.write(notes, json.dumps(told).encode() + b"\n")

    sys.addaudithook(hear)


def _writes(mode: str | None, flags: int | None) -> bool:
    if mode:
        return any(one in mode for one in "wax+")
    return bool((flags or 0) & (os.O_WRONLY | os.O_RDWR))


def taken(file: Path) -> tuple[set[Path], list[str]]:
    """The files written, and everything else that was noted."""
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    files = {Path(one.removeprefix(WROTE)) for one in lines if one.startswith(WROTE)}
    return {one for one in files if one.parts[1:2] != ("dev",)}, [one for one in lines if not one.startswith(WROTE)]
