"""What pages that search need: a field that leads a list, what is closed now, which keys lead on, whom to call."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from bekymring_tui.case.mask import closed_contacts
from bekymring_tui.case.numbers import spaced
from bekymring_tui.flow.terms import Contact
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.shell import Shell
from bekymring_tui.texts import text
from bekymring_tui.widgets.keys import Key, keys
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.liste import Liste
from bekymring_tui.widgets.page import TextColumn

HELP_NUMBERS = ("112", "113", "116117", "116111")
"""Beside whatever is urgent. Ours: the documents print none there (P9)."""


def closed_now(app: Shell) -> frozenset[Contact]:
    """Whom the open case's alarm closes the way to; nobody where no case is open."""
    return closed_contacts(app.case.state) if app.case else frozenset()


def keys_here(app: Shell) -> tuple[Key, ...]:
    """The keys that lead somewhere, before the vault is open, in it, and in a case."""
    inside = ("f6",) if app.case else ()
    return keys("f9", "f1", "f2", "f3", *inside, "ctrl+p", *(("ctrl+l",) if app.desk else ()), "escape")


def help_numbers() -> str:
    """«112 (politi), 113 (ambulanse) eller …»: nobody in a hurry knows them apart by heart."""
    told = [text("reference.number", number=spaced(one), who=text(f"reference.who.{one}")) for one in HELP_NUMBERS]
    *others, last = told
    return text("reference.or", others=", ".join(others), last=last)


class SearchPage(AppPage[None]):
    """One field and one list. The keys stay in the field: arrows move in the list, Enter opens."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def on_mount(self) -> None:
        hits = self.query_one(Liste)
        hits.can_focus, hits.led = False, True

    def to_the_top(self) -> None:
        """Something else was searched for."""
        self.query_one(Liste).action_first()
        self.query_one(TextColumn).scroll_home(animate=False)

    @on(Linje.Submitted)
    def _take_cursor(self) -> None:
        self.query_one(Liste).action_select()

    def action_move(self, by: int) -> None:
        """At the ends the cursor stays: the list itself would hand the keys on to another field."""
        hits = self.query_one(Liste)
        here = -1 if hits.highlighted is None else hits.highlighted
        rows = [at for at, one in enumerate(hits.options) if not one.disabled and (at - here) * by > 0]
        if rows:
            hits.highlighted = rows[0] if by > 0 else rows[-1]
