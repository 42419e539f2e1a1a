"""What is told of an error in the program: its kind and its place in the code, never its message nor a value (P4)."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

from bekymring_tui import __version__
from bekymring_tui.clock import local_now
from bekymring_tui.errors import Failure, Unwritable
from bekymring_tui.files import write_safely
from bekymring_tui.texts import text

PACKAGE = "bekymring_tui"
FILE_NAME = "krasj.txt"

_FRAMES = 12
_CAUSES = 4


def crash_message(error: BaseException, folder: Path | None = None) -> str:
    """What to tell the user: a Failure's own words, else kind and place, and the program's surroundings.

    With a `folder` that is there, more of the place is kept in it for IT, in one small file that the next crash
    replaces: a console that was opened for the program alone closes with it.
    """
    if isinstance(error, Failure):
        return str(error)
    said = text("crash.said", where=f"{_surroundings()}: {crash_place(error)}")
    with contextlib.suppress(Unwritable, OSError):
        if folder and folder.is_dir():
            path = folder / FILE_NAME
            write_safely(path, _report(error).encode())
            return f"{said}\n{text('crash.kept', path=path)}"
    return said


def crash_place(error: BaseException) -> str:
    """Kind of error, and module and line of our own frames, the innermost last; then what lay behind it."""
    return " < ".join(
        ", ".join([type(one).__name__, *[place for place in _places(one) if place.startswith(PACKAGE)][-3:]])
        for one in _causes(error)
    )


def _report(error: BaseException) -> str:
    lines = [text("crash.file_head"), local_now().isoformat(), _surroundings()]
    for one in _causes(error):
        lines += ["", type(one).__name__, *[f"  {place}" for place in list(_places(one))[-_FRAMES:]]]
    return "\n".join(lines) + "\n"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what lay behind it. Textual hands on a worker's error in an attribute."""
    found: BaseException | None = error
    for _ in range(_CAUSES):
        if found is None:
            return
        yield found
        inner = getattr(found, "error", None)
        found = found.__cause__ or found.__context__ or (inner if isinstance(inner, BaseException) else None)


def _places(error: BaseException) -> Iterator[str]:
    """Module and line of each frame, the innermost last."""
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"{frame.f_globals.get('__name__', '?')}:{line}"


def _surroundings() -> str:
    """Versions. Not by the module `platform`, which may start a program to find out."""
    if sys.platform == "win32":
        system = f"Windows {sys.getwindowsversion().build}"
    else:
        system = " ".join(os.uname()[::2])
    return f"bekymring {__version__}, Python {sys.version.split()[0]}, {system}"
