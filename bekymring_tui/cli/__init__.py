"""The command line. Each command imports what it needs when it runs."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

from bekymring_tui.crash import crash_message
from bekymring_tui.errors import Exit, Failure
from bekymring_tui.lifecycle import harden_process, unechoed

CRASHED = 70
"""Exit code when the program itself is at fault (EX_SOFTWARE in sysexits.h)."""

INTERRUPTED = 130
"""Exit code after Ctrl+C, as shells give it."""

PIPE_CLOSED = 141
"""Exit code when whoever reads the output has stopped reading, as shells give it."""


def main() -> None:
    """The console script `bekymring`."""
    harden_process()
    sys.exit(run(sys.argv[1:]))


def run(words: Sequence[str]) -> int:
    """Carry out a command line; the exit code. Whatever goes wrong is told on standard error, in Norwegian."""
    try:
        with unechoed() if words[:1] == ["open"] else contextlib.nullcontext():
            code = _run(words)
        sys.stdout.flush()
        return code
    except Failure as failure:
        return _complain(str(failure), failure.code)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _unread()
    except Exception as error:
        # A traceback may hold what was typed.
        return _complain(crash_message(error), CRASHED)


def _run(words: Sequence[str]) -> int:
    if not words:
        from bekymring_tui.cli.start import start
        from bekymring_tui.cli.store import Store

        # The app needs nothing of Typer, which takes as long to load as Textual.
        return start(Store())

    import typer

    from bekymring_tui.cli.norsk import usage_error
    from bekymring_tui.cli.root import app

    try:
        return app(args=list(words), prog_name="bekymring", standalone_mode=False) or Exit.FINE
    except typer.Abort:
        return INTERRUPTED
    except SystemExit:
        # Typer ends so when the pipe is closed, and in no other case here.
        raise BrokenPipeError from None
    except typer.TyperException as error:
        return _complain(usage_error(error), Exit.USAGE)


def _complain(message: str, code: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _unread()
    print(message, file=sys.stderr)
    return code


def _unread() -> int:
    """Nobody reads any more. Python would complain once more when it flushes at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED
