"""The YAML parser's complaints, told as what the writer most likely did."""

from __future__ import annotations

import re
from typing import Any

import yaml

from bekymring_tui.flow.problems import Code

Mark = Any
"""A spot as libyaml or PyYAML gives it: two classes, both with `line` and `column` from 0."""

_BY_PROBLEM = {
    "mapping values are not allowed in this context": Code.COLON,
    "block sequence entries are not allowed in this context": Code.START_SIGN,
    "found character that cannot start any token": Code.START_SIGN,
    "did not find expected alphabetic or numeric character": Code.START_SIGN,
    "did not find expected comment or line break": Code.START_SIGN,
    "could not find expected ':'": Code.NO_COLON,
    "found unknown escape character": Code.BACKSLASH,
    "did not find expected hexdecimal number": Code.BACKSLASH,
    "did not find expected ',' or '}'": Code.BRACKET,
    "did not find expected ',' or ']'": Code.BRACKET,
    "did not find expected key": Code.INDENT,
    "did not find expected '-' indicator": Code.INDENT,
    "found undefined alias": Code.ALIAS,
}
_AT_CONTEXT = {Code.BRACKET, Code.START_SIGN, Code.NO_COLON}
_CUT = re.compile(r"^\s*(?:- )?(?:[^'\"#]*:)?\s+[^'\"#\s][^'\"#]*\s#")


def explain(error: yaml.MarkedYAMLError, last_quoted: Any, lines: list[str]) -> tuple[Code, Mark | None]:
    """The code that fits the parser's error, and the place the writer should look at."""
    mark = error.problem_mark or error.context_mark
    if error.problem == "found unexpected end of stream" and "quoted scalar" in (error.context or ""):
        return Code.QUOTE, error.context_mark
    code = _BY_PROBLEM.get(error.problem or "", Code.SYNTAX)
    if mark and last_quoted and (near := _near_a_quote(last_quoted, mark, lines)):
        return near
    if code in (Code.INDENT, Code.NO_COLON) and mark and (cut := _comment_above(mark, lines)):
        return Code.CUT_LINE, cut
    if code in _AT_CONTEXT and error.context_mark:
        return code, error.context_mark
    return code, mark


def _near_a_quote(quoted: Any, mark: Mark, lines: list[str]) -> tuple[Code, Mark] | None:
    end = quoted.end_mark
    if end.line != mark.line or lines[end.line][end.column : mark.column].strip():
        return None
    if quoted.start_mark.line != end.line:
        return Code.QUOTE, quoted.start_mark
    return Code.AFTER_QUOTE, mark


def _comment_above(mark: Mark, lines: list[str]) -> Mark | None:
    """Text over several lines that a comment ended: the parser first notices on the next line."""
    above = mark.line - 1
    if not 0 <= above < len(lines) or not _CUT.match(lines[above]):
        return None
    column = lines[above].index(" #") + 1
    return yaml.Mark(mark.name, 0, above, column, None, 0)
