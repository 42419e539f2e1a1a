"""The question of meldeplikt: the document's grounds beside the law's, and the user's own answer (P1, P9)."""

from __future__ import annotations

from typing import Literal, cast

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.acts import DutyWeighed
from bekymring_tui.case.mask import drawn
from bekymring_tui.flow.model import Anytime
from bekymring_tui.flow.sources import SourceLine, laws, provenance
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.day_field import DayField
from bekymring_tui.screens.number_list import numbers_of
from bekymring_tui.screens.report import go_to_report
from bekymring_tui.texts import text
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg

LAW = "bvl-13-2"
Answer = Literal["report", "discuss", "not_now"]
ANSWERS: tuple[Answer, ...] = ("report", "discuss", "not_now")


class DutyPage(CasePart):
    """What is answered is the user's own: nothing is suggested, nobody else can hold a report back."""

    NAME = "duty"
    WHERE = "duty.where"
    HELP = "duty.help"
    DRAWN_ONCE = True

    def key(self) -> str:
        return "duty/answer"

    def column(self) -> ComposeResult:
        kept = self.typed().read()
        yield Tekst(text("duty.title"), kind="title")
        yield Tekst(text("duty.about"))
        yield from self._printed()
        yield from self._law()
        rows = [Row(one, text(f"duty.{one}"), "choice", on=one == kept.get("answer")) for one in ANSWERS]
        yield Valg(Heading(text("duty.question")), *rows, id="answer")
        yield Tekst(text("duty.why"), (" " + text("duty.why_hint"), "$muted"), kind="heading")
        yield Felt(kept.get("reason", ""), id="reason")
        yield Tekst(text("duty.again"), (" " + text("duty.again_hint"), "$muted"), kind="heading")
        again = kept.get("look_again", text("duty.again_default"))
        yield DayField(again, self.app.now(), field="look_again", working=True)
        yield Knapper(Knapp("save", text("duty.save")))

    def _elements(self) -> list[Anytime]:
        """Where the procedure speaks of the duty, as it may be shown now."""
        guide, state = self.case.guide, self.case.state
        return [drawn(guide, state, one) for one in guide.flow.anytime if LAW in one.law and guide.meant(one.for_)]

    def _printed(self) -> ComposeResult:
        for one in self._elements():
            if one.text:
                yield Tekst(text("duty.printed", document=self.case.guide.flow.title), kind="heading")
                yield Tekst("\n".join((one.text, *(f"· {point}" for point in one.points))))

    def _law(self) -> ComposeResult:
        law = laws()[LAW]
        yield Tekst(text("duty.law", law=law.now), kind="heading")
        yield Tekst("\n".join((law.meaning, *(f"· {point}" for point in law.points))))

    @on(Knapper.Pressed)
    def _save(self) -> None:
        chosen = self.query_one("#answer", Valg).chosen
        if not chosen:
            self.show_refusal(text("duty.answer_first"), "answer")
        elif self.days_hold():
            self._weigh(cast("Answer", chosen[0]))

    def _weigh(self, answer: Answer) -> None:
        day = self.query_one(DayField).day
        weighed = DutyWeighed(
            answer=answer,
            reason=self.query_one("#reason", Felt).text.strip(),
            look_again=day.isoformat() if day and answer == "not_now" else None,
        )
        case = self.case
        if not self.finish(weighed):
            return
        if answer == "report":
            go_to_report(self.app, case)
        elif answer == "discuss":
            listed = ", ".join(f"{one.number} {one.label}" for one in numbers_of(self.app, case.guide) if one.number)
            self.app.notify(text("duty.ring", numbers=listed), timeout=30)

    def sources(self) -> list[SourceLine]:
        return [line for one in self._elements() for line in provenance(one, flow=self.case.guide.flow)]
