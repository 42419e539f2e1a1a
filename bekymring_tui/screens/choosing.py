"""Choosing a passphrase: suggested or one's own, typed once to practise."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from bekymring_tui import words
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.strength import USABLE, strength
from bekymring_tui.texts import text
from bekymring_tui.widgets.linje import Linje, Passordlinje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Row, Valg

_LOOKS = {"✓": "$ok", "!": "$warn", "×": "$danger"}


class ChoosingPage(AppPage[None]):
    """Base of the pages where a passphrase is chosen: they yield `choosing()` in their column, and write `take`."""

    CENTRED = True

    def __init__(self) -> None:
        super().__init__()
        self.suggestion = words.phrase(words.VAULT_WORDS)
        self._own = False
        self._busy = False

    def choosing(self) -> ComposeResult:
        """Suggestion, choice, the two fields, and what is said of them."""
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

    def on_mount(self) -> None:
        self._show_own(False)

    def take(self, passphrase: str) -> None:
        """Use what was chosen. Until it is `refuse`d nothing more can be chosen."""
        raise NotImplementedError

    def go_on(self) -> None:
        """Take what is chosen, or say what is wrong with it."""
        wanted = self._wanted()
        if self._busy:
            return
        if self._own and strength(wanted) not in USABLE:
            self.refuse(text(f"start.strength_{strength(wanted)}"), "own")
        elif words.normalise(self.typed("again")) != words.normalise(wanted):
            self.refuse(text("start.different" if self._own else "start.not_practised"), "again")
        else:
            self._busy = True
            self.take(wanted)

    def refuse(self, why: str, field: str) -> None:
        """Say why, and put the cursor there."""
        self._busy = False
        self.query_one(f"#{field}").focus()
        self.tell(f"× {why}", "$danger")
        if field == "again":
            # It stands right above; on a small screen what is said would be below the edge.
            told = self.query_one("#told")
            told.call_after_refresh(told.scroll_visible, animate=False)

    def tell(self, said: str, look: str) -> None:
        """One line below the fields."""
        self.query_one("#told", Tekst).show((said, look))

    def typed(self, name: str) -> str:
        """What stands in a field."""
        return self.query_one(f"#{name}", Passordlinje).value

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

    def _wanted(self) -> str:
        return self.typed("own") if self._own else self.suggestion

    @on(Valg.Chosen, "#how")
    def _choose(self, event: Valg.Chosen) -> None:
        if event.row.id == "new":
            self.suggestion = words.phrase(words.VAULT_WORDS)
            self.query_one("#suggestion", Tekst).show((self.spaced, "bold $accent"))
        self._show_own(event.row.id == "own")
        event.valg.show(*self._rows())

    @on(Linje.Changed)
    def _judge(self) -> None:
        own, again = self.typed("own"), self.typed("again")
        found = strength(own)
        mark = "✓" if found == "strong" else "!" if found in USABLE else "×"
        self.query_one("#own-strength", Tekst).show(
            (f"{mark} {text(f'start.strength_{found}')}", _LOOKS[mark]) if own else ""
        )
        alike = bool(again) and words.normalise(again) == words.normalise(self._wanted())
        self.tell(f"✓ {text('start.alike')}" if alike else "", "$ok")

    @on(Linje.Submitted)
    def _next_field(self, event: Linje.Submitted) -> None:
        if event.input.id == "again":
            self.go_on()
        else:
            self.focus_next()
