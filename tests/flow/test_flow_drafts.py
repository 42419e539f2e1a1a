"""The vocabulary holds all five procedures: the drafts of them load as they are written, after four changes."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from bekymring_tui.flow.compile import freeze, thaw
from bekymring_tui.flow.load import load
from bekymring_tui.flow.problems import Code
from bekymring_tui.prove.check import check

DRAFTS = Path(__file__).parents[3] / "shared" / "flow-drafts"
STEPS = {"porsgrunn": 15, "unv": 15, "storelvdal": 13, "asnes": 14, "example_all": 9, "nordreaker": 130}

# Drafts are not product content: short ids, no texts, tags that were left to a human, comments beside words.
EXPECTED = {Code.DIGIT_FIRST, Code.NO_NAME, Code.NO_SOURCE, Code.CUT_TEXT, Code.UNDECLARED_ROLE, Code.BRACKETS}
EXPECTED |= {Code.UNTAGGED, Code.NO_BASIS, Code.SERVICE_WITHOUT_TRACK, Code.NOT_THE_LAWS_TIME, Code.UNUSED}
EXPECTED |= {Code.FOR_NOBODY, Code.HEAVY_WORD, Code.TOLD_UNASKED, Code.NOT_RECORDED}


def renamed(text: str) -> str:
    text = re.sub(r"^alert:", "alarm:", text, flags=re.MULTILINE)
    text = text.replace("investigation_ended, measures_set]", "investigation_ended, measures_set, relay_closed]")
    return text.replace("alarm_on:", "ask_alarm_on:").replace("relay_log: [none]", "relay_log: false")


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """The drafts' shared fragments, each in its own file."""
    _, *fragments = re.split(r"^- ", (DRAFTS / "shared.yaml").read_text("utf-8"), flags=re.MULTILINE)
    for fragment in fragments:
        text = textwrap.dedent("  " + fragment)
        name = re.match(r"id: (\w+)", text)
        assert name
        (tmp_path / f"{name[1]}.yaml").write_text("schema: 2\n" + text, "utf-8")
    return tmp_path


@pytest.mark.skipif(not DRAFTS.is_dir(), reason="the drafts of the five procedures are not here")
@pytest.mark.parametrize("name", sorted(STEPS))
def test_a_draft_loads_and_only_what_drafts_lack_is_found(name: str, shared: Path, tmp_path: Path) -> None:
    file = tmp_path / f"draft-{name}.yaml"
    file.write_text(renamed((DRAFTS / f"{name}.yaml").read_text("utf-8")), "utf-8")
    procedure = load(file, shared)
    assert sum(len(track.steps) for track in procedure.tracks.values()) == STEPS[name]
    assert thaw(freeze(procedure)) == procedure
    assert {one.code for one in check(file, shared)} <= EXPECTED
