"""What the check says about whole flows, and about services and groups that walk differently."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bekymring_tui.flow.load import shipped_flows
from bekymring_tui.flow.problems import Code
from bekymring_tui.flow.sources import laws
from bekymring_tui.flow.yaml_lines import read
from bekymring_tui.prove.check import check
from bekymring_tui.prove.proven import Proven, proven_file
from bekymring_tui.shipped import shipped

MINIMAL = Path(__file__).parent.parent / "fixtures" / "flows" / "minimal"
Found = Callable[[Any], list[tuple[str, str]]]


@pytest.fixture
def minimal() -> Any:
    return copy.deepcopy(read(MINIMAL / "flow.yaml").data)


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """Codes and messages for a flow given as data."""

    def run(data: Any) -> list[tuple[str, str]]:
        file = tmp_path / "flow.yaml"
        file.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
        return [(one.code, one.message) for one in check(file)]

    return run


def step(flow: Any, number: int = 0) -> Any:
    return flow["tracks"][0]["levels"][0]["steps"][number]


def test_the_small_flow_is_in_order() -> None:
    assert check(MINIMAL) == []


def test_a_rule_that_was_checked_long_ago_is_told_once_and_is_no_fault() -> None:
    checked = date.fromisoformat(laws()["bvl-13-2"].checked or "")
    assert check(MINIMAL, today=checked + timedelta(days=366)) == []
    found = check(MINIMAL, today=checked + timedelta(days=367))
    assert [(one.code, one.severity) for one in found] == [(Code.STALE_LAW, "note")] * 2
    assert len({one.message for one in found}) == 2, "one for each rule"


class TestTheLawsDeadlines:
    @pytest.fixture
    def deadline(self, minimal: Any) -> Any:
        return minimal["fragments"][0]["steps"][0]["deadlines"][0] | {"kind": "statute"}

    @pytest.mark.parametrize(
        ("change", "right"),
        [
            ({}, True),
            ({"law": ["bvl-2-1"], "within": "P1W"}, True),
            ({"law": ["bvl-2-2"], "after_first": "P1W", "within": "P3M", "extend_to": "P6M"}, True),
            ({"law": ["bvl-2-2"], "within": "P3M", "extend_to": "P6M"}, False),
            ({"within": "P2W"}, False),
            ({"law": []}, False),
            ({"law": ["bvl-13-2"]}, False),
            ({"within": None, "default": "P3W"}, False),
        ],
    )
    def test_are_those_of_the_table(
        self, minimal: Any, found: Found, deadline: Any, change: dict[str, Any], right: bool
    ) -> None:
        whole = {key: value for key, value in (deadline | change).items() if value is not None}
        minimal["fragments"][0]["steps"][0]["deadlines"] = [whole]
        assert found(minimal) == [] if right else [code for code, _ in found(minimal)] == [Code.NOT_THE_LAWS_TIME]


PROVEN = Proven(proven_file())
"""The user's own record, so that a procedure that held is not walked again, here or by the command."""


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", shipped_flows())
def test_every_shipped_procedure_is_in_order(name: str) -> None:
    assert [str(one) for one in check(shipped("flows", name), proven=PROVEN) if one.severity != "note"] == []


def test_findings_of_every_kind_are_told_at_once(minimal: Any, found: Found) -> None:
    minimal["doc"] = "S9"
    step(minimal)["id"] = "1a"
    minimal["tracks"][0]["entries"][0]["start"] = "1a"
    step(minimal)["actions"][0]["do"] = "Ring mor på 35 54 73 98"
    step(minimal, 1)["outcomes"][0]["to"] = {"stay": True}
    codes = {code for code, _ in found(minimal)}
    assert codes == {Code.UNKNOWN_DOCUMENT, Code.DIGIT_FIRST, Code.UNTAGGED, Code.NUMBER_IN_TEXT, Code.DEAD_END}


def test_a_broken_reference_does_not_hide_findings_that_need_no_way(minimal: Any, found: Found) -> None:
    step(minimal)["outcomes"][1]["to"] = {"step": "tlak"}
    step(minimal)["actions"][0]["contacts"] = ["ppt"]
    assert {code for code, _ in found(minimal)} == {Code.UNKNOWN_STEP, Code.NO_BASIS}


class TestServicesAndGroups:
    @pytest.fixture
    def two(self, minimal: Any) -> Any:
        minimal["services"]["trt"] = {"label": "Ressursteam", "groups": {"fysio": "Fysioterapi", "ped": "Pedagoger"}}
        minimal["tracks"][0]["services"].append("trt")
        return minimal

    def test_both_walk_the_same_track(self, two: Any, found: Found) -> None:
        assert found(two) == []

    def test_a_way_out_for_one_service_is_none_for_the_other(self, two: Any, found: Found) -> None:
        step(two, 1)["outcomes"][0]["for"] = ["skole"]
        assert found(two) == [(Code.DEAD_END, "Trinnet «talk» har ingen vei videre for Fysioterapi, Pedagoger.")]

    def test_a_way_in_for_one_group_is_none_for_the_others(self, two: Any, found: Found) -> None:
        step(two)["outcomes"][1]["for"] = ["fysio"]
        assert found(two) == [(Code.UNREACHABLE, "Ingen vei fører til trinnet «talk» for Skole, Pedagoger.")]

    def test_what_is_open_at_any_time_must_be_in_every_track_it_is_meant_for(self, two: Any, found: Found) -> None:
        other = copy.deepcopy(two["tracks"][0])
        two["tracks"][0]["services"] = ["skole"]
        two["tracks"].append(other | {"id": "other", "services": ["trt"], "routines": []})
        assert {code for code, _ in found(two)} == {Code.NOTHING_TO_OPEN}
        two["anytime"][0]["for"] = ["skole"]
        two["alarm"]["by_service"] = {"trt": ["police"]}
        assert found(two) == []


class TestWays:
    def test_a_step_that_is_only_opened_is_reached(self, minimal: Any, found: Found) -> None:
        step(minimal)["outcomes"][1]["to"] = {"end": "done"}
        assert [code for code, _ in found(minimal)] == [Code.UNREACHABLE]
        step(minimal)["outcomes"][1]["open"] = ["talk"]
        assert found(minimal) == []

    def test_a_deadline_of_the_case_needs_something_that_gives_the_date(self, minimal: Any, found: Found) -> None:
        minimal["milestones"] = ["held"]
        deadline = {"id": "d", "label": "Arkiver", "from": "held", "within": "P4W", "origin": "added"}
        minimal["deadlines"] = [deadline]
        assert [code for code, _ in found(minimal)] == [Code.NOT_RECORDED]
        minimal["milestones"] = []
        deadline["from"] = "consent_withdrawn"  # the engine's own
        assert found(minimal) == []
        minimal["milestones"] = ["held"]
        deadline["from"] = "held"
        step(minimal)["records"] = ["held"]
        assert found(minimal) == []

    def test_a_ring_with_one_way_out_is_no_loop(self, minimal: Any, found: Found) -> None:
        step(minimal, 1)["outcomes"].append({"id": "D2", "label": "Tenk igjen", "to": {"step": "think"}})
        assert found(minimal) == []


class TestGuardianWords:
    @pytest.mark.parametrize("words", ["Spør far", "Ta det opp hjemme", "Møt foreldrene", "Be om samtykke"])
    def test_an_untagged_instruction_is_found_wherever_it_stands(self, minimal: Any, found: Found, words: str) -> None:
        first = step(minimal)
        first["title"] = words
        first["weigh"] = {"ask": words}
        first["tools"] = [{"id": "T1", "name": words}]
        minimal["notices"] = [{"id": "n", "text": words, "origin": "added"}]
        minimal["anytime"][0]["points"] = [words]
        assert [code for code, _ in found(minimal)] == [Code.UNTAGGED] * 5

    @pytest.mark.parametrize("contacts", [["guardians"], ["child", "concerned"], []])
    def test_a_tag_or_a_written_empty_one_settles_it(self, minimal: Any, found: Found, contacts: list[str]) -> None:
        step(minimal)["actions"][0] |= {"do": "Spør foresatte", "contacts": contacts}
        assert found(minimal) == []

    def test_outcomes_and_the_alarm_itself_need_no_tag(self, minimal: Any, found: Found) -> None:
        step(minimal)["outcomes"][1]["label"] = "Snakk med foresatte"
        minimal["alarm"]["actions"] = [{"id": "s", "do": "Si ingenting til foresatte", "origin": "added"}]
        assert found(minimal) == []

    @pytest.mark.parametrize("words", ["Morsmål", "Farge", "Informasjon", "Hjemmeside", "Formor deg"])
    def test_words_that_only_look_alike_are_left_alone(self, minimal: Any, found: Found, words: str) -> None:
        step(minimal)["title"] = words
        assert found(minimal) == []


@pytest.mark.parametrize(
    "words", ["Ring 35547398", "Ring 35 54 73 98", "Ring 900 53 304", "Ring 02800", "Ring 116 117"]
)
def test_a_telephone_number_in_a_text_is_found(minimal: Any, found: Found, words: str) -> None:
    step(minimal)["actions"][0]["how"] = words
    assert [code for code, _ in found(minimal)] == [Code.NUMBER_IN_TEXT]


@pytest.mark.parametrize(
    "words", ["§ 13-2", "innen 3 uker", "Pb. 128, 3901 Porsgrunn", "2021-06-18-97", "kl. 10.30", "9 av 10"]
)
def test_other_numbers_are_left_alone(minimal: Any, found: Found, words: str) -> None:
    step(minimal)["actions"][0]["how"] = words
    assert found(minimal) == []


def test_restored_words_stand_in_brackets_and_say_so(minimal: Any, found: Found) -> None:
    step(minimal)["actions"][0] |= {"do": "[Følg] med videre", "origin": "reconstructed"}
    assert found(minimal) == []
    step(minimal)["actions"][0] |= {"do": "Følg med videre"}
    assert [code for code, _ in found(minimal)] == [Code.BRACKETS]
