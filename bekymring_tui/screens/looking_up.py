"""What both pages of «Slå opp» need: what is closed now, which keys lead on, whom to call."""

from __future__ import annotations

from bekymring_tui.case.mask import closed_contacts
from bekymring_tui.case.numbers import spaced
from bekymring_tui.flow.terms import Contact
from bekymring_tui.screens.shell import Shell
from bekymring_tui.texts import text
from bekymring_tui.widgets.keys import Key, keys

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
