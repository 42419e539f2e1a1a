"""A vault on the disk, and the program on it in a terminal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from trials.user_home import Home, make_home

collect_ignore_glob = ["test_*.py"] if os.name == "nt" else []
"""Windows has no pseudo-terminal of this kind."""


@pytest.fixture(scope="session")
def home_original(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return make_home(tmp_path_factory.mktemp("hjem"))


@pytest.fixture
def home(home_original: Home, tmp_path: Path) -> Home:
    return home_original.copy(tmp_path / "hjem")
