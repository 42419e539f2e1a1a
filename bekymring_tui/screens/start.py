"""The first start: a passphrase, suggested or one's own, typed once to practise."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.widget import Widget

from bekymring_tui import words
from bekymring_tui.errors import Failure
from bekymring_tui.files import synced_folder_warning
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.recovery import RecoveryPage
from bekymring_tui.screens.strength import USABLE, strength
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje, Passordlinje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Row, Valg

PRACTICE = "practice"
"""What the app returns when the user would rather try with invented children first."""


class StartPage(AppPage[None]):
    """Step 1 of 3."""

    CENTRED = True
    KEYS: ClassVar[tuple[str, ...]] = ("f9", "f1", "f3", "f4", "ctrl+q")

    def __init__(self) -> None:
        super().__init__()
        self.suggestion = words.phrase(words.VAULT_WORDS)
        self._own = False
        self._making = False

    def column(self) -> ComposeResult:
        yield Tekst(text("start.step", number=1), kind="muted")
        yield Tekst(text("start.title"), kind="title")
        yield Tekst(text("start.why"), kind="muted", classes="gap")
        if warning := synced_folder_warning(self.app.settings.folder):
            yield Tekst(f"! {warning}", kind="warn", classes="gap")
        yield Tekst(text("start.suggestion"), kind="muted", classes="gap")
        yield Tekst((self.spaced, "bold $accent"), id="suggestion")
        yield Tekst(text("start.entropy", bits=words.bits(words.VAULT_WORDS)), kind="muted")
        yield Valg(*self._rows(), id="how")
        yield Tekst(text("start.own"), kind="muted", id="own-label", classes="gap")
        yield Passordlinje(id="own")
        yield Tekst("", id="own-strength")
        yield Tekst(text("start.practise"), kind="muted", id="again-label", classes="gap")
        yield Passordlinje(id="again")
        yield Tekst("", id="told")
        yield Knapper(Knapp("on", text("start.on")), Knapp("practice", text("start.practice")))

    def on_mount(self) -> None:
        self._show_own(False)

    def first_focus(self) -> Widget | None:
        return self.query_one("#how")

    def help_text(self) -> str:
        return text("help.start", folder=self.app.settings.folder)

    @property
    def spaced(self) -> str:
        """The suggestion as it is shown."""
        return "  ".join(self.suggestion.split())

    def _rows(self) -> tuple[Row, ...]:
        return (
            Row("use", text("start.use"), "choice", on=not self._own),
            Row("new", text("start.new"), "choice"),
            Row("own", text("start.write_own"), "choice", on=self._own),
        )

    def _show_own(self, own: bool) -> None:
        self._own = own
        for name in ("own-label", "own", "own-strength"):
            self.query_one(f"#{name}").display = own
        for name in ("own", "again"):
            self.query_one(f"#{name}", Passordlinje).forget()
        self.query_one("#again-label", Tekst).show(text("start.again" if own else "start.practise"))

    @on(Valg.Chosen, "#how")
    def _choose(self, event: Valg.Chosen) -> None:
        if event.row.id == "new":
            self.suggestion = words.phrase(words.VAULT_WORDS)
            self.query_one("#suggestion", Tekst).show((self.spaced, "bold $accent"))
        self._show_own(event.row.id == "own")
        event.valg.show(*self._rows())

    @on(Linje.Changed)
    def _judge(self) -> None:
        own, again = self._typed("own"), self._typed("again")
        found = strength(own)
        mark = "✓" if found == "strong" else "!" if found in USABLE else "×"
        self.query_one("#own-strength", Tekst).show(
            (f"{mark} {text(f'start.strength_{found}')}", _LOOKS[mark]) if own else ""
        )
        alike = bool(again) and words.normalise(again) == words.normalise(self._wanted())
        self.query_one("#told", Tekst).show((f"✓ {text('start.alike')}", "$ok") if alike else "")

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", Passordlinje).value

    def _wanted(self) -> str:
        return self._typed("own") if self._own else self.suggestion

    @on(Linje.Submitted)
    def _next_field(self, event: Linje.Submitted) -> None:
        if event.input.id == "own":
            self.query_one("#again").focus()
        else:
            self._go_on()

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        if event.knapp.id == "practice":
            self.app.exit(PRACTICE)
        else:
            self._go_on()

    def _go_on(self) -> None:
        wanted = self._wanted()
        if self._own and strength(wanted) not in USABLE:
            return self._refuse(f"start.strength_{strength(wanted)}", "own")
        if words.normalise(self._typed("again")) != words.normalise(wanted):
            return self._refuse("start.different" if self._own else "start.not_practised", "again")
        if not self._making:
            self._making = True
            self.query_one("#told", Tekst).show((text("start.making"), "$muted"))
            self._make(wanted)
        return None

    def _refuse(self, reason: str, field: str) -> None:
        self.query_one("#told", Tekst).show((f"× {text(reason)}", "$danger"))
        self.query_one(f"#{field}").focus()

    @work
    async def _make(self, passphrase: str) -> None:
        try:
            await self.app.create_vault(passphrase)
        except Failure as failure:
            self.query_one("#told", Tekst).show((f"× {failure}", "$danger"))
            self._making = False
            return
        self.app.stand_on(RecoveryPage(first=True))


_LOOKS = {"✓": "$ok", "!": "$warn", "×": "$danger"}
