"""What no contact tag stands on is listed, so that a human can look for one that was forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from bekymring_tui.flow.fields import walk
from bekymring_tui.flow.load import load_shipped, shipped_flows
from bekymring_tui.flow.model import Outcome
from bekymring_tui.prove.safety import SPOKEN
from bekymring_tui.prove.untagged import untagged
from bekymring_tui.shipped import shipped

FLOWS = Path(__file__).parent.parent / "fixtures" / "flows"
MINIMAL = FLOWS / "minimal"


def copied(folder: Path, old: str, new: str) -> Path:
    words = (MINIMAL / "flow.yaml").read_text("utf-8")
    assert old in words
    (folder / "flow.yaml").write_text(words.replace(old, new, 1), "utf-8")
    return folder


def test_an_element_without_a_tag_is_listed_with_its_place_kind_and_words() -> None:
    listed = untagged(MINIMAL)
    lines = (MINIMAL / "flow.yaml").read_text("utf-8").splitlines()
    assert listed
    for one in listed:
        assert Path(one.file) == MINIMAL / "flow.yaml"
        assert lines[one.line - 1][one.column - 1 :].startswith(("id:", "ask:"))
        assert one.kind.split()[0] in ("En", "Et", "Noe", "Vurderingen")
    [thought] = [one for one in listed if one.text.startswith("Du har selv meldeplikt")]
    assert thought.kind == "Noe som alltid er åpent"


def test_a_forgotten_tag_brings_the_element_into_the_list(tmp_path: Path) -> None:
    def words(folder: Path) -> set[str]:
        return {one.text for one in untagged(folder)}

    forgotten = words(copied(tmp_path, "            contacts: [guardians]\n", "")) - words(MINIMAL)
    assert len(forgotten) == 1


def test_a_tag_written_as_empty_is_listed_and_marked(tmp_path: Path) -> None:
    folder = copied(
        tmp_path, 'label: "Du har selv meldeplikt"\n', 'label: "Du har selv meldeplikt"\n    contacts: []\n'
    )
    assert [one.text for one in untagged(folder) if one.empty] == ["Du har selv meldeplikt"]
    assert not any(one.empty for one in untagged(MINIMAL))


@pytest.mark.parametrize("name", shipped_flows())
def test_tagged_and_untagged_are_all_elements(name: str) -> None:
    elements = [one for _, one in walk(load_shipped(name).flow) if type(one) in SPOKEN]
    listed = untagged(shipped("flows", name))
    assert len(listed) == len([one for one in elements if not getattr(one, "contacts", [])])
    assert Outcome not in SPOKEN


def test_a_flow_that_cannot_be_read_has_no_list(tmp_path: Path) -> None:
    assert untagged(tmp_path) == []
