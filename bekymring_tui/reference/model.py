"""What a file of things to look up may say. Strict, like a flow file, and with the same provenance."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field as Key
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from bekymring_tui.flow.model import Id, Sourced, Text
from bekymring_tui.flow.terms import Contact


class Item(Sourced):
    """One line: a term or a name, `more` about it, an `address` as the document prints it.

    `urgent` is suicide, self-harm or acute danger: the help numbers stand beside it, which is ours.
    """

    id: Id
    text: Text
    more: Text | None = None
    address: Text | None = None
    contacts: list[Contact] = []
    urgent: bool = False


class Group(Sourced):
    """Items under a heading; only an `intro`; or, in place of a list that can't be shown, why it is `withheld`."""

    id: Id
    title: Text
    intro: Text | None = None
    contacts: list[Contact] = []
    withheld: Text | None = None
    items: list[Item] = []

    @model_validator(mode="after")
    def shows_something(self) -> Self:
        if (self.items and self.withheld) or not (self.items or self.withheld or self.intro):
            raise PydanticCustomError("items_or_withheld", "either items or withheld, or only an intro")
        return self


class Reference(Sourced):
    """One page to look things up in. Its `contacts`, like a group's and an item's, are closed under the alarm (P1).

    The items of `signs` can be noted in the log. They are never counted. One that names a guardian leads to nobody.
    """

    id: Id
    title: Text
    about: Text
    borrowed_from: Text | None = None
    contacts: list[Contact] = []
    signs: bool = False
    groups: Annotated[list[Group], Key(min_length=1)]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, in order."""
        return tuple(item for group in self.groups for item in group.items)
