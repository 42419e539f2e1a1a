"""Shredding the private note, or the whole of a case that came to nothing (P5)."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.acts import CaseShredded, NoteShredded
from bekymring_tui.case.dates import day_of
from bekymring_tui.case.refusal import Refusal
from bekymring_tui.case.rules import accept
from bekymring_tui.case.shredding import keeps_journal, refuse_case, without_concern
from bekymring_tui.desk.backups import Backups, Stopped
from bekymring_tui.desk.open_case import draft_key
from bekymring_tui.errors import Failure
from bekymring_tui.forms.model import Field, Form
from bekymring_tui.screens import worded
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.log import LogPage
from bekymring_tui.screens.shell import Shell
from bekymring_tui.screens.step_rows import split
from bekymring_tui.screens.typed import all_drafts, answers_now
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.plain_text import shortened
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg

WORDS = 60
"""Characters of what a field says, in the list of what can be carried over."""


class ShredPage(CasePart):
    """What goes and what stays; what can be carried over first; two questions; and a second press before it is done."""

    NAME = "shred"
    WHERE = "shred.where"
    HELP = "shred.help"

    def __init__(self) -> None:
        super().__init__()
        self._sure = ""

    def key(self) -> str:
        return "shred"

    @property
    def note(self) -> tuple[str, str] | None:
        """Form and instance of the note that is there."""
        return next(iter(self.case.state.notes), None)

    def column(self) -> ComposeResult:
        yield Tekst(text("shred.title"), kind="title")
        yield Tekst(id="about", classes="gap")
        yield Tekst(kind="warn", id="why-not", classes="gap")
        yield Valg(id="carry")
        yield Valg(*self._question("used"), id="used")
        yield Valg(*self._question("journaled"), id="journaled")
        yield Tekst(kind="danger", id="sure", classes="gap")
        yield Knapper(id="do")

    # What stands here ------------------------------------------------------------------------------------

    def draw(self) -> None:
        self.query_one("#about", Tekst).show(text("shred.about" if self.note else "shred.about_case"))
        told = self.query_one("#why-not", Tekst)
        why = self._why_not()
        told.display = why is not None
        told.show(text(why.reason, **why.values) if why else "")
        carry = self.query_one("#carry", Valg)
        carry.display = self.note is not None
        carry.show(*self._carry())
        self.query_one("#used").display = self.note is not None
        self.query_one("#journaled").display = self.note is not None and keeps_journal(self.case.guide)
        self._offer()

    def _offer(self) -> None:
        sure = self.query_one("#sure", Tekst)
        sure.display = bool(self._sure)
        sure.show(text(f"shred.sure_{self._sure}") if self._sure else "")
        keep = Knapp("keep", text("shred.keep"))
        if self._sure:
            # To keep comes first, so that a second Enter of a hurried hand shreds nothing.
            buttons = [keep, Knapp(f"do_{self._sure}", text(f"shred.do_{self._sure}"))]
        else:
            note = [Knapp("note", text("shred.note"))] if self.note else []
            case = [Knapp("case", text("shred.case"))] if self._case_may_go() else []
            buttons = [*note, *case, keep]
        self.query_one("#do", Knapper).show(*buttons)

    def _case_may_go(self) -> bool:
        return refuse_case(self.case.guide, self.case.state) is None

    def _why_not(self) -> Refusal | None:
        """What stands in the way whatever is answered below."""
        if self.note is None:
            return None
        answer = accept(self.case.guide, self.case.state, self._note_act(used=False, journaled=True), self.app.now())
        return answer if isinstance(answer, Refusal) else None

    def _carry(self) -> list[Row | Heading]:
        """What the note says, to be carried into the log one by one; and the case's own grade."""
        if self.note is None or without_concern(self.case.state):
            return []
        form = self.case.guide.forms[self.note[0]]
        answers = answers_now(self.case, all_drafts(self.app, self.case), *self.note)
        rows = [
            Row(f"field:{one.id}", one.short, note=text("shred.to_log"), sub=shortened(answers[one.id], WORDS))
            for one in self._said(form)
            if answers.get(one.id, "").strip()
        ]
        grades = self.case.state.grades
        graded = worded.graded(grades[-1].grade) if grades else text("widgets.uro_unset")
        return [
            Heading(text("shred.carry"), text("shred.carry_hint")),
            *rows,
            Row("uro:", text("case_page.uro"), note=graded),
        ]

    @staticmethod
    def _said(form: Form) -> list[Field]:
        return [one for one in form.questions if one.type == "text"]

    def _question(self, name: str) -> list[Row | Heading]:
        chosen = self.typed().read().get(name, "")
        journal = self.case.guide.flow.services[self.case.guide.service].journal or ""
        rows = [Row(one, text(f"shred.{name}_{one}"), "choice", on=one == chosen) for one in ("yes", "no")]
        return [Heading(text(f"shred.{name}", journal=journal)), *rows]

    # Doing -----------------------------------------------------------------------------------------------

    @on(Valg.Opened, "#carry")
    def _carry_over(self, event: Valg.Opened) -> None:
        kind, name = split(event.row.id)
        if kind == "uro":
            self.app.show_once("uro")
            return
        assert self.note is not None, "what is carried over stands in the note"
        words = answers_now(self.case, all_drafts(self.app, self.case), *self.note).get(name, "")
        self.app.push_screen(LogPage(begin=words))

    @on(Knapper.Pressed, "#do")
    def _press(self, event: Knapper.Pressed) -> None:
        match event.knapp.id:
            case "keep" if self._sure:
                self._ask("")
            case "keep":
                self.action_back()
            case "note" if missing := self._missing():
                self.notify(text("shred.answer"), severity="warning")
                missing.focus()
            case "note" | "case" as what:
                self._ask(what)
            case "do_note":
                self._shred_note()
            case _:
                self._shred_case()

    def _missing(self) -> Valg | None:
        """The first question that is not answered."""
        asked = [self.query_one(f"#{name}", Valg) for name in ("used", "journaled")]
        return next((one for one in asked if one.display and not one.chosen), None)

    def _ask(self, what: str) -> None:
        self._sure = what
        self._offer()

    def _note_act(self, *, used: bool, journaled: bool) -> NoteShredded:
        assert self.note is not None, "there is a note"
        form, instance = self.note
        return NoteShredded(form=form, instance=instance, used=used, journaled=journaled)

    def _yes(self, name: str) -> bool:
        return self.query_one(f"#{name}", Valg).chosen == ("yes",)

    def _shred_note(self) -> None:
        act = self._note_act(used=self._yes("used"), journaled=self._yes("journaled"))
        assert self.app.keeper is not None, "the vault is open"
        self.app.flush()
        self._ask("")
        if self.finish(act):
            self.app.keeper.drop(self.case.id, draft_key(act.form, act.instance))
            self.app.clear_clipboard()
            # A page below may still show the note, and would keep it anew at the next key.
            self.app.go_to_case()
            self.app.notify(text("shred.done_note"))

    def _shred_case(self) -> None:
        case = self.case
        opened = day_of(case.state.opened_at).isoformat()
        self.app.flush()
        if self.app.take(CaseShredded(flow=case.guide.flow.id, opened_on=opened)):
            self.app.clear_clipboard()
            self.app.go_home()
            self.app.notify(text("shred.done_case"))
            if self.app.desk and not self.app.practice:
                shred = partial(_shred_in_backups, self.app, Backups(self.app.desk, self.app.settings))
                self.app.run_worker(shred, thread=True)


def _shred_in_backups(app: Shell, backups: Backups) -> None:
    """In a thread. A note is in no backup; a case that is gone is to be gone there too."""
    try:
        done = backups.shred()
    except (Failure, Stopped):
        # Locked meanwhile: what is left is done when the next backup is taken.
        return
    for said in done.said:
        app.call_later(app.notify, said)
    for warned in done.warned:
        app.call_later(partial(app.notify, warned, severity="warning", timeout=20))
