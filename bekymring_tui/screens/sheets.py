"""The sheets of a form that a case has several of: as many as are needed, or one for each guardian."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.mask import drawn_words
from bekymring_tui.case.sheets import instances, next_instance
from bekymring_tui.flow.sources import SourceLine, provenance
from bekymring_tui.forms.answers import progress
from bekymring_tui.forms.model import Form
from bekymring_tui.screens import surroundings, worded
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.form import FormPage
from bekymring_tui.screens.guardians import GuardianPage
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.sheet_list import Sheet, first_words, form_note, in_drafts, is_shut, open_sheets, title_now
from bekymring_tui.screens.step_rows import split
from bekymring_tui.screens.typed import Drafts, all_drafts
from bekymring_tui.texts import text
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Row, Valg


class SheetsPage(CasePart):
    """Lists them, newest first, with «Nytt»; what the alarm closes is only counted."""

    NAME = "sheets"
    WHERE = "sheets.where"
    HELP = "sheets.help"

    def __init__(self, form: str) -> None:
        super().__init__()
        self._form = form

    @classmethod
    def at(cls, place: Mapping[str, str]) -> Self:
        return cls(place["form"])

    def place(self) -> dict[str, str]:
        return {"page": self.NAME, "form": self._form}

    @property
    def form(self) -> Form:
        return self.case.guide.forms[self._form]

    def places(self) -> tuple[str, ...]:
        return (worded.lower_first(title_now(self.case, self.form)),)

    def column(self) -> ComposeResult:
        about = "sheets.about_each" if self.form.repeats == "guardian" else "sheets.about"
        yield Tekst(kind="title", id="title")
        yield Tekst(id="purpose")
        yield Tekst(text(about), kind="muted")
        yield Valg(id="sheets")

    def draw(self) -> None:
        shut = is_shut(self.case, self.form)
        self.show_where(surroundings.where(self.case, *self.places()))
        self.query_one("#title", Tekst).show(title_now(self.case, self.form))
        purpose = self.query_one("#purpose", Tekst)
        purpose.show("" if shut else drawn_words(self.case.state, self.form.purpose) or "")
        purpose.display = bool(purpose.content)
        drafts = all_drafts(self.app, self.case)
        open_ = open_sheets(self.case, drafts, self.form)
        newest_first = self.form.repeats == "many"
        rows = [self._row(one) for one in (reversed(open_) if newest_first else open_)]
        closed = len(instances(self.case.state, self.form, in_drafts(drafts, self.form))) - len(open_)
        if closed:
            label = text("sheets.closed" if closed == 1 else "sheets.closed_more", count=closed)
            rows.append(Row("closed:", label, sub=text("case_page.closed_why"), closed=True))
        self.query_one("#sheets", Valg).show(*rows, *self._more(drafts))

    def _row(self, sheet: Sheet) -> Row:
        saved = self.case.state.forms.get((sheet.form.id, sheet.instance))
        standing = form_note(progress(sheet.form, sheet.answers))
        note = text("sheets.saved", day=worded.day_and_month(saved.at), standing=standing) if saved else standing
        return Row(sheet.row, sheet.title, note=note, sub=first_words(self.case.state, sheet))

    def _more(self, drafts: Drafts) -> list[Row]:
        """A new sheet; or whom it would be for, where nobody is known."""
        if is_shut(self.case, self.form):
            return []
        if self.form.repeats == "many":
            number = next_instance(self.case.state, self.form, in_drafts(drafts, self.form))
            return [Row(f"form:{self._form}/{number}", text("sheets.new", title=worded.lower_first(self.form.title)))]
        return [] if self.case.state.guardians else [Row("guardian:", text("guardians.add"))]

    @on(Valg.Opened)
    def _open(self, event: Valg.Opened) -> None:
        kind, name = split(event.row.id)
        self.app.push_screen(GuardianPage() if kind == "guardian" else sheet_page(name))

    def sources(self) -> list[SourceLine]:
        return provenance(self.form, flow=None)


def form_page(form: Form) -> AppPage[Any]:
    """The page of a form: its only sheet, or the list of them."""
    return FormPage(form.id) if form.repeats == "once" else SheetsPage(form.id)


def sheet_page(name: str) -> FormPage:
    """The page that a row `form:<form>/<sheet>` opens."""
    form, _, instance = name.partition("/")
    return FormPage(form, instance)
