"""The schemas for editors: what is kept in `flows/schema` is what the vocabulary says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bekymring_tui.flow.fields import keys_of
from bekymring_tui.flow.json_schema import FILES, json_schema
from bekymring_tui.flow.schema import validate
from bekymring_tui.flow.vocabulary import models_in
from bekymring_tui.flow.yaml_lines import read
from bekymring_tui.shipped import shipped

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "eksempel-prosedyre"
NOT_OF_A_PROCEDURE = {"documents.yaml", "law.yaml"}
PARTS = {"tracks": "track", "fragments": "fragment", "shared": "fragment"}
"""The folder of a file, and what it holds; elsewhere a flow."""


def written_files() -> list[Path]:
    found = sorted([*shipped("flows").glob("*/**/*.yaml"), *EXAMPLE.glob("**/*.yaml")])
    return [file for file in found if file.name not in NOT_OF_A_PROCEDURE]


def part_of(file: Path) -> str:
    return PARTS.get(file.parent.name, "flow")


@pytest.mark.parametrize("part", FILES)
def test_the_file_for_editors_is_up_to_date(part: str) -> None:
    """Write it anew with `bekymring flows schema --json --part PART > flows/schema/PART.json`."""
    kept = shipped("flows", "schema", f"{part}.json").read_text("utf-8")
    assert kept == json.dumps(json_schema(part), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("part", FILES)
def test_every_key_is_there_and_says_what_it_means(part: str) -> None:
    schema = json_schema(part)
    groups = {FILES[part].__name__: schema, **schema["definitions"]}
    for model in models_in(FILES[part]):
        group = groups.pop(model.__name__)
        assert set(group["properties"]) == set(keys_of(model))
        assert group["additionalProperties"] is False
        assert all(one["description"] for one in group["properties"].values())
        assert set(group.get("required", [])) == {
            info.alias or name for name, info in model.model_fields.items() if info.is_required()
        }
    assert groups == {}


def test_words_of_a_list_are_told_one_by_one() -> None:
    action = json_schema("flow")["definitions"]["Action"]["properties"]
    assert "guardians: foresatte" in action["contacts"]["items"]["description"]
    assert "duty: en plikt etter loven" in action["basis"]["description"]
    assert action["basis"]["description"].startswith("hva som gjør det lov å dele")


@pytest.mark.parametrize("file", written_files(), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_file_begins_with_the_way_to_its_schema(file: Path) -> None:
    first = file.read_text("utf-8").splitlines()[0]
    start = "# yaml-language-server: $schema="
    assert first.startswith(start)
    assert (file.parent / first.removeprefix(start)).resolve() == shipped("flows", "schema", f"{part_of(file)}.json")


@pytest.mark.parametrize("file", written_files(), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_what_the_vocabulary_takes_the_schema_has_a_place_for(file: Path) -> None:
    """No validator of schemas is among the tools here: pydantic reads the file, and each key stands in the schema."""
    document = read(file)
    found, problems = validate(FILES[part_of(file)], document)  # type: ignore[type-var]
    assert (found is None, problems) == (False, [])
    schema = json_schema(part_of(file))
    assert list(unknown(schema, schema, document.data)) == []


def unknown(schema: Any, here: Any, data: Any) -> Iterator[object]:
    """Keys, and words of a list, that the schema has no place for here."""
    here = resolved(schema, here, data)
    if isinstance(data, dict):
        patterns = list(here.get("patternProperties", {}).values())
        others = patterns[0] if patterns else here.get("additionalProperties")
        for key, value in data.items():
            inner = here.get("properties", {}).get(key, others)
            if inner:
                yield from unknown(schema, inner, value)
            else:
                yield key
    elif isinstance(data, list):
        for one in data:
            yield from unknown(schema, here["items"], one)
    elif data not in here.get("enum", [here.get("const", data)]):
        yield data


def resolved(schema: Any, here: Any, data: Any) -> Any:
    """The group that is meant: by reference, or the one of several that these data fit."""
    for one in here.get("oneOf", []):
        if resolved(schema, one, data)["properties"].keys() >= data.keys():
            return resolved(schema, one, data)
    for one in here.get("anyOf", []):
        if (one["type"] == "array") == isinstance(data, list):
            return one
    name = here.get("$ref", "").rpartition("/")[2]
    return schema["definitions"][name] if name else here
