"""A store that a cloud service copies keeps versions of everything: told before anything is written there."""

from __future__ import annotations

from pathlib import Path

import pytest
from screen_samples import Clock, SeenApp

from bekymring_tui.cli import run
from bekymring_tui.settings import Settings

SYNCED = Path("OneDrive - Porsgrunn kommune") / "hvelv"


async def test_on_the_first_page(tmp_path: Path, clock: Clock) -> None:
    app = SeenApp(Settings(tmp_path / SYNCED), now=clock.now, clock=clock.seconds)
    async with app.run_test(size=(100, 40)):
        assert "! " in app.seen()
        assert "OneDrive" in app.seen()
    assert list(tmp_path.iterdir()) == []


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    phrase = tmp_path / "frase.txt"
    phrase.write_text("tog fjord lampe kaffe brygge furu", "utf-8")
    assert run(["--store", str(tmp_path / SYNCED), "vault", "init", "--passphrase-file", str(phrase)]) == 0
    assert "OneDrive" in capsys.readouterr().err
