"""Build the wheel, install it in an environment of its own, and start what was installed: piped, and in a terminal."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
WAIT = 60.0


def run(*command: str | Path, **settings: str) -> str:
    done = subprocess.run(
        [str(one) for one in command],
        cwd=settings.pop("cwd", str(HERE)),
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        sys.exit(f"failed ({done.returncode}): {command}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def in_terminal(command: list[str], home: Path) -> None:
    """Start it on a pty, wait for its first page, leave the way a user does, expect 0."""
    pid, screen = pty.fork()
    if pid == 0:
        os.chdir(home)
        place = {**os.environ, "HOME": str(home), "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
        os.execve(command[0], command, place)  # noqa: S606
    steps = [(b"VOLD", b"\x11"), (b"Bli her", b"\r")]
    seen, until, ended = b"", time.monotonic() + WAIT, False
    while time.monotonic() < until and not ended:
        if select.select([screen], [], [], 0.2)[0]:
            try:
                seen += os.read(screen, 65536)
            except OSError:
                ended = True
        elif steps and steps[0][0] in seen:
            os.write(screen, steps.pop(0)[1])
    if not ended:
        os.kill(pid, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if steps or code:
        sys.exit(f"the installed program did not start and leave: {code}\n{seen[-2000:]!r}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place / "dist")
        (wheel,) = (place / "dist").glob("*.whl")
        run(sys.executable, "-m", "venv", place / "env")
        python = place / "env" / "bin" / "python"
        pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps"]
        run(*pip, "--require-hashes", "--only-binary=:all:", "-r", HERE / "requirements.lock", PIP_USER="0")
        run(*pip, wheel, PIP_USER="0")
        program = str(place / "env" / "bin" / "bekymring")
        shown = run(program, "demo", cwd=folder, HOME=folder)
        assert "ØVELSE" in shown, shown
        run(program, "flows", "check", cwd=folder, HOME=folder)
        in_terminal([program, "demo"], place)
    print("the wheel starts, plays and leaves")


if __name__ == "__main__":
    main()
