"""The guide's example, laid in the store as the guide says, leads a case that shows its own document."""

from __future__ import annotations

import shutil
from pathlib import Path

from bekymring_tui.case.people import Subject
from bekymring_tui.desk.desk import Desk
from bekymring_tui.flow.sources import provenance

EXAMPLE = Path(__file__).parents[2] / "docs" / "eksempel-prosedyre"


def test_it_leads_a_case_and_the_case_keeps_its_document(desk: Desk) -> None:
    folder = desk.vault.path / "prosedyrer" / "fjordvik"
    shutil.copytree(EXAMPLE, folder)
    assert desk.editions.own.wrong("fjordvik") == ""
    case = desk.new_case("fjordvik", "skole", "concern", Subject(kind="child", call_name="Blå ugle", age=9), [])
    shutil.rmtree(folder)
    guide = desk.open_case(case.id).guide
    step = guide.track.steps["write"]
    [line] = provenance(step.actions[0], step, flow=guide.flow)
    assert line.source == "FJO-1-H1"
    assert line.document is not None
    assert line.document.startswith("Fjordvik kommune")
    assert line.section == "Side 2: Se og skriv"
