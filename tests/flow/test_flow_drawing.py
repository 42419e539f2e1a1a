"""A procedure as a drawing, as plain lines, and the vocabulary itself."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import BaseModel

from bekymring_tui.flow import model
from bekymring_tui.flow.fields import keys_of
from bekymring_tui.flow.graph.mermaid import mermaid
from bekymring_tui.flow.load import load, load_shipped, shipped_flows
from bekymring_tui.flow.outline import outline
from bekymring_tui.flow.procedure import Procedure
from bekymring_tui.flow.vocabulary import vocabulary

MINIMAL = Path(__file__).parent.parent / "fixtures" / "flows" / "minimal"


def test_the_small_flow_as_a_drawing() -> None:
    assert mermaid(load(MINIMAL)).splitlines() == [
        "flowchart TD",
        '  subgraph n__all["Skole"]',
        '    subgraph n__all__lane__n1["Nivå 1"]',
        '      n__all__think["1 Tenk etter"]',
        '      n__all__talk["2 Samtale med foresatte"]',
        "    end",
        '    subgraph n__all__lane__report["Melding"]',
        '      n__all__report_45send["1 Send meldingen"]',
        "    end",
        '    n__all__entry__concern(["Jeg er bekymret"])',
        '    n__all__end__done(("Ferdig"))',
        '    n__all__end__improved(("Bedre"))',
        '    n__all__end__no_95concern(("Ikke bekymring"))',
        "  end",
        "  n__all__entry__concern --> n__all__think",
        '  n__all__think -->|"Nei"| n__all__end__no_95concern',
        '  n__all__think -->|"Ja"| n__all__talk',
        '  n__all__talk -->|"Avslutt"| n__all__end__improved',
        '  n__all__report_45send -->|"Meldingen er sendt"| n__all__end__done',
    ]


@pytest.mark.parametrize("name", shipped_flows())
def test_every_arrow_of_a_shipped_procedure_joins_things_that_are_drawn(name: str) -> None:
    procedure = load_shipped(name)
    lines = mermaid(procedure).splitlines()
    drawn = {found[1] for line in lines if (found := re.match(r"\s+(?:subgraph )?(n__\w+)[\[({]", line))}
    arrows = [
        found for line in lines if (found := re.match(r"\s+(\w+) (?:-->|-\.->|==>)(?:\|\".*?\"\|)? (\w+)$", line))
    ]
    assert {end for arrow in arrows for end in arrow.groups()} <= drawn
    inferred = [
        outcome
        for track in procedure.tracks.values()
        for step in track.steps.values()
        for outcome in step.outcomes
        if outcome.to.landing == "inferred"
    ]
    assert sum("-.->" in line for line in lines) == len(inferred)


def test_words_that_the_drawing_language_would_read_are_made_harmless() -> None:
    procedure = load(MINIMAL)
    track = procedure.tracks["all"]
    steps = track.steps | {"think": track.steps["think"].model_copy(update={"title": 'Si "hei" #1\n<b>'})}
    changed = Procedure(procedure.flow, {"all": replace(track, steps=steps)})
    assert '["1 Si #quot;hei#quot; #35;1 #lt;b#gt;"]' in mermaid(changed)


def test_one_track_alone_and_a_track_that_is_not_there() -> None:
    procedure = load(MINIMAL)
    assert mermaid(procedure, "all") == mermaid(procedure)
    with pytest.raises(KeyError):
        mermaid(procedure, "none")


@pytest.mark.parametrize("name", shipped_flows())
def test_the_outline_has_every_step_and_every_outcome(name: str) -> None:
    procedure = load_shipped(name)
    lines = "\n".join(outline(procedure))
    for track in procedure.tracks.values():
        for step_id, step in track.steps.items():
            assert f"{step.title}  [{step_id}]" in lines
            for outcome in step.outcomes:
                assert f"{outcome.label} -> " in lines


def test_the_vocabulary_tells_every_key_of_every_group() -> None:
    told = {key.name for part in vocabulary() for key in part.keys}
    groups = [getattr(model, name) for name in model.__all__]
    models = [one for one in groups if isinstance(one, type) and issubclass(one, BaseModel)]
    assert {key for one in models for key in keys_of(one)} <= told
    assert all(key.meaning for part in vocabulary() for key in part.keys)
