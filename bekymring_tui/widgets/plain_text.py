"""Text a user typed stays text: never markup, never a link, never a control code."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual.content import Content

Part = str | tuple[str, str]
"""Plain text, or plain text with a style such as `bold` or `$muted`."""


def text(*parts: Part) -> Content:
    """What a widget may show: the parts one after another, `[` and `]` as they stand."""
    return Content.assemble(*(clean(part) if isinstance(part, str) else (clean(part[0]), part[1]) for part in parts))


def clean(value: str) -> str:
    """For showing: without control codes, direction marks and joiners, which move the cells around them.

    Line breaks stay; every other space becomes a plain one.
    """
    if value.isprintable():
        return value
    return "".join(
        char if char.isprintable() or char == "\n" else " " if char.isspace() else ""
        for char in value.replace("\r\n", "\n").replace("\r", "\n")
    )


def one_line(value: str) -> str:
    """For showing on one line: every run of white space is one space."""
    return " ".join(clean(value).split())


def storable(value: str) -> str:
    """For keeping: line breaks are `\\n`; control codes and lone surrogates, which no file can hold, are gone."""
    if value.isprintable():
        return value
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in value if char in "\n\t" or not _is_control(char))


def _is_control(char: str) -> bool:
    return char < " " or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff"


def wrapped(value: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells; one empty line for an empty text."""
    lines = Content(clean(value)).wrap(max(width, 1))
    return [line.plain.rstrip() for line in lines] or [""]


def cut_in_middle(value: str, width: int) -> str:
    """As `shortened`, but its end stays as well, which is often what tells two names apart."""
    value, room = one_line(value), max(width - 1, 0)
    if cell_len(value) <= width:
        return value
    ending = room // 2
    start, end = set_cell_size(value, room - ending).rstrip(), set_cell_size(value[::-1], ending)[::-1].lstrip()
    return f"{start}…{end}" if width > 0 else ""


def shortened(value: str, width: int) -> str:
    """The text on one line of at most `width` cells, `…` where something was left out."""
    return Content(clean(value).replace("\n", " ")).truncate(max(width, 0), ellipsis=True).plain
