"""The small flow that tests change, as data and as a file."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bekymring_tui.flow.yaml_lines import read

MINIMAL = Path(__file__).parent.parent / "fixtures" / "flows" / "minimal"


@pytest.fixture
def minimal() -> Any:
    """The small flow as plain data, free to change."""
    return copy.deepcopy(read(MINIMAL / "flow.yaml").data)


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Any], Path]:
    """Writes a flow from data to a folder. JSON is YAML too."""

    def write(data: Any) -> Path:
        folder = tmp_path / "kommune"
        folder.mkdir(exist_ok=True)
        (folder / "flow.yaml").write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
        return folder

    return write
