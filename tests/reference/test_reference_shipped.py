"""What there is to look up says what its document says, item by item, and leads nobody to the guardians by mistake."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bekymring_tui.flow.fields import walk
from bekymring_tui.flow.model import Sourced
from bekymring_tui.flow.sources import laws, provenance
from bekymring_tui.flow.terms import GUARDIAN_CONTACTS
from bekymring_tui.flow.wording import names_a_guardian, names_guardians
from bekymring_tui.prove.plain_language import LONGEST
from bekymring_tui.reference.load import all_references, reference
from bekymring_tui.reference.model import Group, Item, Reference
from bekymring_tui.shipped import shipped

POINTS = (Path(__file__).parents[1] / "flows" / "items.txt").read_text("utf-8").split()
OURS = re.compile(r"TEG-|OPP-|BNA-T-(TEG|OPP|RIS|RUT|HEN|VEI|STA|PER|ROL|SHO|ARK|STR|ORD)|POR-G-9$")
each = pytest.mark.parametrize("one", all_references().values(), ids=lambda one: one.id)
each_list = pytest.mark.parametrize(
    "one", [one for one in all_references().values() if one.signs], ids=lambda one: one.id
)

COUNTS = {
    "TEG-FO1-": 6, "TEG-FO2-": 5, "TEG-FO3-": 6, "TEG-FO4-": 10, "TEG-MO1-": 9, "TEG-MO2-": 7,
    "TEG-SO1-S1..S14": 14, "TEG-SO1-F1..F14": 14, "TEG-SO1-P1..P7": 7,
    "TEG-SO2-S": 8, "TEG-SO2-F": 3, "TEG-SO2-P": 7, "TEG-SO3-S": 6, "TEG-SO3-F": 3, "TEG-SO3-P": 5,
    "TEG-DE1-1..5": 5 + 9, "TEG-DE2-1..6": 6 + 4, "TEG-DE3-1..6": 6 + 6, "TEG-DE4-1..5": 5 + 4,
    "TEG-AN1-1..11": 11, "TEG-AN2-1..9": 9, "TEG-SV1-1..7": 7,
    "BNA-T-TEG-1.": 7, "BNA-T-TEG-2.": 8, "BNA-T-TEG-3.": 7, "BNA-T-TEG-4.": 10, "BNA-T-TEG-5.": 5, "POR-G-9": 6,
    "BNA-T-RIS-IB": 7, "BNA-T-RIS-IR": 7, "BNA-T-RIS-FB": 5, "BNA-T-RIS-FR": 5, "BNA-T-RIS-OB": 6, "BNA-T-RIS-OR": 4,
    "BNA-T-RUT-B": 15, "BNA-T-RUT-S": 2, "BNA-T-RUT-H": 1, "BNA-T-HEN-1": 4, "BNA-T-HEN-2": 1, "BNA-T-HEN-3": 1,
    "BNA-T-VEI": 11, "BNA-T-PER-F": 10, "BNA-T-ARK-3": 5, "OPP-Q": 10,
}  # fmt: skip
"""Items by the point they rest on, counted in the documents. A depression list has a second column, for teachers."""

DANGER = re.compile(r"selvmord|selvskad|skader? seg selv|selvdestruktiv|rettet mot det selv|selv smerte", re.IGNORECASE)
INJURY = {
    "tegn": {"body-10", "parents-3"},
    "tegn_fysiske_overgrep": {"child-1", "marks-3", "marks-4", "marks-5", "marks-6"},
    "tegn_seksuelle_overgrep": {"small-body-2", "small-body-4"},
}
"""What else can be acute: a child that asks for help, an intoxicated parent, injuries, bleeding."""

REVIEWED = {
    "ordliste": {"bti", "relay-log", "holder"},
    "risiko": {
        "relation-protection", "relation-risk", "around-protection", "around-risk",
        "around-protection-1", "around-protection-2", "around-risk-1", "around-risk-2",
    },
    "roller": {"child", "personal-1", "personal-3", "personal-6", "archive-consent", "withdrawn", "withdrawn-record"},
    "rutiner": {"fub", "taushetsplikt"},
    "lofter": {"no-contact"},
}  # fmt: skip
"""Names or terms that speak of guardians and lead nobody to them: definitions, factors, fields of the log, titles."""


def words(one: Item | Group) -> str:
    intro = [one.title, one.intro or "", one.withheld or ""] if isinstance(one, Group) else [one.text, one.more or ""]
    return " ".join(intro)


def parts(one: Reference) -> Iterator[tuple[Item | Group, bool]]:
    """Every group and item, and whether it is closed under the alarm."""
    for group in one.groups:
        closed = bool(GUARDIAN_CONTACTS & {*one.contacts, *group.contacts})
        yield group, closed
        yield from ((item, closed or bool(GUARDIAN_CONTACTS & set(item.contacts))) for item in group.items)


def test_every_point_of_these_lists_is_carried() -> None:
    used = {source for one in all_references().values() for _, part in walk(one) for source in getattr(part, "src", [])}
    assert {point for point in POINTS if OURS.match(point)} <= used <= set(POINTS)


def test_every_list_is_whole_item_by_item() -> None:
    """The eating disorders aside, whose list the document does not have."""
    found = Counter(source for one in all_references().values() for item in one.items for source in item.src)
    counted = {point: sum(number for name, number in found.items() if _under(name, point)) for point in COUNTS}
    assert counted == COUNTS
    assert (
        len([item for one in all_references().values() if one.signs for item in one.items])
        == 7 + 8 + 7 + 10 + 5 + 6 + 27 + 67 + 16 + 45 + 27
    )


def _under(name: str, point: str) -> bool:
    return name.startswith(point) if point.endswith(("-", ".")) else name == point


@each
def test_each_file_is_named_by_its_id_and_everything_in_it_says_where_it_stands(one: Reference) -> None:
    assert shipped("data", "reference", f"{one.id}.yaml").exists()
    assert one.origin == "borrowed"
    assert (one.borrowed_from or "").startswith("Bydel Nordre Aker")
    for _, part in walk(one):
        assert isinstance(part, Sourced)
        assert part.src, part
        assert all(line.section for line in provenance(part, flow=None))
        assert part.note or part.origin in ("printed", "borrowed"), part
        assert set(part.law) <= set(laws())


@each
def test_the_words_are_plain(one: Reference) -> None:
    heavy = tomllib.loads(shipped("data", "texts", "klarsprak.toml").read_text("utf-8"))
    texts = [one.about, one.note or "", *(words(part) + " " + (part.note or "") for part, _ in parts(one))]
    for sentence in (sentence for text in texts for sentence in re.split(r"[.!?:;]\s+", text)):
        assert len(sentence.split()) <= LONGEST, sentence
        assert not {word.lower() for word in re.findall(r"\w+", sentence)} & set(heavy), sentence


@each
def test_no_help_number_is_copied_here(one: Reference) -> None:
    assert not re.search(r"\b(11[023]|116 ?11[17]|02800)\b", one.model_dump_json())


@each_list
def test_a_list_of_signs_is_no_checklist(one: Reference) -> None:
    assert "bakgrunnskunnskap, ikke en sjekkliste" in one.about
    assert "telles ikke" in one.about
    assert not names_a_guardian(one.about)


@each_list
def test_whatever_is_urgent_is_marked_and_nothing_else(one: Reference) -> None:
    told = {item.id for item in one.items if DANGER.search(words(item))} | INJURY.get(one.id, set())
    assert {item.id for item in one.items if item.urgent} == told
    assert "hjelpenumrene" in (one.note or "").lower()
    assert "lagt til av oss" in (one.note or "")


def test_only_signs_are_urgent() -> None:
    assert not [item for one in all_references().values() if not one.signs for item in one.items if item.urgent]


@each_list
def test_a_sign_leads_to_nobody(one: Reference) -> None:
    """So that it can be read under the alarm, even when it names a parent."""
    for part, closed in parts(one):
        asked = re.search(
            r"\b(snakk med|spør|ring|kontakt med foreld|ta opp|sjekk|si fra)\b", words(part), re.IGNORECASE
        )
        assert closed == (part.id == "conclude")
        assert not asked or closed or part.id == "eating", part
    assert not [item for item in one.items if item.contacts]


@pytest.mark.parametrize("one", [one for one in all_references().values() if not one.signs], ids=lambda one: one.id)
def test_whatever_names_guardians_elsewhere_is_closed_or_was_thought_of(one: Reference) -> None:
    named = {part.id for part, closed in parts(one) if not closed and names_guardians(words(part))}
    assert named == REVIEWED.get(one.id, set())


def test_the_promises_are_closed_and_the_exception_can_be_read() -> None:
    promises = reference("lofter")
    exception, *rest = promises.groups
    assert [bool(GUARDIAN_CONTACTS & set(group.contacts)) for group in rest] == [True] * 5
    assert [group.src for group in rest] == [[f"BNA-T-OPP-{number}"] for number in range(1, 6)]
    assert not GUARDIAN_CONTACTS & {contact for item in exception.items for contact in item.contacts}
    told = [words(exception), *map(words, exception.items)]
    assert not names_a_guardian(" ".join(told))
    assert exception.items[1].text == "Gå rett til barneverntjenesten (nivå 3)"


def test_the_misprinted_list_of_eating_disorders_is_withheld() -> None:
    (eating,) = [group for group in reference("tegn_psykisk").groups if "BNA-T-TEG-SP1" in group.src]
    assert eating.items == []
    assert (eating.withheld or "").startswith("Kilden mangler denne listen (trykkfeil).")
    assert "skolehelsetjenesten" in (eating.withheld or "")
    assert not [one.id for one in all_references().values() for item in one.items if "BNA-T-TEG-SP1" in item.src]


def test_the_sign_whose_name_was_misprinted_has_its_own() -> None:
    names = {item.src[0]: item for item in reference("tegn").items}
    avoids = names["BNA-T-TEG-3.7"]
    assert (avoids.text, avoids.origin) == ("Avviser/unngår voksenkontakt", "corrected")
    assert names["BNA-T-TEG-3.6"].text == "Avvikende eller konfliktfylt relasjon til foreldre"


def test_every_service_finds_the_documents_and_their_addresses() -> None:
    assert [item.id for item in reference("rutiner").items if not item.address] == []
    assert len({item.id for item in reference("rutiner").items}) == 35
