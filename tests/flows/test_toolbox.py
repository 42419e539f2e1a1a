"""Every tool that a document names is in the program, is told what it is for, and opens what it says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from provenance import elements, items
from toolbox import PAGE, elsewhere, page, tool_points, tools_of

from bekymring_tui.flow.load import load_shipped, shipped_flows
from bekymring_tui.flow.model import Tool
from bekymring_tui.forms.load import all_forms

INVENTORY = Path(__file__).parents[3] / "shared" / "source-inventory.md"
KIND_T = re.compile(r"^- \*\*([A-Z]{3}-[A-Za-z0-9.-]+)\*\* (?:\[[^\]]*\] )?(?:[A-Z]/)*T(?:/[A-Z])*:", re.MULTILINE)
each_flow = pytest.mark.parametrize("name", shipped_flows())


def test_the_page_about_the_tools_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "write it anew: python tests/flows/toolbox.py"


def test_the_list_of_tools_is_the_inventorys() -> None:
    assert set(tool_points()) <= set(items())
    if not INVENTORY.exists():
        pytest.skip("the inventory of the source documents lies outside the project and is not here")
    assert tool_points() == KIND_T.findall(INVENTORY.read_text("utf-8"))


def test_no_tool_is_missing_and_each_leads_somewhere() -> None:
    flows = [load_shipped(name).flow for name in shipped_flows()]
    rest = [one for flow in flows for one in elsewhere(flow)]
    assert [point for point, where in rest if not where] == []
    named = {point for name in shipped_flows() for one in tools_of(name) for point in one.points}
    assert set(tool_points()) - named == {point for point, _ in rest}


@each_flow
def test_what_is_only_named_says_what_it_is_for_and_where_a_link_leads(name: str) -> None:
    for one, _, place in elements(load_shipped(name).flow):
        if isinstance(one, Tool):
            assert one.name, place
            assert one.about or one.form or one.reference, place
            assert one.kind != "link" or one.address, place
            assert not one.form or (one.kind == "form" and one.form in all_forms()), place


@each_flow
def test_no_step_opens_the_same_page_twice(name: str) -> None:
    for track in load_shipped(name).tracks.values():
        for step in track.steps.values():
            opened = Counter(tool.form or tool.reference for tool in step.tools)
            assert [page for page, times in opened.items() if page and times > 1] == [], step.id


@each_flow
def test_every_step_with_a_named_paper_of_ours_opens_it(name: str) -> None:
    """The same name opens the same form on every step of a procedure, but for the paper that serves two of ours."""
    opened = dict[str, set[str | None]]()
    for one, _, _ in elements(load_shipped(name).flow):
        if isinstance(one, Tool) and one.name:
            opened.setdefault(one.name, set()).add(one.form)
    assert {paper for paper, forms in opened.items() if len(forms) > 1 and not paper.startswith("Referat- og")} == set()
