"""A file of things to look up with a fault in it is refused, with the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bekymring_tui.errors import Exit
from bekymring_tui.flow.problems import Code, FlowProblems
from bekymring_tui.reference.load import all_references, load, reference

GOOD = """\
id: tiny
title: "Tegn"
about: "Bare indikasjoner."
signs: true
groups:
  - id: one
    title: "Del"
    items:
      - id: one-1
        text: "Selvskading"
        urgent: true
        src: [BNA-T-TEG-2.6]
  - id: two
    title: "Mangler"
    withheld: "Listen mangler."
  - id: three
    title: "Før du konkluderer"
    intro: "Sjekk det ut."
    contacts: [guardians]
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "tiny.yaml"
    file.write_text(text, "utf-8")
    return file


def test_a_good_file(tmp_path: Path) -> None:
    found = load(written(tmp_path, GOOD))
    assert [(one.id, one.urgent) for one in found.items] == [("one-1", True)]
    assert [bool(group.withheld) for group in found.groups] == [False, True, False]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("GOOD", "", Code.NO_FILE, 1),
        ('about: "', 'abuot: "', Code.UNKNOWN_KEY, 3),
        ('    title: "Mangler"\n', "", Code.MISSING_KEY, 13),
        ("urgent: true", 'urgent: "ja"', Code.WRONG_KIND, 11),
        ("[guardians]", "[guardian]", Code.UNKNOWN_WORD, 19),
        ("BNA-T-TEG-2.6", "tegn-2", Code.BAD_SOURCE, 12),
        ("id: two", "id: one", Code.SAME_ID, 13),
        ("id: two", "id: one-1", Code.SAME_ID, 13),
        ('    withheld: "Listen mangler."\n', "", Code.WRONG_KIND, 13),
        ("    items:\n", '    withheld: "Mangler."\n    items:\n', Code.WRONG_KIND, 6),
    ],
)
def test_each_fault_has_its_line(tmp_path: Path, old: str, new: str, code: Code, line: int) -> None:
    file = tmp_path / "missing.yaml" if code == Code.NO_FILE else written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(FlowProblems) as caught:
        load(file)
    assert (code.value, line) in [(one.code, one.line) for one in caught.value.problems]
    assert caught.value.code is Exit.FOUND


def test_the_shipped_ones_are_found_by_their_id_and_can_not_be_changed() -> None:
    assert reference("tegn") is all_references()["tegn"]
    with pytest.raises(KeyError):
        reference("finnes-ikke")
    with pytest.raises(TypeError):
        all_references()["tegn"] = reference("risiko")  # type: ignore[index]
