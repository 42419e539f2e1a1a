"""Fragments put in, exits bound, hashes that tell words from ways, and one text that holds it all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bekymring_tui.errors import Damaged, Newer
from bekymring_tui.flow.compile import freeze, thaw
from bekymring_tui.flow.load import load, load_shipped, shipped_flows
from bekymring_tui.flow.procedure import Procedure
from bekymring_tui.flow.sources import section

Written = Callable[[Any], Path]
Change = Callable[[Any], object]


def step(flow: Any, number: int = 0) -> Any:
    return flow["tracks"][0]["levels"][0]["steps"][number]


class TestIncluding:
    def test_ids_get_the_prefix_and_exits_become_what_the_track_says(self, minimal: Any, written: Written) -> None:
        track = load(written(minimal)).tracks["all"]
        sent = track.steps["report-send"].outcomes[0]
        assert (sent.to.end, sent.to.exit) == ("done", None)
        lane = track.lanes["report"]
        assert (lane.title, lane.entry, lane.routine) == ("Melding", "report-send", True)
        assert track.lane_of["report-send"] == "report"
        assert track.opened("report") == "report-send"

    def test_ways_inside_a_fragment_follow_the_prefix_and_ways_out_do_not(self, minimal: Any, written: Written) -> None:
        fragment = minimal["fragments"][0]
        ask = {"id": "V1", "ask": "Sendt?", "type": "choice", "options": ["yes", "unknown"], "origin": "added"}
        fragment["steps"][0]["questions"] = [ask]
        fragment["steps"].append(
            {
                "id": "follow",
                "title": "Følg opp",
                "origin": "added",
                "outcomes": [
                    {"id": "again", "label": "Igjen", "to": {"step": "send"}, "suggest_when": {"send/V1": "yes"}},
                    {"id": "both", "label": "Begge", "to": {"stay": True}, "open": ["send", "talk"]},
                ],
            }
        )
        fragment["steps"][0]["outcomes"].append({"id": "on", "label": "Videre", "to": {"step": "follow"}})
        track = load(written(minimal)).tracks["all"]
        again, both = track.steps["report-follow"].outcomes
        assert again.to.step == "report-send"
        assert again.suggest_when == {"report-send/V1": "yes"}
        assert both.open == ["report-send", "talk"]

    def test_one_fragment_may_stand_twice_in_a_level(self, minimal: Any, written: Written) -> None:
        exits = {"sent": {"step": "talk"}}
        includes = [{"include": "routine", "prefix": name, "exits": exits} for name in ("x", "y")]
        minimal["tracks"][0]["levels"][0]["steps"][:0] = includes
        track = load(written(minimal)).tracks["all"]
        assert track.lanes["n1"].entry == "x-send"
        assert track.lanes["n1"].steps == ("x-send", "y-send", "think", "talk")
        assert track.steps["y-send"].outcomes[0].to.step == "talk"

    def test_milestones_of_a_fragment_are_the_flows(self, minimal: Any, written: Written) -> None:
        assert load(written(minimal)).flow.milestones == ["report_delivered"]

    @pytest.mark.parametrize("name", shipped_flows())
    def test_every_way_leads_to_a_step_an_end_or_stays(self, name: str) -> None:
        for track in load_shipped(name).tracks.values():
            assert {one for lane in track.lanes.values() for one in lane.steps} == set(track.steps)
            for one in track.steps.values():
                if one.next:
                    assert one.next.step in track.steps
                for outcome in one.outcomes:
                    assert outcome.to.exit is None
                    assert outcome.to.stay or outcome.to.end or outcome.to.step in track.steps
                    assert {track.opened(opened) for opened in outcome.open} <= set(track.steps)


FJORDVIK = {"FJO": {"id": "fjordvik", "name": "Fjordvik: plan", "sections": {"FJO-1": "Trinn 1"}}}
"""A document that a flow brings itself."""

WORDS: list[tuple[str, Change]] = [
    ("a title", lambda flow: step(flow).update(title="Tenk godt etter")),
    ("an outcome's label", lambda flow: step(flow)["outcomes"][0].update(label="Nei, ikke nå")),
    ("a telephone number", lambda flow: flow["phones"]["bv"].update(number="12345678")),
    ("a role's title in a service", lambda flow: flow["roles"]["owner"].update(label="Ansatt")),
    ("where it comes from", lambda flow: step(flow, 1)["actions"][0].update(src=["POR-G-1"], note="Rettet.")),
    ("the number of the edition", lambda flow: flow.update(version="2")),
    ("a document of its own", lambda flow: flow.update(documents=FJORDVIK)),
]
WAYS: list[tuple[str, Change]] = [
    ("a target", lambda flow: step(flow)["outcomes"][0].update(to={"end": "done"})),
    ("a tag", lambda flow: step(flow)["actions"][0].update(contacts=["guardians"])),
    ("a step's own tag", lambda flow: step(flow, 1).update(contacts=[])),
    ("a basis", lambda flow: flow["fragments"][0]["steps"][0]["actions"][0].update(basis="consent")),
    ("what is recorded", lambda flow: step(flow).update(records=["report_delivered"])),
    ("a deadline", lambda flow: flow["fragments"][0]["steps"][0]["deadlines"][0].update(within="P4W")),
    ("an answer that can be given", lambda flow: step(flow)["questions"][0].update(options=["no", "unknown"])),
    ("what an outcome opens", lambda flow: step(flow)["outcomes"][0].update(open=["report"])),
    ("an exit", lambda flow: flow["tracks"][0]["routines"][0].update(exits={"sent": {"end": "transferred"}})),
    ("who is called", lambda flow: flow["alarm"].update(call=["police"])),
    ("who it is for", lambda flow: step(flow)["actions"][0].update({"for": ["skole"]})),
    ("private notes", lambda flow: flow["tracks"][0]["levels"][0].update(private_notes=True)),
    ("an id", lambda flow: step(flow)["actions"][0].update(id="H9")),
]


class TestHashes:
    @pytest.fixture
    def before(self, minimal: Any, written: Written) -> Procedure:
        return load(written(minimal))

    @pytest.mark.parametrize(("what", "change"), WORDS, ids=[name for name, _ in WORDS])
    def test_words_leave_the_route_alone(
        self, before: Procedure, minimal: Any, written: Written, what: str, change: Change
    ) -> None:
        change(minimal)
        after = load(written(minimal))
        assert after.route_hash == before.route_hash
        assert after.text_hash != before.text_hash

    @pytest.mark.parametrize(("what", "change"), WAYS, ids=[name for name, _ in WAYS])
    def test_ways_change_both(
        self, before: Procedure, minimal: Any, written: Written, what: str, change: Change
    ) -> None:
        change(minimal)
        after = load(written(minimal))
        assert after.route_hash != before.route_hash
        assert after.text_hash != before.text_hash

    def test_the_same_file_gives_the_same_hashes(self, before: Procedure, minimal: Any, written: Written) -> None:
        after = load(written(minimal))
        assert (after.route_hash, after.text_hash) == (before.route_hash, before.text_hash)


class TestFreezing:
    @pytest.mark.parametrize("name", shipped_flows())
    def test_a_shipped_procedure_comes_back_whole(self, name: str) -> None:
        procedure = load_shipped(name)
        assert thaw(freeze(procedure)) == procedure

    def test_documents_of_its_own_come_back_too(self, minimal: Any, written: Written) -> None:
        minimal["documents"] = FJORDVIK
        found = section("FJO-1-H1", thaw(freeze(load(written(minimal)))).flow)
        assert found is not None
        assert (found[0].name, found[1]) == ("Fjordvik: plan", "Trinn 1")

    def test_it_needs_no_other_file(self, minimal: Any, written: Written, tmp_path: Path) -> None:
        fragment = minimal.pop("fragments")[0]
        minimal["uses"] = ["routine"]
        shared = tmp_path / "routine.yaml"
        shared.write_text(str({"schema": 2} | fragment).replace("None", "null"), "utf-8")
        procedure = load(written(minimal), tmp_path)
        frozen = freeze(procedure)
        shared.unlink()
        assert thaw(frozen) == procedure

    @settings(max_examples=40, deadline=None)
    @given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=30))
    def test_any_words_come_back(self, words: str) -> None:
        procedure = thaw(freeze(load_minimal()))
        flow = procedure.flow.model_copy(update={"title": words})
        again = thaw(freeze(Procedure(flow, procedure.tracks)))
        assert again.flow.title == words
        assert again.route_hash == procedure.route_hash

    @pytest.mark.parametrize("broken", ["", "{", "[]", "{}", '{"schema": 2}', "[" * 100_000])
    def test_a_damaged_text_is_told(self, broken: str) -> None:
        with pytest.raises(Damaged):
            thaw(broken)

    def test_one_from_a_newer_version_is_told(self) -> None:
        with pytest.raises(Newer):
            thaw(freeze(load_minimal()).replace('"schema":2', '"schema":3'))


def load_minimal() -> Procedure:
    return load(Path(__file__).parent.parent / "fixtures" / "flows" / "minimal")


def test_a_step_has_the_documents_number_where_every_step_of_its_level_has_one() -> None:
    stor_elvdal = load_shipped("storelvdal").tracks["all"]
    level = next(one for one in stor_elvdal.lanes.values() if not one.routine)
    assert [stor_elvdal.numbers[one] for one in level.steps] == ["1a", "1b", "2a", "2b", "3a", "3b", "4a", "4b"]
    assert stor_elvdal.counted(level.steps[0]) == 0
    porsgrunn = load_shipped("porsgrunn").tracks["all"]
    assert [porsgrunn.numbers[one] for one in porsgrunn.lanes["n2"].steps] == ["1", "2", "3"]
    assert porsgrunn.counted("n2-1") == 3
