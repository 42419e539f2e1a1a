"""Home: where the user left off, what is urgent, the cases, a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.contacts import Contact, reminder
from bekymring_tui.case.dates import short
from bekymring_tui.case.due import LOOK_AGAIN, SOON
from bekymring_tui.case.listing import call_name, safety_first, stands_at
from bekymring_tui.case.summary import DueLine, Summary
from bekymring_tui.flow.procedure import Procedure
from bekymring_tui.screens import worded
from bekymring_tui.screens.new_case import typed_before
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.routes import PAGES
from bekymring_tui.texts import catalog, text
from bekymring_tui.widgets.bar import Where
from bekymring_tui.widgets.liste import Column, Item, Liste, Section
from bekymring_tui.widgets.tekst import Tekst

MOST_URGENT = 5

_DUE = (Column("", 2, gap=1), Column("", worded.DAY), Column("", 14), Column("", 20, grows=True))
_ONE = (Column("", 40, grows=True),)

Case = tuple[str, Summary]


class HomePage(AppPage[None]):
    """The first page with an open vault."""

    NAME = "home"
    WIDE = True
    KEYS: ClassVar[tuple[str, ...]] = ("f9", "f1", "f3", "f7", "ctrl+n", "ctrl+p", "ctrl+l", "ctrl+q")

    _cases: Sequence[Case] = ()
    """As they stood when they were last read, those that were shredded too."""

    def column(self) -> ComposeResult:
        self._read()
        yield Tekst(id="numbers", kind="warn")
        yield Liste(*self._sections())
        yield Tekst(text("home.gut_feeling"), kind="muted", classes="gap")

    def on_mount(self) -> None:
        self._show_bar()
        self._remind()

    def case_changed(self) -> None:
        self._read()
        self._remind()
        self.query_one(Liste).show(*self._sections())
        self._show_bar()

    def help_text(self) -> str:
        return text("help.home")

    def action_back(self) -> None:
        """Home has nothing below it: Esc stays."""

    @on(Liste.Opened)
    def _open(self, event: Liste.Opened) -> None:
        kind, _, name = event.item_id.partition("/")
        match kind:
            case "place":
                assert self.app.desk is not None, "home stands on an open vault"
                self.app.go_to_place(self.app.desk.place())
            case "new":
                self.app.action_new()
            case "bundle" | "log_search":
                self.app.show_once(kind)
            case _:
                self.app.open_case(name.split("/")[0])

    # What it shows ---------------------------------------------------------------------------------------

    def _read(self) -> None:
        assert self.app.desk is not None, "home stands on an open vault"
        self._cases = self.app.desk.all_cases()

    def _show_bar(self) -> None:
        count = sum(not summary.shredded for _, summary in self._cases)
        number = text("home.one_case") if count == 1 else text("home.cases_number", number=count)
        workplace = _workplace(self.app.procedure(), self.app.settings.service)
        self.show_where(Where((text("home.title"), number, workplace)))

    def _remind(self) -> None:
        """Of numbers that F9 needs, and of those that were checked too long ago."""
        words, shown = "", self.query_one("#numbers", Tekst)
        if procedure := self.app.procedure():
            profile = self.app.profile.of(self.app.settings.municipality)
            found = reminder(procedure.flow, self.app.settings.service, profile, self.app.now().date())
            words = "\n".join((*_missing(found.missing), *_old(found.old)))
        shown.display = bool(words)
        shown.show(words)
        self.query_one(Liste).set_class(bool(words), "gap")

    def _sections(self) -> list[Section]:
        cases, today = safety_first([one for one in self._cases if not one[1].shredded]), self.app.now().date()
        running = [one for one in cases if not one[1].closed]
        over = [*(one for one in cases if one[1].closed), *(one for one in self._cases if one[1].shredded)]
        sections = [
            Section("", _ONE, tuple(self._place(dict(cases)))),
            Section(text("home.urgent"), _DUE, tuple(_urgent(running, today))),
            Section(text("home.cases"), _columns(), tuple(_row(one, today) for one in running), text("home.empty")),
            Section(text("home.closed"), _columns(), tuple(_row(one, today) for one in over)),
        ]
        ways = ("new", *(["log_search"] if cases else []), "bundle")
        keep = [one for one in sections if one.items or one.empty]
        return [*keep, Section("", _ONE, tuple(Item(one, (text(f"home.{one}"),)) for one in ways))]

    def _place(self, cases: dict[str, Summary]) -> list[Item]:
        """«Fortsett der du slapp», when that was in a case."""
        assert self.app.desk is not None, "home stands on an open vault"
        place = self.app.desk.place()
        if place.get("page") == "new_case" and typed_before(self.app.desk):
            return [Item("place", (text("home.place_new"),))]
        case = cases.get(place.get("case", ""))
        if case is None or place.get("page") not in PAGES:
            return []
        page = catalog().get(f"home.page_{place['page']}", "")
        return [Item("place", (text("home.place", case=case.call_name, page=page),))]


def _missing(contacts: tuple[Contact, ...]) -> list[str]:
    return [text("profile.missing", label=one.label) for one in contacts]


def _old(contacts: tuple[Contact, ...]) -> list[str]:
    if len(contacts) > 1:
        return [text("profile.old_many", count=len(contacts))]
    return [text("profile.old_one", label=one.label) for one in contacts]


def _workplace(procedure: Procedure | None, service: str) -> str:
    if procedure is None:
        return ""
    flow = procedure.flow
    label = worded.lower_first(flow.services[service].label) if service in flow.services else ""
    return ", ".join(filter(None, (flow.title, label)))


def _urgent(cases: list[Case], today: date) -> list[Item]:
    """What is due first, over all cases."""
    dated = [(due, case_id, case, number) for case_id, case in cases for number, due in enumerate(case.due)]
    return [
        Item(f"due/{case_id}/{number}", (*_when(due, today), case.call_name, _label(due)))
        for due, case_id, case, number in sorted(dated, key=lambda one: one[0].on)[:MOST_URGENT]
    ]


def _when(due: DueLine, today: date) -> tuple[str, str]:
    on = date.fromisoformat(due.on)
    return worded.due_mark(on, today, on <= today + SOON), worded.due_when(on, today)


def _label(due: DueLine) -> str:
    if due.closed:
        return text("widgets.closed")
    return text("deadlines.look_again") if due.id == LOOK_AGAIN else due.label or ""


def _columns() -> tuple[Column, ...]:
    return (
        Column(text("home.call_name"), 14),
        Column(text("home.stands_at"), 20, grows=True),
        Column(text("home.uro"), 12, leaves=1),
        Column(text("home.next_due"), worded.DAY + 3, leaves=2),
        Column(text("home.changed"), 12, leaves=3),
    )


def _row(case: Case, today: date) -> Item:
    case_id, summary = case
    when = " ".join(filter(None, _when(summary.due[0], today))) if summary.due else "–"
    grade = worded.graded(summary.grade) if summary.grade else "–"
    return Item(f"case/{case_id}", (call_name(summary), stands_at(summary), grade, when, _changed(summary, today)))


def _changed(summary: Summary, today: date) -> str:
    moment = datetime.fromisoformat(summary.changed)
    day = short(moment.date(), today)
    return f"{day} {moment:%H:%M}" if moment.date() == today else day
