"""The tools of a step that this program does not open: documents, links, books. Names, addresses, and a copy."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.view import Line
from bekymring_tui.flow.model import Action, Tool
from bekymring_tui.flow.sources import SourceLine, provenance
from bekymring_tui.forms.uro import scale
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.step_rows import split
from bekymring_tui.texts import text
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg


class ToolsPage(CasePart):
    """Shows where the tools are found. The program opens no link."""

    WHERE = "tools.where"
    HELP = "tools.help"

    def __init__(self, position: str) -> None:
        super().__init__()
        self._position = position

    def column(self) -> ComposeResult:
        yield Tekst(text("tools.title"), kind="title")
        yield Tekst(text("tools.about"), kind="muted")
        yield Valg(id="tools")

    def draw(self) -> None:
        self.query_one("#tools", Valg).show(*self._rows())

    def _lines(self) -> list[Line]:
        view = self.case.view(self.case.state.positions[self._position])
        return [one for one in view.tools if not _opens_ours(one)]

    def _rows(self) -> list[Row | Heading]:
        lines = self._lines()
        shown: list[Row | Heading] = [self._row(one) for one in lines if not one.closed]
        closed = sum(one.closed for one in lines)
        if closed:
            label = text("case_page.closed_one" if closed == 1 else "case_page.closed_more", count=closed)
            shown.append(Row("closed:", label, sub=text("case_page.closed_why"), closed=True))
        return shown

    def _row(self, line: Line) -> Row:
        if _is_scale(line):
            return Row("page:uro", line.text or "", note=text("tools.opens"), sub=line.how or "")
        sub = "\n".join(filter(None, (line.how, self._used_for(line), line.address)))
        note = text("tools.copy") if line.address else text(f"tools.kind_{line.kind}")
        return Row(f"tool:{line.id}", line.text or "", note=note, sub=sub)

    def _used_for(self, line: Line) -> str:
        """The actions that name this tool, as far as they may be shown."""
        view = self.case.view(self.case.state.positions[self._position])
        named = [
            one.text
            for one in (*view.actions, *view.at_decision)
            if one.text and isinstance(one.element, Action) and line.id in one.element.tools
        ]
        return text("tools.used_for", actions="; ".join(named)) if named else ""

    @on(Valg.Opened)
    def _open(self, event: Valg.Opened) -> None:
        kind, name = split(event.row.id)
        if kind == "page":
            self.app.show_once(name)
            return
        line = next(one for one in self._lines() if one.id == name)
        if line.address:
            self.app.copy_to_clipboard(line.address)
        else:
            self.notify(text("tools.no_address"))

    def sources(self) -> list[SourceLine]:
        row = self.query_one("#tools", Valg).cursor
        step = self.case.guide.step(self.case.state.positions[self._position])
        named = [one.element for one in self._lines() if not one.closed and self._row(one).id == row]
        return [found for one in named for found in provenance(one, step, flow=self.case.guide.flow)]


def _opens_ours(line: Line) -> bool:
    """Whether a tool opens a form or a page of ours, and so has a row of its own on the step."""
    return isinstance(line.element, Tool) and bool(line.element.form or line.element.reference)


def _is_scale(line: Line) -> bool:
    """Whether a tool is the scale of uro, which the program has: it rests on the same place in a document."""
    return bool(set(line.element.src) & set(scale().src))
