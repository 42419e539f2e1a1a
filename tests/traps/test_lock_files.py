"""What is installed is pinned by hash, from wherever the user's pip looks, and has nothing that failed elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bekymring_tui

ROOT = Path(bekymring_tui.__file__).parents[1]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_package_has_its_hash_and_no_address(name: str) -> None:
    lock = (ROOT / name).read_text("utf-8")
    packages = re.split(r"\n(?=\S)", lock.strip())
    assert packages
    assert [one for one in packages if "--hash=sha256:" not in one] == []
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", lock)


def test_no_compiled_grammars() -> None:
    """Textual's `syntax` extra has broken a fresh installation of another program."""
    assert "tree-sitter" not in (ROOT / "requirements.lock").read_text("utf-8")
