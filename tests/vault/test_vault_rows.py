"""What is put in comes out, in order, after the vault was closed and opened again."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from vault_samples import AT, PASSPHRASE, Made, draft, event, start

from bekymring_tui import errors
from bekymring_tui.vault.rows import DraftRow, EventRow, NewEvent, SummaryRow
from bekymring_tui.vault.store import Vault, exists


def test_a_new_vault_is_empty_and_opens_with_its_passphrase_and_its_code(tmp_path: Path) -> None:
    folder = tmp_path / "ny mappe" / "hvelv på Åsen #1 100% ?"
    assert not exists(folder)
    vault, code = Vault.create(folder, PASSPHRASE)
    with vault:
        assert vault.path == folder
        assert vault.notices == ()
        assert vault.cases() == {}
        assert vault.summaries() == vault.events("sak") == vault.drafts("sak") == []
    assert exists(folder)
    with Vault.open(folder, PASSPHRASE) as vault:
        vault.put_setting("who", "Kari")
    with Vault.recover(folder, code) as vault:
        assert vault.setting("who") == "Kari"


def test_events_keep_their_order_and_their_case(made: Made) -> None:
    with made.open() as vault:
        added = vault.append("sak-1", [event("først"), event("så", "decided")], '{"n":2}')
        assert [row.seq for row in added] == [37, 38]
        assert added[1] == EventRow(38, "sak-1", "decided", AT, '{"text": "så"}')
        vault.append("sak-ny", [event("annen sak")], '{"n":1}')
    with made.open() as vault:
        assert vault.events("sak-1") == made.events["sak-1"] + added
        assert vault.events("sak-0") == made.events["sak-0"]
        assert vault.cases() == {"sak-0": 30, "sak-1": 38, "sak-2": 36, "sak-ny": 39}
        assert SummaryRow("sak-1", 38, '{"n":2}') in vault.summaries()
        assert vault.events("finnes ikke") == []


def test_one_transaction_takes_events_summary_and_the_drafts_they_replace(made: Made) -> None:
    with made.open() as vault:
        vault.save_drafts([draft("a", "a"), draft("b", "b"), draft("annen sak", "a", "sak-2")])
        vault.append("sak-1", [event("a")], "{}", drop_drafts=[("note", "a"), ("note", "finnes ikke")])
        assert [row.field for row in vault.drafts("sak-1")] == ["b", "what"]
        assert [row.text for row in vault.drafts("sak-2")] == ["annen sak"]


def test_a_draft_is_overwritten_in_place(made: Made) -> None:
    with made.open() as vault:
        vault.save_drafts([draft("en"), draft("to"), draft("annet", "other")])
        vault.save_drafts([draft("tre")])
    with made.open() as vault:
        assert vault.drafts("sak-1") == [draft("annet", "other"), draft("tre")]
        vault.drop_drafts("sak-1", [("note", "what")])
        assert vault.drafts("sak-1") == [draft("annet", "other")]


def test_a_summary_can_be_rebuilt(made: Made) -> None:
    with made.open() as vault:
        vault.rebuild_summary("sak-2", '{"rebuilt":true}')
        assert SummaryRow("sak-2", 36, '{"rebuilt":true}') in vault.summaries()


def test_a_pinned_flow_stays_as_it_was_first(made: Made) -> None:
    with made.open() as vault:
        assert vault.pinned("abc") is None
        vault.pin("abc", "steg: [én]")
        vault.pin("abc", "noe annet")
    with made.open() as vault:
        assert vault.pinned("abc") == "steg: [én]"


def test_settings_are_overwritten(made: Made) -> None:
    with made.open() as vault:
        assert vault.setting("who") is None
        vault.put_setting("who", "Kari")
        vault.put_setting("who", "Ola")
    with made.open() as vault:
        assert vault.setting("who") == "Ola"


def test_shredded_content_is_gone_and_the_chain_still_holds(made: Made) -> None:
    with made.open() as vault:
        vault.append("sak-0", [], "{}", shred=[2, 3])
        vault.append("sak-0", [], "{}", shred=[3])
        with pytest.raises(LookupError):
            vault.append("sak-0", [], "{}", shred=[37])
    with made.open() as vault:
        rows = vault.events("sak-0")
        assert [row.payload is None for row in rows[:4]] == [False, True, True, False]
        assert [row.seq for row in rows] == [row.seq for row in made.events["sak-0"]]
        vault.append("sak-0", [event("etterpå")], "{}")
    with made.open() as vault:
        assert vault.events("sak-0")[-1].payload == '{"text": "etterpå"}'


def test_any_thread_may_use_it_and_submitted_work_may_call_it(made: Made) -> None:
    with made.open() as vault:

        def save(number: int) -> None:
            vault.append(f"tråd-{number}", [event("x")] * 5, "{}")

        threads = [threading.Thread(target=save, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [len(vault.events(f"tråd-{number}")) for number in range(8)] == [5] * 8
        rows = vault.submit(lambda: (vault.save_drafts([draft("fra skjermen")]), vault.drafts("sak-1"))[1])
        assert [row.text for row in rows.result()] == ["fra skjermen"]


def test_closing_waits_for_submitted_work_and_then_says_locked(made: Made) -> None:
    vault = made.open()
    for number in range(20):
        vault.submit(lambda number=number: vault.save_drafts([draft(str(number))]))
    vault.close()
    vault.close()
    for use in (lambda: vault.drafts("sak-1"), lambda: vault.submit(lambda: None)):
        with pytest.raises(errors.Locked, match="Hvelvet er låst"):
            use()
    with made.open() as vault:
        assert [row.text for row in vault.drafts("sak-1")] == ["19"]


def test_it_may_be_closed_from_its_own_thread(made: Made) -> None:
    vault = made.open()
    vault.submit(vault.close).result()
    with made.open() as again:
        assert again.cases()


ANY_TEXT = st.text(max_size=200)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(ANY_TEXT, min_size=1, max_size=4), field=ANY_TEXT.filter(str.isprintable))
def test_any_text_comes_back(tmp_path: Path, original: Made, texts: list[str], field: str) -> None:
    made = Made(tmp_path / "h", original.code, {})
    if not made.folder.exists():
        original.copy(tmp_path)
        (tmp_path / original.folder.name).rename(made.folder)
    with made.open() as vault:
        vault.save_drafts([DraftRow("d", "f", field, text, AT) for text in texts])
        seqs = [row.seq for row in vault.append("c", [NewEvent("k", AT, text) for text in texts], texts[0])]
    with made.open() as vault:
        assert [row.payload for row in vault.events("c") if row.seq in seqs] == texts
        assert [row.text for row in vault.drafts("d") if row.field == field] == texts[-1:]


def test_half_a_surrogate_pair_loses_nothing_else(made: Made) -> None:
    with made.open() as vault:
        vault.save_drafts([draft("før \ud83d\ude00 \ud83d etter")])
        vault.append("sak-1", [NewEvent("k", AT, "før \ud83d etter")], "\udc00")
        assert [row.text for row in vault.drafts("sak-1")] == ["før 😀 � etter"]
        assert vault.events("sak-1")[-1].payload == "før � etter"


def test_a_megabyte_in_one_field(made: Made) -> None:
    text = json.dumps("æ" * 1_000_000, ensure_ascii=False)
    with made.open() as vault:
        vault.save_drafts([draft(text)])
        vault.append("sak-1", [NewEvent("k", AT, text)], "{}")
    with made.open() as vault:
        assert vault.drafts("sak-1") == [draft(text)]
        assert vault.events("sak-1")[-1].payload == text


def test_importing_the_vault_loads_no_database_library() -> None:
    program = (
        "import bekymring_tui.vault.store, sys;"
        "print([name for name in ('sqlalchemy', 'sqlmodel', 'sqlcipher3', 'pydantic') if name in sys.modules])"
    )
    out, err = start(program).communicate()
    assert (out.strip(), err) == ("[]", "")
