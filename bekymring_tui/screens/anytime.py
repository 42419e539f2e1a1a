"""What holds at every step: the duty to report, advice, contacts. Some of it opens a routine beside the rest."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.acts import Entered
from bekymring_tui.case.view import Line
from bekymring_tui.flow.model import Anytime
from bekymring_tui.flow.sources import SourceLine, provenance
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.step_rows import open_and_closed, split
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Row, Valg


class AnytimePage(CasePart):
    """One entry; without a name, the list of those that open nothing."""

    WHERE = "anytime.where"
    HELP = "anytime.help"
    DRAWN_ONCE = True

    def __init__(self, position: str, name: str = "") -> None:
        super().__init__()
        self._position = position
        self._entry = name

    def _lines(self) -> list[Line]:
        return list(self.case.view(self.case.state.positions[self._position]).anytime)

    def _shown(self) -> tuple[Line, Anytime] | None:
        return next(
            (
                (one, one.element)
                for one in self._lines()
                if one.id == self._entry and isinstance(one.element, Anytime) and not one.closed
            ),
            None,
        )

    def column(self) -> ComposeResult:
        shown = self._shown()
        if shown is None:
            yield Tekst(text("anytime.title"), kind="title")
            others = [one for one in self._lines() if not (isinstance(one.element, Anytime) and one.element.open)]
            yield Valg(*open_and_closed(others, lambda one: Row(f"anytime:{one.id}", one.text or "")))
            return
        line, element = shown
        yield Tekst(line.text or "", kind="title")
        yield Tekst(line.how or "", classes="gap")
        for point in element.points:
            yield Tekst(f"· {point}")
        lanes = [name for name in element.open if name in self.case.guide.track.lanes]
        yield Knapper(*(Knapp(f"open:{one}", self._open_words(one)) for one in lanes))

    def _open_words(self, name: str) -> str:
        lane = self.case.guide.track.lanes[name]
        return text("anytime.go_to" if self._standing(name) else "anytime.open", lane=lane.title.lower())

    def _standing(self, name: str) -> bool:
        return any(self.case.guide.lane(one).id == name for one in self.case.state.open_positions)

    @on(Valg.Opened)
    def _open(self, event: Valg.Opened) -> None:
        self.app.push_screen(AnytimePage(self._position, split(event.row.id)[1]))

    @on(Knapper.Pressed)
    def _enter(self, event: Knapper.Pressed) -> None:
        name = split(event.knapp.id)[1]
        if self._standing(name) or self.app.take(Entered(name=name)):
            self.app.pop_screen()
            self.app.page_does(lambda page: getattr(page, "show_lane", lambda _: None)(name))

    def sources(self) -> list[SourceLine]:
        shown = self._shown()
        return provenance(shown[1], flow=self.case.guide.flow) if shown else []
