"""F9: the numbers at once, with nothing to type; then, in a case, the question of what it is about (P1)."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Literal, cast

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from bekymring_tui.case.numbers import Number, municipal
from bekymring_tui.errors import Failure
from bekymring_tui.profile import read_profile
from bekymring_tui.screens.number_list import NumberList, numbers_of
from bekymring_tui.screens.page import AppPage
from bekymring_tui.texts import text
from bekymring_tui.widgets.bar import Where
from bekymring_tui.widgets.keys import key, keys
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg

if TYPE_CHECKING:
    from bekymring_tui.flow.model import Flow
    from bekymring_tui.flow.sources import SourceLine
    from bekymring_tui.screens.shell import Shell
    from bekymring_tui.settings import Settings

Answer = Literal["home", "acute", "outside", "numbers"]
ANSWERS: tuple[Answer, ...] = ("home", "acute", "outside", "numbers")
SUSPECTED = ("employee", "leader", "other")


class NumbersPage(AppPage[None]):
    """The numbers; the case's question when one is open, else which case it is about when the vault is open."""

    FRAMED = True

    # Nothing stands between the bar and the numbers. What must be told here, stands below the answers.
    DEFAULT_CSS = "NumbersPage Toast { display: none; }"

    _outside = False
    """«Utenfor hjemmet» was chosen: the rows ask against whom."""
    _painted = False
    """The numbers stand. The vault is asked for nothing before that: it may be at work for seconds."""

    def column(self) -> ComposeResult:
        yield Tekst(text("f9.call_now"), kind="label")
        yield NumberList(*self._numbers())
        yield Tekst(*advice(), classes="gap")
        yield Valg(id="answers")
        yield Tekst(kind="muted", id="after", classes="gap")

    def on_mount(self) -> None:
        self.show_where(Where((text("f9.bar"),), ground="safety"))
        self._draw()
        self.call_after_refresh(self._begin)

    def first_focus(self) -> Widget | None:
        answers = self.query_one(Valg)
        return answers if answers.display else None

    def case_changed(self) -> None:
        self._draw()

    def _begin(self) -> None:
        """After the first paint: let the question stand in the case, or list the cases and read the numbers."""
        self._painted = True
        if self.app.case:
            self._ask()
            return
        self._draw()
        self.set_focus(self.first_focus())
        if self.app.settings.municipality:
            self.run_worker(partial(self._read_numbers, self.app.settings, self.app.now().date()), thread=True)

    # The numbers -----------------------------------------------------------------------------------------

    def _numbers(self) -> tuple[tuple[Number, ...], str]:
        """Those at hand without reading a file."""
        if self.app.case:
            return _told(numbers_of(self.app, self.app.case.guide))
        return (), text("f9.reading" if self.app.settings.municipality else "f9.no_municipality")

    def _read_numbers(self, settings: Settings, today: date) -> None:
        """In a thread: the procedure takes a tenth of a second to read, and the numbers above stand already.

        The page may be left meanwhile; it then knows no app any more.
        """
        profile, problems = read_profile(settings.folder)
        laid = profile.of(settings.municipality)
        try:
            numbers = municipal(_flow(settings), settings.service, laid, today)
            shown, told = _told(numbers)
        except Failure:
            shown, told = (), text("f9.unreadable")
        self.call_later(self._show_numbers, shown, " ".join((*problems[:1], told)))

    def _show_numbers(self, numbers: tuple[Number, ...], told: str) -> None:
        for shown in self.query(NumberList):
            shown.show(numbers, told)

    # The question ----------------------------------------------------------------------------------------

    @property
    def _asked(self) -> str | None:
        return self.app.case.state.alarm.asked if self.app.case else None

    @property
    def _by_key(self) -> bool:
        """Whether the user opened the page, and not something that was answered or graded."""
        return self._asked in (None, "key")

    def _ask(self) -> bool:
        """The question stands in the case, so that it is there after a kill. False when the disk does not take it."""
        from bekymring_tui.case.acts import AlarmAsked

        return self._asked is not None or self.app.take(AlarmAsked(by="key"))

    def _draw(self) -> None:
        rows = self._rows()
        self.query_one(Valg).show(*rows)
        self.query_one(Valg).display = bool(rows)
        self.query_one("#after", Tekst).show(self._after())
        no = text("f9.esc_no" if self._by_key else "f9.esc_to_no") if self.app.case and not self._outside else ""
        inside = ("f6",) if self.app.case else ()
        self.key_line.show(*keys("f1", "f2", *inside, *(("ctrl+l",) if self.app.desk else ())), key("escape", no))

    def _rows(self) -> list[Row | Heading]:
        if self._outside:
            rows = [Row(one, text(f"f9.{one}")) for one in (*SUSPECTED, "back")]
            return [Heading(text("f9.who_outside")), *rows]
        if self.app.case:
            assert self.app.case.state.subject is not None, "an open case has a subject"
            name = self.app.case.state.subject.call_name
            no = {"restored": "nothing_new"}.get(self._asked or "", "numbers" if self._by_key else "not_this")
            return [Heading(text("f9.question", name=name)), *(Row(one, text(f"f9.{one}")) for one in ANSWERS[:-1]),
                    Row(ANSWERS[-1], text(f"f9.{no}"))]  # fmt: skip
        return self._which_case()

    def _which_case(self) -> list[Row | Heading]:
        """The cases and a new one, once it is known who the user is."""
        desk = self.app.desk if self._painted else None
        if desk is None or desk.who() is None or not self.app.settings.service:
            return []
        listed = sorted(desk.cases(), key=lambda one: one[1].closed)
        rows = [Row(f"case/{case_id}", summary.call_name) for case_id, summary in listed]
        return [Heading(text("f9.which_case")), *rows, Row("new", text("f9.new_case"))]

    def _after(self) -> str:
        if not self.app.case:
            return text("f9.which_case_hint") if self._which_case() else ""
        why = text(f"f9.asked_by_{self._asked}") if self._asked and not self._by_key else ""
        return "\n".join(filter(None, (why, text("f9.halts"))))

    @on(Valg.Opened)
    def _take(self, event: Valg.Opened) -> None:
        kind, _, name = event.row.id.partition("/")
        if kind == "case":
            self.app.open_case(name)
            self.app.show_f9()
        elif kind == "new":
            self._new_case()
        elif kind in ("outside", "back"):
            self._ask_whom(kind == "outside")
        elif kind in SUSPECTED:
            self._answer("outside", kind)
        else:
            self._answer(cast("Answer", kind))

    def _new_case(self) -> None:
        """A case with a made-up name and nothing to fill in; what it is about is asked at once."""
        from bekymring_tui.case.people import Subject
        from bekymring_tui.desk.open_case import Refused
        from bekymring_tui.flow.own import flow_of
        from bekymring_tui.screens import call_names

        desk, chosen = self.app.desk, self.app.settings
        assert desk is not None, "cases are listed from the open vault"
        name = call_names.suggest([case.call_name for _, case in desk.cases()])
        subject = Subject(kind="child", call_name=name)
        try:
            procedure = flow_of(chosen.municipality, chosen.folder)
            entry = next(iter(procedure.track_for(chosen.service).entries))
            groups = procedure.flow.services[chosen.service].groups
            group = chosen.group if chosen.group in groups else None
            case = desk.new_case(chosen.municipality, chosen.service, entry, subject, group=group)
        except Refused as refused:
            self.show_refusal(str(refused), None)
            return
        except Failure as failure:
            self.app.tell_unsaved(failure)
            return
        self.app.open_case(case.id)
        self.app.show_f9()

    def _ask_whom(self, outside: bool) -> None:
        self._outside = outside
        self._draw()
        self.call_after_refresh(self.query_one(Valg).reveal)

    def _answer(self, answer: Answer, suspected: str | None = None) -> None:
        from bekymring_tui.case.acts import AlarmAnswered

        given = AlarmAnswered.model_validate({"answer": answer, "suspected": suspected})
        if self._ask() and self.app.take(given):
            self._go_on(answer)

    def show_refusal(self, words: str, ask: str | None) -> None:  # noqa: ARG002
        self.query_one("#after", Tekst).show(f"× {words}")

    def _go_on(self, answer: Answer) -> None:
        """To the alarm's page while nobody is reached; else back to where F9 was pressed."""
        assert self.app.case is not None, "a question is answered in a case"
        if self.app.case.state.alarm.pending:
            self.app.go_to_case()
        else:
            self.app.pop_screen()
        if answer == "acute":
            # After the question of meldeplikt, which may be waiting to come up: on top of it.
            self.app.call_later(self.app.show_once, "acute")

    def action_back(self) -> None:
        """«Nei» when the key opened this. What an answer or a grade opened wants an answer: Esc only moves to «Nei»."""
        if self._outside:
            self._ask_whom(False)
        elif self._asked == "key":
            self._answer("numbers")
        elif self._asked:
            self.query_one(Valg).action_jump(-1)
        else:
            super().action_back()

    # F1, F2 ----------------------------------------------------------------------------------------------

    def help_text(self) -> str:
        return text("f9.help" if self.app.desk else "f9.help_numbers")

    def sources(self) -> list[SourceLine]:
        """Without a procedure the numbers are national, and rest on no document."""
        try:
            flow = self.app.case.guide.flow if self.app.case else _flow(self.app.settings)
        except Failure:
            return []
        return safety_sources(self.app, flow)


def advice() -> list[str | tuple[str, str]]:
    """What holds for everyone, before anything is answered."""
    found: list[str | tuple[str, str]] = []
    for one in ("home", "child", "duty"):
        found += [(text(f"f9.{one}_start"), "bold"), text(f"f9.{one}_rest") + ("\n" if one != "duty" else "")]
    return found


def safety_sources(app: Shell, flow: Flow) -> list[SourceLine]:
    """The alarm, what it says to do, and the numbers: the document's, then those of the municipality's profile."""
    from bekymring_tui.flow.sources import SourceLine, provenance

    elements = (flow.alarm, *flow.alarm.actions, *(flow.phones[one] for one in flow.alarm.phones))
    listed = municipal(flow, app.settings.service, app.profile.of(flow.id), app.now().date())
    filled = [one for one in listed if one.from_profile]
    laid = [SourceLine(None, text("profile.source"), f"{one.label} {one.number}", one.told) for one in filled]
    return [line for one in elements for line in provenance(one, flow=flow)] + laid


def _flow(settings: Settings) -> Flow:
    from bekymring_tui.flow.own import flow_of

    return flow_of(settings.municipality, settings.folder).flow


def _told(numbers: tuple[Number, ...]) -> tuple[tuple[Number, ...], str]:
    """Municipal numbers with what must be said where there is none."""
    return numbers, "" if any(one.number for one in numbers) else text("f9.none_printed")
