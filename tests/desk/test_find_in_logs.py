"""The search over all logs: what is found, where, and what never is."""

from __future__ import annotations

from typing import Literal

from desk_samples import PASSPHRASE, new_case
from hypothesis import given, settings
from hypothesis import strategies as st

from bekymring_tui.case.acts import (
    AcuteAfterwards,
    AdviceRecorded,
    AlarmAnswered,
    AlarmAsked,
    CallRecorded,
    CaseShredded,
    Decided,
    DutyWeighed,
    FormSaved,
    Graded,
    Logged,
    Misfiled,
)
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.log_search import WHOLE, Found, excerpt, find, index_in_background, index_written, sought
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.folding import folded
from bekymring_tui.vault.store import Vault


def logged(text: str) -> Logged:
    return Logged(aspect="seen", text=text, observed="2026-11-20T12:10:00+01:00")


def raise_alarm(case: OpenCase, answer: Literal["home", "acute"]) -> None:
    case.take(AlarmAsked(by="key"))
    case.take(AlarmAnswered(answer=answer))


def texts(found: Found) -> list[str]:
    return [one.excerpt.text for one in found.hits]


def marked(found: Found) -> list[str]:
    return [one.excerpt.text[start:end] for one in found.hits for start, end in one.excerpt.marks]


def test_a_hit_tells_case_day_who_and_where_in_the_text(desk: Desk) -> None:
    first, second = new_case(desk, "Blå ugle"), new_case(desk, "Grå hare")
    first.take(logged("Gråt i garderoben.\nVille ikke gå hjem."))
    second.take(Logged(aspect="child", text="«Jeg vil ikke i garderoben»", observed="2026-11-21"))
    found = find(desk, "GARDEROBEN ikke")
    assert [(one.call_name, one.case_id, one.kind) for one in found.hits] == [
        ("Grå hare", second.id, "child"),
        ("Blå ugle", first.id, "seen"),
    ]
    hit = found.hits[1]
    assert (hit.at, hit.by, hit.seq) == ("2026-11-20T12:10:00+01:00", "Kari Testesen", first.state.log[0].seq)
    assert hit.excerpt.text == "Gråt i garderoben. Ville ikke gå hjem."
    assert marked(found) == ["ikke", "garderoben", "garderoben", "ikke"]
    assert (found.more, found.unread) == (False, False)
    assert marked(find(desk, "graat gar")) == ["Gråt", "garderoben"]


def test_reasons_calls_and_advice_are_found_as_observations_are(desk: Desk) -> None:
    case = new_case(desk)
    case.take(Graded(grade=6, rests_on="apekatt i lia"))
    case.take(DutyWeighed(answer="discuss", reason="bever ved elva", look_again="none"))
    case.take(Decided(position="p1", outcome="D2", reason="dachs på tur", decided_by="Kari", took_part=["Elg"]))
    raise_alarm(case, "home")
    case.take(
        CallRecorded(
            called="barnevern", result="reached", at="2026-11-20T12:10:00+01:00", spoke_with="Falk", advice="gaupe her"
        )
    )
    case.take(
        AdviceRecorded(
            by="barnevern",
            at="2026-11-20T13:10:00+01:00",
            spoke_with="Hauk",
            text="ilder",
            clears=False,
            anonymous=True,
        )
    )
    for word, kind in {
        "apekatt": "graded",
        "bever": "duty_weighed",
        "dachs": "decided",
        "falk": "call_recorded",
        "gaupe": "call_recorded",
        "hauk": "advice_recorded",
        "ilder": "advice_recorded",
    }.items():
        assert [one.kind for one in find(desk, word).hits] == [kind], word


def test_what_was_done_in_an_acute_danger_is_found(desk: Desk) -> None:
    case = new_case(desk)
    raise_alarm(case, "acute")
    case.take(AcuteAfterwards(text="Ringte 113, moren kom"))
    assert [one.kind for one in find(desk, "113 moren").hits] == ["acute_afterwards"]


def test_under_the_alarm_the_log_is_found_and_no_word_of_the_procedure_is(desk: Desk) -> None:
    case = new_case(desk)
    case.take(logged("Sa at far slår"))
    case.take(Decided(position="p1", outcome="D2", reason="snakke med mor", decided_by="Kari"))
    raise_alarm(case, "home")
    hits = [*find(desk, "far").hits, *find(desk, "mor").hits]
    assert [one.excerpt.text for one in hits] == ["Sa at far slår", "snakke med mor"]
    step = case.guide.track.steps[case.state.positions["p1"].here.step]
    titles = [step.title, *(one.label for one in step.outcomes), *(one.do for one in step.actions)]
    drawn = " ".join(str(vars(one)) for one in hits)
    assert titles
    assert not [one for one in titles if one and one in drawn]


def test_a_private_note_is_never_found(desk: Desk) -> None:
    case = new_case(desk)
    private = next(form for form in case.guide.forms.values() if form.private)
    field = next(one.id for one in private.fields if one.type == "text")
    case.take(FormSaved(form=private.id, answers={field: "hemmelighet i notatet"}))
    desk.vault.save_drafts(desk.vault.drafts(case.id))
    assert desk.vault.drafts(case.id)
    assert find(desk, "hemmelighet") == Found()
    assert find(desk, "notatet") == Found()


def test_what_is_corrected_is_found_where_it_belongs_and_not_where_it_stood(desk: Desk) -> None:
    wrong, right = new_case(desk, "Blå ugle"), new_case(desk, "Grå hare")
    wrong.take(logged("falt i trappa"))
    wrong.take(logged("sov på benken"))
    desk.move_log_entry(wrong, wrong.state.log[0].seq, right, "feil barn")
    wrong.take(Misfiled(seq=wrong.state.log[0].seq, reason="aldri skjedd"))
    assert [one.call_name for one in find(desk, "trappa").hits] == ["Grå hare"]
    assert find(desk, "benken") == Found()


def test_the_list_ends_and_says_that_there_is_more(desk: Desk) -> None:
    case = new_case(desk)
    for number in range(6):
        case.take(logged(f"satt alene, dag {number}"))
    found = find(desk, "alene", most=4)
    assert [one[-1] for one in texts(found)] == ["5", "4", "3", "2"]
    assert found.more
    assert not find(desk, "alene", most=6).more


def test_too_little_finds_nothing_and_beside_longer_words_it_is_left_out(desk: Desk) -> None:
    new_case(desk).take(logged("a å i 🙂 … hun ville hjem"))
    for query in ("", " ", "a", "å i", "🙂", "…", '"', "-"):
        assert sought(query) == []
        assert find(desk, query) == Found()
    assert len(find(desk, "å dra hjem").hits) == 0
    assert len(find(desk, "å hjem").hits) == 1


def older(desk: Desk, case: OpenCase) -> None:
    """As a vault is whose events were written before there was an index."""
    desk.vault._run(lambda database: _forget(database))
    assert [one.seq for one in desk.vault.unindexed(99)] == [one.seq for one in case.events][::-1]


def _forget(database: object) -> None:
    from bekymring_tui.vault.log_index import begin_anew

    with database._engine.begin() as connection:  # type: ignore[attr-defined]
        begin_anew(connection)


def test_an_older_vault_is_indexed_as_it_would_have_been(desk: Desk) -> None:
    case = new_case(desk)
    case.take(logged("falt i trappa"))
    case.take(logged("sov på benken"))
    case.take(Decided(position="p1", outcome="D2", reason="dachs på tur", decided_by="Kari"))
    case.take(Misfiled(seq=case.state.log[0].seq, reason="feil"))
    older(desk, case)
    assert index_written(desk.vault, 2)
    assert find(desk, "dachs").unread
    assert find(desk, "trappa") == Found(unread=True)
    while index_written(desk.vault, 2):
        pass
    assert [find(desk, word).hits != () for word in ("trappa", "benken", "dachs")] == [False, True, True]


def test_indexing_stops_with_the_vault_and_goes_on_at_the_next_opening(desk: Desk) -> None:
    case = new_case(desk)
    case.take(logged("falt i trappa"))
    older(desk, case)
    index_in_background(desk.vault)
    folder = desk.vault.path
    desk.vault.close()
    index_in_background(desk.vault)
    with Vault.open(folder, PASSPHRASE) as vault:
        index_in_background(vault)
        while vault.unindexed(1):
            pass
        assert len(find(Desk(vault), "trappa").hits) == 1


@settings(deadline=None)
@given(st.text(max_size=600), st.text(min_size=2, max_size=12))
def test_an_excerpt_is_short_and_marks_what_was_searched(text: str, word: str) -> None:
    words = sought(word)
    found = excerpt(f"{text} {word}", words)
    assert len(found.text) <= WHOLE + 2
    assert "\n" not in found.text
    for start, end in found.marks:
        assert any(folded(found.text[start:end]).find(one) >= 0 for one in words)
    # A sign such as ℀, which is folded to letters, is found and not marked.
    assert found.marks or not words or not word.isalpha()


def test_an_excerpt_begins_a_little_before_the_first_hit() -> None:
    found = excerpt("og så " * 100 + "falt hun i trappa " + "og så " * 100, ["trappa"])
    assert found.text.startswith("… ") or found.text.startswith("…")
    assert 0 < found.text.index("trappa") <= 30
    assert found.text.endswith("…")
    assert [found.text[start:end] for start, end in found.marks] == ["trappa"]


def test_a_shredded_case_gives_nothing(desk: Desk) -> None:
    case = new_case(desk)
    case.take(logged("sov på benken"))
    case.take(Decided(position="p1", outcome="D1", reason="det var ingenting", decided_by="Kari", look_again="none"))
    assert len(find(desk, "benken").hits) == 1
    case.take(CaseShredded(flow="porsgrunn", opened_on=case.state.opened_at[:10]))
    assert find(desk, "benken") == find(desk, "ingenting") == Found()
