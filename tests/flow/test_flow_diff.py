"""What is new between two editions: every kind of change is found once, and what does not concern the reader is not."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bekymring_tui.flow.compile import compiled
from bekymring_tui.flow.diff import changes, serves
from bekymring_tui.flow.load import load_shipped, shipped_flows
from bekymring_tui.flow.model import Flow
from bekymring_tui.flow.yaml_lines import read
from bekymring_tui.texts import catalog

NASTY: Any = read(Path(__file__).parent.parent / "fixtures" / "flows" / "nasty" / "flow.yaml").data


def found(
    change: Callable[[Any], None], service: str = "skole", group: str | None = None
) -> list[tuple[str, str, str]]:
    data = copy.deepcopy(NASTY)
    change(data)
    before, after = (compiled(Flow.model_validate(one)) for one in (NASTY, data))
    return [(one.kind, one.what, one.step) for one in changes(before, after, service, group)]


def levels(data: Any) -> Any:
    return data["tracks"][0]["levels"]


def step(data: Any, name: str) -> Any:
    return next(one for level in levels(data) for one in level["steps"] if one["id"] == name)


def outcome(data: Any, name: str) -> Any:
    return next(one for one in step(data, "c")["outcomes"] if one["id"] == name)


def swap(data: Any) -> None:
    levels(data)[2]["steps"].reverse()


def move(data: Any) -> None:
    levels(data)[1]["steps"].append(levels(data)[2]["steps"].pop())


def set_in(owner: Callable[[Any], Any], **values: Any) -> Callable[[Any], None]:
    return lambda data: owner(data).update(values)


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (lambda data: None, []),
        (set_in(lambda data: step(data, "c"), intro="Andre ord."), []),
        (set_in(lambda data: step(data, "a"), title="Magefølelse"), [("renamed", "step", "a")]),
        (set_in(lambda data: levels(data)[0], title="Nivå null"), [("renamed", "level", "")]),
        (lambda data: levels(data)[2]["steps"].append({"id": "f", "title": "F", "next": {"step": "c"}}),
         [("added", "step", "f")]),
        (move, [("moved", "step", "e")]),
        (swap, [("moved", "step", "e"), ("moved", "step", "d")]),
        (set_in(lambda data: step(data, "d")["next"], step="c"), [("changed", "step", "d")]),
        (set_in(lambda data: outcome(data, "better"), label="Det gikk over"), [("renamed", "outcome", "c")]),
        (set_in(lambda data: outcome(data, "again"), to={"step": "d"}), [("moved", "outcome", "c")]),
        (set_in(lambda data: outcome(data, "plus"), open=["d"]), [("moved", "outcome", "c")]),
        (set_in(lambda data: outcome(data, "refer"), basis="duty"), [("changed", "outcome", "c")]),
        (lambda data: step(data, "c")["outcomes"].pop(), [("removed", "outcome", "c")]),
        (lambda data: step(data, "c")["actions"].pop(0), [("removed", "action", "c")]),
        (set_in(lambda data: step(data, "c")["actions"][0], contacts=[]), [("changed", "action", "c")]),
        (lambda data: step(data, "a")["questions"].append({"id": "q", "ask": "Hva?"}), [("added", "question", "a")]),
        (set_in(lambda data: step(data, "c")["deadlines"][1], default="P8W"), [("changed", "deadline", "c")]),
        (lambda data: data["deadlines"].clear(), [("removed", "deadline", "")]),
        (lambda data: data["notices"].pop(), [("removed", "notice", "")]),
        (set_in(lambda data: data["alarm"], call=["police"]), [("changed", "alarm", "")]),
        (set_in(lambda data: data["tracks"][0]["entries"][1], start="e"), [("moved", "entry", "")]),
        (set_in(lambda data: data["fragments"][0]["steps"][1], contacts=[]), [("changed", "step", "report-inform")]),
    ],
)  # fmt: skip
def test_each_change_is_found_once(change: Callable[[Any], None], wanted: list[tuple[str, str, str]]) -> None:
    assert found(change) == wanted
    assert all(f"editions.change.{what}_{kind}" in catalog() for kind, what, _ in wanted)


def test_what_is_for_others_is_not_told() -> None:
    def change(data: Any) -> None:
        step(data, "a")["questions"].pop()

    assert found(change) == []
    assert found(change, "trt", "fysio") == []
    assert found(change, "trt") == [("removed", "question", "a")], "nobody knows which group"
    assert found(change, "trt", "ped") == [("removed", "question", "a")]


def test_an_edition_without_the_service_serves_it_not() -> None:
    procedure = compiled(Flow.model_validate(NASTY))
    assert serves(procedure, "trt", "ped")
    assert not serves(procedure, "trt", "lærer")
    assert not serves(procedure, "barnehage", None)


@pytest.mark.parametrize("name", shipped_flows())
def test_an_edition_does_not_differ_from_itself(name: str) -> None:
    procedure = load_shipped(name)
    assert not [
        changes(procedure, procedure, one) for one in procedure.flow.services if changes(procedure, procedure, one)
    ]
