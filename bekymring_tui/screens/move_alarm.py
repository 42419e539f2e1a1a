"""«Feil sak»: the alarm is moved to the case it belongs to. It stands there before it leaves here (P1)."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.people import Subject
from bekymring_tui.desk.open_case import OpenCase, Refused
from bekymring_tui.errors import Failure
from bekymring_tui.screens import call_names
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg

NEW = "new"


class MoveAlarmPage(CasePart):
    """The right case, or a new one by the same procedure, and why."""

    NAME = "move_alarm"
    WHERE = "move.where"
    HELP = "move.help"

    def key(self) -> str:
        return "alarm/move"

    def column(self) -> ComposeResult:
        kept, desk = self.typed().read(), self.case.desk
        cases = [(name, summary) for name, summary in desk.cases() if name != self.case.id]
        rows = [Row(name, summary.call_name, "choice", on=name == kept.get("to")) for name, summary in cases]
        rows.append(Row(NEW, text("move.new"), "choice", on=kept.get("to") == NEW))
        yield Tekst(text("move.title"), kind="title")
        yield Tekst(text("move.about"))
        yield Valg(Heading(text("move.to")), *rows, id="to")
        yield Tekst(text("move.call_name"), kind="heading", id="call_name_label")
        suggested = call_names.suggest([summary.call_name for _, summary in desk.cases()])
        yield Linje(kept.get("call_name") or suggested, limit=60, id="call_name")
        yield Tekst(text("move.why"), kind="heading")
        yield Linje(kept.get("reason", ""), id="reason")
        yield Knapper(Knapp("move", text("move.do")), Knapp("back", text("move.keep")))

    def on_mount(self) -> None:
        self._ask_name()

    @on(Valg.Chosen)
    def _ask_name(self) -> None:
        for name in ("call_name_label", "call_name"):
            self.query_one(f"#{name}").display = self._to == NEW

    @property
    def _to(self) -> str:
        chosen = self.query_one("#to", Valg).chosen
        return chosen[0] if chosen else ""

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "back":
            self.action_back()
        elif not self._to:
            self.show_refusal(text("move.to_first"), "to")
        elif not (reason := self.query_one("#reason", Linje).value.strip()):
            self.show_refusal(text("refusal.reason"), "reason")
        else:
            self._move(reason)

    def _move(self, reason: str) -> None:
        typed = self.typed()
        try:
            right = self._right_case()
            self.case.desk.move_alarm(self.case, right, reason)
        except Refused as refused:
            return self.show_refusal(str(refused), refused.ask)
        except Failure as failure:
            return self.app.tell_unsaved(failure)
        typed.drop()
        self.app.open_case(right.id)
        return None

    def _right_case(self) -> OpenCase:
        desk, opened = self.case.desk, self.case.state.opened
        if self._to != NEW:
            return desk.open_case(self._to)
        assert opened is not None, "an open case was opened"
        subject = Subject(kind=opened.subject.kind, call_name=self.query_one("#call_name", Linje).value.strip())
        return desk.new_case(opened.flow, opened.service, opened.entry, subject, group=opened.group)
