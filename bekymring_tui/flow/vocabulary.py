"""The vocabulary told to the one who writes a flow file: every group, its keys, and what may stand there."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from bekymring_tui.flow import elements
from bekymring_tui.flow.fields import keys_of, prose
from bekymring_tui.flow.model import Flow, Sourced
from bekymring_tui.flow.terms import Contact
from bekymring_tui.texts import catalog, text

_NAMED = {elements.Id: "name", elements.Source: "source", elements.Period: "period", Contact: "contact"}
_PLAIN = {str: "text", int: "number", bool: "truth"}


@dataclass(frozen=True)
class Key:
    """A key: what may stand there, what it means, and whether it must be given."""

    name: str
    kind: str
    meaning: str
    required: bool


@dataclass(frozen=True)
class Part:
    """A group of keys, such as a step."""

    title: str
    keys: tuple[Key, ...]


def vocabulary() -> list[Part]:
    """Every group of a flow file, the whole file first, each where it is first used. Last what many groups share."""
    provenance = Part(text("flow.part.Sourced"), tuple(_keys(Sourced)))
    words = [Key(word, "", text(f"flow.contact.{word}"), required=False) for word in get_args(Contact)]
    return [*map(_part, models_in(Flow)), provenance, Part(text("flow.part.contacts"), tuple(words))]


def models_in(one: type[BaseModel], seen: tuple[type[BaseModel], ...] = ()) -> tuple[type[BaseModel], ...]:
    """The model and every group that can stand in it, each where it is first used."""
    if one not in seen:
        seen = (*seen, one)
        for annotation in keys_of(one).values():
            for inner in _inside(annotation):
                seen = models_in(inner, seen)
    return seen


def title_of(one: type[BaseModel]) -> str:
    """What a group is called. A file of its own is called as what it holds."""
    return next(text(name) for kind in one.__mro__ if (name := f"flow.part.{kind.__name__}") in catalog())


def meaning(one: type[BaseModel], key: str) -> str:
    """What a key of this group means."""
    own = (f"flow.key_in.{kind.__name__}.{key}" for kind in one.__mro__)
    return text(next((name for name in own if name in catalog()), f"flow.key.{key}"))


def _inside(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) is not Literal:
        for inner in get_args(annotation):
            yield from _inside(inner)


def _part(one: type[BaseModel]) -> Part:
    shared = set(Sourced.model_fields) if issubclass(one, Sourced) else set()
    title = title_of(one)
    if shared:
        title = text("flow.vocabulary.sourced", part=title)
    return Part(title, tuple(key for key in _keys(one) if key.name not in shared))


def _keys(one: type[BaseModel]) -> Iterator[Key]:
    required = {info.alias or name: info.is_required() for name, info in one.model_fields.items()}
    for name, kind in keys_of(one).items():
        yield Key(name, _kind(kind), meaning(one, name), required[name])


def _kind(annotation: Any) -> str:
    if annotation in _NAMED:
        return text(f"flow.vocabulary.{_NAMED[annotation]}")
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return text("flow.vocabulary.text") if prose(annotation) else _kind(inner[0])
    if origin is Literal:
        return text("flow.vocabulary.one_of", words=", ".join(map(str, inner)))
    if origin is list:
        return text("flow.vocabulary.list", kind=_kind(inner[0]))
    if origin is dict:
        return text("flow.vocabulary.table", kind=_kind(inner[1]))
    if origin in (Union, types.UnionType):
        first, *rest = [_kind(one) for one in inner if one is not type(None)]
        return text("flow.vocabulary.or", first=first, second=rest[0]) if rest else first
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return text("flow.vocabulary.group", part=title_of(annotation).lower())
    return text(f"flow.vocabulary.{_PLAIN[annotation]}")
