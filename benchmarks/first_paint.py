"""From the start of the process to the first whole screen: our unlock page against a bare Textual app."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bekymring_tui.vault.store import Vault
from benchmarks.measure import Row, turns
from benchmarks.terminal import until_seen

ROUNDS = 15
LAST_KEY = "Avslutt"
"""The last word of the key line, which is the last thing of the page that is drawn."""

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("tegnet")
Bare().run()
"""


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "hvelv"
        vault, _ = Vault.create(store, "furu brygge onsdag kaffe lampe sti")
        vault.close()

        def ours() -> float:
            return until_seen(LAST_KEY, "-m", "bekymring_tui", BEKYMRING_STORE=str(store))

        def bare() -> float:
            return until_seen("tegnet", "-c", BARE)

        ours()  # compiles what was not compiled yet
        one, two = turns(ours, bare, ROUNDS)
    return [Row("first paint", one * 1000, "bare Textual app", two * 1000, "at most 1.5 x")]
