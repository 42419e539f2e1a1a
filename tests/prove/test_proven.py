"""A walk is made once for each procedure and engine; what is remembered is nothing but that it held."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bekymring_tui.flow.load import load
from bekymring_tui.flow.problems import Code
from bekymring_tui.prove.check import check
from bekymring_tui.prove.proven import Proven

FIXTURES = Path(__file__).parent.parent / "fixtures"
MINIMAL = FIXTURES / "flows" / "minimal"
TOLD = FIXTURES / "broken" / "told_in_level_title.yaml"
"""Its only fault is one that a walk finds."""


@pytest.fixture
def flow(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIMAL, tmp_path / "prosedyre"))


@pytest.fixture
def proven(tmp_path: Path) -> Proven:
    return Proven(tmp_path / "lager" / "gjennomgått.txt")


def test_what_held_is_remembered_and_a_changed_word_is_another_procedure(flow: Path, proven: Proven) -> None:
    assert not proven.holds(load(flow))
    assert check(flow, proven=proven) == []
    assert proven.holds(load(flow))
    file = flow / "flow.yaml"
    file.write_text(file.read_text("utf-8").replace("Tenk etter", "Tenk godt etter", 1), "utf-8")
    assert not proven.holds(load(flow))


def test_what_does_not_hold_is_walked_again_each_time(proven: Proven) -> None:
    found = check(TOLD, proven=proven)
    assert {one.code for one in found} == {Code.TOLD}
    assert check(TOLD, proven=proven) == found


def test_a_walk_that_is_remembered_is_not_made_again(proven: Proven) -> None:
    proven.remember(load(TOLD))
    assert check(TOLD, proven=proven) == []


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"noe annet\n" * 1000])
def test_a_damaged_record_only_costs_time(flow: Path, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "gjennomgått.txt"
    file.write_bytes(content)
    proven = Proven(file)
    assert not proven.holds(load(flow))
    assert check(flow, proven=proven) == []
    assert proven.holds(load(flow))
    assert len(file.read_bytes().splitlines()) <= 100


def test_a_file_where_the_folder_should_be_is_no_fault(flow: Path, tmp_path: Path) -> None:
    (tmp_path / "lager").write_text("", "utf-8")
    assert check(flow, proven=Proven(tmp_path / "lager" / "x.txt")) == []
