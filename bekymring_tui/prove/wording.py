"""Whether the words can be read on a screen, and hold nothing that belongs elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from bekymring_tui.flow.fields import is_prose, keys_of, prose, walk
from bekymring_tui.flow.load import Reading
from bekymring_tui.flow.model import Flow, FragmentFile, Phone, Sourced, Tool, TrackFile
from bekymring_tui.flow.problems import Code, Problem, problem
from bekymring_tui.flow.yaml_lines import Document, Where

_LONGEST = {
    "title": 70, "subtitle": 100, "short": 40, "label": 100, "name": 110, "do": 160, "ask": 160,
    "how": 500, "text": 600, "intro": 500, "about": 300, "points": 200, "note": 500,
}  # fmt: skip
"""Characters that a field may have and still be read at a glance where it is shown."""

_NUMBER = re.compile(
    r"(?<![\d.,])(?:\d{8}|\d{2} \d{2} \d{2} \d{2}|\d{3} \d{2} \d{3}|0\d{4}|116 ?1\d{2}|11[023])(?![\d.,]\d|\d)"
)


def wording(reading: Reading, flow: Flow) -> Iterator[Problem]:
    """Long texts, telephone numbers in a text, tools without a name, brackets without their origin."""
    for where, one in walk(flow):
        for spot, key, words in _texts(where, one):
            yield from _text(reading, spot, key, words, phone=isinstance(one, Phone))
        if isinstance(one, Tool) and one.name is None:
            yield problem(Code.NO_NAME, reading.at(where), word=one.id)
        if isinstance(one, Sourced):
            yield from _brackets(reading, where, one)
    yield from _bare(Flow, reading.document)
    for where, document in reading.files.items():
        yield from _bare(FragmentFile if where[0] == "fragments" else TrackFile, document)


def _text(reading: Reading, where: Where, key: str, words: str, *, phone: bool) -> Iterator[Problem]:
    most = _LONGEST.get(key, 600)
    if len(words) > most:
        yield problem(Code.LONG_TEXT, reading.at(where), length=len(words), most=most)
    if not phone and key != "address" and (number := _NUMBER.search(words)):
        yield problem(Code.NUMBER_IN_TEXT, reading.at(where), word=number.group())


def _brackets(reading: Reading, where: Where, one: Sourced) -> Iterator[Problem]:
    """Wording that is lost in the document is ours, and stands in brackets (P9)."""
    texts = [words for _, key, words in _texts(where, one) if key != "note"]
    if texts and any("[" in words for words in texts) != (one.origin == "reconstructed"):
        yield problem(Code.BRACKETS, reading.at(where))


def _texts(where: Where, one: BaseModel) -> Iterator[tuple[Where, str, str]]:
    """This model's own words: place, key, text."""
    fields = {(info.alias or name): name for name, info in type(one).model_fields.items()}
    for key, annotation in keys_of(type(one)).items():
        value = getattr(one, fields[key])
        if not prose(annotation) or value is None:
            continue
        for number, words in enumerate(value if isinstance(value, list) else [value]):
            yield ((*where, key, number) if isinstance(value, list) else (*where, key)), key, words


def _bare(root: type[BaseModel], document: Document) -> Iterator[Problem]:
    for where in document.bare_in_list:
        if is_prose(root, where):
            yield problem(Code.BARE_IN_LIST, document.at(where))
