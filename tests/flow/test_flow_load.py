"""Loading a procedure: whole and right, or every problem at once."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bekymring_tui.errors import Exit, Newer
from bekymring_tui.flow.compile import freeze, thaw
from bekymring_tui.flow.load import load, load_shipped, read_flow, shipped_flows
from bekymring_tui.flow.model import Flow
from bekymring_tui.flow.problems import Code, FlowProblems
from bekymring_tui.flow.references import references
from bekymring_tui.flow.schema import validate
from bekymring_tui.flow.yaml_lines import Document, Where, parse, read

MINIMAL = Path(__file__).parent.parent / "fixtures" / "flows" / "minimal"
Written = Callable[[Any], Path]
SHARED = """schema: 2
id: {name}
entry: ask
exits: [out]
origin: added
steps:
  - id: ask
    title: "Spør"
    origin: added
    outcomes:
      - id: out
        label: "Ut"
        to:
          exit: {exit}
        origin: added
"""


def problems_of(folder: Path, shared: Path | None = None) -> list[tuple[str, str, int]]:
    with pytest.raises(FlowProblems) as caught:
        load(folder, shared)
    return [(one.code, Path(one.file).name, one.line) for one in caught.value.problems]


def messages_of(folder: Path) -> list[str]:
    return [one.message for one in read_flow(folder).problems]


def test_the_small_flow_becomes_a_procedure() -> None:
    procedure = load(MINIMAL)
    track = procedure.track_for("skole")
    assert list(track.steps) == ["think", "talk", "report-send"]
    assert list(track.lanes) == ["n1", "report"]
    assert load(MINIMAL / "flow.yaml") == procedure
    with pytest.raises(KeyError):
        procedure.track_for("sfo")


def test_every_shipped_procedure_loads_and_is_read_once() -> None:
    assert "porsgrunn" in shipped_flows()
    for name in shipped_flows():
        assert load_shipped(name).flow.id == name
        assert load_shipped(name) is load_shipped(name)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "borte") == [(Code.NO_FILE, "borte", 1)]
    assert problems_of(tmp_path) == [(Code.NO_FILE, "flow.yaml", 1)]


def test_all_problems_of_a_kind_are_told_at_once(tmp_path: Path) -> None:
    text = (MINIMAL / "flow.yaml").read_text("utf-8")
    text = text.replace('version: "1"', "version: 1").replace('title: "Tenk etter"', 'titel: "Tenk etter"')
    text = text.replace("contacts: [colleague]", "contacts: [collegue]")
    file = tmp_path / "flow.yaml"
    file.write_text(text, "utf-8")
    assert problems_of(tmp_path) == [
        (Code.NEEDS_QUOTES, "flow.yaml", 5),
        (Code.MISSING_KEY, "flow.yaml", 83),
        (Code.UNKNOWN_KEY, "flow.yaml", 85),
        (Code.UNKNOWN_WORD, "flow.yaml", 91),
    ]


@pytest.mark.parametrize(
    ("old", "new", "suggested"),
    [
        ('title: "Tenk etter"', 'titel: "Tenk etter"\n            title: "Tenk etter"', "title"),
        ("contacts: [colleague]", "contacts: [collegue]", "colleague"),
        ("step: talk", "step: tlak", "talk"),
        ("phones: [bv]", "phones: [bvv]", "bv"),
        ("then_open: [report]", "then_open: [raport]", "report"),
        ("include: routine", "include: rutine", "routine"),
    ],
)
def test_a_misspelt_word_gets_a_suggestion(tmp_path: Path, old: str, new: str, suggested: str) -> None:
    (tmp_path / "flow.yaml").write_text((MINIMAL / "flow.yaml").read_text("utf-8").replace(old, new), "utf-8")
    assert any(f"Mente du «{suggested}»?" in message for message in messages_of(tmp_path))


def test_a_newer_flow_is_one_problem_with_its_own_exit_code(minimal: Any, written: Written) -> None:
    minimal |= {"schema": 3, "something_new": True}
    folder = written(minimal)
    with pytest.raises(Newer) as caught:
        load(folder)
    assert isinstance(caught.value, FlowProblems)
    assert caught.value.code is Exit.NEWER
    assert [one.code for one in caught.value.problems] == [Code.NEWER]
    assert "utgave 3" in str(caught.value)


def test_other_problems_have_the_exit_code_of_a_check_that_found_something(minimal: Any, written: Written) -> None:
    del minimal["title"]
    with pytest.raises(FlowProblems) as caught:
        load(written(minimal))
    assert caught.value.code is Exit.FOUND


def test_text_cut_by_a_comment_does_not_stop_a_flow_that_is_whole_without_it(tmp_path: Path) -> None:
    text = (MINIMAL / "flow.yaml").read_text("utf-8").replace('"Tenk etter"', "Tenk etter # to ganger")
    (tmp_path / "flow.yaml").write_text(text, "utf-8")
    assert load(tmp_path).tracks["all"].steps["think"].title == "Tenk etter"
    assert [one.code for one in read_flow(tmp_path).problems] == [Code.CUT_TEXT]


class TestSharedFragments:
    @pytest.fixture
    def folder(self, minimal: Any, written: Written) -> Path:
        minimal["uses"] = ["ask"]
        minimal["tracks"][0]["routines"].append({"include": "ask", "prefix": "q", "exits": {"out": {"end": "done"}}})
        return written(minimal)

    def test_they_are_found_by_the_name_of_their_file(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "ask.yaml").write_text(SHARED.format(name="ask", exit="out"), "utf-8")
        track = load(folder, tmp_path).tracks["all"]
        assert track.lanes["q"].steps == ("q-ask",)

    def test_one_that_is_missing_is_told_where_it_is_used(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "asks.yaml").write_text("", "utf-8")
        with pytest.raises(FlowProblems) as caught:
            load(folder, tmp_path)
        [one] = caught.value.problems
        assert (one.code, Path(one.file).name) == (Code.UNKNOWN_FRAGMENT, "flow.yaml")
        assert "«asks»" in one.message

    def test_a_fault_in_it_stands_in_its_own_file(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "ask.yaml").write_text(SHARED.format(name="ask", exit="ut"), "utf-8")
        assert problems_of(folder, tmp_path) == [(Code.UNKNOWN_EXIT, "ask.yaml", 14)]

    def test_it_bears_the_name_of_its_file(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "ask.yaml").write_text(SHARED.format(name="other", exit="out"), "utf-8")
        assert problems_of(folder, tmp_path) == [(Code.WRONG_PART_ID, "ask.yaml", 2)]

    def test_faults_in_both_files_are_told_together(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "ask.yaml").write_text(SHARED.format(name="ask", exit="out").replace("title:", "titel:"), "utf-8")
        flow = folder / "flow.yaml"
        flow.write_text(flow.read_text("utf-8").replace('"concern"', '"con cern"'), "utf-8")
        assert {name for _, name, _ in problems_of(folder, tmp_path)} == {"flow.yaml"}
        flow.write_text(flow.read_text("utf-8").replace('"con cern"', '"concern"'), "utf-8")
        assert {name for _, name, _ in problems_of(folder, tmp_path)} == {"ask.yaml"}

    def test_a_newer_one_is_newer(self, folder: Path, tmp_path: Path) -> None:
        text = SHARED.format(name="ask", exit="out").replace("schema: 2", "schema: 9")
        (tmp_path / "ask.yaml").write_text(text, "utf-8")
        with pytest.raises(Newer):
            load(folder, tmp_path)


class TestTrackFiles:
    @pytest.fixture
    def folder(self, minimal: Any, written: Written) -> Path:
        """The small flow with its track, and a fragment of its own, in files beside it."""
        track = minimal.pop("tracks")[0]
        track["routines"].append({"include": "ask", "prefix": "q", "exits": {"out": {"end": "done"}}})
        folder = written(minimal | {"track_files": ["all"], "uses": ["ask"]})
        (folder / "tracks").mkdir()
        (folder / "tracks" / "all.yaml").write_text(yaml.safe_dump({"schema": 2} | track), "utf-8")
        (folder / "fragments").mkdir()
        (folder / "fragments" / "ask.yaml").write_text(SHARED.format(name="ask", exit="out"), "utf-8")
        return folder

    def test_it_is_as_if_it_stood_in_the_flow(self, folder: Path) -> None:
        procedure = load(folder)
        assert list(procedure.tracks["all"].steps) == ["think", "talk", "report-send", "q-ask"]
        assert thaw(freeze(procedure)) == procedure

    def test_a_fault_in_it_stands_in_its_own_file(self, folder: Path) -> None:
        file = folder / "tracks" / "all.yaml"
        file.write_text(file.read_text("utf-8").replace("step: talk", "step: tale"), "utf-8")
        [(code, name, line)] = problems_of(folder)
        assert (code, name) == (Code.UNKNOWN_STEP, "all.yaml")
        assert "tale" in file.read_text("utf-8").splitlines()[line - 1]

    def test_one_that_is_missing_is_told_where_it_is_named(self, folder: Path) -> None:
        (folder / "tracks" / "all.yaml").rename(folder / "tracks" / "alle.yaml")
        [(code, name, _)] = problems_of(folder)
        assert (code, name) == (Code.UNKNOWN_TRACK_FILE, "flow.yaml")
        assert "«alle»" in messages_of(folder)[0]

    def test_it_bears_the_name_of_its_file(self, folder: Path) -> None:
        file = folder / "tracks" / "all.yaml"
        file.write_text(file.read_text("utf-8").replace("id: all", "id: some"), "utf-8")
        assert [(code, name) for code, name, _ in problems_of(folder)] == [(Code.WRONG_PART_ID, "all.yaml")]


JARGON = re.compile(r"pydantic|input should|valid (string|list|dict)|str_|_type|None|\[step\]|\[include\]|Error|\(\)")
plain = st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.just([]) | st.just({}) | st.just(["x"])


def places(data: Any, where: Where = ()) -> Iterator[Where]:
    if where:
        yield where
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield from places(value, (*where, key))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_change_gives_a_flow_or_plain_problems_with_a_place(minimal: Any, data: st.DataObject) -> None:
    flow = copy.deepcopy(minimal)
    for _ in range(data.draw(st.integers(1, 3))):
        *above, last = data.draw(st.sampled_from(sorted(places(flow), key=str)))
        spot = flow
        for key in above:
            spot = spot[key]
        match data.draw(st.sampled_from(["replace", "remove", "rename"])):
            case "replace":
                spot[last] = data.draw(plain)
            case "remove":
                del spot[last]
            case "rename" if isinstance(spot, dict):
                spot[data.draw(st.text("abc", min_size=1, max_size=4))] = spot.pop(last)
    document = parse(json.dumps(flow, ensure_ascii=False, indent=1), "f")
    found, problems = validate(Flow, document)
    if found is not None:
        problems = [*problems, *references(found, document)]
    assert found is not None or problems
    for one in problems:
        assert one.line >= 1
        assert not JARGON.search(one.message + one.advice), one


def test_a_document_that_is_no_flow_at_all() -> None:
    for text in ("- a\n- b\n", "bare tekst", "4"):
        found, problems = validate(Flow, parse(text, "f"))
        assert found is None
        assert [one.code for one in problems] == [Code.WRONG_KIND]


def test_one_wrong_key_in_a_step_is_one_problem() -> None:
    text = (
        (MINIMAL / "flow.yaml").read_text("utf-8").replace("            base: POR-1-3\n", "            bse: POR-1-3\n")
    )
    document = parse(text, "f")
    assert isinstance(document, Document)
    _, problems = validate(Flow, document)
    assert [one.code for one in problems] == [Code.UNKNOWN_KEY]
    assert read(MINIMAL / "flow.yaml").problems == []
