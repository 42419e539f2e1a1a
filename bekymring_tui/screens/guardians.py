"""Who the case is about: the subject, and each guardian on its own."""

from __future__ import annotations

from typing import cast, get_args

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.acts import GuardianSet, SubjectChanged
from bekymring_tui.case.people import Guardian, Known, Subject
from bekymring_tui.flow.terms import SubjectKind
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.headings import heading
from bekymring_tui.screens.step_rows import split
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg


class GuardiansPage(CasePart):
    """The subject and the guardians; each opens to be corrected."""

    NAME = "guardians"
    WHERE = "guardians.where"
    HELP = "guardians.help"

    def column(self) -> ComposeResult:
        yield Tekst(text("guardians.title"), kind="title")
        yield Tekst(text("guardians.about"), kind="muted")
        yield Valg(id="people")

    def draw(self) -> None:
        subject = self.case.state.subject
        assert subject is not None, "an open case has a subject"
        age = text("guardians.age_note", age=subject.age) if subject.age is not None else ""
        kind = text(f"guardians.{subject.kind}")
        rows: list[Row | Heading] = [Heading(text("guardians.subject"))]
        rows.append(Row("subject:", subject.call_name, note=", ".join(filter(None, (kind, age)))))
        rows.append(Heading(text("guardians.guardians")))
        known = self.case.state.guardians.values()
        rows += [Row(f"guardian:{one.id}", one.label, note=text(f"guardians.{one.responsible}")) for one in known]
        rows.append(Row("guardian:", text("guardians.add")))
        self.query_one("#people", Valg).show(*rows)

    @on(Valg.Opened)
    def _open(self, event: Valg.Opened) -> None:
        kind, name = split(event.row.id)
        self.app.push_screen(GuardianPage(name) if kind == "guardian" else SubjectPage())


class GuardianPage(CasePart):
    """One guardian; without an id a new one."""

    WHERE = "guardians.where"
    HELP = "guardians.one_help"

    def __init__(self, guardian: str = "") -> None:
        super().__init__()
        self._guardian = guardian

    def key(self) -> str:
        return f"guardian/{self._guardian}"

    def column(self) -> ComposeResult:
        kept, known = self.typed().read(), self.case.state.guardians.get(self._guardian)
        responsible = kept.get("responsible", known.responsible if known else "unknown")
        yield Tekst(text("guardians.change" if known else "guardians.add_title"), kind="title")
        yield heading(text("guardians.label"), text("guardians.label_hint"))
        yield Linje(kept.get("label", known.label if known else ""), limit=80, id="label")
        rows = [Row(one, text(f"guardians.{one}"), "choice", on=one == responsible) for one in get_args(Known)]
        yield Valg(Heading(text("guardians.responsible")), *rows, id="responsible")
        yield Knapper(Knapp("save", text("guardians.save")))

    @on(Knapper.Pressed)
    def _save(self) -> None:
        responsible = cast("Known", self.query_one("#responsible", Valg).chosen[0])
        label = self.query_one("#label", Linje).value.strip()
        self.finish(
            GuardianSet(guardian=Guardian(id=self._guardian or self._free(), label=label, responsible=responsible))
        )

    def _free(self) -> str:
        """The id of one more guardian."""
        number = 1
        while f"g{number}" in self.case.state.guardians:
            number += 1
        return f"g{number}"


class SubjectPage(CasePart):
    """The one the case is about."""

    WHERE = "guardians.where"
    HELP = "guardians.subject_help"

    def key(self) -> str:
        return "subject"

    def column(self) -> ComposeResult:
        subject, kept = self.case.state.subject, self.typed().read()
        assert subject is not None, "an open case has a subject"
        kind = kept.get("kind", subject.kind)
        yield Tekst(text("guardians.subject"), kind="title")
        yield heading(text("guardians.call_name"), text("guardians.call_name_hint"))
        yield Linje(kept.get("call_name", subject.call_name), limit=80, id="call_name")
        yield heading(text("guardians.real_name"), text("guardians.real_name_hint"))
        yield Linje(kept.get("real_name", subject.real_name or ""), limit=120, id="real_name")
        rows = [Row(one, text(f"guardians.{one}"), "choice", on=one == kind) for one in get_args(SubjectKind)]
        yield Valg(Heading(text("guardians.kind")), *rows, id="kind")
        yield heading(text("guardians.age"), text("guardians.age_hint"))
        yield Linje(kept.get("age", "" if subject.age is None else str(subject.age)), limit=3, id="age")
        yield Knapper(Knapp("save", text("guardians.save")))

    @on(Knapper.Pressed)
    def _save(self) -> None:
        words = {name: self.query_one(f"#{name}", Linje).value.strip() for name in ("call_name", "real_name", "age")}
        if words["age"] and not words["age"].isdecimal():
            self.show_refusal(text("guardians.age_wrong"), "age")
            return
        subject = Subject(
            kind=cast("SubjectKind", self.query_one("#kind", Valg).chosen[0]),
            call_name=words["call_name"],
            real_name=words["real_name"] or None,
            age=int(words["age"]) if words["age"] else None,
        )
        self.finish(SubjectChanged(subject=subject))
