"""A whole case in words: everything that was done is in it, nothing that must not leave, nothing that is «stengt»."""

from __future__ import annotations

import re

from case_intents import intents
from case_samples import KARI, NOW, TODAY, Bench, advice, answered, reached_call
from hypothesis import given, settings
from hypothesis import strategies as st

from bekymring_tui.case import acts as a
from bekymring_tui.case.clearance import clearance_words
from bekymring_tui.case.digest import digest
from bekymring_tui.case.digest_model import Digest
from bekymring_tui.case.people import Guardian, Subject
from bekymring_tui.case.reading import read
from bekymring_tui.case.refusal import Refusal
from bekymring_tui.case.rules import accept
from bekymring_tui.case.said import said
from bekymring_tui.forms.load import all_forms
from tests.case.test_case_mask import SECRETS

NAMED = Subject(kind="child", call_name="Blå ugle", real_name="Ola Nordmann", age=9)
GUARDIANS = (Guardian(id="g1", label="Eline Mor"), Guardian(id="g2", label="Jens Far"))


def words(bench: Bench, *, anonymous: bool = False) -> list[str]:
    """Every line that a reader sees."""
    case = digest(bench.guide, bench.state, anonymous=anonymous)
    return [line for section in read(case, TODAY) for row in ((section.title,), *section.rows) for line in row]


def worked() -> Bench:
    """A case in which everything was done once, and names stand in every free text."""
    bench = Bench(subject=NAMED, guardians=GUARDIANS)
    told = "Ola og Eline, tlf. 900 11 223"
    bench.take(
        a.Logged(aspect="child", text=told, observed="2026-11-20"),
        a.Graded(grade=5, rests_on=told),
        a.FormSaved(form="letter", answers={"one": told}),
        a.ConsentGiven(giver="g1", services=["ppt"], until="2027-01-01"),
    )
    bench.decide("worry", reason=told, decided_by="Siri Prøve", took_part=["Nils"])
    bench.take(a.ActionMarked(position="p1", action="child", done=True, detail=told))
    bench.take(a.AlarmAsked(by="key"), answered("acute"), a.AcuteAfterwards(text=f"Ringte 113. {told}"))
    return bench


def test_what_was_done_can_be_read() -> None:
    told = "\n".join(words(worked()))
    parts = ("Blå ugle", "Barnets egne ord", "900 11 223", "Siri Prøve", "Nils", "Ringte 113.", "Snakk med barnet")
    for part in parts:
        assert part in told
    assert "i dag · Kari Testesen: 5 gråsone" in told


def test_a_digest_survives_being_stored() -> None:
    case = digest(worked().guide, worked().state, anonymous=False)
    assert Digest.model_validate_json(case.model_dump_json()) == case


def test_anonymous_holds_no_name_and_no_number_that_the_case_knows() -> None:
    bench = worked()
    bench.take(a.AlarmAsked(by="key"), answered("home"), reached_call(), a.GuardianKnows(guardian="g1", knows="yes"))
    bench.take(a.GuardianKnows(guardian="g2", knows="no"), advice("g1", spoke_with="Turid", text="Vent, sier Turid"))
    case = digest(bench.guide, bench.state, anonymous=True)
    whole = case.model_dump_json()
    known = ["Ola", "Nordmann", "Blå ugle", "Eline", "Jens", "Siri", "Prøve", "Nils", "Turid", KARI.unit]
    known += KARI.name.split()
    for name in known:
        assert not re.search(rf"(?<!\w){name}(?!\w)", whole, re.IGNORECASE), name
    assert "900 11 223" not in whole
    assert case.owner is None
    assert len(case.alarm.knows) == 2


def test_the_real_name_stays_in_the_vault() -> None:
    case = Bench(subject=NAMED)
    for anonymous in (False, True):
        assert "Nordmann" not in digest(case.guide, case.state, anonymous=anonymous).model_dump_json()


def test_the_private_note_is_never_part_of_it() -> None:
    forms = all_forms()
    private = [form for form in forms.values() if form.private]
    assert private, "the reflection note is private"
    bench = Bench()
    guide = type(bench.guide)(bench.guide.procedure, bench.guide.service, bench.guide.group, forms)
    bench = Bench(guide)
    for form in private:
        bench.take(a.FormSaved(form=form.id, answers={form.fields[0].id: "HEMMELIGNOTAT"}))
    for anonymous in (False, True):
        assert "HEMMELIGNOTAT" not in digest(guide, bench.state, anonymous=anonymous).model_dump_json()


def test_the_alarm_stands_first_with_its_calls() -> None:
    bench = Bench()
    bench.take(a.AlarmAsked(by="key"))
    assert "åpent" in words(bench)[1]
    bench.take(answered("outside", suspected="leader"))
    bench.take(a.CallRecorded(called="police", result="no_answer", at=NOW.isoformat()))
    told = words(bench)
    assert told[0] == "ALARM"
    assert "Mistanken gjelder en leder." in told
    assert "Ingen samtale med barnevernet eller politiet er registrert ennå." in told
    assert "i dag 14:00: ringte politiet, ikke svar" in told
    bench.take(reached_call(), advice("g1"))
    told = words(bench)
    assert "i dag 14:00: snakket med barneverntjenesten" in told
    assert "Kan snakkes med: Forelder 1" in told
    assert "Rådet er å vente." not in told
    bench.take(advice(clears=False, text="Ikke si noe før tirsdag"))
    assert {"Ikke si noe før tirsdag", "Rådet er å vente."} <= set(words(bench))


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_whatever_is_done_the_digest_holds_to_the_mask(data: st.DataObject) -> None:
    bench = Bench(subject=NAMED, guardians=GUARDIANS)
    for _ in range(data.draw(st.integers(1, 12))):
        act = data.draw(intents(bench))
        if not isinstance(accept(bench.guide, bench.state, act, bench.now), Refusal):
            bench.take(act)
    told = words(bench)
    assert bool(clearance_words(bench.state)) <= (
        bench.state.alarm.raised is not None and not bench.state.alarm.pending
    )
    if bench.state.masks:
        assert not set(SECRETS) & set(told)
        assert not set(SECRETS) & set(said(digest(bench.guide, bench.state, anonymous=False)))
    hidden = digest(bench.guide, bench.state, anonymous=True).model_dump_json()
    for name in ("Ola", "Nordmann", "Eline", "Jens"):
        assert not re.search(rf"(?<!\w){name}(?!\w)", hidden)
