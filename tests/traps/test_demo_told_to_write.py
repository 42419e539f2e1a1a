"""Textual's variables, which write the screen to files or send it away, on the real command line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import bekymring_tui
from trials.notes import TAKE, VARIABLE, taken
from trials.terminal import Terminal
from trials.user_home import Home

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")


@pytest.mark.parametrize(
    "told",
    [
        {"TEXTUAL_SCREENSHOT": "0"},
        {"TEXTUAL_SCREENSHOT": "0", "TEXTUAL_SCREENSHOT_LOCATION": ".", "TEXTUAL_SCREENSHOT_FILENAME": "bilde.svg"},
        {"TEXTUAL_LOG": "textual.log", "TEXTUAL_DEBUG": "1"},
        {"TEXTUAL": "devtools,debug"},
        {"TEXTUAL_PRESS": "enter,ctrl+q,ctrl+q"},
    ],
    ids=lambda told: " ".join(told),
)
def test_they_are_not_heard(told: dict[str, str], home: Home, tmp_path: Path) -> None:
    before = set(home.folder.rglob("*"))
    ours = str(Path(bekymring_tui.__file__).parents[1])
    quiet = {"PYTHONPATH": ours, "PYTHONDONTWRITEBYTECODE": "1", VARIABLE: str(tmp_path / "notater")}
    with Terminal(
        "demo", env={**home.env, **told, **quiet}, first=f"import os; os.chdir({str(home.folder)!r})\n{TAKE}"
    ) as terminal:
        terminal.wait_for("ØVELSE", "Haster mest")
        terminal.settled()
        terminal.press("ctrl+q")
        terminal.wait_for("Dette var en øvelse")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    written, others = taken(tmp_path / "notater")
    assert others == []
    assert {one for one in written if home.folder / "tmp" not in one.parents} == set()
    assert set(home.folder.rglob("*")) == before
