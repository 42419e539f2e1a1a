"""A new key for the database: what it is for, the new codes on paper, and what is to be done with the old papers."""

from __future__ import annotations

import asyncio
from typing import ClassVar, Literal

from textual import on, work
from textual.app import ComposeResult

from bekymring_tui.desk.log_search import index_in_background
from bekymring_tui.errors import Failure
from bekymring_tui.screens.owner import OwnerPage
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.recovery import Fresh, RecoveryPage
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Heading, Row, Valg


class RekeyPage(OwnerPage):
    """Asks for the passphrase, shows each new code on a page above, and makes the key when all of them are checked."""

    def __init__(self) -> None:
        super().__init__()
        self._had_unit = self._unit = self.ways.has_unit_code
        self._codes: dict[str, str] = {}
        """By the section of their texts, those that stand on paper by now."""
        self._shown = ""
        """The section of the one that is shown above."""
        self._stage: Literal["asking", "working", "done"] = "asking"

    @property
    def asks(self) -> bool:
        """Always: the passphrase is sealed anew."""
        return True

    def column(self) -> ComposeResult:
        yield Tekst(text("rekey.title"), kind="title")
        yield Tekst(text("rekey.why"), kind="muted", classes="gap")
        yield Tekst(text("rekey.what"), kind="muted", classes="gap")
        if self.ways.passphrase_unknown:
            yield Tekst(text("rekey.passphrase_first"), kind="warn", classes="gap")
        if self._had_unit:
            yield Valg(*self._unit_rows(), id="unit")
        yield from self.asking()
        yield Knapper(Knapp("make", text("rekey.make")), Knapp("keep", text("rekey.keep")))

    def help_text(self) -> str:
        return text("help.rekey")

    def _unit_rows(self) -> tuple[Heading | Row, ...]:
        return (
            Heading(text("rekey.unit")),
            Row("anew", text("rekey.unit_anew"), "choice", on=self._unit),
            Row("none", text("rekey.unit_none"), "choice", on=not self._unit),
        )

    @on(Valg.Chosen, "#unit")
    def _choose(self, event: Valg.Chosen) -> None:
        self._unit = event.row.id == "anew"
        event.valg.show(*self._unit_rows())

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "make":
            self.ask()
        else:
            self.action_back()

    def go_on(self) -> None:
        """Each time this page comes to the top again: the next code, or the work."""
        wanted = ("rekey_code", "rekey_unit") if self._unit else ("rekey_code",)
        missing = next((section for section in wanted if section not in self._codes), "")
        if not missing:
            self._begin()
        elif missing == self._shown:
            self._begin_anew(text("rekey.turned_back"))
        else:
            self._show(missing)

    def _show(self, section: str) -> None:
        code = self.ways.new_code()

        def take() -> None:
            self._codes[section] = code

        self._shown = section
        self.app.push_screen(RecoveryPage(fresh=Fresh(code, section, take)))

    def _begin(self) -> None:
        if self._stage == "asking":
            self._stage = "working"
            told = self.query_one("#told", Tekst)
            told.show((text("rekey.making"), "$muted"))
            told.call_after_refresh(told.scroll_visible, animate=False)
            self._make()

    def _begin_anew(self, why: str) -> None:
        self._codes, self._shown, self._stage = {}, "", "asking"
        self.refuse(why)

    @work
    async def _make(self) -> None:
        desk = self.app.desk
        assert desk is not None, "the key of the open vault"
        codes = self._codes["rekey_code"], self._codes.get("rekey_unit", "")
        try:
            told = await asyncio.to_thread(desk.rekey, self.given, *codes)
        except Failure as failure:
            self._begin_anew(f"{failure} {text('rekey.failed')}")
            desk.notices_told()
            return
        # The copy was made without the index of the logs.
        index_in_background(desk.vault)
        for one in told:
            self.app.notify(one, severity="warning", timeout=20)
        self._stage = "done"
        self.case_changed()

    def case_changed(self) -> None:
        if self._stage == "asking":
            super().case_changed()
        elif self._stage == "done" and self.on_top:
            self.app.pop_screen()
            self.app.push_screen(RekeyedPage(had_unit=self._had_unit, has_unit=self._unit))

    def action_back(self) -> None:
        if self._stage != "working":  # what was begun is not undone by turning back
            super().action_back()


class RekeyedPage(AppPage[None]):
    """The receipt: what is to be done with each paper."""

    CENTRED = True
    KEYS: ClassVar[tuple[str, ...]] = ("f9", "f1", "ctrl+l", "escape")

    def __init__(self, *, had_unit: bool, has_unit: bool) -> None:
        super().__init__()
        self._unit = "rekeyed.unit_anew" if has_unit else "rekeyed.unit_none" if had_unit else ""

    def column(self) -> ComposeResult:
        yield Tekst(text("rekeyed.title"), kind="title")
        yield Tekst(text("rekeyed.paper"), classes="gap")
        if self._unit:
            yield Tekst(text(self._unit), classes="gap")
        yield Tekst(text("rekeyed.copies"), classes="gap")
        yield Tekst(text("rekeyed.passphrase"), classes="gap")
        yield Knapper(Knapp("done", text("rekeyed.done")))

    def help_text(self) -> str:
        return text("help.rekeyed")

    def on_mount(self) -> None:
        assert self.app.desk is not None, "it was made in the open vault"
        self.app.desk.notices_told()

    @on(Knapper.Pressed)
    def _press(self) -> None:
        self.action_back()
