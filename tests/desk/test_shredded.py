"""A private note lies in a row of its own, in no event. Shredded, nothing of it is left; so for a whole case (P5)."""

from __future__ import annotations

from datetime import date

import pytest
from desk_samples import PASSPHRASE, new_case

from bekymring_tui.case import acts as a
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.open_case import OpenCase, Refused, draft_key
from bekymring_tui.vault.store import Vault

NOTE = "refleksjonsnotat"
MARKER = "Zqxvik"
SAID = a.FormSaved(form=NOTE, answers={"why": f"{MARKER} i garderoben", "why.uro": "6"})


def kept(desk: Desk, case: OpenCase) -> dict[str, str]:
    return {one.field: one.text for one in desk.vault.drafts(case.id) if one.form == draft_key(NOTE)}


def all_rows(vault: Vault, case_id: str) -> str:
    """Everything that the vault gives of a case."""
    events = [one.payload or "" for one in vault.events(case_id)]
    summaries = [one.data for one in vault.summaries() if one.case_id == case_id]
    return "\n".join([*events, *summaries, *(one.text for one in vault.drafts(case_id)), vault.setting("place") or ""])


def end_without_concern(case: OpenCase) -> None:
    act = a.Decided(position="p1", outcome="D1", reason="Det var ikke noe", decided_by="Rektor", look_again="none")
    case.take(act)


def test_the_note_is_there_again_and_no_event_holds_it(desk: Desk) -> None:
    case = new_case(desk)
    case.take(SAID)
    assert MARKER not in "".join(one.payload or "" for one in desk.vault.events(case.id))
    assert kept(desk, case) == SAID.answers
    assert desk.open_case(case.id).state == case.state


def test_a_shredded_note_is_in_no_row_and_the_chain_holds(desk: Desk) -> None:
    case = new_case(desk)
    case.take(SAID)
    case.take(a.DutyWeighed(answer="not_now", reason="Jeg vet for lite", look_again="none"))
    end_without_concern(case)
    case.take(a.NoteShredded(form=NOTE, used=False))
    assert MARKER not in all_rows(desk.vault, case.id)
    told = [one.payload for one in desk.vault.events(case.id) if one.kind == "note_kept"]
    assert told == [None]
    assert desk.open_case(case.id).state.notes == {}
    folder = desk.vault.path
    desk.vault.close()
    with Vault.open(folder, PASSPHRASE) as again:
        assert again.notices == ()
        assert MARKER not in all_rows(again, case.id)


def test_refused_it_is_all_there(desk: Desk) -> None:
    case = new_case(desk)
    case.take(SAID)
    with pytest.raises(Refused):
        case.take(a.NoteShredded(form=NOTE, used=False))
    assert kept(desk, case) == SAID.answers


def test_of_a_whole_case_day_and_procedure_are_left(desk: Desk) -> None:
    case, other = new_case(desk, f"{MARKER} ugle"), new_case(desk, "Grå hare")
    case.take(a.Logged(aspect="seen", text=f"{MARKER} i gangen", observed=desk.now().isoformat()))
    case.take(a.FormSaved(form=NOTE, answers={"why": MARKER}))
    end_without_concern(case)
    opened = case.state.opened_at[:10]
    case.take(a.CaseShredded(flow="porsgrunn", opened_on=opened))
    assert MARKER not in all_rows(desk.vault, case.id)
    assert list(dict(desk.cases())) == [other.id]
    left = dict(desk.shredded())[case.id]
    assert (left.flow, left.call_name, left.service) == ("porsgrunn", "", "")
    assert date.fromisoformat(left.shredded or "") == date.fromisoformat(opened)
    with pytest.raises(Refused, match="makulert"):
        desk.open_case(case.id)
    with pytest.raises(Refused, match="makulert"):
        case.take(a.FormSaved(form="konkretisering", answers={"worry": MARKER}))
    assert MARKER not in all_rows(desk.vault, case.id)
    desk.vault.rebuild_summary(case.id, "{}")
    assert dict(desk.shredded())[case.id] == left
    assert desk.open_case(other.id).state.subject == other.state.subject
