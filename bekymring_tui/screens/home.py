"""Home: where the user left off, what is urgent, the cases, a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.widget import Widget

from bekymring_tui.case.contacts import Contact, reminder
from bekymring_tui.case.dates import short
from bekymring_tui.case.due import LOOK_AGAIN, SOON
from bekymring_tui.case.listing import call_name, safety_first, stands_at
from bekymring_tui.case.summary import DueLine, Summary
from bekymring_tui.flow.procedure import Procedure
from bekymring_tui.folding import folded_words
from bekymring_tui.screens import worded
from bekymring_tui.screens.new_case import typed_before
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.routes import PAGES
from bekymring_tui.texts import catalog, text
from bekymring_tui.widgets.bar import Where
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.liste import Column, Item, Liste, Section
from bekymring_tui.widgets.tekst import Tekst

MOST_URGENT = 5

FEW = 15
"""Cases that are found at a glance; with more there is a field to find one."""

MOST_ROWS = 200
"""Cases that are listed: nobody scrolls through more, and drawing thousands takes seconds."""

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
        yield Linje(id="find")
        yield Liste(*self._sections(""))
        yield Tekst(text("home.gut_feeling"), kind="muted", classes="gap")

    def on_mount(self) -> None:
        self._find.display = False
        self._show_bar()
        self._remind()

    def first_focus(self) -> Widget:
        return self.query_one(Liste)

    def case_changed(self) -> None:
        self._read()
        self._remind()
        self._show_list()
        self._show_bar()

    def help_text(self) -> str:
        return text("help.home")

    def action_back(self) -> None:
        """Home has nothing below it: Esc stays, and shows all cases again."""
        self._find.value = ""

    # Finding a case --------------------------------------------------------------------------------------

    @property
    def _find(self) -> Linje:
        return self.query_one("#find", Linje)

    def on_key(self, event: events.Key) -> None:
        """Whoever begins to type wants to find one. The field takes the rest itself, when it has the focus."""
        if len(self._cases) > FEW and event.character and event.character.isalnum():
            event.stop()
            self._find.display = True
            self._find.focus()
            self._find.insert_text_at_cursor(event.character)

    @on(Linje.Changed)
    def _show_list(self) -> None:
        typed = self._find.value
        self._find.display = bool(typed)
        self.query_one(Liste).show(*self._sections(typed))
        if not typed:
            self.set_focus(self.first_focus())

    @on(Linje.Submitted)
    def _take_first(self) -> None:
        self.query_one(Liste).action_select()

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

    def _sections(self, typed: str) -> list[Section]:
        """All there is; of what is found, only that."""
        today = self.app.now().date()
        cases = safety_first([one for one in self._cases if not one[1].shredded])
        running = [one for one in cases if not one[1].closed]
        over = [*(one for one in cases if one[1].closed), *(one for one in self._cases if one[1].shredded)]
        if words := folded_words(typed):
            found = [_listed(text("home.cases"), _named(running, words), today, text("home.nothing"))]
            return [*found, *_any(_listed(text("home.closed"), _named(over, words), today))]
        ways = ("new", *(["log_search"] if cases else []), "bundle")
        return [
            *_any(Section("", _ONE, tuple(self._place(dict(cases))))),
            *_any(Section(text("home.urgent"), _DUE, tuple(_urgent(running, today)))),
            _listed(self._heading(running), running, today, text("home.empty")),
            *_any(_listed(text("home.closed"), over, today)),
            Section("", _ONE, tuple(Item(one, (text(f"home.{one}"),)) for one in ways)),
        ]

    def _heading(self, running: Sequence[Case]) -> str:
        """How many there are where not all are listed, and how to find one."""
        many = text("home.first_of", shown=MOST_ROWS, number=len(running)) if len(running) > MOST_ROWS else ""
        find = text("home.find") if len(self._cases) > FEW else ""
        return "".join((text("home.cases"), many, find))

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


def _any(section: Section) -> list[Section]:
    """The section, unless it is empty."""
    return [section] if section.items else []


def _listed(heading: str, cases: Sequence[Case], today: date, empty: str = "") -> Section:
    return Section(heading, _columns(), tuple(_row(one, today) for one in cases[:MOST_ROWS]), empty)


def _named(cases: Sequence[Case], words: Sequence[str]) -> list[Case]:
    """Those where every word begins one of the call name."""
    return [one for one in cases if _fits(folded_words(call_name(one[1])), words)]


def _fits(name: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(one.startswith(word) for one in name) for word in words)


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
