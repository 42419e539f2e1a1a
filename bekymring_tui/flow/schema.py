"""From plain data to the models, with every fault told in plain Norwegian: the one converter for pydantic's errors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError

from bekymring_tui.flow.fields import is_prose, keys_at
from bekymring_tui.flow.model import SCHEMA, Strict
from bekymring_tui.flow.problems import Code, Problem, problem
from bekymring_tui.flow.yaml_lines import Document, Where
from bekymring_tui.texts import text

Model = TypeVar("Model", bound=Strict)

_PATTERNS = {
    r"^[A-Za-z0-9][A-Za-z0-9_.-]*$": Code.BAD_ID,
    r"^[A-Z]{3}-[A-Za-z0-9.-]+$": Code.BAD_SOURCE,
    r"^P[1-9]\d?[DWMY]$": Code.BAD_PERIOD,
    r"^\d{3,8}$": Code.BAD_NUMBER,
}
_RULES = {
    "one_way_on": Code.ONE_WAY_ON,
    "one_target": Code.ONE_TARGET,
    "options_need_choice": Code.OPTIONS,
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
    if not isinstance(given, int) or given == SCHEMA:
        return
    yield problem(Code.NEWER if given > SCHEMA else Code.OLDER, document.at(("schema",)), given=given, ours=SCHEMA)


def _cut_texts(model: type[Model], document: Document) -> Iterator[Problem]:
    for where in document.commented:
        if is_prose(model, where):
            yield problem(Code.CUT_TEXT, document.at(where))


def _tell(model: type[Model], document: Document, error: Any) -> Problem:
    where, missing = _in_file(document.data, error["loc"])
    value = _value(document.data, where)
    kind = str(error["type"])
    context = error.get("ctx", {})
    place = document.at(where)
    if kind == "extra_forbidden":
        key = str(where[-1])
        if value is None and where not in document.commented:
            return problem(Code.COMMA, document.key_at(where), key=key)
        known = keys_at(model, where[:-1])
        return problem(Code.UNKNOWN_KEY, document.key_at(where), key=key, guess=guess(key, known))
    if kind == "missing":
        return problem(Code.MISSING_KEY, place, key=missing)
    if kind in _RULES:
        return problem(_RULES[kind], place)
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", str(context["expected"]))
        return problem(Code.UNKNOWN_WORD, place, word=value, guess=guess(str(value), known), known=", ".join(known))
    if kind == "string_pattern_mismatch":
        key_itself = missing == "[key]"
        word = where[-1] if key_itself else value
        spot = document.key_at(where) if key_itself else place
        return problem(_PATTERNS.get(str(context["pattern"]), Code.WRONG_KIND), spot, word=word)
    if kind == "string_too_long":
        return problem(Code.TOO_LONG, place, most=context["max_length"])
    if value is None or kind == "string_too_short":
        return problem(Code.NO_VALUE, document.key_at(where), key=where[-1] if where else "")
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
