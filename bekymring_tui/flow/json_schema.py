"""The vocabulary as JSON Schema, so that an editor shows what a key means and what may stand there.

The check knows more: it alone sees names that lead nowhere, and rules between keys.
"""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from bekymring_tui.flow.fields import keys_of
from bekymring_tui.flow.model import SCHEMA, Flow, FragmentFile, TrackFile
from bekymring_tui.flow.terms import Basis, Contact, EndReason, Origin
from bekymring_tui.flow.vocabulary import meaning, models_in, title_of
from bekymring_tui.texts import text

FILES: dict[str, type[BaseModel]] = {"flow": Flow, "track": TrackFile, "fragment": FragmentFile}
"""What a file of a procedure can hold, by the name of its schema."""

_DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest one that every editor with YAML knows."""

_TOLD = {get_args(Contact): "contact", get_args(Basis): "basis", get_args(Origin): "origin", get_args(EndReason): "end"}
"""Lists of words that have a text each."""


class _Plain(GenerateJsonSchema):
    """Without pydantic's own titles, empty defaults, and null: a key is left out, never left empty."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        found = super().default_schema(schema)
        if not found.get("default"):
            found.pop("default", None)
        return found

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        found = super().dict_schema(schema)
        if "patternProperties" in found:  # a name of another shape is wrong
            found["additionalProperties"] = False
        return found

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def json_schema(part: str) -> dict[str, Any]:
    """The schema of a file: `flow`, `track` or `fragment`."""
    root = FILES[part]
    made = root.model_json_schema(ref_template="#/definitions/{model}", schema_generator=_Plain)
    groups = made.pop("$defs")
    for model in models_in(root):
        _told(model, made if model is root else groups[model.__name__])
    made["properties"]["schema"]["const"] = SCHEMA
    _words(made)
    _words(groups)
    return {"$schema": _DIALECT, **made, "definitions": groups}


def _told(model: type[BaseModel], group: dict[str, Any]) -> None:
    """Puts the group's and its keys' words in; a docstring is for engineers."""
    group.pop("description", None)
    group["title"] = title_of(model)
    for key in keys_of(model):
        group["properties"][key]["description"] = meaning(model, key)


def _words(part: Any) -> None:
    """Says what each word of a list means, behind what is said of its key."""
    if isinstance(part, dict):
        if kind := _TOLD.get(tuple(part.get("enum", ()))):
            said = [f"{word}: {text(f'flow.{kind}.{word}')}" for word in part["enum"]]
            part["description"] = "\n\n".join([*filter(None, [part.get("description")]), *said])
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            _words(inner)
