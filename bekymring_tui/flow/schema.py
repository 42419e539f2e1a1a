"""From plain data to the models, with every fault told in plain Norwegian: the one converter for pydantic's errors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError

from bekymring_tui.flow import elements
from bekymring_tui.flow.fields import is_prose, keys_at
from bekymring_tui.flow.model import SCHEMA, Strict
from bekymring_tui.flow.problems import Code, Place, Problem, problem
from bekymring_tui.flow.yaml_lines import Document, Where
from bekymring_tui.texts import text

Model = TypeVar("Model", bound=Strict)

_PATTERNS = {
    elements.ID: Code.BAD_ID,
    elements.SOURCE: Code.BAD_SOURCE,
    elements.SECTION: Code.BAD_SECTION,
    elements.LETTERS: Code.BAD_LETTERS,
    elements.PERIOD: Code.BAD_PERIOD,
    elements.NUMBER: Code.BAD_NUMBER,
}
_RULES = {
    "one_way_on": Code.ONE_WAY_ON,
    "one_target": Code.ONE_TARGET,
    "options_need_choice": Code.OPTIONS,
    "no_track": Code.NO_TRACK,
}
_KINDS = {
    "string_type": "text",
    "list_type": "list",
    "dict_type": "group",
    "model_type": "group",
    "int_type": "number",
    "bool_type": "truth",
}


def guess(word: str, known: Iterable[str]) -> str:
    """« Mente du «x»?», or nothing when no known word is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return " " + text("flow.did_you_mean", word=near[0]) if near else ""


def validate(model: type[Model], document: Document) -> tuple[Model | None, list[Problem]]:
    """The model, or None, and what is wrong. Only the version is looked at when it is not ours."""
    if old_or_new := list(_other_version(document)):
        return None, old_or_new
    problems = list(_cut_texts(model, document))
    try:
        return model.model_validate(document.data), problems
    except ValidationError as error:
        told: dict[object, Problem] = {}
        for one in error.errors(include_url=False, include_input=False):
            # A union complains once for each of its members: one wrong value is one problem.
            told.setdefault(_in_file(document.data, one["loc"]), _tell(model, document, one))
        read_wrong = {one.line for one in document.problems}
        return None, problems + [one for one in told.values() if one.line not in read_wrong]


def _other_version(document: Document) -> Iterator[Problem]:
    given = document.data.get("schema") if isinstance(document.data, dict) else None
    if type(given) is not int or given == SCHEMA:
        return
    yield problem(Code.NEWER if given > SCHEMA else Code.OLDER, document.at(("schema",)), given=given, ours=SCHEMA)


def _cut_texts(model: type[Model], document: Document) -> Iterator[Problem]:
    for where in document.commented:
        if is_prose(model, where):
            yield problem(Code.CUT_TEXT, document.at(where))


def _tell(model: type[Model], document: Document, error: Any) -> Problem:
    where, left = _in_file(document.data, error["loc"])
    kind = str(error["type"])
    if kind == "extra_forbidden":
        return _unknown_key(model, document, where)
    if kind == "missing":
        return problem(Code.MISSING_KEY, document.at(where), key=left)
    if kind in _RULES:
        return problem(_RULES[kind], document.at(where))
    if left == "[key]":
        code = _PATTERNS.get(str(error.get("ctx", {}).get("pattern")), Code.BAD_ID)
        return problem(code, document.key_at(where), word=where[-1])
    value = _value(document.data, where)
    if value is None or kind in ("string_too_short", "too_short"):
        return problem(Code.NO_VALUE, document.key_at(where), key=where[-1] if where else "")
    return _wrong_value(document.at(where), value, kind, error.get("ctx", {}))


def _unknown_key(model: type[Model], document: Document, where: Where) -> Problem:
    key, place = str(where[-1]), document.key_at(where)
    if document.at(where).column == place.column + len(key):  # no colon after it
        return problem(Code.COMMA, place, key=key)
    return problem(Code.UNKNOWN_KEY, place, key=key, guess=guess(key, keys_at(model, where[:-1])))


def _wrong_value(place: Place, value: Any, kind: str, context: dict[str, Any]) -> Problem:
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", str(context["expected"]))
        word = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return problem(Code.UNKNOWN_WORD, place, word=word, guess=guess(word, known), known=", ".join(known))
    if kind == "string_pattern_mismatch":
        return problem(_PATTERNS.get(str(context["pattern"]), Code.BAD_ID), place, word=value)
    if kind == "string_too_long":
        return problem(Code.TOO_LONG, place, most=context["max_length"])
    if kind == "string_type" and isinstance(value, bool | int | float):
        return problem(Code.NEEDS_QUOTES, place)
    return problem(Code.WRONG_KIND, place, expected=text(f"flow.kind.{_KINDS.get(kind, 'other')}"))


def _in_file(data: Any, loc: tuple[str | int, ...]) -> tuple[Where, str]:
    """pydantic's location as a place in the file, and what is left of it: a missing key, or pydantic's own marks."""
    where: list[str | int] = []
    left = ""
    for part in loc:
        if _has(data, part):
            data = data[part]
            where.append(part)
        else:
            left = str(part)
    return tuple(where), left


def _has(data: Any, part: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(part, int) and part < len(data)
    return isinstance(data, dict) and part in data


def _value(data: Any, where: Where) -> Any:
    for part in where:
        data = data[part]
    return data
