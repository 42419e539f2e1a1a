"""A case and the editions of its procedure: real vaults and files, a procedure that is edited between two days."""

from __future__ import annotations

import shutil

import pytest
from desk_samples import PASSPHRASE

from bekymring_tui.case import acts as a
from bekymring_tui.case.changes import told_changes
from bekymring_tui.case.digest import digest
from bekymring_tui.case.earlier import earlier
from bekymring_tui.case.going_over import fallen
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.open_case import OpenCase, Refused
from bekymring_tui.vault.store import Vault
from tests.own_samples import NAME, lay, own_case, through_round, with_round


def decide(case: OpenCase, outcome: str) -> None:
    case.take(a.Decided(position="p1", outcome=outcome, reason="Fordi.", decided_by="Kari", look_again="none"))


def next_day(desk: Desk) -> Desk:
    """The same store in a new session, with the user's own procedures looked at."""
    folder = desk.vault.path
    desk.vault.close()
    again = Desk(Vault.open(folder, PASSPHRASE))
    for name in again.editions.own.names():
        again.editions.own.wrong(name)
    return again


def test_new_words_pass_silently(desk: Desk) -> None:
    lay(desk.vault.path)
    case = own_case(desk)
    lay(desk.vault.path, ('title: "Tenk etter"', 'title: "Kjenn etter"'))
    desk = next_day(desk)
    again = desk.open_case(case.id)
    assert again.view(again.state.positions["p1"]).title == "Kjenn etter"
    assert again.newer() is None
    assert not again.asks_edition()
    desk.vault.close()


def test_a_changed_way_leaves_the_case_on_its_own_edition_until_the_user_chooses(desk: Desk) -> None:
    lay(desk.vault.path)
    case = own_case(desk)
    lay(desk.vault.path, with_round(), through_round())
    desk = next_day(desk)
    again = desk.open_case(case.id)
    assert "round" not in again.guide.track.steps
    assert again.asks_edition()
    newer = again.newer()
    assert newer is not None
    assert [line for told in told_changes(newer, again.state) for line in told.lines] == [
        "Nytt trinn på Nivå 1: «Drøftingsmøte».",
        "Valget «Ja» fører nå til «Drøftingsmøte».",
    ]
    desk.vault.close()


def test_going_over_is_an_event_with_who_and_when_and_lasts(desk: Desk) -> None:
    lay(desk.vault.path)
    case = own_case(desk)
    case.take(a.Answered(position="p1", question="V1", value="yes"))
    lay(desk.vault.path, with_round(), through_round())
    desk = next_day(desk)
    case = desk.open_case(case.id)
    case.take(case.going_over({}))
    decide(case, "D2")
    assert case.state.positions["p1"].here.step == "round"
    desk = next_day(desk)
    again = desk.open_case(case.id)
    assert again.state == case.state
    assert again.newer() is None
    event = next(one for one in again.events if one.kind == "went_over")
    assert event.by is not None
    assert (event.by.name, event.at[:2]) == ("Kari Testesen", "20")
    assert dict(again.state.answers) == {("think", 1, "V1"): "yes"}
    desk.vault.close()


def test_a_case_can_go_on_when_the_folder_is_gone(desk: Desk) -> None:
    file = lay(desk.vault.path, with_round(), through_round())
    case = own_case(desk)
    decide(case, "D2")
    shutil.rmtree(file.parent)
    desk = next_day(desk)
    again = desk.open_case(case.id)
    assert again.view(again.state.positions["p1"]).title == "Drøftingsmøte"
    assert again.newer() is None
    decide(again, "D1")
    desk.vault.close()


def test_to_keep_the_old_one_is_asked_once_for_each_edition(desk: Desk) -> None:
    lay(desk.vault.path)
    case = own_case(desk)
    lay(desk.vault.path, with_round(), through_round())
    desk = next_day(desk)
    case = desk.open_case(case.id)
    newer = case.newer()
    assert newer is not None
    case.take(a.EditionKept(route_hash=newer.procedure.route_hash))
    desk = next_day(desk)
    case = desk.open_case(case.id)
    assert not case.asks_edition()
    assert case.newer() is not None, "it can still be reached"
    lay(desk.vault.path, with_round(), through_round(), ("contacts: [colleague]", "contacts: [leader]"))
    desk = next_day(desk)
    assert desk.open_case(case.id).asks_edition(), "this edition is another one"
    desk.vault.close()


def test_where_the_step_is_gone_the_user_says_where_the_case_stands(desk: Desk) -> None:
    lay(desk.vault.path, with_round(), through_round())
    case = own_case(desk)
    decide(case, "D2")
    case.take(a.FormSaved(form="refleksjonsnotat", answers={}))
    lay(desk.vault.path)
    desk = next_day(desk)
    case = desk.open_case(case.id)
    newer = case.newer()
    assert newer is not None
    assert [one.id for one in fallen(newer, case.state)] == ["p1"]
    with pytest.raises(Refused) as caught:
        case.take(case.going_over({}))
    assert caught.value.reason == "refusal.landing"
    case.take(case.going_over({"p1": "talk"}))
    assert case.state.positions["p1"].here.step == "talk"
    assert dict(desk.cases())[case.id].where == [("Nivå 1", "2", "Samtale med foresatte")]
    desk.vault.close()


def test_a_decision_at_a_step_that_is_gone_is_read_in_export_too(desk: Desk) -> None:
    lay(desk.vault.path, with_round(), through_round())
    case = own_case(desk)
    decide(case, "D2")
    decide(case, "D1")
    lay(desk.vault.path)
    desk = next_day(desk)
    case = desk.open_case(case.id)
    case.take(case.going_over({}))
    assert [one.what for one in earlier(case.guide, case.state)] == ["Videre til samtale"]
    told = digest(case.guide, case.state, anonymous=False)
    assert [(one.step, one.outcome) for one in told.decisions] == [
        ("Tenk etter", "Ja"),
        ("Drøftingsmøte", "Videre til samtale"),
    ]
    desk.vault.close()


def test_a_new_edition_never_gets_around_a_call_that_waits(desk: Desk) -> None:
    lay(desk.vault.path)
    case = own_case(desk)
    case.take(a.AlarmAsked(by="key"))
    case.take(a.AlarmAnswered(answer="home"))
    lay(desk.vault.path, with_round(), through_round())
    desk = next_day(desk)
    case = desk.open_case(case.id)
    assert not case.asks_edition()
    with pytest.raises(Refused) as caught:
        case.take(case.going_over({}))
    assert caught.value.reason == "refusal.alarm_pending"
    assert case.state.alarm.pending
    desk.vault.close()


def test_an_edition_that_does_not_serve_the_service_is_not_offered(desk: Desk) -> None:
    lay(desk.vault.path)
    case = own_case(desk)
    lay(desk.vault.path, ("  skole:\n", "  sfo:\n"), ("services: [skole]", "services: [sfo]"))
    desk = next_day(desk)
    case = desk.open_case(case.id)
    assert case.newer() is None
    assert case.guide.service == "skole"
    desk.vault.close()


def test_an_edition_that_does_not_hold_is_not_offered(desk: Desk) -> None:
    lay(desk.vault.path)
    case = own_case(desk)
    lay(desk.vault.path, ("step: talk", "step: gone"))
    desk = next_day(desk)
    assert desk.editions.own.wrong(NAME)
    case = desk.open_case(case.id)
    assert case.newer() is None
    decide(case, "D1")
    desk.vault.close()
