"""Other editions of the nasty procedure: what a municipality might change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from case_samples import FORMS, guide_of, nasty

from bekymring_tui.case.guide import Guide
from bekymring_tui.flow.compile import compiled
from bekymring_tui.flow.model import Flow
from bekymring_tui.forms.model import Form

Data = Any
STEP_KEYS = {"step", "start", "entry"}


def steps_of(data: Data) -> Iterator[list[Data]]:
    """Every list of steps: the levels' and the fragments'."""
    for track in data["tracks"]:
        yield from (level["steps"] for level in track["levels"])
    yield from (fragment["steps"] for fragment in data["fragments"])


def find(data: Data, name: str) -> Data:
    return next(step for steps in steps_of(data) for step in steps if step["id"] == name)


def renamed(data: Data, old: str, new: str) -> None:
    """Another id for a step, wherever it is named."""
    find(data, old)["id"] = new
    _lead(data, old, new)


def without(data: Data, old: str, instead: str) -> None:
    """A step is gone; what led to it leads elsewhere."""
    for steps in steps_of(data):
        steps[:] = [one for one in steps if one["id"] != old]
    _lead(data, old, instead)


def _lead(value: Data, old: str, new: str) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in STEP_KEYS and inner == old:
                value[key] = new
            elif key == "open":
                value[key] = [new if one == old else one for one in inner]
            else:
                _lead(inner, old, new)
    elif isinstance(value, list):
        for one in value:
            _lead(one, old, new)


def step_gone(data: Data) -> None:
    without(data, "d", "e")


def step_renamed(data: Data) -> None:
    renamed(data, "c", "samtale")


def every_step_renamed(data: Data) -> None:
    for name in ("a", "c", "d", "e", "draft", "inform", "send", "follow"):
        renamed(data, name, f"ny-{name}")


def levels_joined(data: Data) -> None:
    levels = data["tracks"][0]["levels"]
    levels[1]["steps"] += levels.pop()["steps"]


def report_without_informing(data: Data) -> None:
    without(data, "inform", "send")
    data["tracks"][0]["routines"][0]["exits"] = {"followed": {"end": "done"}}
    data["fragments"][0]["exits"] = ["followed"]


def follow_up_gone(data: Data) -> None:
    without(data, "follow", "send")
    find(data, "send")["outcomes"][0] |= {"to": {"exit": "followed"}}


def elements_gone(data: Data) -> None:
    a, c = find(data, "a"), find(data, "c")
    a["questions"] = [one for one in a["questions"] if one["id"] != "grade"]
    a["questions"][0]["options"] = ["yes", "unknown"]
    a["actions"] = [{"id": "other", "do": "Noe annet"}]
    c["actions"] = [one for one in c["actions"] if one["id"] != "child"]
    c["deadlines"] = [one for one in c["deadlines"] if one["id"] not in ("every", "ev")]
    c["outcomes"] = [one for one in c["outcomes"] if one["id"] not in ("again", "both")]
    data["deadlines"] = []


CHANGES: Mapping[str, Callable[[Data], None]] = {
    change.__name__: change
    for change in (
        step_gone, step_renamed, every_step_renamed, levels_joined, report_without_informing, follow_up_gone,
        elements_gone,
    )
}  # fmt: skip


def changed(before: Guide, *names: str, forms: Mapping[str, Form] = FORMS) -> Guide:
    """The guide by an edition with these changes."""
    data = nasty()
    for name in names:
        CHANGES[name](data)
    data["version"] = "2"
    return Guide(compiled(Flow.model_validate(data)), before.service, before.group, forms, before=before)


__all__ = ["CHANGES", "changed", "guide_of"]
