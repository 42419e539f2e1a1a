"""The tables. `migrations` makes them; these are how rows are read and written."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


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


class Draft(SQLModel, table=True):
    case_id: str = Field(primary_key=True)
    form: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    text: str
    at: str


class Summary(SQLModel, table=True):
    case_id: str = Field(primary_key=True)
    seq: int
    data: str


class Pinned(SQLModel, table=True):
    """A flow or form as it was when a case was made with it."""

    digest: str = Field(primary_key=True)
    text: str


class Setting(SQLModel, table=True):
    key: str = Field(primary_key=True)
    value: str
