"""Where things come from: document, section, whose they are, and the law then and now."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bekymring_tui.flow.fields import walk
from bekymring_tui.flow.load import load, load_shipped, shipped_flows
from bekymring_tui.flow.model import Action, Responsible, Sourced, Step
from bekymring_tui.flow.sources import documents, laws, provenance, section, sources_of

INVENTORY = Path(__file__).parents[3] / "shared" / "source-inventory.md"
Written = Callable[[Any], Path]
STEP = Step.model_validate({"id": "a", "title": "A", "base": "POR-1-2", "next": {"step": "a"}})


@pytest.mark.parametrize(
    ("source", "heading"),
    [
        ("POR-1-2-H1", "Nivå 1, trinn 2: Konkretiser bekymringen"),
        ("POR-1-2", "Nivå 1, trinn 2: Konkretiser bekymringen"),
        ("POR-M-6", "Meldeplikt til barnevernet"),
        ("ASN-A-1", "Ansvar"),
        ("ASN-A-H1", "Alternativ A: Vi klarer det selv"),
        ("BNA-BVT-3.0-5N", "Barneverntjenesten, 3.0: Undring i andre tjenester"),
        ("BNA-T-URO-4b", "Verktøykasse: Oversikt over uro-sonene"),
    ],
)
def test_a_source_stands_under_its_longest_heading(source: str, heading: str) -> None:
    found = section(source, None)
    assert found is not None
    assert found[1] == heading


@pytest.mark.parametrize("source", ["POR-7-1", "XYZ-1", "POR", "", "PORX-G-1"])
def test_an_unknown_source_has_no_heading(source: str) -> None:
    assert section(source, None) is None


def test_every_item_of_the_five_documents_has_a_heading() -> None:
    if not INVENTORY.is_file():
        pytest.skip("the inventory of the documents is not here")
    items = re.findall(r"^- \*\*([A-Z]{3}-[^*]+)\*\*", INVENTORY.read_text("utf-8"), re.MULTILINE)
    ours = [one for one in items if one[:3] in documents()]
    assert len(ours) > 800
    assert [one for one in ours if section(one, None) is None] == []


def test_an_element_rests_on_its_own_sources_else_on_the_steps_base() -> None:
    action = Action(id="H1", do="Skriv")
    assert sources_of(action, STEP) == ["POR-1-2-H1"]
    assert sources_of(action) == []
    assert sources_of(Action(id="H1", do="Skriv", src=["POR-G-1"]), STEP) == ["POR-G-1"]
    assert sources_of(Action(id="H1", do="Skriv", origin="added"), STEP) == []
    assert sources_of(Responsible(role="owner"), STEP) == ["POR-1-2"]
    assert sources_of(STEP, STEP) == ["POR-1-2"]


def test_provenance_names_document_section_origin_note_and_law() -> None:
    action = Action(
        id="H1", do="Meld", origin="inferred", src=["POR-M-1", "UNV-B-1"], law=["bvl-13-2"], note="To dokumenter."
    )
    first, second = provenance(action, STEP, flow=None)
    assert (first.source, first.section) == ("POR-M-1", "Meldeplikt til barnevernet")
    assert first.document is not None
    assert first.document.startswith("Porsgrunn")
    assert first.origin == second.origin == "Lest ut av sammenhengen"
    assert (first.note, second.note) == ("To dokumenter.", None)
    [law] = first.law
    assert (law.cited, law.now) == ("barnevernloven § 6-4", "barnevernsloven § 13-2")
    assert len(law.points) == 5
    assert second.law == ()


def test_a_procedures_own_document_is_known_beside_those_of_the_program(minimal: Any, written: Written) -> None:
    minimal["documents"] = {"FJO": {"id": "fjordvik", "name": "Fjordvik: plan", "sections": {"FJO-1": "Trinn 1"}}}
    flow = load(written(minimal)).flow
    action = Action(id="x", do="Skriv", src=["FJO-1-2", "POR-1-2"])
    own, lent = provenance(action, flow=flow)
    assert (own.document, own.section) == ("Fjordvik: plan", "Trinn 1")
    assert lent.section == "Nivå 1, trinn 2: Konkretiser bekymringen"
    assert provenance(action, flow=None)[0].document is None
    assert "FJO" not in documents()


def test_a_corrected_deadline_tells_what_the_document_says() -> None:
    flow = load_shipped("nordreaker").flow
    reply = next(one for one in flow.deadlines if one.id == "reply")
    first, *rest = provenance(reply, flow=flow)
    assert first.says == "Fristen «Tilbakemelding til melder»: Dokumentet sier 2 uker. Programmet regner med 3 uker."
    assert not any(one.says for one in rest)


def test_what_we_added_has_a_line_without_a_document() -> None:
    [line] = provenance(Action(id="x", do="Pust", origin="added"), STEP, flow=None)
    assert (line.source, line.document, line.section) == (None, None, None)
    assert line.origin == "Lagt til i programmet"


def test_an_unknown_document_or_rule_is_shown_without_its_name() -> None:
    [line] = provenance(Action(id="x", do="Pust", src=["XYZ-1"], law=["ukjent"]), STEP, flow=None)
    assert (line.source, line.document, line.law) == ("XYZ-1", None, ())


@pytest.mark.parametrize("name", shipped_flows())
def test_every_element_of_a_shipped_procedure_can_tell_where_it_comes_from(name: str) -> None:
    procedure = load_shipped(name)
    for track in procedure.tracks.values():
        for step in track.steps.values():
            for _, one in walk(step):
                if isinstance(one, Sourced):
                    lines = provenance(one, step, flow=procedure.flow)
                    assert lines
                    assert all(line.document for line in lines) or one.origin == "added"
                    assert len(lines[0].law) == len(one.law)


def test_every_rule_says_when_it_was_checked_or_that_it_was_not() -> None:
    assert all(law.checked or law.confidence == "inferred" for law in laws().values())
    for id_ in ("bvl-13-2", "bvl-2-1", "bvl-2-2", "bvl-13-1", "bvl-13-3", "oppl-12", "bhl-41", "bhl-44", "bhl-45"):
        assert id_ in laws()
    for id_ in ("bhl-46", "strl-196", "strl-17", "fvl-13", "hpl-33"):
        assert id_ in laws()
