"""`bekymring` alone: the app on the user's own vault."""

from __future__ import annotations

import gc

from bekymring_tui.cli import CRASHED
from bekymring_tui.cli.store import Store
from bekymring_tui.cli.terminal import has_terminal, run_app
from bekymring_tui.errors import Exit, Failure
from bekymring_tui.texts import text


def start(store: Store) -> int:
    """The exit code. Raises Failure where there is no terminal, or the folder cannot be read."""
    from bekymring_tui.vault.places import exists

    if not has_terminal():
        _say_numbers(store)
        raise Failure(text("cli.root.no_terminal"))
    exists(store.folder)
    # Looking for garbage among what is being loaded costs a fourteenth of the first paint. The app takes it up again.
    gc.disable()
    from bekymring_tui.app import BekymringApp

    app = BekymringApp(store.settings())
    result, code = run_app(app)
    if code:
        return CRASHED
    from bekymring_tui.screens.start import PRACTICE

    if result == PRACTICE:
        from bekymring_tui.cli.demo import show

        return show()
    return Exit.FINE


def _say_numbers(store: Store) -> None:
    """Whoever wanted the program may need them now (P1)."""
    from bekymring_tui.cli.norsk import say
    from bekymring_tui.clock import local_now
    from bekymring_tui.plain.numbers import number_lines

    for line in number_lines(store.settings(), local_now().date()):
        say(line)
