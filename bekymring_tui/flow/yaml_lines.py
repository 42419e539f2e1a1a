"""YAML 1.2 into plain data, with the line and column of everything in it.

Takes a small, safe part of YAML: no anchors, aliases, merge keys or tags. Repeated keys and text that a comment
cuts off are problems, not silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yamlcore import CCoreLoader

from bekymring_tui.flow.problems import Code, Place, Problem, problem
from bekymring_tui.flow.yaml_errors import Mark, explain

Where = tuple[str | int, ...]
"""The way to a value: keys and list positions, e.g. ("tracks", 0, "id")."""

LARGEST = 1_000_000
"""Bytes. Ten times the largest of the five procedures."""

_DEEPEST = 30
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # as YAML counts lines; str.splitlines knows more of them
_KEY_LINE = re.compile(r"^\s*(- )?[a-z_]+:(\s|$)")
_COMMENT = re.compile(r"\s+#")


@dataclass
class Document:
    """A file as data. `data` is None when it could not be read to its end."""

    file: str
    data: Any = None
    values: dict[Where, Place] = field(default_factory=dict)
    """Where each value starts."""
    keys: dict[Where, Place] = field(default_factory=dict)
    """Where each key starts."""
    commented: set[Where] = field(default_factory=set)
    """Values without quotes that a comment follows on the same line."""
    bare_in_list: set[Where] = field(default_factory=set)
    """Values without quotes inside [ ], where a comma would make two of one."""
    problems: list[Problem] = field(default_factory=list)

    def at(self, where: Where) -> Place:
        """The place of a value, or of what is nearest around it."""
        while where and where not in self.values:
            where = where[:-1]
        return self.values.get(where, Place(self.file, 1, 1))

    def key_at(self, where: Where) -> Place:
        """The place of a key, or of the value when it has none."""
        return self.keys.get(where) or self.at(where)


def read(path: Path) -> Document:
    """The file as data. What is wrong with it stands in `problems`."""
    document = Document(str(path))
    start = Place(document.file, 1, 1)
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError:
        document.problems.append(problem(Code.NO_FILE, start))
        return document
    if len(raw) > LARGEST:
        document.problems.append(problem(Code.TOO_BIG, start, size=LARGEST // 1000))
        return document
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        document.problems.append(problem(Code.NOT_UTF8, Place(document.file, line, 1)))
        return document
    return parse(text, document.file)


def parse(text: str, file: str) -> Document:
    """Like `read`, from a text."""
    document = Document(file)
    lines = _LINE_END.split(text)
    document.problems += _stray_signs(lines, file)
    if any(one.code == Code.CONTROL_SIGN for one in document.problems):
        return document
    tabs = bool(document.problems)
    _Builder(text.replace("\t", " "), lines, document, tolerant=tabs).build()
    return document


def _stray_signs(lines: list[str], file: str) -> Iterator[Problem]:
    for number, line in enumerate(lines, 1):
        if "\t" in line:
            yield problem(Code.TAB, Place(file, number, line.index("\t") + 1))
        if odd := _CONTROL.search(line):
            yield problem(Code.CONTROL_SIGN, Place(file, number, odd.start() + 1))


class _Stop(Exception):
    """What follows can't be read in any useful way."""


class _Builder:
    """Turns the parser's events into data, and notes where each thing stands."""

    def __init__(self, text: str, lines: list[str], document: Document, *, tolerant: bool) -> None:
        self.loader: Any = CCoreLoader(text)
        self.lines = lines
        self.document = document
        self.tolerant = tolerant
        """Whether the text has been changed, so that a fault in its form may not be the writer's."""
        self.last_quoted: Any = None

    def build(self) -> None:
        try:
            self.loader.get_event()
            if isinstance(self.loader.peek_event(), yaml.StreamEndEvent):
                self.complain(Code.EMPTY, None)
                return
            start = self.loader.get_event()
            if start.version or start.tags:
                self.complain(Code.TAG, start.start_mark)
            data = self.value((), self.loader.get_event(), in_list=False)
            self.loader.get_event()
            after = self.loader.get_event()
            if not isinstance(after, yaml.StreamEndEvent):
                self.complain(Code.SEVERAL_DOCUMENTS, after.start_mark)
                return
            if data is None:
                self.complain(Code.EMPTY, None)
            self.document.data = data
        except yaml.MarkedYAMLError as error:
            self.malformed(error)
        except _Stop:
            pass
        finally:
            self.loader.dispose()

    def malformed(self, error: yaml.MarkedYAMLError) -> None:
        if self.tolerant:
            return
        code, mark = explain(error, self.last_quoted, self.lines)
        if code == Code.QUOTE:  # says it better than what was noticed on the way
            spot = self.place(mark)
            noticed = self.document.problems
            self.document.problems = [one for one in noticed if (one.line, one.column) != spot[1:]]
        self.complain(code, mark)

    def place(self, mark: Mark | None) -> Place:
        return Place(self.document.file, mark.line + 1, mark.column + 1) if mark else Place(self.document.file, 1, 1)

    def complain(self, code: Code, mark: Mark | None, **values: object) -> None:
        self.document.problems.append(problem(code, self.place(mark), **values))

    def value(self, where: Where, event: Any, *, in_list: bool) -> Any:
        self.document.values[where] = self.place(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            self.complain(Code.ALIAS, event.start_mark)
            return None
        if event.anchor is not None:
            self.complain(Code.ANCHOR, event.start_mark)
        if event.tag is not None:
            self.complain(Code.TAG, event.start_mark)
        if len(where) > _DEEPEST:
            self.complain(Code.TOO_DEEP, event.start_mark)
            raise _Stop
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(where)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(where, flow=bool(event.flow_style))
        return self.scalar(where, event, in_list=in_list)

    def mapping(self, where: Where) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := self.loader.get_event(), yaml.MappingEndEvent):
            key = self.key(event)
            inner = (*where, key)
            if key in found:
                self.complain(Code.REPEATED_KEY, event.start_mark, key=key, first=self.document.keys[inner].line)
                inner = (*where, f"{key} ({event.start_mark.line + 1})")
            self.document.keys[inner] = self.place(event.start_mark)
            given = self.value(inner, self.loader.get_event(), in_list=False)
            found.setdefault(key, given)
        return found

    def key(self, event: Any) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self.complain(Code.KEY_NOT_TEXT, event.start_mark)
            raise _Stop
        if event.anchor is not None:
            self.complain(Code.ANCHOR, event.start_mark)
        key = self.resolved(event)
        if key == "<<":
            self.complain(Code.MERGE_KEY, event.start_mark)
        elif not isinstance(key, str):
            self.complain(Code.KEY_NOT_TEXT, event.start_mark)
        return str(event.value)

    def sequence(self, where: Where, *, flow: bool) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := self.loader.get_event(), yaml.SequenceEndEvent):
            found.append(self.value((*where, len(found)), event, in_list=flow))
        return found

    def scalar(self, where: Where, event: Any, *, in_list: bool) -> Any:
        if event.style in ("'", '"'):
            self.last_quoted = event
            inside = self.lines[event.start_mark.line + 1 : event.end_mark.line + 1]
            if any(map(_KEY_LINE.match, inside)):
                self.complain(Code.SWALLOWED_KEY, event.start_mark)
        elif not event.style:
            if in_list:
                self.document.bare_in_list.add(where)
            if _COMMENT.match(self.rest_of_line(event.end_mark)):
                self.document.commented.add(where)
        return self.resolved(event)

    def rest_of_line(self, mark: Mark) -> str:
        return self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""

    def resolved(self, event: Any) -> Any:
        tag = self.loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        try:
            return self.loader.construct_object(yaml.ScalarNode(tag, event.value))
        except ValueError:  # a number with thousands of digits
            return event.value
