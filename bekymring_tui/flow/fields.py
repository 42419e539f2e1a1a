"""What the vocabulary says about a place in a file: which keys it has, and whether words for the reader stand there."""

from __future__ import annotations

import types
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from bekymring_tui.flow.model import Prose
from bekymring_tui.flow.yaml_lines import Where


@cache
def keys_of(model: type[BaseModel]) -> dict[str, Any]:
    """The keys a file may use for this model, each with its annotation."""
    hints = get_type_hints(model, include_extras=True)
    return {info.alias or name: hints[name] for name, info in model.model_fields.items()}


def keys_at(root: type[BaseModel], where: Where) -> list[str]:
    """The keys that may stand at this place."""
    models = {one for one in _at(root, where) if isinstance(one, type) and issubclass(one, BaseModel)}
    return sorted({key for model in models for key in keys_of(model)})


def is_prose(root: type[BaseModel], where: Where) -> bool:
    """Whether words for the reader stand at this place."""
    return any(prose(one) for one in _at(root, where))


def prose(annotation: Any) -> bool:
    """Whether this annotation, or what it is a list of, is marked as words for the reader."""
    return any(
        (get_origin(one) is Annotated and any(isinstance(mark, Prose) for mark in get_args(one)[1:]))
        or (get_origin(one) is list and prose(get_args(one)[0]))
        for one in _choices(annotation)
    )


def walk(value: object, where: Where = ()) -> Iterator[tuple[Where, BaseModel]]:
    """Every model inside this value, outermost first, with its place."""
    if isinstance(value, BaseModel):
        yield where, value
        for name, info in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*where, info.alias or name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from walk(inner, (*where, number))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, (*where, key))


def _at(annotation: Any, where: Where) -> Iterator[Any]:
    for choice in _choices(annotation):
        if not where:
            yield choice
            continue
        for inner in _inside(choice, where[0]):
            yield from _at(inner, where[1:])


def _choices(annotation: Any) -> Iterator[Any]:
    """A union's members; an annotated type both with and without its annotations."""
    if get_origin(annotation) is Annotated:
        yield annotation
        yield from _choices(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, types.UnionType):
        for member in get_args(annotation):
            yield from _choices(member)
    else:
        yield annotation


def _inside(annotation: Any, key: str | int) -> list[Any]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        keys = keys_of(annotation)
        return [keys[key]] if isinstance(key, str) and key in keys else []
    if get_origin(annotation) is list and isinstance(key, int):
        return [get_args(annotation)[0]]
    if get_origin(annotation) is dict and isinstance(key, str):
        return [get_args(annotation)[1]]
    return []
