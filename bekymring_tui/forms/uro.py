"""The scale of uro, 1 to 7, in zones (BNA-T-URO). The borders between the zones are inferred: «tolket»."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field as Key

from bekymring_tui.flow.model import Id, Source, Sourced, Strict, Text
from bekymring_tui.forms.load import SCALE_FILE, read_model
from bekymring_tui.shipped import shipped

LOWEST, HIGHEST = 1, 7


class Zone(Strict):
    """A named part of the scale."""

    id: Id
    name: Text
    grades: list[Annotated[int, Key(ge=LOWEST, le=HIGHEST)]]
    src: list[Source] = []


class Scale(Sourced):
    """The zones, and what each grade means in a few words."""

    title: Text
    borrowed_from: Text
    zones: list[Zone]
    words: Annotated[list[Text], Key(min_length=HIGHEST, max_length=HIGHEST)]

    def zone(self, grade: int) -> Zone:
        """The zone of a grade, 1-7. KeyError outside the scale."""
        for zone in self.zones:
            if grade in zone.grades:
                return zone
        raise KeyError(grade)

    def meaning(self, grade: int) -> str:
        """What this grade, 1-7, stands for."""
        return self.words[grade - LOWEST]


@cache
def scale() -> Scale:
    """The shipped scale. Raises FlowProblems."""
    return read_model(Scale, shipped("data", "forms", SCALE_FILE))[0]
