"""Make the environment from the lock file once, then start the program or the tests in it.

    python3 start.py demo      the program on three invented cases
    python3 start.py test      every test
    python3 start.py …         any other `bekymring` command

Needs Python 3.11-3.14 with venv and pip, nothing else. On Windows: `py start.py demo`.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OLDEST, NEWEST = (3, 11), (3, 14)


def python_of(environment: Path) -> Path:
    """Path of the interpreter inside a virtual environment, on this system."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(command: list[str], **settings: str) -> None:
    done = subprocess.run(command, cwd=HERE, env={**os.environ, **settings}, check=False)
    if done.returncode:
        sys.exit(f"start.py: this failed (code {done.returncode}): {' '.join(command)}")


def environment(lock: Path, folder: Path) -> Path:
    """The interpreter of an environment that holds exactly what `lock` lists."""
    python, mark = python_of(folder), folder / "made-from"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest() + f" {sys.version_info[:2]}"
    if python.exists() and mark.exists() and mark.read_text("utf-8") == wanted:
        return python
    print(f"start.py: making {folder.name} from {lock.name}, once (about a minute) …", file=sys.stderr)
    mark.unlink(missing_ok=True)
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=False)
    if done.returncode:
        sys.exit("start.py: Python could not make a virtual environment. On Debian: apt install python3-venv")
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    # A machine-wide «install for the user» setting would put the packages outside the environment.
    run([str(python), *install, "--only-binary=:all:", "-r", str(lock)], PIP_USER="0")
    mark.write_text(wanted, "utf-8")
    return python


def main(words: list[str]) -> int:
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit(f"start.py: needs Python 3.11 to 3.14, this is {sys.version.split()[0]}")
    if words[:1] == ["test"]:
        python = environment(HERE / "requirements-dev.lock", HERE / ".venv-dev")
        command = [str(python), "-m", "pytest", *words[1:]]
    else:
        python = environment(HERE / "requirements.lock", HERE / ".venv")
        command = [str(python), "-m", "bekymring_tui", *words]
    path = os.pathsep.join(filter(None, [str(HERE), os.environ.get("PYTHONPATH", "")]))
    return subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
