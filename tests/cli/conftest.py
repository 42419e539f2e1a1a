from __future__ import annotations

from pathlib import Path

import pytest
from cli_samples import PASSPHRASE, Command, Said

from bekymring_tui.cli import run
from bekymring_tui.settings import STORE_VARIABLE


@pytest.fixture
def phrase_file(tmp_path: Path) -> Path:
    file = tmp_path / "frase.txt"
    file.write_text(f"{PASSPHRASE}\r\n", "utf-8-sig")
    return file


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Carry out a command line in this process."""
    monkeypatch.delenv(STORE_VARIABLE, raising=False)
    monkeypatch.delenv("BEKYMRING_PASSPHRASE_FILE", raising=False)

    def carry_out(*words: object) -> Said:
        code = run([str(one) for one in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return carry_out
