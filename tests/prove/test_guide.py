"""docs/skriv-en-prosedyre.md: its example is whole and clean, it shows every line of it, and its faults are told so."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bekymring_tui.cli.flows import app
from bekymring_tui.errors import Exit
from bekymring_tui.flow.compile import freeze, thaw
from bekymring_tui.flow.fields import walk
from bekymring_tui.flow.load import load
from bekymring_tui.flow.model import Sourced, Step
from bekymring_tui.flow.sources import documents, provenance, section

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "skriv-en-prosedyre.md").read_text("utf-8")
EXAMPLE = DOCS / "eksempel-prosedyre"

FAULTS = {
    "a name of a step": ("step: meet", "step: met"),
    "a tag": ("            contacts: [guardians]\n            base: FJO-2", "            base: FJO-2"),
    "the title of a level": ('title: "Nivå 2"', 'title: "Sammen med foresatte"'),
}


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


def written(words: str) -> list[str]:
    return [line for line in words.splitlines() if line.strip()]


def test_the_example_is_clean() -> None:
    result = CliRunner().invoke(app, ["check", str(EXAMPLE)])
    assert (result.exit_code, result.output) == (0, f"{EXAMPLE}: alt i orden.\n")


def test_the_guide_shows_the_whole_example_in_order() -> None:
    """Whoever copies block after block has the file."""
    shown = [line for block in blocks("yaml") for line in written(block)]
    assert shown == written((EXAMPLE / "flow.yaml").read_text("utf-8"))


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_as_the_guide_says(
    fault: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "fjordvik")
    file = tmp_path / "fjordvik" / "flow.yaml"
    words = file.read_text("utf-8")
    assert words.count(fault[0]) == 1
    file.write_text(words.replace(*fault), "utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["check", "fjordvik"])
    assert result.exit_code == Exit.FOUND
    told = result.output.rpartition("fjordvik: ")[0]
    assert told.replace("\\", "/") in blocks("text")


def test_every_fault_shown_is_one_of_these() -> None:
    assert len(blocks("text")) == len(FAULTS)


def test_every_source_of_the_example_is_found_in_its_own_document_after_freezing_too() -> None:
    flow = thaw(freeze(load(EXAMPLE))).flow
    step: Step | None = None
    shown = set()
    for where, one in walk(flow):
        step = one if isinstance(one, Step) else step if "steps" in where else None
        if isinstance(one, Sourced) and where[0] != "fragments":
            lines = provenance(one, step, flow=flow)
            assert all(line.document for line in lines) or one.origin == "added"
            shown |= {line.section for line in lines}
    assert set(flow.documents["FJO"].sections.values()) <= shown
    assert section("FJO-1", None) is None


def test_the_letters_that_are_taken_are_all_named() -> None:
    [sentence] = re.findall(r"^.*er opptatt\.", GUIDE, re.MULTILINE)
    assert set(re.findall(r"\b[A-Z]{3}\b", sentence)) - {"FJO"} == set(documents())


def test_every_file_it_points_to_is_there() -> None:
    links = [one for one in re.findall(r"\]\(([^)#]+)", GUIDE) if one]
    assert links
    assert [one for one in links if not (DOCS / one).exists()] == []
    paths = re.findall(r"`(flows/[\w./-]+)`", GUIDE)
    assert [one for one in paths if not (DOCS.parent / one).exists()] == []
