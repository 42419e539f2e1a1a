"""The procedure has come in a new edition: what is new, and the user's own choice of which one the case follows."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.acts import EditionKept
from bekymring_tui.case.changes import told_changes
from bekymring_tui.case.going_over import fallen, places_for
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.state import Position
from bekymring_tui.case.view import step_title
from bekymring_tui.errors import Failure
from bekymring_tui.screens import worded
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg


def edition_of(guide: Guide) -> str:
    """«fra 22. nov. 2026», or what the procedure calls its edition."""
    try:
        return text("editions.from", day=worded.day_and_year(date.fromisoformat(guide.flow.version)))
    except ValueError:
        return f"«{guide.flow.version}»"


class EditionPage(CasePart):
    """Opens by itself until the user has chosen, and from the menu afterwards."""

    NAME = "edition"
    WHERE = "editions.where"
    HELP = "editions.help"
    DRAWN_ONCE = True

    def column(self) -> ComposeResult:
        newer = self.case.newer()
        if newer is None:
            yield Tekst(text("editions.where"), kind="title")
            yield Tekst(text("editions.closed" if self.case.state.closed else "editions.none"))
            return
        yield Tekst(text("editions.title"), kind="title")
        yield from self._what_is_new(newer)
        if self.case.state.alarm.pending:
            yield Tekst(text("editions.not_yet"), kind="warn", classes="gap")
            return
        yield from (self._landing(newer, one) for one in fallen(newer, self.case.state))
        yield Tekst("\n".join((text("editions.nothing_lost"), text("editions.holds"))), kind="muted", classes="gap")
        yield Knapper(Knapp("go", text("editions.go")), Knapp("keep", text("editions.keep")))

    def _what_is_new(self, newer: Guide) -> ComposeResult:
        told = told_changes(newer, self.case.state)
        before, after = (edition_of(one) for one in (self.case.guide, newer))
        about = "about" if before != after else "about_changed"
        yield Tekst(text(f"editions.{about}", before=before, after=after))
        yield Tekst(text("editions.choose" if told else "editions.same"))
        for one in told:
            yield Tekst(one.step or text("editions.whole"), kind="heading")
            yield Tekst("\n".join(f"· {line}" for line in one.lines))

    def _landing(self, newer: Guide, position: Position) -> Valg:
        """Where a position stands whose step is gone. The first place is ours, and said to be so."""
        title = step_title(self.case.guide, self.case.state, position.here.step) or text("widgets.closed")
        first, *others = places_for(newer, position)
        rows = [Row(first, self._place(newer, first), "choice", on=True, note=text("editions.proposed"))]
        rows += [Row(step, self._place(newer, step), "choice") for step in others]
        return Valg(Heading(text("editions.land", title=title)), *rows, id=f"land-{position.id}")

    def _place(self, newer: Guide, step: str) -> str:
        level = newer.track.lanes[newer.track.lane_of[step]].title
        title = step_title(newer, self.case.state, step) or text("widgets.closed")
        return text("editions.at_step", level=level, title=title)

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        newer = self.case.newer()
        assert newer is not None, "the buttons stand where there is a newer edition"
        if event.knapp.id == "go":
            self._go_over(newer)
        elif self.finish(EditionKept(route_hash=newer.procedure.route_hash)):
            self.app.notify(text("editions.kept"))

    def _go_over(self, newer: Guide) -> None:
        """From the case's own page: what stands open above it is saved first, by the edition it was written in."""
        case, app = self.case, self.app
        landed = {one.id: self.query_one(f"#land-{one.id}", Valg).chosen[0] for one in fallen(newer, case.state)}
        app.go_to_case()
        try:
            act = case.going_over(landed)
        except Failure as failure:
            return app.tell_unsaved(failure)
        if app.take(act):
            app.notify(text("editions.went_over"))
        return None
