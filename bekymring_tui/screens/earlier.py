"""«Svar fra en tidligere utgave»: to be read, as it was written, through the alarm's mask."""

from __future__ import annotations

from textual.app import ComposeResult

from bekymring_tui.case.dates import day_of
from bekymring_tui.case.earlier import Earlier, earlier
from bekymring_tui.screens import worded
from bekymring_tui.screens.case import OUTCOME
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.edition import edition_of
from bekymring_tui.screens.typed import all_drafts
from bekymring_tui.texts import text
from bekymring_tui.widgets.tekst import Tekst

AT_A_STEP = ("decide", "action", "question", "deadline")
"""What the draft keys of pages begin with that belong to one step."""


class EarlierPage(CasePart):
    """Everything that the case's edition has no place for, edition by edition."""

    NAME = "earlier"
    WHERE = "editions.earlier_where"
    HELP = "editions.earlier_help"
    DRAWN_ONCE = True

    def column(self) -> ComposeResult:
        guide, state = self.case.guide, self.case.state
        yield Tekst(text("editions.earlier_title"), kind="title")
        yield Tekst("\n".join(self._changes()), kind="muted")
        found = earlier(guide, state)
        yield Tekst(text("editions.earlier_about" if found else "editions.earlier_none"), classes="gap")
        for number, led in enumerate(guide.line[:-1]):
            of_this = [one for one in found if one.edition == number]
            if of_this:
                yield Tekst(text("editions.earlier_edition", edition=edition_of(led)), kind="heading")
            for one in of_this:
                yield Tekst((_title(one), "bold"), "\n" + "\n".join(one.words) if one.words else "")

        if unfinished := self._unfinished():
            yield Tekst(text("editions.unfinished"), kind="heading")
            yield Tekst("\n".join(f"· {one}" for one in unfinished))

    def _unfinished(self) -> list[str]:
        """What was typed at a step that is gone, and was not yet part of the case (P3)."""
        been = {step for past in self.case.state.past for way in past.been.values() for step in way}
        gone = been - self.case.guide.track.steps.keys()
        found = all_drafts(self.app, self.case).items()
        at_step = [typed for key, typed in found if key.split("/")[0] in AT_A_STEP and gone & set(key.split("/"))]
        return [words for typed in at_step for field, words in typed.items() if field != OUTCOME and words.strip()]

    def _changes(self) -> list[str]:
        """Who went over, to what, and when."""
        after = self.case.guide.line[1:]
        return [
            text(
                "editions.went_over_by",
                name=past.by.name,
                edition=edition_of(guide),
                day=worded.day_and_year(day_of(past.at)),
            )
            for past, guide in zip(self.case.state.past, after, strict=True)
        ]


def _title(one: Earlier) -> str:
    """«Gjort 22. nov. – Samtale: Snakk med barnet»."""
    what = text(f"digest.outcome_{one.what}") if one.own else one.what or text("widgets.closed")
    kind = text(f"editions.earlier_{one.kind}")
    when = f" {worded.day_and_month(one.at)}" if one.at else ""
    step = "" if one.kind == "form" else f"{one.step or text('widgets.closed')}: "
    return f"{kind}{when} – {step}{what}"
