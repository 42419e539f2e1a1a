"""Ctrl+P: everything the program can do, found by typing a piece of its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bekymring_tui.folding import folded
from bekymring_tui.texts import text as words
from bekymring_tui.widgets.bar import Where
from bekymring_tui.widgets.keys import SHOWN, Key, key, keys
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.liste import Column, Item, Liste, Section
from bekymring_tui.widgets.page import Page
from bekymring_tui.widgets.tekst import Tekst

SAFETY_ROW = "f9"
COLUMNS = (Column("", 20, grows=True), Column("", 8, leaves=1))


@dataclass(frozen=True, slots=True)
class MenuRow:
    """One thing to do. `id` is what the menu returns, `press` the key that does the same, `also` other words for it."""

    id: str
    label: str
    press: str = ""
    also: str = ""


class Menu(Page[str | None]):
    """Returns the id of the chosen row (`f9` for the first, which is always there), None when left with Esc.

    `app.push_screen(Menu(rows), callback)`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, rows: Sequence[MenuRow]) -> None:
        super().__init__()
        safety = MenuRow(SAFETY_ROW, words("menu.safety"), "f9")
        self._rows = (safety, *rows)
        self._found: tuple[MenuRow, ...] = self._rows

    def keys(self) -> tuple[Key, ...]:
        return (*keys("f9", "ctrl+l"), key("escape", words("menu.close")))

    def column(self) -> ComposeResult:
        yield Linje(hint=words("menu.hint"))
        yield Tekst()
        yield Liste(self._section())

    def on_mount(self) -> None:
        self.show_where(Where((words("menu.title"),)))
        hits = self.query_one(Liste)
        hits.can_focus, hits.led = False, True

    @on(Linje.Changed)
    def _search(self, event: Linje.Changed) -> None:
        safety, *rest = self._rows
        wanted = folded(event.value).split()
        found = [row for row in rest if all(part in folded(f"{row.label} {row.also}") for part in wanted)]
        self._found = (safety, *found)
        hits = self.query_one(Liste)
        hits.show(self._section())
        # A word that finds nothing must not leave Enter on F9.
        hits.highlighted = 0 if not wanted else 1 if found else None
        self.query_one(Tekst).show("" if found else words("menu.nothing"))

    @on(Linje.Submitted)
    def _take_cursor(self) -> None:
        self.query_one(Liste).action_select()

    @on(Liste.Opened)
    def _take(self, event: Liste.Opened) -> None:
        self.dismiss(event.item_id)

    def action_move(self, by: int) -> None:
        hits = self.query_one(Liste)
        hits.highlighted = min(max((hits.highlighted or 0) + by, 0), len(self._found) - 1)

    def action_back(self) -> None:
        self.dismiss(None)

    def _section(self) -> Section:
        items = tuple(Item(row.id, (row.label, SHOWN.get(row.press, ""))) for row in self._found)
        return Section("", COLUMNS, items)
