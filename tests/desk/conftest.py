"""A desk on a real vault in a temporary folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_samples import PASSPHRASE, WORKER

from bekymring_tui.desk.desk import Desk
from bekymring_tui.vault.store import Vault


@pytest.fixture(scope="session")
def empty_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault folder to copy: the key derivation is slow on purpose."""
    folder = tmp_path_factory.mktemp("vault") / "hvelv"
    vault, _ = Vault.create(folder, PASSPHRASE)
    vault.close()
    return folder


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What held once is remembered for the test alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def desk(empty_vault: Path, tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "hvelv"
    shutil.copytree(empty_vault, folder)
    with Vault.open(folder, PASSPHRASE) as vault:
        found = Desk(vault)
        found.set_who(WORKER)
        yield found
