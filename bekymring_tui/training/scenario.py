"""An invented case as a file (`data/scenarios/*.yaml`): who, and what was done when. Read strictly."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from bekymring_tui.case.acts import Act
from bekymring_tui.case.people import Guardian, Subject, Worker
from bekymring_tui.flow.model import Id, Strict, Text
from bekymring_tui.forms.load import read_model
from bekymring_tui.shipped import shipped


class Line(Strict):
    """One act. Its dates stand in words, seen from its own day: «i går 10:15», «om 2 uker»."""

    days_ago: Annotated[int, Field(ge=0, le=400)]
    at: Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    act: Annotated[Act, Field(discriminator="kind")]


class Scenario(Strict):
    """One case. `about` says in a sentence what it shows."""

    id: Id
    title: Text
    about: Text
    flow: Id
    service: Id
    entry: Id
    worker: Worker
    subject: Subject
    guardians: list[Guardian] = []
    lines: Annotated[list[Line], Field(min_length=1)]


def load(file: Path) -> Scenario:
    """The scenario in a file. Raises FlowProblems, with every problem's place."""
    return read_model(Scenario, file)[0]


def scenarios() -> list[Scenario]:
    """Those that come with the program, in the order of their file names."""
    return [load(file) for file in sorted(shipped("data", "scenarios").glob("*.yaml"))]
