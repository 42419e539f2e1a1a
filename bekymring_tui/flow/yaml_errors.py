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
    "did not find expected node content": Code.START_SIGN,
    "mapping keys are not allowed in this context": Code.START_SIGN,
    "found unexpected ':'": Code.COLON,
    "found undefined alias": Code.ALIAS,
    "did not find expected whitespace or line break": Code.TAG,
    "did not find expected tag URI": Code.TAG,
    "did not find URI escaped octet": Code.TAG,
    "found undefined tag handle": Code.TAG,
    "could not find expected directive name": Code.TAG,
    "found unknown directive name": Code.TAG,
    "did not find expected <document start>": Code.TAG,
}
_AT_CONTEXT = {Code.BRACKET, Code.START_SIGN, Code.NO_COLON, Code.TAG}
_CUT = re.compile(r"^\s*(?:- )?(?:[^'\"#]*:)?\s+[^'\"#\s][^'\"#]* #")


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
    cut = _CUT.match(lines[above]) if 0 <= above < len(lines) else None
    return yaml.Mark(mark.name, 0, above, cut.end() - 1, None, 0) if cut else None
