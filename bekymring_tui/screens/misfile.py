"""«Feilført»: an entry that was wrong or is in the wrong case. It is passed over, and leaves a trace (P10)."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.acts import Misfiled
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.headings import heading
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst


class MisfilePage(CasePart):
    """Asks why one event is «feilført». `what` names it to the user; `earlier`: events that go with it."""

    WHERE = "misfile.where"
    HELP = "misfile.help"

    def __init__(self, seq: int, what: str, earlier: Sequence[int] = ()) -> None:
        super().__init__()
        self._seq = seq
        self._earlier = earlier
        self._what = what

    def key(self) -> str:
        return f"misfile/{self._seq}"

    def column(self) -> ComposeResult:
        yield Tekst(text("misfile.title"), kind="title")
        yield Tekst(self._what, kind="panel", classes="gap")
        yield Tekst(text("misfile.about"), kind="muted", classes="gap")
        yield heading(text("misfile.why"), must=True)
        yield Linje(self.typed().read().get("reason", ""), id="reason")
        yield Knapper(Knapp("misfile", text("misfile.do")), Knapp("back", text("misfile.keep")))

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "back":
            self.action_back()
        else:
            reason = self.query_one("#reason", Linje).value.strip()
            self.finish(*(Misfiled(seq=one, reason=reason) for one in (*self._earlier, self._seq)))
