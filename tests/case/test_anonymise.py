"""Anonymous mode: no name and no number that the case knows is left in any text (P6)."""

from __future__ import annotations

import re

import pytest
from case_samples import KARI, NOW, Bench, advice
from hypothesis import given
from hypothesis import strategies as st

from bekymring_tui.case import acts as a
from bekymring_tui.case.anonymise import HIDDEN_NAME, HIDDEN_NUMBER, Anonymiser, names_in
from bekymring_tui.case.people import Guardian, Subject

LETTERS = "abcdefghijklmnopqrstuvwxyzæøåéüčł"
NAME = st.text(LETTERS, min_size=2, max_size=8).map(str.capitalize)
WHOLE_NAME = st.lists(NAME, min_size=1, max_size=3).map(" ".join)
AROUND = st.sampled_from(["", " ", "og ", "\n", "(", "«", "12", ", ", "-"])
SPELLED = st.sampled_from([str, str.upper, str.lower, "{}s".format, "{}’s".format, "{}'S".format])


def stands_in(name: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE) is not None


@given(names=st.lists(WHOLE_NAME, min_size=1, max_size=4), data=st.data())
def test_a_name_is_gone_however_it_is_spelled(names: list[str], data: st.DataObject) -> None:
    subject = Subject(kind="child", call_name="–", real_name=names[0])
    guardians = [Guardian(id=f"g{number}", label=one) for number, one in enumerate(names[1:])]
    mask = Anonymiser(names_in(Bench(subject=subject, guardians=guardians).state))
    parts = []
    for name in names:
        spelled = data.draw(SPELLED)(name)
        before, after = data.draw(AROUND), data.draw(AROUND)
        parts += [before if not before[-1:].isalnum() else f"{before} ", spelled, f" {after}"]
    masked = mask.text("".join(parts))
    for name in names:
        for word in name.split():
            assert not stands_in(word, masked)


GAPS = st.lists(st.sampled_from(["", " ", ".", "-", "\u00a0", "/", "–"]), min_size=20, max_size=20)


@given(digits=st.text("0123456789", min_size=5, max_size=11), gaps=GAPS, before=AROUND)
def test_a_number_is_gone_however_it_is_grouped(digits: str, gaps: list[str], before: str) -> None:
    written = "".join(f"{gap}{digit}" for gap, digit in zip(["", *gaps], digits, strict=False))
    masked = Anonymiser(()).text(f"{before} {written} ringte")
    if not re.search(r"\b(?:\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}-\d{2})\b", written):  # a day stays
        assert written not in masked
        assert sum(one.isdigit() for one in masked) < 5 + sum(one.isdigit() for one in before)


@pytest.mark.parametrize("kept", ["20.11.2026", "2026-11-20", "1.2.26", "kl. 14:05", "3 uker", "9 år", "trinn 2 av 4"])
def test_days_and_small_numbers_stay(kept: str) -> None:
    assert Anonymiser(()).text(f"Skjedde {kept}, sa hun.") == f"Skjedde {kept}, sa hun."


@pytest.mark.parametrize(
    "gone",
    ["900 11 223", "+47 90011223", "14031712345", "140317 12345", "35.54.73.98", "22.33.4455", "90 01 12 23"],
)
def test_numbers_go(gone: str) -> None:
    assert Anonymiser(()).text(f"Ring {gone} nå.") == f"Ring {HIDDEN_NUMBER} nå."


def test_addresses_go() -> None:
    assert Anonymiser(()).text("Skriv til kari.p@skole.example i dag") == f"Skriv til {HIDDEN_NUMBER} i dag"


def test_every_place_where_a_name_is_asked_for_is_known() -> None:
    subject = Subject(kind="child", call_name="Blå ugle", real_name="ola nordmann")
    bench = Bench(subject=subject, guardians=[Guardian(id="g1", label="Mor, Eline")])
    bench.decide("worry", decided_by="Siri Prøve, lærer", took_part=["Nils"])
    bench.alarm(reached=False)
    bench.take(a.CallRecorded(called="barnevern", result="reached", at=NOW.isoformat(), spoke_with="vakthavende Turid"))
    bench.take(advice("g1", spoke_with="Randi"))
    mask = Anonymiser(names_in(bench.state))
    for name in ("Ola", "NORDMANN", "blå ugle", "Eline", "siri", "Prøve", "Nils", "Turid", "Randi", "Solbakken"):
        assert mask.text(f"og {name} sa") == f"og {HIDDEN_NAME} sa"
    for name in KARI.name.split():
        assert not stands_in(name, mask.text(f"{name}s ord"))
    assert mask.text("vakthavende sa at det var en ugle der") == "vakthavende sa at det var en ugle der"


def test_without_any_name_nothing_is_masked() -> None:
    assert Anonymiser(()).text("Ola og Kari") == "Ola og Kari"
