from __future__ import annotations

from pathlib import Path

import pytest
from vault_samples import FOLDER, Made, make


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A vault made once. Copy it before changing anything."""
    return make(tmp_path_factory.mktemp("original") / FOLDER)


@pytest.fixture
def made(original: Made, tmp_path: Path) -> Made:
    """A vault to break."""
    return original.copy(tmp_path)
