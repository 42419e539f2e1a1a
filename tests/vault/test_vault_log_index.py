"""The index of the logs: what it finds, what it forgets, and that it holds nothing of what was forgotten."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vault_samples import AT, Made

from bekymring_tui import errors
from bekymring_tui.vault.log_index import MOST_WORDS
from bekymring_tui.vault.rows import NewEvent
from bekymring_tui.vault.store import Vault
from trials.pages import PAGE, Reader, uses


def written(words: str) -> NewEvent:
    return NewEvent("logged", AT, "{}", words)


def seqs(vault: Vault, query: str, most: int = 50) -> list[int]:
    return [row.seq for row in vault.find_in_logs(query, most)]


def test_every_word_begins_one_that_was_written_whatever_the_letters(made: Made) -> None:
    with made.open() as vault:
        one, two = vault.append("sak-1", [written("Blå mærker på LÅRET, idé"), written("Blåveis i skogen")], "{}")
        assert seqs(vault, "blå") == [two.seq, one.seq]
        for query in ("blaa mærk", "BLÅ MAERKER", "bla lar", "ide laar", "laret, blå"):
            assert seqs(vault, query) == [one.seq], query
        for query in ("året", "blå mærker skogen", "erker", "", "  ", "🙂", "…"):
            assert seqs(vault, query) == [], query


@pytest.mark.parametrize(
    "query", ['"', "blå*", "*", "NEAR(blå, 2)", "-blå", "words:blå", "blå AND", "OR", "NOT", "^blå", '" OR 1=1 --', "("]
)
def test_a_sign_of_the_query_language_is_plain_text(made: Made, query: str) -> None:
    with made.open() as vault:
        vault.append("sak-1", [written("blå near and words or not 2 1")], "{}")
        vault.find_in_logs(query, 5)
        assert seqs(vault, f"{query} blå")


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=300))
def test_no_query_breaks_it_and_what_was_written_is_found(indexed: Vault, words: str) -> None:
    row = indexed.append("sak-1", [written(words)], "{}")[0]
    found = seqs(indexed, words, 1)
    assert found == [row.seq] or not any(one.isalnum() for one in words)


@pytest.fixture(scope="module")
def indexed(original: Made, tmp_path_factory: pytest.TempPathFactory) -> Vault:
    return original.copy(tmp_path_factory.mktemp("indeks")).open()


def test_a_pasted_page_is_searched_by_its_first_words(made: Made) -> None:
    with made.open() as vault:
        row = vault.append("sak-1", [written(" ".join(f"ord{number}" for number in range(MOST_WORDS)))], "{}")[0]
        page = " ".join(f"ord{number}" for number in range(5000))
        assert seqs(vault, page) == [row.seq]
        assert seqs(vault, "x" * 10_000) == []


def test_the_newest_come_first_and_only_so_many(made: Made) -> None:
    with made.open() as vault:
        rows = [vault.append(f"sak-{number % 3}", [written("gikk hjem")], "{}")[0].seq for number in range(9)]
        assert seqs(vault, "gikk", 4) == rows[:4:-1]


def test_what_is_shredded_or_corrected_is_found_no_more(made: Made) -> None:
    with made.open() as vault:
        first, second, third = vault.append("sak-1", [written("grevling")] * 3, "{}")
        vault.append("sak-1", [written("rev")], "{}", shred=[first.seq])
        assert seqs(vault, "grevling") == [third.seq, second.seq]
        vault.append("sak-1", [], "{}", unindex=[third.seq])
        assert seqs(vault, "grevling") == [second.seq]
    with made.open() as vault:
        assert seqs(vault, "grevling") == [second.seq]
        assert len(seqs(vault, "rev")) == 1


def test_an_older_vault_is_indexed_in_pieces_and_goes_on_where_it_stopped(made: Made) -> None:
    from test_vault_schema import change

    for statement in (
        "DROP TABLE log_index",
        "DROP TABLE log_waiting",
        "UPDATE meta SET value = '2' WHERE key = 'schema'",
    ):
        change(made, statement)
    every = sorted(row.seq for rows in made.events.values() for row in rows)
    with made.open() as vault:
        assert [row.seq for row in vault.unindexed(99)] == every[::-1]
        assert seqs(vault, "gammelt") == []
        vault.index({row.seq: "gammelt" for row in vault.unindexed(10)})
        assert seqs(vault, "gammelt") == every[:-11:-1]
        vault.append("sak-1", [], "{}", shred=[every[0]], unindex=[every[1]])
    with made.open() as vault:
        assert [row.seq for row in vault.unindexed(99)] == every[2:-10][::-1]
        vault.index({row.seq: "gammelt" for row in vault.unindexed(99)}, drop=[every[5]])
        assert vault.unindexed(1) == []
        assert seqs(vault, "gammelt") == [one for one in every[::-1] if one not in (every[0], every[1], every[5])]


def test_index_and_event_are_one_change(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    with made.open() as vault:
        monkeypatch.setattr("bekymring_tui.vault.log_index.change", fail)
        with pytest.raises(RuntimeError, match="power cut"):
            vault.append("sak-1", [written("oter")], "{}")
        monkeypatch.undo()
        assert seqs(vault, "oter") == []
        assert vault.events("sak-1") == made.events["sak-1"]


def break_page(made: Made, kind: str) -> None:
    """Flip a bit of the first page of this kind."""
    with made.open() as vault:
        key = vault.ways.unlocked.key
    raw = bytearray(made.file("hvelv.db").read_bytes())
    number = min(at for at, use in uses(Reader(key, bytes(raw[:16])).database(bytes(raw))).items() if use == kind)
    raw[number * PAGE - 100] ^= 1
    made.file("hvelv.db").write_bytes(raw)


def test_a_damaged_index_stops_the_search_and_no_saving(made: Made) -> None:
    with made.open() as vault:
        vault.append("sak-1", [written("grevling")], "{}")
    break_page(made, "log_index_data leaf")
    with made.open() as vault:
        saved = vault.append("sak-1", [written("rev")], "{}")
        with pytest.raises(errors.Damaged):
            vault.find_in_logs("grevling", 5)
        assert vault.events("sak-1")[-1] == saved[-1]
        assert vault.unindexed(5) == saved
        with pytest.raises(errors.Damaged):
            vault.append("sak-1", [], "{}", shred=[saved[0].seq])
        assert vault.events("sak-1")[-1] == saved[-1]


def test_a_damaged_page_hides_only_what_stands_on_it(made: Made) -> None:
    with made.open() as vault:
        rows = [vault.append(f"sak-{number % 3}", [long_one(number)], "{}")[0] for number in range(12)]
    break_page(made, "content leaf")
    with made.open() as vault:
        assert vault.find_in_logs("bever", 50) == rows[::-1]
        lost = [case_id for case_id in made.events if not readable(vault, case_id)]
        assert lost
        assert vault.save_drafts([]) is None
        assert vault.find_in_logs("bever", 50) == rows[::-1]
    with made.open() as vault:
        vault.index({row.seq: "bever" for rows in made.events.values() for row in rows})
        found = vault.find_in_logs("bever", 99)
        every = sum(len(rows) for rows in made.events.values())
        assert len(rows) < len(found) < every + len(rows)


def long_one(number: int) -> NewEvent:
    return NewEvent("logged", AT, f'{{"text": "{"bever " * 300} {number}"}}', "bever")


def readable(vault: Vault, case_id: str) -> bool:
    try:
        return bool(vault.events(case_id))
    except errors.Damaged:
        return False
