"""Loading ahead what the user will soon wait for."""

from __future__ import annotations

import contextlib

from bekymring_tui.errors import Failure


def preload(municipality: str) -> None:
    """What the first opening of a vault and F3 need, about half a second: after the first paint, in a thread.

    The largest procedure takes five times as long to read as the smallest; nobody is to wait for that at home.
    """
    from bekymring_tui.desk import desk, drafts  # noqa: F401
    from bekymring_tui.flow.load import load_shipped, shipped_flows
    from bekymring_tui.reference.shelf import pages
    from bekymring_tui.vault import store

    store.preload()
    with contextlib.suppress(Failure):
        pages()
    for name in shipped_flows():
        if municipality in ("", name):
            with contextlib.suppress(Failure):  # told on the page that needs it
                load_shipped(name)
