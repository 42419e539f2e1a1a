"""Everything to look up as one list: nothing is missing, and under the alarm nothing leads to guardians."""

from __future__ import annotations

from datetime import date

import pytest

from bekymring_tui.case.phone_book import PAGE, phone_book
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.flow.sources import laws
from bekymring_tui.flow.terms import GUARDIAN_CONTACTS
from bekymring_tui.flow.wording import names_a_guardian
from bekymring_tui.forms.uro import scale
from bekymring_tui.profile import Contacts, Entry
from bekymring_tui.reference.entries import entries
from bekymring_tui.reference.load import all_references
from bekymring_tui.reference.model import Reference
from bekymring_tui.reference.shelf import pages

TODAY = date(2026, 11, 22)
HOME = Entry(label="Mor til barnet", number="22334455")
LAID = Contacts(own=(Entry(label="Ressursteamet", number="22334456", about="råd"), HOME))
NUMBERS = phone_book(load_shipped("porsgrunn").flow, LAID, TODAY)
ALL = (*pages(), NUMBERS)
OPEN, MASKED = entries(ALL), entries(ALL, GUARDIAN_CONTACTS)


def test_everything_that_is_shipped_is_there_once() -> None:
    assert {one.id for one in pages()} == {*all_references(), "uro", "lov"}
    names = [one.id for one in OPEN]
    assert len(set(names)) == len(names)
    for page in ALL:
        items = [one for one in OPEN if one.kind == "item" and one.page == page.id]
        assert [(one.title, one.text) for one in items] == [(one.text, one.more or "") for one in page.items]
    assert not [one for one in OPEN if one.closed or one.withheld]


def test_each_entry_says_where_it_stands() -> None:
    risk = next(one for one in OPEN if one.id == "tegn/parents/parents-3")
    assert risk.where == ("Tegn og signaler", "Foreldre og relasjon til barna")
    assert (risk.kind, risk.sign, risk.urgent, risk.page) == ("item", True, True, "tegn")
    address = next(one for one in OPEN if one.id == "rutiner/kindergarten/mobbing").address
    assert (address or "").startswith("www.oslo.kommune.no/")


def test_the_scale_and_the_law_are_not_copied() -> None:
    told = " ".join(one.text for one in OPEN if one.page == "uro")
    assert all(one in told for one in scale().words)
    rules = [one for one in OPEN if one.page == "lov" and one.kind == "item"]
    assert [one.title for one in rules] == [one.name for one in laws().values()]
    duty = next(one for one in rules if one.title == "Meldeplikt til barnevernet")
    assert duty.text.startswith(
        "Nå: barnevernsloven § 13-2\nI eldre dokumenter: barnevernloven § 6-4\nDu skal melde uten"
    )
    assert duty.text.endswith("Sjekket mot Lovdata 2.7.2026.")
    assert [one.element.law for one in rules] == [[name] for name in laws()]


def test_the_numbers_are_those_of_the_country_the_procedure_and_the_municipality() -> None:
    titles = [one.title for one in OPEN if one.page == PAGE and one.kind == "item"]
    assert titles[:2] == ["112 Politi – fare for liv og helse", "113 Ambulanse og akutt medisinsk hjelp"]
    assert {"Barnevernsvakta i Telemark: 900 53 304", "Ressursteamet: 22 33 44 56"} <= set(titles)
    alone = phone_book(None, Contacts(), TODAY)
    assert [one.id for one in alone.groups] == ["national"]


def test_under_the_alarm_no_entry_leads_to_guardians_and_all_others_can_be_read() -> None:
    for before, now in zip(OPEN, MASKED, strict=True):
        group = "/".join(now.id.split("/")[:2])
        apart = [one.element.contacts for one in OPEN if one.id in (now.id, now.page, group)]
        leads = any(GUARDIAN_CONTACTS & set(one) for one in apart)
        page_signs = any(one.id == now.page and one.signs for one in ALL)
        if leads:
            assert now.closed
        elif page_signs:
            assert (now.title, now.text) == (before.title, before.text)
        else:
            assert now.closed == names_a_guardian(before.title)
            assert now.withheld == (names_a_guardian(before.text) and not now.closed)
            assert not names_a_guardian(" ".join((now.title, now.text, *now.where)))
        if now.closed:
            assert (now.title, now.text, now.where, now.address) == ("", "", (), None)


def test_what_the_alarm_closes_and_what_it_leaves() -> None:
    shown = {one.id: one for one in MASKED}
    promises = [one for one in MASKED if one.page == "lofter" and one.kind != "page"]
    assert [one.closed for one in promises] == [False] * 3 + [True] * 15
    assert shown["tegn/conclude"].closed
    assert shown["roller/introduction/introduction-start"].closed
    assert shown["tegn/parents/parents-3"].title == "Foreldre med rusmisbruk"
    own = [one.title for one in MASKED if one.id.startswith(f"{PAGE}/own/")]
    assert own == ["Ressursteamet: 22 33 44 56", ""]


@pytest.mark.parametrize("rule", ["strl-17", "bvl-13-2", "bvl-1-4", "strl-196"])
def test_the_rules_that_an_alarm_rests_on_can_be_read_while_it_stands(rule: str) -> None:
    found = next(one for one in MASKED if one.id.endswith(f"/rule-{rule}"))
    assert not found.closed
    assert not found.withheld


def test_a_line_that_names_a_guardian_is_withheld_and_the_rest_stays() -> None:
    found = next(one for one in MASKED if one.id.endswith("/rule-fvl-13"))
    assert found.withheld
    assert found.text.startswith("Nå: forvaltningsloven §§ 13–13 g\n")
    assert "den det gjelder" not in found.text


def test_closing_a_page_closes_all_of_it() -> None:
    [lists] = [one for one in ALL if one.id == "risiko"]
    closed = Reference.model_validate({**lists.model_dump(), "contacts": ["guardians"]})
    assert {one.closed for one in entries([closed], GUARDIAN_CONTACTS)} == {True}
    assert {one.closed for one in entries([closed])} == {False}


def test_in_a_case_about_parents_the_child_is_closed_too() -> None:
    assert next(one for one in entries(ALL, GUARDIAN_CONTACTS | {"child"}) if one.id == "tegn/conclude").closed
