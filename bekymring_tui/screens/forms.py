"""«Skjemaer»: every form there is, those that the case's own procedure uses first."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.guide import Guide
from bekymring_tui.forms.model import Form
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.sheet_list import form_standing, is_shut
from bekymring_tui.screens.sheets import form_page
from bekymring_tui.screens.step_rows import split
from bekymring_tui.screens.typed import Drafts, all_drafts
from bekymring_tui.texts import text
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg


def forms_of(guide: Guide) -> list[Form]:
    """The forms that the procedure's steps name, in the order one meets them."""
    tools = (tool for step in guide.track.steps.values() for tool in step.tools if guide.meant(tool.for_))
    named = dict.fromkeys(tool.form for tool in tools if tool.form)
    return [guide.forms[name] for name in named if name in guide.forms]


class FormsPage(CasePart):
    """What each form is for, and how far it has come."""

    NAME = "forms"
    WHERE = "forms_page.where"
    HELP = "forms_page.help"

    def column(self) -> ComposeResult:
        yield Tekst(text("forms_page.title"), kind="title")
        yield Tekst(text("forms_page.about"), kind="muted")
        yield Valg(id="forms")

    def draw(self) -> None:
        drafts = all_drafts(self.app, self.case)
        ours = forms_of(self.case.guide)
        others = sorted((one for one in self.case.guide.forms.values() if one not in ours), key=lambda one: one.title)
        rows = [*self._group("ours", ours, drafts), *self._group("others", others, drafts)]
        self.query_one("#forms", Valg).show(*rows)

    def _group(self, name: str, forms: list[Form], drafts: Drafts) -> list[Row | Heading]:
        shut = [one for one in forms if is_shut(self.case, one)]
        rows = [self._row(one, drafts) for one in forms if one not in shut]
        if shut:
            label = text("case_page.closed_one" if len(shut) == 1 else "case_page.closed_more", count=len(shut))
            rows.append(Row(f"closed:{name}", label, sub=text("case_page.closed_why"), closed=True))
        return [Heading(text(f"forms_page.{name}")), *rows] if rows else []

    def _row(self, form: Form, drafts: Drafts) -> Row:
        return Row(f"form:{form.id}", form.title, note=form_standing(self.case, drafts, form), sub=form.purpose or "")

    @on(Valg.Opened)
    def _open(self, event: Valg.Opened) -> None:
        name = split(event.row.id)[1]
        self.app.push_screen(form_page(self.case.guide.forms[name]))
