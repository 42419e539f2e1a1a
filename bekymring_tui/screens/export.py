"""The case out of the machine: sealed in one file, for one reader. Notes never go with it (P5)."""

from __future__ import annotations

import asyncio
from pathlib import Path

from platformdirs import user_documents_path
from textual import on
from textual.app import ComposeResult

from bekymring_tui.bundle.age import recipient as read_recipient
from bekymring_tui.desk.exchange import keep_sealed, packed_case, proposed_name, refuse_existing, seal_packed
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.errors import Failure
from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.screens.giving_way import GivingWay
from bekymring_tui.screens.sealed import SealedPage
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg

LOCKS = ("passphrase", "recipient")


class ExportPage(GivingWay, CasePart):
    """To whom, by which lock, with names or without, and where the file goes."""

    NAME = "export"
    WHERE = "export.where"
    HELP = "export.help"

    _sealing = False

    def key(self) -> str:
        return "export/new"

    def column(self) -> ComposeResult:
        kept = self.typed().read()
        lock = kept.get("lock", LOCKS[0])
        folder = kept.get("folder") or str(_first_folder())
        anonymous = kept.get("anonymous", "anonymous" if self.case.state.anonymous else "")
        yield Tekst(text("export.title"), kind="title")
        yield Tekst(text("export.about"))
        if self.case.state.masks:
            yield Tekst(text("export.closed"), kind="warn")
        yield Tekst(text("export.to"), kind="heading")
        yield Linje(kept.get("to", ""), hint=text("export.to_hint"), id="to")
        rows = [Row(one, text(f"export.lock_{one}"), "choice", on=one == lock) for one in LOCKS]
        yield Valg(Heading(text("export.lock")), *rows, id="lock")
        yield Linje(kept.get("recipient", ""), hint="age1…", id="recipient")
        why = text("export.anonymous_mode" if self.case.state.anonymous else "export.anonymous_why")
        yield Valg(Row("anonymous", text("export.anonymous"), "action", bool(anonymous), sub=why), id="anonymous")
        yield Tekst(text("export.folder"), kind="heading")
        yield Linje(folder, id="folder")
        yield Tekst(text("export.name"), (" " + text("export.name_hint"), "$muted"), kind="heading")
        yield Linje(proposed_name(Path(folder), self.app.now().date()), limit=120, id="name")
        yield Tekst(id="told", kind="danger")
        yield Knapper(Knapp("seal", text("export.seal")))

    def on_mount(self) -> None:
        self._ask_recipient()

    @on(Valg.Chosen, "#lock")
    def _ask_recipient(self) -> None:
        self.query_one("#recipient").display = self._lock == "recipient"

    @on(Valg.Toggled, "#anonymous")
    def _keep_anonymous(self, event: Valg.Toggled) -> None:
        self.typed().note("anonymous", " ".join(event.valg.chosen))

    @property
    def _lock(self) -> str:
        return self.query_one("#lock", Valg).chosen[0]

    def _value(self, name: str) -> str:
        return self.query_one(f"#{name}", Linje).value.strip()

    @property
    def _path(self) -> Path:
        return Path(self._value("folder")).expanduser() / self._value("name")

    def show_refusal(self, words: str, ask: str | None) -> None:
        self.query_one("#told", Tekst).show(f"× {words}")
        self.focus_field(ask or "")

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        replace = event.knapp.id == "replace"
        self.query_one("#told", Tekst).show("")
        missing = next((one for one in ("to", "folder", "name") if not self._value(one)), None)
        if missing:
            self.show_refusal(text(f"export.{missing}_missing"), missing)
        elif not self._sealing and self._can_go(replace=replace):
            self._sealing = True
            packed = packed_case(self.case, anonymous=bool(self.query_one("#anonymous", Valg).chosen))
            recipient = self._value("recipient") if self._lock == "recipient" else None
            self.run_worker(self._seal(self.case, packed, recipient, replace=replace))

    def _can_go(self, *, replace: bool) -> bool:
        """What would stop it is told before the half second of sealing."""
        try:
            if self._lock == "recipient":
                read_recipient(self._value("recipient"))
        except Failure as failure:
            self.show_refusal(str(failure), "recipient")
            return False
        try:
            refuse_existing(self._path, replace=replace)
        except Failure as failure:
            self.query_one(Knapper).show(Knapp("seal", text("export.seal")), Knapp("replace", text("export.replace")))
            self.show_refusal(str(failure), "name")
            return False
        return True

    async def _seal(self, case: OpenCase, packed: bytes, recipient: str | None, *, replace: bool) -> None:
        """Seal in a thread. When the program was locked meanwhile, nothing leaves."""
        sealed = await asyncio.to_thread(seal_packed, packed, recipient)
        self._sealing = False
        if self.app.case is not case:
            return
        path, to = self._path, self._value("to")
        try:
            keep_sealed(case, path, sealed, to=to, replace=replace)
        except Failure as failure:
            self.show_refusal(str(failure), "folder")
            return
        self.typed().drop()
        self.give_way_to(SealedPage(path, to, sealed.passphrase))


def _first_folder() -> Path:
    documents = user_documents_path()
    return documents if documents.is_dir() else Path.home()
