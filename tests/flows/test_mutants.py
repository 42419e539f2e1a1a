"""Small changes to every procedure, one at a time: none may pass unseen by the check and by the reviewed tables.

Here a fixed selection; `BEKYMRING_MUTANTS=all` makes every one, and `python tests/flows/test_mutants.py` counts them.
"""

from __future__ import annotations

import copy
import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from way_table import table

from bekymring_tui.flow.compile import compiled
from bekymring_tui.flow.hashes import plain
from bekymring_tui.flow.load import load_shipped, shipped_flows
from bekymring_tui.flow.model import Flow

HERE = Path(__file__).parent
ALL = os.environ.get("BEKYMRING_MUTANTS") == "all"
EACH = 12
"""Mutants of each kind and procedure in an ordinary run."""

Where = tuple[str | int, ...]


class Mutant(NamedTuple):
    """A change: its kind, the place, and what stands there instead (None: nothing)."""

    kind: str
    where: Where
    value: object


def mutants(flow: Any) -> Iterator[Mutant]:
    """Every change that would lead somebody wrong: ways, tags, bases, roles, deadlines, milestones, outcomes."""
    steps = sorted({one["id"] for where, one in parts(flow) if where[-2:-1] == ("steps",) and "id" in one})
    for where, one in parts(flow):
        kind = where[-2] if len(where) > 1 and isinstance(where[-1], int) else where[-1] if where else ""
        if "step" in one and where[-1] in ("to", "next", *(one.get("exits") or {})):
            yield Mutant("target", (*where, "step"), next(name for name in steps if name != one["step"]))
        if "end" in one:
            yield Mutant("target", (*where, "end"), "improved" if one["end"] != "improved" else "no_concern")
        for tag in ("guardians", "concerned"):
            if tag in one.get("contacts", []):
                yield Mutant("contact tag", (*where, "contacts"), [one for one in one["contacts"] if one != tag])
        if "basis" in one:
            yield Mutant("basis", (*where, "basis"), "duty" if one["basis"] != "duty" else "consent")
        if kind == "responsible":
            yield Mutant("role", (*where, "role"), next(name for name in flow["roles"] if name != one["role"]))
        for span in ("within", "default", "every", "after_first", "extend_to"):
            if span in one:
                yield Mutant("deadline", (*where, span), "P9W" if one[span] != "P9W" else "P8W")
        if kind == "deadlines":
            yield Mutant("deadline", where, None)
            yield Mutant("milestone", (*where, "from"), "consent_withdrawn")
        for name in one.get("records", []):
            yield Mutant("milestone", (*where, "records"), [one for one in one["records"] if one != name])
        if kind == "outcomes":
            yield Mutant("outcome", where, None)
            if "stay" not in one["to"]:
                yield Mutant("outcome", (*where, "to"), {"stay": True})
        for name in one.get("open", []):
            yield Mutant("opening", (*where, "open"), [one for one in one["open"] if one != name])
        for name in one.get("ask", []) if kind == "outcomes" else []:
            yield Mutant("question before", (*where, "ask"), [one for one in one["ask"] if one != name])
        if one.get("ask_alarm_on"):
            yield Mutant("question of F9", (*where, "ask_alarm_on"), [])
        if one.get("for"):
            yield Mutant("for whom", (*where, "for"), [])


def parts(value: Any, where: Where = ()) -> Iterator[tuple[Where, dict[str, Any]]]:
    """Every group of keys, with its place."""
    if isinstance(value, dict):
        yield where, value
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from parts(inner, (*where, key))


def changed(flow: Any, mutant: Mutant) -> Any:
    """The procedure with the change in it."""
    found = copy.deepcopy(flow)
    *way, last = mutant.where
    holder = found
    for key in way:
        holder = holder[key]
    if mutant.value is None:
        del holder[last]
    else:
        holder[last] = mutant.value
    return found


def caught(flow: Any, mutant: Mutant, reviewed: list[str]) -> str:
    """By what: the model, the compiler, or the reviewed table. Empty: by nothing."""
    try:
        model = Flow.model_validate(changed(flow, mutant))
    except ValueError:
        return "model"
    try:
        now = table(compiled(model))
    except (LookupError, AttributeError):
        return "references"
    return "table" if now != reviewed else ""


def chosen(name: str) -> tuple[Any, list[Mutant], list[str]]:
    flow = plain(load_shipped(name).flow)
    listed = list(mutants(flow))
    if not ALL:
        kinds: dict[str, list[Mutant]] = {}
        for one in listed:
            kinds.setdefault(one.kind, []).append(one)
        pick = random.Random(name)
        listed = [one for same in kinds.values() for one in pick.sample(same, min(EACH, len(same)))]
    return flow, listed, (HERE / "tables" / f"{name}.txt").read_text("utf-8").splitlines()


@pytest.mark.timeout(3600 if ALL else 300)
@pytest.mark.parametrize("name", shipped_flows())
def test_no_change_passes_unseen(name: str) -> None:
    flow, listed, reviewed = chosen(name)
    assert {one.kind for one in listed} >= {"target", "contact tag", "basis", "role", "outcome", "deadline"}
    assert [one for one in listed if not caught(flow, one, reviewed)] == []


def count() -> Iterator[str]:
    """All mutants of all procedures, by kind and by what caught them."""
    for name in shipped_flows():
        flow, listed, reviewed = chosen(name)
        found = Counter((one.kind, caught(flow, one, reviewed)) for one in listed)
        yield f"{name}: {len(listed)} mutants, {sum(n for (_, by), n in found.items() if not by)} passed unseen"
        yield from (f"  {kind}: {by or 'PASSED UNSEEN'} {number}" for (kind, by), number in sorted(found.items()))


if __name__ == "__main__":
    ALL = True
    for line in count():
        sys.stdout.write(line + "\n")
