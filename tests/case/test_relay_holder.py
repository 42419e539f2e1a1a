"""Who holds the stafettlogg: the name that the newest standing decision asked for."""

from __future__ import annotations

import pytest
from case_samples import Bench

from bekymring_tui.case import acts as a
from bekymring_tui.case.guide import Guide
from bekymring_tui.flow.load import load_shipped, shipped_flows
from bekymring_tui.forms.load import all_forms

LIFTED = ("D2", "D2", "D2", "D3", "measures")


def holder(bench: Bench, name: str) -> None:
    bench.take(a.Answered(position="p1", question="holder", value=name))


def told(bench: Bench) -> str | None:
    return next(one.text for one in bench.view().responsible if one.id == "relay_holder")


def test_the_step_names_whom_the_decision_made_responsible() -> None:
    bench = Bench(Guide(load_shipped("porsgrunn"), "skole", None, all_forms()))
    for one in LIFTED:
        bench.decide(one, basis="anonymous" if one == "D3" else None)
    holder(bench, "Ola Rektor")
    bench.decide("D3b")
    assert told(bench) == "Stafettholder (Ola Rektor)"
    bench.decide(a.NEXT)
    bench.decide(a.NEXT)
    holder(bench, "Kari Ressurs")
    assert told(bench) == "Stafettholder (Ola Rektor)"
    bench.decide("D1")
    assert told(bench) == "Stafettholder (Kari Ressurs)"
    bench.back()
    assert told(bench) == "Stafettholder (Ola Rektor)"


@pytest.mark.parametrize("name", shipped_flows())
def test_every_way_on_that_appoints_one_asks_for_a_person(name: str) -> None:
    for track in load_shipped(name).tracks.values():
        for step in track.steps.values():
            persons = {one.id for one in step.questions if one.type == "person"}
            for outcome in step.outcomes:
                assert "appoint_relay_holder" not in outcome.effects or persons & set(outcome.ask)
