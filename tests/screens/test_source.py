"""F2's page says each thing once, under the place where it stands."""

from __future__ import annotations

import pytest

from bekymring_tui.case.guide import Guide
from bekymring_tui.flow.load import load_shipped, shipped_flows
from bekymring_tui.flow.sources import SourceLine, laws, provenance
from bekymring_tui.screens.source import by_place

LAW = next(iter(laws().values()))
PRINTED, READ = "Står i dokumentet", "Lest ut av sammenhengen"


def line(source: str, section: str = "Trinn 1", origin: str = PRINTED, **more: object) -> SourceLine:
    return SourceLine(source, "Prosedyren", section, origin, **more)  # type: ignore[arg-type]


def test_a_place_stands_once_with_all_that_comes_from_it() -> None:
    places = by_place([line("A-1-H1"), line("B-2", "Trinn 2"), line("A-1", note="Hele trinnet.")])
    assert [[one.source for one in place] for place in places] == [["A-1-H1", "A-1"], ["B-2"]]


def test_one_source_is_told_once_and_what_is_new_about_it_is_kept() -> None:
    [place] = by_place([line("A-1", law=(LAW,)), line("A-1", law=(LAW,)), line("A-1"), line("A-1", origin=READ)])
    assert [(one.origin, one.law) for one in place] == [(PRINTED, (LAW,)), (READ, ())]
    [place] = by_place([line("A-1", note="Det ene."), line("A-1", note="Det andre."), line("A-1", says="2 uker")])
    assert len(place) == 3


@pytest.mark.parametrize("name", shipped_flows())
def test_a_way_on_without_a_printed_decision_rests_on_its_step(name: str) -> None:
    procedure = load_shipped(name)
    for service in procedure.flow.services:
        guide = Guide(procedure, service, None, {})
        for step in guide.track.steps.values():
            for one in guide.outcomes(step) if step.next else ():
                told = provenance(one, step, flow=procedure.flow)
                assert all(each.section for each in told) or step.origin == "added"
                assert not any((each.source or "").endswith("-next") for each in told)
