"""A new case, with as little typing as can be: a made-up name stands there already."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.people import Guardian, Subject
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.open_case import Refused
from bekymring_tui.errors import Failure
from bekymring_tui.flow.load import shipped_flows
from bekymring_tui.flow.terms import SubjectKind
from bekymring_tui.screens import call_names
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.who import group_rows
from bekymring_tui.texts import text
from bekymring_tui.widgets.bar import Where
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg

KINDS: tuple[SubjectKind, ...] = ("child", "youth", "unborn", "parent")
AGED: tuple[SubjectKind, ...] = ("child", "youth")
"""Whose age is asked for."""

DRAFTS = "new_case"
"""What is typed here is kept under this name until the case is opened, like the drafts of a case."""


def typed_before(desk: Desk) -> dict[str, str]:
    """What was typed for a case that is not opened yet, by field."""
    return {one.field: one.text for one in desk.vault.drafts(DRAFTS)}


class NewCasePage(AppPage[None]):
    """Ctrl+N. Enter on the button is enough."""

    NAME = "new_case"
    KEYS: ClassVar[tuple[str, ...]] = ("f9", "f1", "ctrl+p", "ctrl+l", "escape")

    def column(self) -> ComposeResult:
        assert self.app.desk is not None, "a case is opened in an open vault"
        drafts = typed_before(self.app.desk)
        self._kept = {"call_name": self._suggested(), **drafts}
        self._kind = cast("SubjectKind", drafts.get("kind", "child"))
        self._service = drafts.get("service") or self.app.settings.service
        self._group = drafts.get("group") or self.app.settings.group
        self._entry = drafts.get("entry", "")
        yield Valg(*self._whom(), id="whom")
        yield Tekst(text("new_case.age"), kind="label", id="age-label", classes="gap")
        yield Linje(drafts.get("age", ""), hint=text("new_case.age_hint"), limit=3, id="age")
        yield Tekst((text("new_case.guardians"), "bold"), (text("new_case.can_wait"), "$muted"), classes="gap")
        yield Felt(drafts.get("guardians", ""), hint=text("new_case.guardians_hint"), limit=500, id="guardians")
        yield Tekst((text("new_case.call_name"), "bold"), (text("new_case.call_name_why"), "$muted"), classes="gap")
        yield Linje(self._kept["call_name"], limit=60, id="call_name")
        yield Tekst((text("new_case.real_name"), "bold"), (text("new_case.real_name_why"), "$muted"), classes="gap")
        yield Linje(drafts.get("real_name", ""), limit=120, id="real_name")
        yield Valg(*self._where(), id="where")
        yield Tekst("", id="told", kind="danger")
        yield Knapper(Knapp("open", text("new_case.open")), Knapp("other", text("new_case.other_name")))

    def on_mount(self) -> None:
        self.show_where(Where((text("new_case.title"),)))
        self.app.look_at_own()
        self._ask_age()

    def case_changed(self) -> None:
        """One's own procedure has been looked at meanwhile."""
        self.query_one("#where", Valg).show(*self._where())

    def help_text(self) -> str:
        return text("help.new_case")

    def _whom(self) -> list[Row | Heading]:
        rows = [Row(f"kind/{one}", text(f"new_case.kind_{one}"), "choice", on=one == self._kind) for one in KINDS]
        return [Heading(text("new_case.whom")), *rows]

    def _where(self) -> list[Row | Heading]:
        """Service, group and entry, as far as there is a choice. Nothing until one's own procedure is found to hold."""
        assert self.app.desk is not None, "a case is opened in an open vault"
        procedure = self.app.desk.editions.own.now(self._flow())
        if procedure is None:
            return []
        flow = procedure.flow
        known = self._service in flow.services
        entries = list(procedure.track_for(self._service).entries.values()) if known else []
        if self._entry not in [one.id for one in entries]:
            self._entry = entries[0].id if entries else ""
        found: list[Row | Heading] = [Heading(text("new_case.service"))]
        found += [
            Row(f"service/{name}", one.label, "choice", on=name == self._service) for name, one in flow.services.items()
        ]
        service = flow.services.get(self._service)
        if self._group not in (service.groups if service else ()):
            self._group = ""
        found += group_rows(service, self._group)
        if len(entries) > 1:
            found += [Heading(text("new_case.entry"))]
            found += [Row(f"entry/{one.id}", one.label, "choice", on=one.id == self._entry) for one in entries]
        return found

    def _flow(self) -> str:
        return self.app.settings.municipality or shipped_flows()[0]

    def _ask_age(self) -> None:
        for name in ("age-label", "age"):
            self.query_one(f"#{name}").display = self._kind in AGED

    # Typing ----------------------------------------------------------------------------------------------

    @on(Valg.Chosen)
    def _choose(self, event: Valg.Chosen) -> None:
        kind, _, name = event.row.id.partition("/")
        setattr(self, f"_{kind}", name)
        self.query_one("#where", Valg).show(*self._where())
        self._ask_age()
        self._note(kind, name)

    @on(Linje.Changed)
    def _keep_line(self, event: Linje.Changed) -> None:
        self._note(event.input.id or "", event.value)

    @on(Felt.Changed)
    def _keep_text(self, event: Felt.Changed) -> None:
        self._note(event.text_area.id or "", event.text_area.text)

    def _note(self, field: str, value: str) -> None:
        if self.app.keeper and self._kept.get(field, "") != value:
            self._kept[field] = value
            self.app.keeper.note(DRAFTS, DRAFTS, field, value)

    @on(Linje.Submitted)
    def _next(self) -> None:
        self.focus_next()

    # Opening ---------------------------------------------------------------------------------------------

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "other":
            self.query_one("#call_name", Linje).value = self._suggested()
        else:
            self._open()

    def _open(self) -> None:
        assert self.app.desk is not None, "a case is opened in an open vault"
        if not self._service:
            return self.show_refusal(text("who.no_service"), "where")
        age = self._typed("age") if self._kind in AGED else ""
        if age and not (age.isascii() and age.isdigit()):
            return self.show_refusal(text("refusal.age"), "age")
        subject = Subject(
            kind=self._kind,
            call_name=self._typed("call_name"),
            real_name=self._typed("real_name") or None,
            age=int(age) if age else None,
        )
        try:
            case = self.app.desk.new_case(
                self._flow(), self._service, self._entry, subject, self._guardians(), self._group or None
            )
        except Refused as refused:
            return self.show_refusal(str(refused), refused.ask)
        except Failure as failure:
            return self.app.tell_unsaved(failure)
        self._drop_drafts()
        self.app.open_case(case.id)
        return None

    def _suggested(self) -> str:
        assert self.app.desk is not None, "a case is opened in an open vault"
        return call_names.suggest([case.call_name for _, case in self.app.desk.cases()])

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", Linje).value.strip()

    def _guardians(self) -> list[Guardian]:
        lines = [one.strip() for one in self.query_one("#guardians", Felt).text.splitlines()]
        return [Guardian(id=f"g{number}", label=one) for number, one in enumerate(filter(None, lines), 1)]

    def _drop_drafts(self) -> None:
        assert self.app.desk is not None, "a case is opened in an open vault"
        if self.app.keeper:
            self.app.keeper.drop(DRAFTS, DRAFTS)
        self.app.desk.vault.drop_drafts(DRAFTS, [(DRAFTS, field) for field in typed_before(self.app.desk)])

    def show_refusal(self, words: str, ask: str | None) -> None:
        self.query_one("#told", Tekst).show(f"× {words}")
        self.focus_field(ask or "")
