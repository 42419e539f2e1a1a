"""Every word that something to be shown holds, however deep it lies. What no reader may see must not be in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from pydantic import BaseModel


def said(value: object) -> Iterator[str]:
    """All strings in a value: in models, dataclasses, tables and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from said(getattr(value, name))
    elif is_dataclass(value):
        for field in fields(value):
            yield from said(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from said(one)
    elif isinstance(value, list | tuple | frozenset | set):
        for one in value:
            yield from said(one)
