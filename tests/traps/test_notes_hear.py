"""What hunts for the network and for other programs hears them when they are there. A loop's own sockets pass."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from trials.notes import TAKE, VARIABLE, taken

pytestmark = pytest.mark.skipif(os.name == "nt", reason="an event loop on Windows makes its pair of ordinary sockets")

HEARD = {
    "socket.connect": "socket.socket().connect_ex(('127.0.0.1', 9))",
    "socket.__new__": "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
    "socket.getaddrinfo": "socket.getaddrinfo('127.0.0.1', 9)",
    "socket.gethostbyname": "socket.gethostbyname('127.0.0.1')",
    "socket.getnameinfo": "socket.getnameinfo(('127.0.0.1', 9), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV)",
    "socket.bind": "socket.socket().bind(('127.0.0.1', 0))",
    "socket.sendto": "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "socket.sendmsg": "socket.socket(type=socket.SOCK_DGRAM).sendmsg([b'x'], [], 0, ('127.0.0.1', 9))",
    "http.client.connect": "suppressed(http.client.HTTPConnection('127.0.0.1', 9).connect)",
    "subprocess.Popen": "subprocess.run(['true'])",
}
CHILD = """
import contextlib, http.client, socket, subprocess
def suppressed(call):
    with contextlib.suppress(OSError):
        call()
"""


def noted(script: str, tmp_path: Path) -> list[str]:
    notes = tmp_path / "notater"
    code = f"{TAKE}\n{CHILD}\n{script}"
    env = {**os.environ, VARIABLE: str(notes), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
    return taken(notes)[1]


def test_each_is_heard(tmp_path: Path) -> None:
    told = noted("\n".join(HEARD.values()), tmp_path)
    assert {event for event in HEARD if not any(one.startswith(event) for one in told)} == set()


def test_an_event_loop_wakes_itself_unheard(tmp_path: Path) -> None:
    assert noted("import asyncio; asyncio.run(asyncio.sleep(0))", tmp_path) == []
