"""What holds for every procedure that is shipped: it is the reviewed one, it is whole, and its words are our own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from provenance import PAGE, carried, elements, items, left_out, page
from way_table import table

from bekymring_tui.flow.load import load_shipped, shipped_flows
from bekymring_tui.flow.model import Flow
from bekymring_tui.flow.sources import documents, laws, section
from bekymring_tui.flow.terms import GUARDIAN_CONTACTS
from bekymring_tui.flow.wording import names_guardians
from bekymring_tui.forms.load import all_forms
from bekymring_tui.shipped import shipped

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
FLOWS = shipped_flows()
FILES = sorted(
    one.relative_to(shipped("flows").parent).as_posix()
    for folder in (shipped("flows"), shipped("data", "forms"), shipped("data", "reference"))
    for one in folder.rglob("*.yaml")
)
each_flow = pytest.mark.parametrize("name", FLOWS)
each_file = pytest.mark.parametrize("file", FILES)


@each_flow
def test_the_way_is_the_one_that_was_reviewed_against_the_document(name: str) -> None:
    """After a change: hold the new lines against the document, then write them into the table by hand."""
    assert table(load_shipped(name)) == (HERE / "tables" / f"{name}.txt").read_text("utf-8").splitlines()


def test_every_point_is_carried_or_left_out_for_a_reason() -> None:
    here = {one for one in items() if one[:3] in _documents()}
    assert here - set(carried()) - set(left_out()) == set(), "neither carried nor left out"
    assert set(carried()) & set(left_out()) == set(), "carried, and said to be left out"
    assert set(carried()) | set(left_out()) <= set(items()), "no such point"
    assert all(len(reason) > 20 for reason in left_out().values())


def test_the_page_about_the_points_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "write it anew: python tests/flows/provenance.py"


def test_the_list_of_points_is_the_inventorys() -> None:
    inventory = SHARED / "source-inventory.md"
    if not inventory.exists():
        pytest.skip("the inventory of the source documents lies outside the project and is not here")
    assert items() == re.findall(r"^- \*\*([A-Z]{3}-[A-Za-z0-9.-]+)\*\*", inventory.read_text("utf-8"), re.MULTILINE)


def test_every_point_has_a_heading_in_its_document() -> None:
    assert [one for one in items() if section(one, None) is None] == []


@each_flow
def test_every_form_and_law_that_is_named_exists(name: str) -> None:
    flow = load_shipped(name).flow
    named = {tool.form for one, _, _ in elements(flow) for tool in getattr(one, "tools", []) if hasattr(tool, "form")}
    assert named - {None} <= set(all_forms())
    assert {law for one, _, _ in elements(flow) for law in one.law} <= set(laws())


@each_flow
def test_what_is_borrowed_says_from_whom(name: str) -> None:
    for one, _, place in elements(load_shipped(name).flow):
        if one.origin == "borrowed":
            assert one.src, place
            assert "Lånt fra" in (one.note or ""), place


@each_flow
def test_whatever_is_not_printed_as_it_stands_says_why(name: str) -> None:
    """Ways and roles aside: their origin stands beside them on the screen."""
    for one, _, place in elements(load_shipped(name).flow):
        if one.origin in ("corrected", "reconstructed", "misplaced"):
            assert one.note, place


@each_flow
def test_whatever_names_guardians_is_tagged_so_that_the_alarm_can_close_it(name: str) -> None:
    """Outcomes are left out: their labels are drawn through the mask, and they are never tagged."""
    file = HERE / "reviewed" / f"{name}.yaml"
    reviewed = yaml.safe_load(file.read_text("utf-8")) or {} if file.exists() else {}
    found = {words for words in _untagged(load_shipped(name).flow) if names_guardians(words)}
    assert found == set(reviewed)


@each_flow
def test_short_names_fit_the_rail(name: str) -> None:
    steps = [step for track in load_shipped(name).tracks.values() for step in track.steps.values()]
    assert [step.id for step in steps if len(step.short or step.title) > 22] == []


@each_flow
def test_everyone_is_told_of_the_duty_and_of_what_to_do_about_violations(name: str) -> None:
    flow = load_shipped(name).flow
    laws_told = {law for one, _, _ in elements(flow) for law in one.law}
    assert {"bvl-13-2", "oppl-12", "bhl-41"} <= laws_told
    assert any("report" in "".join(one.open) and "bvl-13-2" in one.law for one in flow.anytime)


@each_file
def test_no_persons_mail_or_other_number_stands_in_the_files(file: str) -> None:
    text = shipped(*file.split("/")).read_text("utf-8")
    printed = {phone.number for name in FLOWS for phone in load_shipped(name).flow.phones.values()}
    assert "@" not in text
    without_addresses = re.sub(r"(?:https?://|www\.)\S+", " ", text)
    assert set(re.findall(r"\d(?: ?\d){6,}", without_addresses)) <= printed


@each_flow
def test_every_number_stands_in_a_document(name: str) -> None:
    digits = re.sub(r"\D", "", "".join(_seeds()))
    numbers = [phone.number for phone in load_shipped(name).flow.phones.values() if phone.number]
    assert [one for one in numbers if one not in digits] == []


@each_file
def test_no_sentence_is_copied_from_a_document(file: str) -> None:
    assert _known_runs() & set(_runs(shipped(*file.split("/")).read_text("utf-8"))) == set()


def _documents() -> set[str]:
    """The letters that the points of the shipped procedures' documents begin with."""
    shipped_docs = {load_shipped(name).flow.doc for name in FLOWS}
    return {letters for letters, one in documents().items() if one.id in shipped_docs}


def _untagged(flow: Flow) -> Iterator[str]:
    for one, step, _ in elements(flow):
        kind = type(one).__name__
        tags = {*getattr(one, "contacts", []), *(step.contacts if step and kind in ("Weigh", "Step") else [])}
        if kind in ("Outcome", "Responsible", "Phone", "Entry", "Level", "Fragment") or GUARDIAN_CONTACTS & tags:
            continue
        for name in ("title", "short", "intro", "do", "how", "name", "about", "ask", "label", "text"):
            if isinstance(words := getattr(one, name, None), str):
                yield words
        yield from getattr(one, "points", [])


def _seeds() -> list[str]:
    found = [one.read_text("utf-8") for one in sorted(SHARED.glob("seeds/*.txt"))]
    if not found:
        pytest.skip("the source documents lie outside the project and are not here")
    return found


@cache
def _known_runs() -> set[tuple[str, ...]]:
    return {run for one in _seeds() for run in _runs(one)}


def _runs(text: str, size: int = 10) -> Iterator[tuple[str, ...]]:
    """Every run of words, addresses left out."""
    words = re.findall(r"[a-zæøå0-9§]+", re.sub(r"(?:https?://|www\.)\S+", " ", text).lower())
    return zip(*(words[start:] for start in range(size)), strict=False)
