"""Porsgrunn's file says what Porsgrunn's document says. Reviewed line by line; these tests keep it so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from porsgrunn_table import table
from pydantic import BaseModel

from bekymring_tui.case.dates import add
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.flow.model import Sourced, Step
from bekymring_tui.flow.sources import laws, sources_of
from bekymring_tui.flow.terms import GUARDIAN_CONTACTS
from bekymring_tui.flow.wording import names_guardians
from bekymring_tui.forms.load import all_forms
from bekymring_tui.shipped import shipped

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
PROCEDURE = load_shipped("porsgrunn")
FLOW = PROCEDURE.flow
TRACK = PROCEDURE.tracks["all"]
OWN_STEPS = [name for name, lane in TRACK.lane_of.items() if lane != "report"]
FILES = ("porsgrunn/flow.yaml", "shared/report.yaml")


def elements(part: object, step: Step | None = None) -> Iterator[tuple[Sourced, Step | None]]:
    """Every element with provenance, and the step it stands in."""
    if isinstance(part, Step):
        step = part
    if isinstance(part, Sourced):
        yield part, step
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from elements(getattr(part, name), step)
    elif isinstance(part, dict | list | tuple):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from elements(inner, step)


def carried() -> set[str]:
    return {source for one, step in elements(FLOW) for source in sources_of(one, step)}


def seed() -> str:
    found = [*SHARED.glob("seeds/000_*.txt")]
    if not found:
        pytest.skip("the source documents lie outside the project and are not here")
    return found[0].read_text("utf-8")


def test_the_way_is_the_one_that_was_reviewed_against_the_document() -> None:
    """After a change: hold the new lines against the document, then write them into the table by hand."""
    assert table(PROCEDURE) == (HERE / "porsgrunn_transitions.txt").read_text("utf-8").splitlines()


def test_every_point_of_the_document_is_carried_or_left_out_for_a_reason() -> None:
    items = set((HERE / "porsgrunn_items.txt").read_text("utf-8").split())
    left_out = yaml.safe_load((HERE / "porsgrunn_left_out.yaml").read_text("utf-8"))
    own = {source for source in carried() if source.startswith("POR-")}
    assert own | set(left_out) == items
    assert not own & set(left_out)
    assert all(len(reason) > 20 for reason in left_out.values())


def test_the_list_of_points_is_the_inventorys() -> None:
    inventory = SHARED / "source-inventory.md"
    if not inventory.exists():
        pytest.skip("the inventory of the source documents lies outside the project and is not here")
    known = re.findall(r"\*\*([A-Z]{3}-[A-Za-z0-9.-]+)\*\*", inventory.read_text("utf-8"))
    listed = (HERE / "porsgrunn_items.txt").read_text("utf-8").split()
    assert listed == [one for one in known if one.startswith("POR-")]
    assert carried() <= set(known)


def test_printed_tools_have_their_printed_names() -> None:
    def letters(text: str) -> str:
        return re.sub(r"[^a-zæøå0-9]", "", text.lower())

    document = letters(seed())
    for name in OWN_STEPS:
        for tool in TRACK.steps[name].tools:
            if tool.origin == "printed":
                printed = tool.address or (tool.name or "").replace("Spill fra", "Spill:")
                assert letters(printed) in document, tool.name


def test_every_number_stands_in_the_document() -> None:
    digits = re.sub(r"\D", "", seed())
    numbers = {name: phone.number for name, phone in FLOW.phones.items()}
    assert numbers == {"police": "02800", "barnevern": "35547398", "watch": "90053304", "system": None}
    assert all(number in digits for number in numbers.values() if number)


@pytest.mark.parametrize("file", FILES)
def test_no_persons_mail_or_other_number_stands_in_the_files(file: str) -> None:
    text = shipped("flows", *file.split("/")).read_text("utf-8")
    assert "@" not in text
    long_numbers = set(re.findall(r"\d(?: ?\d){6,}", text))
    assert long_numbers <= {"35547398", "90053304"}


def test_the_steps_titles_are_the_documents() -> None:
    assert [(name, TRACK.steps[name].title) for name in OWN_STEPS] == [
        ("n1-1", "Bekymring oppstår"),
        ("n1-2", "Konkretiser bekymringen"),
        ("n1-3", "Samtale med barn og foresatte"),
        ("n1-4", "Iverksette og evaluere tiltak"),
        ("n2-1", "Tverrfaglig drøfting"),
        ("n2-2", "Samtale med foresatte"),
        ("n2-3", "Iverksette og evaluere tiltak"),
        ("n3-1", "Tverrfaglig drøfting"),
        ("n3-2", "Koordinerte tiltak iverksettes og evalueres"),
        ("n3-3", "Plan for videre samarbeid"),
    ]


def test_known_faults_of_the_document_are_named() -> None:
    assert TRACK.steps["n2-3"].origin == "corrected"
    assert "Trykkfeil" in (TRACK.steps["n2-3"].note or "")
    holder = next(one for one in TRACK.steps["n2-3"].questions if one.id == "holder")
    assert holder.origin == "added"
    assert "ingen trinn" in (holder.note or "")
    assert "nevner ikke SFO" in FLOW.roles["lead"].by["sfo"]


def test_what_is_borrowed_says_from_whom() -> None:
    borrowed = [one for one, _ in elements(FLOW) if one.origin == "borrowed"]
    assert borrowed
    for one in borrowed:
        assert one.src
        assert not any(source.startswith("POR-") for source in one.src)
        if any(source.startswith("BNA-") for source in one.src):
            assert "Lånt fra Bydel Nordre Aker" in (one.note or "")


def test_every_form_and_law_that_is_named_exists() -> None:
    named = {tool.form for step in TRACK.steps.values() for tool in step.tools if tool.form}
    assert named == set(all_forms())
    assert {law for one, _ in elements(FLOW) for law in one.law} <= set(laws())


REVIEWED = {
    "Bekymringsskala vedrørende foreldre.pdf": "a scale about parents, filled in without them",
    next(one.text for one in FLOW.anytime if one.id == "website"): "the name of a part of the website",
}


def test_whatever_names_guardians_is_tagged_so_that_the_alarm_can_close_it() -> None:
    """Outcomes are left out: their labels are drawn through the mask, and they are never tagged."""
    untagged = set()
    for step in TRACK.steps.values():
        if not GUARDIAN_CONTACTS & set(step.contacts):
            untagged |= {text for text in (step.title, step.short, step.intro) if text}
        for one in (*step.actions, *step.tools, *step.questions, *step.deadlines):
            if not GUARDIAN_CONTACTS & set(one.contacts):
                names = ("do", "how", "name", "about", "ask", "label")
                untagged |= {text for name in names if isinstance(text := getattr(one, name, None), str)}
        if step.weigh and not GUARDIAN_CONTACTS & {*step.weigh.contacts, *step.contacts}:
            untagged.add(step.weigh.ask)
    for notice in (*FLOW.notices, *FLOW.anytime):
        untagged |= {text for text in (getattr(notice, "label", None), notice.text) if text}
    for action in FLOW.alarm.actions:
        untagged |= {text for text in (action.do, action.how) if text}
    assert {text for text in untagged if names_guardians(text)} == set(REVIEWED)


def test_a_report_can_always_be_delivered_in_words_that_the_alarm_leaves_open() -> None:
    for name in TRACK.lanes["report"].steps:
        step = TRACK.steps[name]
        assert not GUARDIAN_CONTACTS & set(step.contacts)
        assert not names_guardians(step.title)
        assert [one.id for one in step.outcomes if names_guardians(one.label) or one.basis == "consent"] == []


def test_violence_is_asked_about_before_anyone_is_told_of_a_report() -> None:
    for name, outcomes in (("report-review", ["ready", "own"]), ("report-inform", ["told", "untold"])):
        step = TRACK.steps[name]
        question = next(one for one in step.questions if one.id == "violence")
        assert set(question.ask_alarm_on) == {"yes", "unknown"}
        assert not question.contacts
        assert [one.id for one in step.outcomes if "violence" in one.ask] == outcomes
    telling = [one for one in TRACK.steps["report-inform"].actions if GUARDIAN_CONTACTS & set(one.contacts)]
    assert telling
    assert {one.at for one in telling} == {"decision"}


def test_the_laws_deadlines_for_a_report_delivered_on_a_monday() -> None:
    delivered = date(2026, 11, 23)
    found = {one.id: one for one in TRACK.steps["report-follow"].deadlines}
    first = found["investigated"].after_first
    assert first
    due = {name: add(delivered, one.within or "") for name, one in found.items() if name != "investigated"}
    due["investigated"] = add(add(delivered, first), found["investigated"].within or "")
    assert due["assessed"] == date(2026, 11, 30)
    assert due["reply"] == date(2026, 12, 14)
    assert due["investigated"] == date(2027, 2, 28)
    assert {one.kind for one in found.values()} == {"statute"}
    assert {one.binds for one in found.values()} == {"other"}
    assert found["reply_after"].from_ == "investigation_ended"


def test_short_names_fit_the_rail() -> None:
    assert all(step.short and len(step.short) <= 22 for step in TRACK.steps.values())


@pytest.mark.parametrize("file", FILES)
def test_no_sentence_is_copied_from_a_document(file: str) -> None:
    documents = [*SHARED.glob("seeds/*.txt")]
    if not documents:
        pytest.skip("the source documents lie outside the project and are not here")
    known = {run for one in documents for run in runs(one.read_text("utf-8"))}
    assert not known & set(runs(shipped("flows", *file.split("/")).read_text("utf-8")))


def runs(text: str, size: int = 10) -> Iterator[tuple[str, ...]]:
    """Every run of words, addresses left out."""
    words = re.findall(r"[a-zæøå0-9§]+", re.sub(r"(?:https?://|www\.)\S+", " ", text).lower())
    return zip(*(words[start:] for start in range(size)), strict=False)
