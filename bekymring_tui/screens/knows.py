"""Who knows of the suspicion already, guardian by guardian. Recorded for barnevernet; it opens nothing (P1)."""

from __future__ import annotations

from typing import cast

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.acts import GuardianKnows
from bekymring_tui.case.people import Known
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg

ANSWERS: tuple[Known, ...] = ("yes", "no", "unknown")


class KnowsPage(CasePart):
    """Each answer is recorded when it is given. Ids of rows: `<guardian>/<answer>`."""

    WHERE = "knows.where"
    HELP = "knows.help"

    def column(self) -> ComposeResult:
        yield Tekst(text("knows.title"), kind="title")
        yield Tekst(text("knows.about" if self.case.state.guardians else "knows.none"))
        yield Valg(id="knows")
        yield Knapper(Knapp("done", text("knows.done")))

    def draw(self) -> None:
        self.query_one(Valg).show(*self._rows())

    def _rows(self) -> list[Row | Heading]:
        found: list[Row | Heading] = []
        for one in self.case.state.guardians.values():
            known = self.case.state.knows.get(one.id)
            found.append(Heading(one.label))
            found += [Row(f"{one.id}/{each}", text(f"knows.{each}"), "choice", on=each == known) for each in ANSWERS]
        return found

    @on(Valg.Chosen)
    def _record(self, event: Valg.Chosen) -> None:
        guardian, _, knows = event.row.id.rpartition("/")
        self.app.take(GuardianKnows(guardian=guardian, knows=cast("Known", knows)))

    @on(Knapper.Pressed)
    def _done(self) -> None:
        self.action_back()
