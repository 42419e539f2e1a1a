"""Invented vaults of any size, built by the vault's own appends, and the same rows in plain SQLite."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bekymring_tui.case.acts import Act, Decided, Graded, Logged, Opened, Payload
from bekymring_tui.case.people import Guardian, Subject, Worker
from bekymring_tui.case.summary import Summary
from bekymring_tui.case.written import written
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.vault.rows import NewEvent
from bekymring_tui.vault.store import Vault
from bekymring_tui.words import word_list
from benchmarks import in_plain

PASSPHRASE = "furu brygge onsdag kaffe lampe sti"
FLOW, SERVICE = "porsgrunn", "skole"
LOGGED = 16
"""Log entries of a case, beside its opening, a decision to wait and two grades: twenty events."""

LONG = 2_000
"""Events of the one long case."""

BEGAN = datetime.fromisoformat("2026-01-05T08:00:00+01:00")
SAID = (
    "satt alene i garderoben", "ville ikke gå hjem", "gråt i friminuttet", "hadde blåmerker på armen",
    "sa at pappa var sint", "kom for sent", "lekte med de andre", "spiste ikke matpakken", "sovnet i timen",
)  # fmt: skip
"""What is said again and again, so that some searches have very many hits."""


@dataclass(frozen=True)
class Grown:
    """A closed vault. `long_case`: id of the case with many events. `plain`: the same rows in plain SQLite."""

    folder: Path
    code: str
    long_case: str
    plain: Path


def grow(folder: Path, cases: int) -> Grown:
    """A vault with so many cases, one of them long."""
    chance = random.Random(cases)
    vault, code = Vault.create(folder / "hvelv", PASSPHRASE)
    with vault:
        desk = Desk(vault, lambda: BEGAN)
        desk.set_who(Worker(name="Kari Prøve", role="Kontaktlærer", service=SERVICE, unit="Bakken skole"))
        first = _first(desk)
        for number in range(cases - 2):
            _copy(vault, first, f"{number:016x}", number, LOGGED, chance)
        _copy(vault, first, "long", cases, LONG - len(first.events), chance)
    grown = Grown(folder / "hvelv", code, "long", folder / "plain.db")
    with Vault.recover(grown.folder, grown.code) as vault:
        in_plain.fill(grown.plain, vault)
    return grown


def _first(desk: Desk) -> OpenCase:
    """A case by the real road; its rows are the pattern of the others."""
    entry = next(iter(load_shipped(FLOW).track_for(SERVICE).entries))
    guardians = [Guardian(id="g1", label="Forelder 1"), Guardian(id="g2", label="Forelder 2")]
    case = desk.new_case(FLOW, SERVICE, entry, Subject(kind="child", call_name="Blå ugle", age=9), guardians)
    case.take(Graded(grade=3, rests_on="to ganger på en uke"))
    case.take(Graded(grade=4, rests_on="tre ganger på to uker"))
    case.take(
        Decided(
            position="p1", outcome="unknown_yet", reason="Vi ser det an", decided_by="Kari", look_again="2026-02-01"
        )
    )
    return case


def _copy(vault: Vault, first: OpenCase, case_id: str, number: int, logged: int, chance: random.Random) -> None:
    name = f"{chance.choice(word_list()).capitalize()} {chance.choice(word_list())}"
    at = BEGAN + timedelta(minutes=7 * number)
    acts = [_named(event.act, name) for event in first.events if event.act]
    acts += (Logged(aspect="seen", text=_text(chance), observed=at.isoformat()) for _ in range(logged))
    by = first.events[0].by
    assert by is not None, "it was taken by somebody"
    rows = [NewEvent(one.kind, at.isoformat(), Payload(by=by, act=one).model_dump_json(), written(one)) for one in acts]
    summary: Summary = first.summary().model_copy(update={"call_name": name, "changed": at.isoformat()})
    vault.append(case_id, rows, summary.model_dump_json())


def _named(act: Act, name: str) -> Act:
    if isinstance(act, Opened):
        return act.model_copy(update={"subject": act.subject.model_copy(update={"call_name": name})})
    return act


def _text(chance: random.Random) -> str:
    """About 200 characters, a few sentences that come again and many words that seldom do."""
    return ". ".join(_sentences(chance)).capitalize()


def _sentences(chance: random.Random) -> Iterator[str]:
    for _ in range(4):
        yield f"{' '.join(chance.choices(word_list(), k=4))} og {chance.choice(SAID)}"
