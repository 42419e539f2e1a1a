"""One broken flow for each problem code: `flows check` names it at the right line and column, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bekymring_tui.cli.flows import app
from bekymring_tui.errors import Exit
from bekymring_tui.flow.problems import Code, severity_of
from bekymring_tui.texts import catalog

ROOT = Path(__file__).parents[2]
BROKEN = sorted((ROOT / "tests" / "fixtures" / "broken").glob("*.yaml"))
SHOWN = {"error": "feil", "warning": "se over", "note": "til orientering"}
ELSEWHERE = {Code.NO_FILE, Code.TOO_BIG, Code.SYNTAX, Code.WRONG_PART_ID, Code.STALE_LAW}
ELSEWHERE |= {code for code in Code if code.startswith("FLYT-7")} - {Code.TOLD}
ELSEWHERE |= {Code.UNKNOWN_FIELD, Code.FIELD_LATER, Code.NOT_A_CHOICE}
"""Codes for what one small flow file can't show. Tested in tests/flow, below, in test_walk, and in tests/forms."""


def expected(file: Path) -> list[tuple[str, int, int]]:
    """What the file's first comment says: code and line:column, sometimes of several."""
    first = file.read_bytes().split(b"\n")[0].decode()
    return [(code, int(line), int(column)) for code, line, column in re.findall(r"(FLYT-\d+) (\d+):(\d+)", first)]


@pytest.mark.parametrize("file", BROKEN, ids=[file.stem for file in BROKEN])
def test_the_check_finds_exactly_what_is_broken(file: Path) -> None:
    wanted = expected(file)
    assert wanted
    result = CliRunner().invoke(app, ["check", str(file), "--json"])
    found = json.loads(result.output)[str(file)]
    assert sorted((one["code"], one["line"], one["column"]) for one in found) == sorted(wanted)
    assert result.exit_code == (Exit.NEWER if wanted[0][0] == Code.NEWER else Exit.FOUND)
    for one in found:
        assert one["severity"] == severity_of(Code(one["code"]))


def test_there_is_a_broken_flow_for_every_code() -> None:
    shown = {code for file in BROKEN for code, _, _ in expected(file)}
    assert shown | ELSEWHERE == {code.value for code in Code}


def test_every_code_is_explained_once_in_the_docs() -> None:
    rows = re.findall(r"^\| (FLYT-\d+) \| (feil|se over|til orientering) \| .+ \| .+ \|$", _docs(), re.MULTILINE)
    assert [code for code, _ in rows] == [code.value for code in Code]
    for code, severity in rows:
        assert severity == SHOWN[severity_of(Code(code))]


def test_every_code_has_its_words_and_no_words_lack_a_code() -> None:
    words = {key.split(".")[2] for key in catalog() if key.startswith("flow.problem.")}
    assert words == {code.value for code in Code}


def _docs() -> str:
    return (ROOT / "docs" / "flows-check.md").read_text("utf-8")
