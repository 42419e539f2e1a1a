"""The one road: what was accepted is on the disk, what was refused is not, and the list of cases is true."""

from __future__ import annotations

from datetime import datetime

import pytest
from desk_samples import PASSPHRASE, new_case

from bekymring_tui.case.acts import ActionMarked, AlarmAnswered, AlarmAsked, Decided, FormSaved, Graded, Logged
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.open_case import Refused, draft_key
from bekymring_tui.vault.rows import DraftRow
from bekymring_tui.vault.store import Vault


def reopened(desk: Desk) -> Desk:
    """The same store in a new session."""
    folder = desk.vault.path
    desk.vault.close()
    return Desk(Vault.open(folder, PASSPHRASE))


def test_a_case_is_the_same_after_reopening(desk: Desk) -> None:
    case = new_case(desk)
    case.take(Logged(aspect="seen", text="Satt alene i garderoben", observed="2026-11-20"))
    case.take(Graded(grade=4, rests_on="tre ganger på to uker"))
    case.take(ActionMarked(position="p1", action="H1", done=True))
    case.take(Decided(position="p1", outcome="D2", reason="Det gjentar seg", decided_by="Kari"))
    again = reopened(desk).open_case(case.id)
    assert again.state == case.state
    assert again.state.positions["p1"].here.step == "n1-2"
    again.desk.vault.close()


def test_a_refused_act_leaves_no_trace(desk: Desk) -> None:
    case = new_case(desk)
    before = case.state
    with pytest.raises(Refused) as caught:
        case.take(Decided(position="p1", outcome="D2", reason=" ", decided_by="Kari"))
    assert caught.value.ask == "reason"
    assert case.state == before
    assert len(desk.vault.events(case.id)) == len(case.events)


def test_events_of_two_cases_do_not_mix(desk: Desk) -> None:
    first, second = new_case(desk, "Blå ugle"), new_case(desk, "Grå hare")
    first.take(Logged(aspect="seen", text="hos ugla", observed="2026-11-20"))
    second.take(Logged(aspect="heard", text="hos haren", observed="2026-11-20"))
    first.take(Graded(grade=3))
    assert [one.text for one in desk.open_case(first.id).state.log] == ["hos ugla"]
    assert [one.text for one in desk.open_case(second.id).state.log] == ["hos haren"]
    assert {one.call_name for _, one in desk.cases()} == {"Blå ugle", "Grå hare"}
    assert desk.open_case(first.id).state == first.state


def test_a_summary_that_disagrees_is_mended(desk: Desk) -> None:
    case = new_case(desk)
    case.take(Graded(grade=5))
    fresh = dict(desk.cases())[case.id]
    desk.vault.rebuild_summary(case.id, fresh.model_copy(update={"call_name": "En annen"}).model_dump_json())
    desk.open_case(case.id)
    assert dict(desk.cases())[case.id] == fresh
    desk.vault.rebuild_summary(case.id, '{"from": "another version"}')
    assert dict(desk.cases())[case.id] == fresh
    assert [one.data for one in desk.vault.summaries([case.id])] == [fresh.model_dump_json()]


def test_saving_a_form_takes_its_drafts_with_it(desk: Desk) -> None:
    case = new_case(desk)
    key = draft_key("konkretisering")
    at = datetime.now().isoformat()
    desk.vault.save_drafts([DraftRow(case.id, key, "worry", "halv", at), DraftRow(case.id, "annet", "x", "y", at)])
    case.take(FormSaved(form="konkretisering", answers={"worry": "ferdig"}))
    assert [one.form for one in desk.vault.drafts(case.id)] == ["annet"]


def test_the_wrong_case_hands_its_alarm_over(desk: Desk) -> None:
    wrong, right = new_case(desk, "Blå ugle"), new_case(desk, "Grå hare")
    wrong.take(AlarmAsked(by="key"))
    wrong.take(AlarmAnswered(answer="home"))
    with pytest.raises(Refused):
        desk.move_alarm(wrong, right, " ")
    assert not right.state.masks
    with pytest.raises(Refused) as same:
        desk.move_alarm(wrong, desk.open_case(wrong.id), "Gjaldt et annet barn")
    assert (same.value.reason, wrong.state.masks) == ("refusal.same_case", True)
    desk.move_alarm(wrong, right, "Gjaldt et annet barn")
    assert right.state.alarm.pending
    assert not wrong.state.alarm.pending
    assert not wrong.state.masks
    assert wrong.state.alarm.moved_to == right.id


def test_a_log_entry_moves_to_the_right_case(desk: Desk) -> None:
    wrong, right = new_case(desk, "Blå ugle"), new_case(desk, "Grå hare")
    wrong.take(Logged(aspect="child", text="Jeg vil ikke hjem", observed="2026-11-20"))
    desk.move_log_entry(wrong, wrong.state.log[0].seq, right, "Skrevet i feil sak")
    assert not wrong.state.log
    assert [one.text for one in right.state.log] == ["Jeg vil ikke hjem"]
    assert desk.open_case(wrong.id).state == wrong.state


def test_nothing_is_done_before_the_user_is_known(desk: Desk) -> None:
    case = new_case(desk)
    desk.vault.put_setting("who", "")
    with pytest.raises(Refused):
        case.take(Graded(grade=2))
