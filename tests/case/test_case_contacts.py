"""Whom to call, with the municipality's profile laid over the document: the national numbers always stand."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bekymring_tui.case.contacts import contacts_of, reminder, to_lay, why_not
from bekymring_tui.case.numbers import municipal
from bekymring_tui.flow.load import load_shipped, shipped_flows
from bekymring_tui.flow.model import Flow
from bekymring_tui.plain.numbers import number_lines
from bekymring_tui.profile import FILE_NAME, Contacts, Entry
from bekymring_tui.settings import Settings

TODAY = date(2026, 11, 22)
NATIONAL = ("110", "112", "113", "02800", "116 117", "116 111")
NONE = Contacts()


def flow(name: str) -> Flow:
    return load_shipped(name).flow


def laid(number: str = "00000000", checked: date | None = None) -> Contacts:
    return Contacts({"barnevern": Entry(number=number, checked=checked)})


def told(name: str, contacts: Contacts) -> str:
    """What is said of barnevern's number."""
    return next(one.told for one in municipal(flow(name), "skole", contacts, TODAY) if one.id == "barnevern")


@pytest.mark.parametrize("name", shipped_flows())
@hypothesis.settings(max_examples=15, deadline=None)
@given(raw=st.binary(max_size=200))
def test_whatever_the_file_holds_the_national_numbers_stand(
    name: str, raw: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("profil")
    (folder / FILE_NAME).write_bytes(raw)
    lines = number_lines(Settings(folder, name, "skole"), TODAY)
    for number in NATIONAL:
        assert any(line.split("  ")[1] == number for line in lines if line.startswith("  "))


def test_a_broken_profile_is_told_and_the_documents_numbers_hold(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("[", "utf-8")
    lines = "\n".join(number_lines(Settings(tmp_path, "porsgrunn", "skole"), TODAY))
    assert "kan ikke leses" in lines
    assert "35 54 73 98" in lines


def test_how_sure_a_number_is_stands_beside_it() -> None:
    assert told("porsgrunn", NONE) == "oppgitt i kilden, ikke kontrollert"
    assert told("porsgrunn", laid()) == "skrevet inn her, ikke kontrollert"
    assert told("porsgrunn", laid(checked=TODAY)) == "kontrollert 22.11.2026"
    assert told("unv", NONE) == "mangler, fyll ut"


@pytest.mark.parametrize(
    ("checked", "old"),
    [(date(2025, 11, 22), False), (date(2025, 11, 21), True), (date(2020, 2, 29), True), (TODAY, False)],
)
def test_after_twelve_months_it_is_to_be_checked_again(checked: date, old: bool) -> None:
    assert ("kontroller på nytt" in told("porsgrunn", laid(checked=checked))) == old
    assert bool(reminder(flow("porsgrunn"), "skole", laid(checked=checked), TODAY).old) == old


def test_a_day_that_is_still_to_come_says_nothing() -> None:
    assert told("porsgrunn", laid(checked=TODAY + timedelta(days=1))) == "skrevet inn her, ikke kontrollert"


def test_the_profiles_number_stands_in_place_of_the_documents() -> None:
    numbers = {one.id: one.number for one in municipal(flow("porsgrunn"), "skole", laid(), TODAY)}
    assert numbers == {"barnevern": "00 00 00 00", "watch": "900 53 304"}


@pytest.mark.parametrize(
    ("name", "missing"),
    [("unv", ["barnevern"]), ("asnes", ["barnevern"]), ("storelvdal", ["barnevern"]), ("porsgrunn", [])],
)
def test_home_reminds_of_barneverns_number_where_it_is_missing(name: str, missing: list[str]) -> None:
    assert [one.id for one in reminder(flow(name), "skole", NONE, TODAY).missing] == missing
    assert not reminder(flow(name), "skole", laid(), TODAY).missing


def test_the_watch_can_be_filled_in_where_the_document_has_none() -> None:
    assert [one.id for one in contacts_of(flow("asnes"), NONE, TODAY)][-1] == "watch"
    assert "watch" not in {one.id for one in municipal(flow("asnes"), "skole", NONE, TODAY)}
    filled = Contacts({"watch": Entry(number="00000001")})
    assert "watch" in {one.id for one in municipal(flow("asnes"), "skole", filled, TODAY)}


def test_the_municipalitys_own_stand_last_where_they_were_asked_to() -> None:
    own = (Entry("Krisesenteret", "00000002", on_f9=True), Entry("Ressursteamet", "00000003"))
    numbers = municipal(flow("porsgrunn"), "skole", Contacts(own=own), TODAY)
    assert [one.label for one in numbers][-1] == "Krisesenteret"
    assert "Ressursteamet" not in [one.label for one in numbers]


def test_no_guardian_is_shown_as_someone_to_call() -> None:
    own = (Entry("Mor", "00000002", on_f9=True), Entry("Vakta", "00000002", "eller foreldre", on_f9=True))
    phones = {"barnevern": Entry("Far", "00000003")}
    numbers = municipal(flow("porsgrunn"), "skole", Contacts(phones, own), TODAY)
    assert [one.label for one in numbers] == ["Barneverntjenesten i Porsgrunn", "Barnevernsvakta i Telemark"]
    for name, entry in (("label", own[0]), ("about", own[1])):
        found = why_not(entry, TODAY, own=True, called=True)
        assert found is not None
        assert found.field == name
    assert why_not(own[0], TODAY, own=True, called=False) is None


def test_barneverns_own_staff_see_only_their_list() -> None:
    for name in shipped_flows():
        for service, called in flow(name).alarm.by_service.items():
            filled = Contacts({"barnevern": Entry(number="00000001"), "watch": Entry(number="00000002")})
            shown = {one.id for one in municipal(flow(name), service, filled, TODAY)}
            assert shown & {"barnevern", "watch"} == set() or "barnevern" in called


def test_nobody_is_reminded_of_their_own_services_number() -> None:
    bydel = flow("nordreaker")
    old = {name: Entry(number="00000001", checked=date(2020, 1, 1)) for name in ("barnevern", "watch")}
    assert not any(
        (found.missing, found.old) != ((), ())
        for found in (reminder(bydel, "barnevern", one, TODAY) for one in (NONE, Contacts(old)))
    )
    assert [one.id for one in reminder(bydel, "skole", NONE, TODAY).missing] == ["barnevern"]
    assert [one.id for one in reminder(bydel, "skole", Contacts(old), TODAY).old] == ["barnevern", "watch"]


def test_only_what_differs_from_the_document_is_kept() -> None:
    printed = contacts_of(flow("porsgrunn"), NONE, TODAY)[1]
    same = Entry(printed.label, "35 54 73 98", printed.about)
    assert not to_lay(printed, same)
    checked = Entry(printed.label, "35 54 73 98", printed.about, TODAY)
    assert to_lay(printed, checked) == Entry(number="35547398", checked=TODAY)
    assert to_lay(printed, Entry("Vakta", "", "")) == Entry("Vakta")


def test_a_day_to_come_is_not_kept() -> None:
    found = why_not(Entry("A", "00000000", checked=TODAY + timedelta(days=1)), TODAY, own=True, called=False)
    assert found is not None
    assert found.field == "checked"
