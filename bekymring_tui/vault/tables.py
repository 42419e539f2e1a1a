"""The tables. `migrations` makes them; these are how rows are read and written."""

from __future__ import annotations

from typing import Self

from sqlmodel import Field, SQLModel

from bekymring_tui.vault.digests import digest


class Meta(SQLModel, table=True):
    """What the database is: `program`, `schema` and `vault` (a random id). Its shape never changes."""

    key: str = Field(primary_key=True)
    value: str


class Event(SQLModel, table=True):
    """An event's small row, in the chain. Never changed, but for `shredded`, which the digest leaves out."""

    seq: int = Field(primary_key=True)
    previous: str
    case_id: str = Field(index=True)
    kind: str
    at: str
    commitment: str
    digest: str
    shredded: bool = False


class Content(SQLModel, table=True):
    """An event's content, deleted when it is shredded."""

    seq: int = Field(primary_key=True, foreign_key="event.seq")
    payload: str
    salt: str


class Loose(SQLModel):
    """A row outside the chain. SQLCipher takes a page of zeros for a whole one, so the row vouches for itself."""

    checksum: str = ""

    def sealed(self) -> Self:
        self.checksum = self._sum()
        return self

    def is_whole(self) -> bool:
        return self.checksum == self._sum()

    @classmethod
    def summed(cls) -> list[str]:
        """The columns that the checksum covers, in its order."""
        return [name for name in cls.model_fields if name != "checksum"]

    @classmethod
    def sum_of(cls, *values: object) -> str:
        """The checksum of a row with these values, in the order of `summed`."""
        return digest(cls.__name__, *map(str, values))

    def _sum(self) -> str:
        return self.sum_of(*(getattr(self, name) for name in self.summed()))


class Draft(Loose, table=True):
    case_id: str = Field(primary_key=True)
    form: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    text: str
    at: str


class Summary(Loose, table=True):
    case_id: str = Field(primary_key=True)
    seq: int
    data: str


class Pinned(Loose, table=True):
    """A flow or form as it was when a case was made with it."""

    digest: str = Field(primary_key=True)
    text: str


class Setting(Loose, table=True):
    key: str = Field(primary_key=True)
    value: str


class Tally(SQLModel, table=True):
    """What the rows of one scope outside the chain add up to; see `tally`."""

    scope: str = Field(primary_key=True)
    sum: str
