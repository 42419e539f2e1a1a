"""A procedure of the user's own: the smallest clean one, in the store's folder, free to be edited."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bekymring_tui.case.people import Guardian, Subject

if TYPE_CHECKING:
    from bekymring_tui.desk.desk import Desk
    from bekymring_tui.desk.open_case import OpenCase

MINIMAL = Path(__file__).parent / "fixtures" / "flows" / "minimal" / "flow.yaml"
NAME = "minimal"

ROUND = """
          - id: round
            title: "Drøftingsmøte"
            base: POR-1-2
            responsible:
              - role: owner
            outcomes:
              - id: D1
                label: "Videre til samtale"
                to:
                  step: talk
"""
"""A step that an edition can have before «talk»."""


def lay(store: Path, *changes: tuple[str, str], name: str = NAME) -> Path:
    """The procedure in `prosedyrer/`, with words put in place of others."""
    words = MINIMAL.read_text("utf-8").replace("id: minimal\n", f"id: {name}\n")
    for old, new in changes:
        assert old in words, old
        words = words.replace(old, new)
    file = store / "prosedyrer" / name / "flow.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(words, "utf-8")
    return file


def with_round() -> tuple[str, str]:
    """The change that puts a step between «think» and «talk»."""
    talk = "          - id: talk\n"
    return talk, ROUND.lstrip("\n") + talk


def through_round() -> tuple[str, str]:
    return 'label: "Ja"\n                to:\n                  step: talk', (
        'label: "Ja"\n                to:\n                  step: round'
    )


def own_case(desk: Desk) -> OpenCase:
    """A case by it, on its first step."""
    guardians = [Guardian(id="g1", label="Mor"), Guardian(id="g2", label="Far")]
    return desk.new_case(NAME, "skole", "concern", Subject(kind="child", call_name="Blå ugle", age=9), guardians)
