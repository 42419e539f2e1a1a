"""The forms that come with the program say what their source says, in our words, and promise nothing we don't do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bekymring_tui.flow.terms import GUARDIAN_CONTACTS
from bekymring_tui.flow.wording import names_guardians
from bekymring_tui.forms.load import all_forms, form
from bekymring_tui.forms.model import Form
from bekymring_tui.forms.uro import scale
from bekymring_tui.shipped import shipped

INVENTORY = Path(__file__).parents[3] / "shared" / "source-inventory.md"


def sources(one: Form) -> set[str]:
    parts = [one.src, *(section.src for section in one.sections), *(field.src for field in one.questions)]
    return {name for part in parts for name in part}


def test_the_note_has_eight_graded_fields_and_four_plain_questions() -> None:
    note = form("refleksjonsnotat")
    assert [field.graded for field in note.questions] == [True] * 8 + [False] * 4
    assert {f"BNA-T-REF-F{number}" for number in range(1, 9)} <= sources(note)
    assert {f"BNA-T-REF-Q{number}" for number in range(5)} <= sources(note)
    assert note.private


def test_the_concretisation_has_nine_boxes_and_one_text_for_the_concern() -> None:
    concrete = form("konkretisering")
    areas = next(field for field in concrete.questions if field.type == "checks")
    assert sorted(one.label for one in areas.options) == [
        "Annet", "Fagvansker", "Forhold ved tjenesten", "Hjemmeforhold", "Konsentrasjon/oppmerksomhet", "Motorikk",
        "Sosiale forhold", "Språk", "Trivsel",
    ]  # fmt: skip
    assert areas.options[-1].label == "Annet"
    texts = [field for field in concrete.questions if field.type == "text"]
    assert [field.id for field in texts] == ["documentation", "worry"]
    assert {f"BNA-T-KON-{number}" for number in range(1, 6)} | {"BNA-T-KON-G"} == sources(concrete)
    assert not concrete.private


@pytest.mark.parametrize("one", all_forms().values(), ids=lambda one: one.id)
def test_a_form_says_whose_it_is(one: Form) -> None:
    if one.origin == "added":
        assert (one.note or "").startswith("Lagt til av oss")
    else:
        assert one.origin == "borrowed"
        assert one.borrowed_from
    assert one.src


@pytest.mark.parametrize("one", all_forms().values(), ids=lambda one: one.id)
def test_no_part_that_the_alarm_leaves_open_asks_the_reader_to_speak_with_guardians(one: Form) -> None:
    for section in one.sections:
        if not GUARDIAN_CONTACTS & {*one.contacts, *section.contacts}:
            asked = [section.title, section.intro or "", *(field.label for field in section.fields)]
            speaking = [text for text in asked if re.search(r"\b(samtale|snakk|spør|ta opp|si)\b", text, re.IGNORECASE)]
            assert not [text for text in speaking if names_guardians(text)]


def test_the_part_about_raising_it_is_closed_under_the_alarm() -> None:
    raising = form("refleksjonsnotat").sections[1]
    assert [field.src for field in raising.fields] == [[f"BNA-T-REF-Q{number}"] for number in range(1, 5)]
    assert GUARDIAN_CONTACTS & set(raising.contacts)


def test_no_text_promises_shredding() -> None:
    for file in shipped("data", "forms").glob("*.yaml"):
        assert not re.search(r"makuler|slette|forsvinner", file.read_text("utf-8"), re.IGNORECASE), file.name


def test_every_source_stands_in_the_inventory() -> None:
    if not INVENTORY.exists():
        pytest.skip("the inventory of the source documents lies outside the project and is not here")
    known = set(re.findall(r"\*\*([A-Z]{3}-[A-Za-z0-9.-]+)\*\*", INVENTORY.read_text("utf-8")))
    used = {name for one in all_forms().values() for name in sources(one)}
    used |= {name for zone in scale().zones for name in zone.src} | set(scale().src)
    assert used <= known


def test_the_scale_has_four_zones_whose_borders_are_said_to_be_inferred() -> None:
    uro = scale()
    assert [(zone.name, zone.grades) for zone in uro.zones] == [
        ("Ingen uro", [1]), ("Liten uro", [2, 3]), ("Gråsone", [4, 5]), ("Stor uro", [6, 7]),
    ]  # fmt: skip
    assert (uro.note or "").startswith("Tolket")
    assert uro.borrowed_from == "Bydel Nordre Aker"
    assert len({uro.meaning(grade) for grade in range(1, 8)}) == 7
    for grade in (0, 8):
        with pytest.raises(KeyError):
            uro.zone(grade)


def test_only_the_low_grades_speak_of_the_family() -> None:
    assert [grade for grade in range(1, 8) if names_guardians(scale().meaning(grade))] == [1]
