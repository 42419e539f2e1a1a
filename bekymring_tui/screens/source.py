"""F2: where what stands on the page below comes from, and whose it is (P9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from bekymring_tui.case.mask import drawn_sources
from bekymring_tui.screens.page import AppPage
from bekymring_tui.texts import text
from bekymring_tui.widgets.bar import Where
from bekymring_tui.widgets.tekst import Tekst

if TYPE_CHECKING:
    from bekymring_tui.flow.sources import Law, SourceLine


class SourcePage(AppPage[None]):
    """One paragraph for each source, the law below it."""

    PASSING = True
    KEYS: ClassVar[tuple[str, ...]] = ("f9", "f1", "ctrl+p", "ctrl+l", "escape")

    def column(self) -> ComposeResult:
        below = self.app.page_below(self)
        lines = below.sources() if below else []
        if self.app.case:
            lines = drawn_sources(self.app.case.state, lines)
        yield Tekst(text("source.title"), kind="title")
        yield Tekst(text("source.about" if lines else "source.none"), kind="muted", classes="gap")
        for one in by_place(lines):
            yield from _place(one)

    def on_mount(self) -> None:
        self.show_where(Where((text("source.title"),)))

    def help_text(self) -> str:
        return text("help.source")


def by_place(lines: Iterable[SourceLine]) -> list[list[SourceLine]]:
    """The sources of each place in a document together, in the order the places come. Nothing is said twice.

    A rule of law stands where it is named first.
    """
    places: dict[tuple[str | None, str | None], list[SourceLine]] = {}
    laws: set[str] = set()
    for line in lines:
        law = tuple(one for one in line.law if one.name not in laws)
        laws |= {one.name for one in law}
        here = places.setdefault((line.document, line.section), [])
        told = any((one.source, one.origin) == (line.source, line.origin) for one in here)
        if not told or law or line.says or line.note not in (None, *(one.note for one in here)):
            here.append(replace(line, law=law))
    return list(places.values())


def _place(lines: list[SourceLine]) -> Iterator[Tekst]:
    where = ", ".join(filter(None, (lines[0].document, lines[0].section))) or text("source.no_document")
    yield Tekst((where, "bold"), classes="gap")
    for line in lines:
        yield Tekst(": ".join(filter(None, (line.source, line.origin))), kind="muted")
        for words in filter(None, (line.says, line.note)):
            yield Tekst(words)
        for law in line.law:
            yield from _law(law)


def _law(law: Law) -> Iterator[Tekst]:
    yield Tekst((law.name, "bold"), f" · {law.now}")
    yield Tekst(law.meaning)
    for point in law.points:
        yield Tekst(f"– {point}")
    if law.cited:
        yield Tekst(text("source.cited", cited=law.cited), kind="muted")
    yield Tekst(text(f"source.confidence_{law.confidence}"), kind="muted")
