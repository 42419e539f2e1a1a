"""A procedure of one's own: what holds leads cases, what does not is told, and nothing shipped is displaced."""

from __future__ import annotations

import pytest

from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.open_case import Refused
from bekymring_tui.desk.own_flows import OwnFlows
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.flow.own import flow_of
from bekymring_tui.prove.edition import check_edition
from bekymring_tui.prove.proven import Proven
from tests.own_samples import NAME, lay, own_case, through_round, with_round


def test_one_that_holds_leads_a_case(desk: Desk) -> None:
    lay(desk.vault.path)
    own = desk.editions.own
    assert (own.names(), own.unchecked(), own.usable()) == ([NAME], [NAME], [])
    assert own.wrong(NAME) == ""
    assert (own.unchecked(), own.usable()) == ([], [NAME])
    assert own_case(desk).guide.flow.id == NAME


def test_one_with_an_error_leads_none_and_says_why(desk: Desk) -> None:
    lay(desk.vault.path, ("step: talk", "step: gone"))
    assert "gone" in desk.editions.own.wrong(NAME)
    assert desk.editions.own.usable() == []
    with pytest.raises(Refused) as caught:
        own_case(desk)
    assert caught.value.reason == "refusal.own_flow"
    assert not desk.cases()


def test_what_only_the_walk_finds_is_found(desk: Desk) -> None:
    """No step leads to guardians by a tag, and yet its level tells them."""
    lay(desk.vault.path, ('title: "Nivå 1"', 'title: "Samtaler med foresatte"'))
    assert desk.editions.own.wrong(NAME)


def test_an_edited_one_is_looked_at_again(desk: Desk) -> None:
    lay(desk.vault.path, ("step: talk", "step: gone"))
    assert desk.editions.own.wrong(NAME)
    lay(desk.vault.path)
    assert desk.editions.own.unchecked() == [NAME]
    assert desk.editions.own.wrong(NAME) == ""


def test_none_takes_the_name_of_a_shipped_one(desk: Desk) -> None:
    lay(desk.vault.path, name="porsgrunn")
    assert "porsgrunn" in desk.editions.own.wrong("porsgrunn")
    assert flow_of("porsgrunn", desk.vault.path) is load_shipped("porsgrunn")
    assert desk.editions.own.may_lead("porsgrunn")


def test_the_folder_is_called_as_the_procedure(desk: Desk) -> None:
    file = lay(desk.vault.path)
    file.parent.rename(file.parent.with_name("annet"))
    assert "«minimal»" in desk.editions.own.wrong("annet")


def test_a_store_without_any_has_none(desk: Desk) -> None:
    assert OwnFlows(desk.vault.path / "finnes-ikke").names() == []


def test_the_edition_of_a_case_is_walked_when_it_is_no_longer_the_one_that_lies_there(desk: Desk) -> None:
    lay(desk.vault.path)
    case = own_case(desk)
    assert desk.editions.own.edition_holds(case.guide.procedure)
    lay(desk.vault.path, with_round(), through_round())
    assert desk.editions.own.edition_holds(case.guide.procedure)


def test_an_edition_that_was_pinned_before_a_fault_was_known_is_found_out(desk: Desk) -> None:
    lay(desk.vault.path, ('title: "Nivå 1"', 'title: "Samtaler med foresatte"'))
    found = check_edition(flow_of(NAME, desk.vault.path), Proven())
    assert {one.severity for one in found} == {"error"}
    assert not desk.editions.own.edition_holds(flow_of(NAME, desk.vault.path))
