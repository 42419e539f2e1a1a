"""The forms that come with the program say what their source says, in our words, and promise nothing we don't do."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest

from bekymring_tui.flow.sources import documents, laws, section
from bekymring_tui.flow.terms import GUARDIAN_CONTACTS
from bekymring_tui.flow.wording import names_a_guardian, names_guardians
from bekymring_tui.forms.load import all_forms, form
from bekymring_tui.forms.model import UNKNOWN, Field, Form, Section
from bekymring_tui.forms.shown import shown
from bekymring_tui.forms.uro import scale
from bekymring_tui.shipped import shipped

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
INVENTORY = SHARED / "source-inventory.md"
POINTS = (ROOT / "tests" / "flows" / "items.txt").read_text("utf-8").split()

FORMS = {
    "refleksjonsnotat", "refleksjonsskjema", "konkretisering", "opprettholdende_faktorer", "gode_moter",
    "moteinnkalling", "samtykke", "evaluering", "fem_trinn", "magefolelse", "vurdering", "loggnotat", "referat",
    "samtale_barn", "samtale_foresatte", "snakkeark",
}  # fmt: skip

CLOSED_FORMS = {"samtykke", "gode_moter", "moteinnkalling", "samtale_foresatte"}
CLOSED_PARTS = {
    "refleksjonsnotat": {"raise"},
    "opprettholdende_faktorer": {"meeting", "service_home", "home"},
    "evaluering": {"guardians_before", "effect_guardians", "closing"},
    "fem_trinn": {"involve", "guardians"},
    "referat": {"guardians", "network", "signed_guardians"},
    "samtale_barn": {"guardians"},
}
MENTIONED = {
    "refleksjonsnotat/relations", "magefolelse/interplay", "vurdering/near", "vurdering/contact",
    "vurdering/cooperation",
}  # fmt: skip
"""Open questions that name guardians without leading to them: what was seen of them is written down."""

CARRIED = {
    "samtykke": ["BNA-T-SAM-"],
    "gode_moter": ["BNA-T-MOT-"],
    "evaluering": ["BNA-T-EVA-"],
    "refleksjonsskjema": ["BNA-T-RSK-"],
    "opprettholdende_faktorer": ["BNA-T-OPF-"],
    "fem_trinn": ["BNA-T-FEM-"],
    "magefolelse": ["ASN-D-"],
    "vurdering": ["ASN-V-"],
    "referat": ["STE-1b-4", "STE-2b-5", "STE-2b-6", "STE-2b-7", "STE-3b-5", "STE-3b-6", "STE-3b-7"],
    "samtale_barn": ["STE-1a-T", "POR-1-3-T1"],
    "samtale_foresatte": ["STE-1a-T", "POR-1-3-T2"],
    "moteinnkalling": ["POR-2-1-T1", "POR-3-1-T1", "BNA-FOR-2-1-T1"],
    "loggnotat": ["UNV-1-c", "POR-G-10"],
    "snakkeark": ["POR-M-6", "POR-2-1-H3", "UNV-4-S"],
}
"""The points of the documents that each form rests on, by their id or its beginning."""

SAYS_NOTHING = {"BNA-T-MOT-N"}
"""A digit that was printed twice."""

HEAVY_TERMS = {"Utvikling i forhold til alder", "1.2 Barnets øvrige situasjon"}
"""The document's own names, kept as they are."""

each = pytest.mark.parametrize("one", all_forms().values(), ids=lambda one: one.id)


def sources(one: Form) -> set[str]:
    parts = [one.src, *(section.src for section in one.sections), *(field.src for field in one.questions)]
    return {name for part in parts for name in part}


def closed(one: Form, part: Section) -> bool:
    return bool(GUARDIAN_CONTACTS & {*one.contacts, *part.contacts})


def words(one: Field) -> Iterator[str]:
    yield from filter(None, (one.label, one.hint, one.length, *one.examples))
    yield from (option.label for option in one.options)


def prose(one: Form) -> Iterator[str]:
    """All that a reader meets on the form, its source page left out."""
    yield from filter(None, (one.title, one.purpose, one.intro))
    for part in one.sections:
        yield from filter(None, (part.title, part.intro))
        for field in part.fields:
            yield from words(field)


def sheets(one: Form) -> Iterator[Mapping[str, str]]:
    """The answers that change what is asked, in every combination; boxes are all ticked."""
    hang_on = {part.shown_if.field for part in one.sections if part.shown_if}
    hang_on |= {field.shown_if.field for field in one.questions if field.shown_if}
    asked = [field for field in one.questions if field.id in hang_on]
    ways = [
        [" ".join(option.id for option in field.options)] if field.type == "checks" else [o.id for o in field.options]
        for field in asked
    ]
    for given in product(*ways):
        yield dict(zip((field.id for field in asked), given, strict=True))


def test_the_forms_are_these() -> None:
    assert set(all_forms()) == FORMS
    assert all(shipped("data", "forms", f"{name}.yaml").exists() for name in FORMS)
    assert len({one.title for one in all_forms().values()}) == len(FORMS)


def test_the_note_has_eight_graded_fields_and_four_plain_questions() -> None:
    note = form("refleksjonsnotat")
    assert [field.graded for field in note.questions] == [True] * 8 + [False] * 4
    assert {f"BNA-T-REF-F{number}" for number in range(1, 9)} <= sources(note)
    assert {f"BNA-T-REF-Q{number}" for number in range(5)} <= sources(note)
    assert [one.id for one in all_forms().values() if one.private] == [note.id]


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


@each
def test_a_form_says_whose_it_is(one: Form) -> None:
    if one.origin == "added":
        assert (one.note or "").startswith("Lagt til av oss")
        assert one.borrowed_from is None
    else:
        assert one.origin == "borrowed"
        assert any(known.name.startswith(one.borrowed_from or "?") for known in documents().values())
    assert one.src
    assert set(one.law) <= set(laws())


@each
def test_every_question_says_where_it_stands_or_that_it_is_ours(one: Form) -> None:
    for part in one.sections:
        ours = re.search(r"\b(?:lagt til av oss|er våre)\b", part.intro or "")
        assert [field.id for field in part.fields if not field.src and not ours] == []
    assert all(section(name, None) for name in sources(one))


@pytest.mark.parametrize("name", sorted(CARRIED))
def test_every_point_of_the_document_has_its_place_in_the_form(name: str) -> None:
    for beginning in CARRIED[name]:
        points = {one for one in POINTS if one == beginning or (beginning.endswith("-") and one.startswith(beginning))}
        assert points, beginning
        assert points - SAYS_NOTHING <= sources(form(name))


@each
def test_what_leads_to_guardians_is_closed_by_the_alarm_and_nothing_else_is(one: Form) -> None:
    assert bool(GUARDIAN_CONTACTS & set(one.contacts)) == (one.id in CLOSED_FORMS)
    if one.id not in CLOSED_FORMS:
        assert {part.id for part in one.sections if closed(one, part)} == CLOSED_PARTS.get(one.id, set())


@each
def test_no_part_that_the_alarm_leaves_open_asks_the_reader_to_speak_with_guardians(one: Form) -> None:
    speaking = re.compile(r"\b(samtale\w*|snakk\w*|spør\w*|ta opp|si|fortell\w*|inviter\w*|ring\w*|avtal\w*)\b", re.I)
    named = set()
    for part in one.sections:
        if closed(one, part):
            continue
        told = [part.title, part.intro or "", *(said for field in part.fields for said in words(field))]
        assert not [said for said in told if speaking.search(said) and names_guardians(said)]
        assert not names_a_guardian(part.title + (part.intro or ""))
        named |= {f"{one.id}/{field.id}" for field in part.fields if any(map(names_a_guardian, words(field)))}
    assert named == {name for name in MENTIONED if name.startswith(f"{one.id}/")}
    assert one.id in CLOSED_FORMS or not names_a_guardian(one.intro or "")


def test_the_part_about_raising_it_is_closed_under_the_alarm() -> None:
    raising = form("refleksjonsnotat").sections[1]
    assert [field.src for field in raising.fields] == [[f"BNA-T-REF-Q{number}"] for number in range(1, 5)]
    assert GUARDIAN_CONTACTS & set(raising.contacts)


def test_the_childs_own_part_stays_open_unless_the_child_is_the_one_who_is_closed() -> None:
    for name, parts in {"samtale_barn": ["talk"], "fem_trinn": ["child"], "evaluering": ["effect_child"]}.items():
        one = form(name)
        for part in one.sections:
            if part.id in parts:
                assert not closed(one, part)
                assert "child" in {*one.contacts, *part.contacts}


def test_the_ban_can_be_read_while_the_alarm_stands() -> None:
    five = form("fem_trinn")
    assert "Ta det ikke opp hjemme" in (five.intro or "")
    assert not names_a_guardian(five.intro or "")


@each
def test_a_sheet_is_short_and_its_names_are_unlike(one: Form) -> None:
    assert max(len(shown(one, given)) for given in sheets(one)) <= 30
    assert all(len({field.short for field in shown(one, given)}) == len(shown(one, given)) for given in sheets(one))
    assert len(one.purpose or "") in range(20, 81)


@each
def test_a_must_is_asked_on_some_sheet_and_no_choice_is_made_beforehand(one: Form) -> None:
    seen = {field.id for given in sheets(one) for field in shown(one, given)}
    assert seen == {field.id for field in one.questions}
    assert not [field.id for field in one.questions if field.prefill and field.type in ("choice", "checks")]


def test_consent_names_each_service_and_those_with_text_ask_for_it() -> None:
    consent = form("samtykke")
    boxes = next(field for field in consent.questions if field.id == "services")
    assert [option.label for option in boxes.options] == [
        "Barnehage", "Skole/AKS", "Tverrfaglig ressursteam 1)", "Skolehelsetjenesten/helsestasjonen", "Fastlege",
        "Forebyggende tjenester", "PPT", "Forebyggende & kultur", "NAV", "Frivillig sektor", "SaLTo-koordinator",
        "Spesialisthelsetjenesten (spesifiser)", "Barnevern", "Andre",
    ]  # fmt: skip
    ticked = {"consent": "yes", "services": "specialist other_service trt"}
    asked = {field.id for field in shown(consent, ticked)}
    assert {"specialist", "others", "trt_decision", "until", "relay_consent"} <= asked
    assert not {"specialist", "others", "trt_decision"} & {field.id for field in shown(consent, {"consent": "yes"})}


def test_a_no_is_an_answer_that_asks_for_nothing_more() -> None:
    consent = form("samtykke")
    no, yes = ({one.id for one in shown(consent, {"consent": answer})} for answer in ("no", "yes"))
    assert no - yes == {"refused_words"}
    refused = next(part for part in consent.sections if part.id == "refused")
    assert "respekteres" in (refused.intro or "")
    assert [field.need for field in refused.fields] == ["optional"]


def test_one_guardians_address_stands_on_that_ones_own_sheet_and_no_form_asks_for_a_number_of_birth() -> None:
    for one in all_forms().values():
        for field in one.questions:
            asked = f"{field.label} {field.short}".lower()
            assert one.repeats == "guardian" or not re.search(r"\b(?:adresse|telefon(?:nummer)?)\b", asked)
            assert not re.search(r"fødsels|personnummer", asked)
    relay = next(part for part in form("samtykke").sections if part.id == "relay")
    assert re.search(r"fødselsnummer.*aldri.*papiret", relay.intro or "", re.DOTALL)


def test_a_good_meeting_has_seven_parts_with_and_without_stafettlogg() -> None:
    meeting = form("gode_moter")
    for answer in ("yes", "no"):
        asked = {field.id for field in shown(meeting, {"relay_log": answer})}
        titles = [part.title for part in meeting.sections if asked & {field.id for field in part.fields}]
        assert [title[0] for title in titles] == list("1234567")
        assert ("med stafettlogg" in titles[2]) == (answer == "yes")
    assert len(list(sheets(meeting))) == 2


def test_the_three_whose_arena_the_source_does_not_show_are_marked() -> None:
    analysis = form("opprettholdende_faktorer")
    part = next(part for part in analysis.sections if part.src == ["BNA-T-OPF-F4"])
    assert (part.intro or "").startswith("Usikkert:")
    assert "Usikkert:" in (analysis.note or "")
    assert [field.label for field in part.fields] == ["Fysiske forhold", "Psykiske forhold", "Sosiale forhold"]


def test_the_grounds_are_those_of_today_and_the_old_ones_are_named() -> None:
    five = form("fem_trinn")
    grounds = next(field for field in five.questions if field.id == "grounds")
    assert len(grounds.options) == len(laws()["bvl-13-2"].points) == 5
    assert "§ 6-4" in (five.note or "")
    assert "bvl-13-2" in five.law


def test_acute_danger_points_to_the_numbers_and_the_borrowed_scale_is_named() -> None:
    weighing = form("vurdering")
    danger = next(field for field in weighing.questions if field.src == ["ASN-V-1.2d"])
    assert "F9" in (danger.hint or "")
    assert danger.need == "must"
    assert set(danger.ask_alarm_on) == {"yes", UNKNOWN}
    assert "Nordre Aker" in (weighing.sections[0].intro or "")


def test_a_log_note_holds_what_was_seen_heard_said_and_thought_apart() -> None:
    parts = [part.id for part in form("loggnotat").sections]
    assert parts[1:5] == ["seen", "heard", "words", "meaning"]


def test_the_talking_sheet_has_no_place_for_a_name() -> None:
    sheet = form("snakkeark")
    assert [one.id for one in all_forms().values() if one.nameless] == [sheet.id]
    assert not [field.id for field in sheet.questions if field.type == "person"]
    assert {field.prefill for field in sheet.questions} <= {None, "today", "role"}
    age = next(field for field in sheet.questions if field.id == "age")
    assert age.type == "choice"
    assert "Omtrent" in age.label
    assert "lite sted" in (sheet.intro or "")


def test_no_text_promises_shredding() -> None:
    for file in shipped("data", "forms").glob("*.yaml"):
        assert not re.search(r"makuler|slette|forsvinner", file.read_text("utf-8"), re.IGNORECASE), file.name


@each
def test_the_words_are_plain(one: Form) -> None:
    heavy = tomllib.loads(shipped("data", "texts", "klarsprak.toml").read_text("utf-8"))
    found = re.compile(rf"\b(?:{'|'.join(map(re.escape, heavy))})\b", re.IGNORECASE)
    assert [said for said in prose(one) if found.search(said) and said not in HEAVY_TERMS] == []
    sentences = [sentence for said in prose(one) for sentence in re.split(r"(?<=[.!?:])\s+", said)]
    assert [sentence for sentence in sentences if len(sentence.split()) > 20] == []


def test_no_sentence_is_copied_from_a_document() -> None:
    tool = SHARED / "tools" / "copied_runs.py"
    if not tool.exists():
        pytest.skip("the source documents lie outside the project and are not here")
    told = subprocess.run([sys.executable, tool, shipped("data", "forms")], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout


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
